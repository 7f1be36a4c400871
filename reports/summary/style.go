package summary

import "taizhang/templates/book"

// tone is a meaning that a colour stands for.
type tone int

const (
	plain   tone = iota
	green        // 绿
	yellow       // 黄
	red          // 红
	grey         // done
	blue         // running, no reminder due
	faint        // of no weight
	bad          // a broken check, an error
	hatched      // time past the deadline
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
	colourBar   = "8FB4DD"
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
	case blue:
		s.Fill = colourBlue
	case hatched:
		s.Fill, s.Ink, s.Pattern = book.Red, book.Red, book.Hatched
	case bad:
		s.Fill, s.Ink = colourBad, book.Red
	case faint:
		s.Ink = colourNote
	}
	return s
}
