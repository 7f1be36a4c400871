package summary

import "github.com/xuri/excelize/v2"

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

// The three lights are the same wherever they appear; in grey print they still
// fall apart into middle, light and dark.
const (
	colourGreen  = "70AD47"
	colourYellow = "FFC000"
	colourRed    = "C00000"
	colourGrey   = "D0CECE"
	colourBlue   = "9DC3E6"
	colourInk    = "262626"
	colourDeep   = "1F3864" // titles, headings
	colourHead   = "DCE6F2"
	colourTotal  = "F2F2F2"
	colourRule   = "BFBFBF"
	colourNote   = "595959"
	colourBad    = "FBE5E5"
	colourBar    = "8FB4DD"
)

var lightColour = map[tone]string{green: colourGreen, yellow: colourYellow, red: colourRed}

const (
	fontText  = "微软雅黑"
	fontTitle = "黑体"
)

// look is everything about a cell but its content.
type look struct {
	font    string
	size    float64
	bold    bool
	colour  string
	fill    string
	pattern int // 0 = solid
	align   string
	valign  string
	wrap    bool
	indent  int
	border  border
	format  string
}

type border struct {
	all    string // colour of thin lines on every side
	left   string // today's line: a thick left side
	bottom string // a rule under a title
	top    string
}

// toned paints a look in a tone.
func (l look) toned(t tone) look {
	switch t {
	case green:
		l.fill, l.colour = colourGreen, colourInk
	case yellow:
		l.fill, l.colour = colourYellow, colourInk
	case red:
		l.fill, l.colour = colourRed, "FFFFFF"
	case grey:
		l.fill, l.colour = colourGrey, colourNote
	case blue:
		l.fill = colourBlue
	case hatched:
		l.fill, l.colour, l.pattern = colourRed, colourRed, 14
	case bad:
		l.fill, l.colour = colourBad, colourRed
	case faint:
		l.colour = colourNote
	}
	return l
}

// style turns a look into the workbook's style number, made once each.
func (b *book) style(l look) int {
	if l.font == "" {
		l.font = fontText
	}
	if l.valign == "" {
		l.valign = "center"
	}
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: l.font, Size: l.size, Bold: l.bold, Color: l.colour},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: l.valign, WrapText: l.wrap, Indent: l.indent},
	}
	if l.fill != "" {
		p := 1
		if l.pattern > 0 {
			p = l.pattern
		}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: p, Color: []string{l.fill}}
	}
	if l.border.all != "" {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			if side == "left" && l.border.left != "" {
				continue
			}
			s.Border = append(s.Border, excelize.Border{Type: side, Color: l.border.all, Style: 1})
		}
	}
	if l.border.left != "" {
		s.Border = append(s.Border, excelize.Border{Type: "left", Color: l.border.left, Style: 5})
	}
	if l.border.bottom != "" {
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: l.border.bottom, Style: 2})
	}
	if l.border.top != "" {
		s.Border = append(s.Border, excelize.Border{Type: "top", Color: l.border.top, Style: 5})
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(s)
	b.fail(err)
	b.styles[l] = id
	return id
}
