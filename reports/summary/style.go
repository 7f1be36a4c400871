package summary

import "taizhang/templates/book"

// tone is a meaning that a colour stands for.
type tone int

const (
	plain    tone = iota
	green         // 绿
	yellow        // 黄
	red           // 红
	grey          // of the past
	done          // done
	finished      // the time that something done took
	blue          // running, no reminder due
	faint         // of no weight
	bad           // a broken check, an error
	lacking       // not there yet
	hatched       // time past the deadline
)

const (
	colourGrey  = "D0CECE"
	colourBlue  = "9DC3E6"
	colourInk   = "262626"
	colourDeep  = "1F3864" // titles, headings
	colourHead  = "DCE6F2"
	colourTotal = book.Shade
	colourRule  = book.Grid
	colourNote  = book.Note
	colourBad   = "FBE5E5"
	colourLink  = "0563C1"
	colourBar   = "8FB4DD"
)

// Colours of meanings: the same thing has the same colour on every card, in every
// table and every chart. In grey print they fall apart, too.
const (
	colourDone   = "548235" // darker than the green light, which is not done yet
	colourClosed = "264F13" // done and signed
	colourLate   = book.Red
	colourSoon   = book.Yellow
	colourOpen   = "9DC3E6"
	colourNearly = "C6E0B4" // done but for a remainder
	colourNot    = "D9D9D9" // not begun
	colourMoved  = "F4B183" // extended
)

var lightColour = map[tone]string{green: book.Green, yellow: book.Yellow, red: book.Red}

// headingStyle is the style of a table's heads.
var headingStyle = book.Style{Size: 10, Bold: true, Ink: colourDeep, Fill: colourHead, Align: "center", Wrap: true, Border: book.Boxed}

// toned paints a style in a tone.
func toned(s book.Style, t tone) book.Style {
	switch t {
	case green, yellow:
		s.Fill, s.Ink = lightColour[t], colourInk
	case red:
		s.Fill, s.Ink = book.Red, "FFFFFF"
	case grey:
		s.Fill, s.Ink = colourGrey, colourNote
	case done:
		s.Fill, s.Ink = "E2EFDA", "375623"
	case finished:
		s.Fill, s.Ink = colourDone, "FFFFFF"
	case blue:
		s.Fill = colourBlue
	case hatched:
		s.Fill, s.Ink, s.Pattern = book.Red, book.Red, book.Hatched
	case bad:
		s.Fill, s.Ink = colourBad, book.Red
	case lacking:
		s.Fill, s.Ink = "FFF2CC", "7F6000"
	case faint:
		s.Ink = colourNote
	}
	return s
}
