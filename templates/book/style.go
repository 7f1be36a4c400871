package book

import "github.com/xuri/excelize/v2"

// Fonts, as workbooks of the office use them.
const (
	Song         = "宋体"
	YaHei        = "微软雅黑"
	Hei          = "黑体"
	FangSong     = "仿宋"
	XiaoBiaoSong = "方正小标宋简体"
)

// The three lights are the same wherever they appear; in grey print they still
// fall apart into middle, light and dark.
const (
	Green  = "70AD47"
	Yellow = "FFC000"
	Red    = "C00000"
)

// Colours of tables.
const (
	Grid  = "BFBFBF" // lines
	Grey  = "7F7F7F" // text of no weight
	Note  = "595959" // small print
	Head  = "DDEBF7" // header
	Other = "D9D9D9" // header of what others fill
	Shade = "F2F2F2" // cells others fill
)

// Hatched is the pattern of slanting lines.
const Hatched = 14

// Style is everything about a cell but its content. The zero value is a plain
// cell in the workbook's own font.
type Style struct {
	Font     string
	Size     float64 // 0: 11 points
	Bold     bool
	Italic   bool
	Ink      string
	Fill     string
	Pattern  int    // of the fill, 0: solid
	Hatch    string // colour of the pattern, in conditional styles
	Align    string // left center right
	Valign   string // top center; "": center
	Wrap     bool
	Indent   int
	Border   Border
	Format   string // number format
	Unlocked bool   // may be edited on a protected sheet
}

// Border is the colour of each kind of line, "" for none.
type Border struct {
	All    string // thin, on every side
	Left   string // thick, instead of the thin one
	Top    string // thick
	Bottom string // middling
}

// Boxed is the border of table cells.
var Boxed = Border{All: Grid}

// Filled is the style with another fill.
func (s Style) Filled(colour string) Style {
	s.Fill = colour
	return s
}

// Formatted is the style with a number format.
func (s Style) Formatted(format string) Style {
	s.Format = format
	return s
}

// Aligned is the style with its text aligned otherwise.
func (s Style) Aligned(align string) Style {
	s.Align = align
	return s
}

// Style is the number of a style in this workbook.
func (b *Book) Style(s Style) int {
	if id, ok := b.styles[s]; ok {
		return id
	}
	made := s.excelize()
	if s.Font == "" {
		made.Font.Family = b.font
	}
	id, err := b.File.NewStyle(made)
	b.Do(err)
	b.styles[s] = id
	for len(b.looks) <= id {
		b.looks = append(b.looks, Style{})
	}
	b.looks[id] = s
	return id
}

// look is the style of a number.
func (b *Book) look(id int) *Style {
	if id >= len(b.looks) {
		return &Style{}
	}
	return &b.looks[id]
}

// Conditional is the number of a style for conditional formats.
func (b *Book) Conditional(s Style) int {
	e := s.excelize()
	e.Alignment, e.Protection = nil, nil
	if s.Ink == "" && !s.Bold && !s.Italic {
		e.Font = nil
	}
	id, err := b.File.NewConditionalStyle(e)
	b.Do(err)
	if s.Hatch != "" && err == nil {
		// excelize gives a pattern no colour of its own; black would hide the cell.
		fill := b.File.Styles.Dxfs.Dxfs[id].Fill.PatternFill
		ink := *fill.BgColor
		ink.RGB = "FF" + s.Hatch
		fill.FgColor = &ink
	}
	return id
}

func (s Style) excelize() *excelize.Style {
	out := &excelize.Style{
		Font:      &excelize.Font{Family: s.Font, Size: s.Size, Bold: s.Bold, Italic: s.Italic, Color: s.Ink},
		Alignment: &excelize.Alignment{Horizontal: s.Align, Vertical: s.Valign, WrapText: s.Wrap, Indent: s.Indent},
	}
	if s.Valign == "" {
		out.Alignment.Vertical = "center"
	}
	if s.Fill != "" {
		out.Fill = Solid(s.Fill)
		out.Fill.Pattern = max(s.Pattern, 1)
	}
	if s.Format != "" {
		out.CustomNumFmt = &s.Format
	}
	if s.Unlocked {
		out.Protection = &excelize.Protection{}
	}
	line := func(side, colour string, style int) {
		if colour != "" {
			out.Border = append(out.Border, excelize.Border{Type: side, Color: colour, Style: style})
		}
	}
	if s.Border.Left == "" {
		line("left", s.Border.All, 1)
	}
	for _, side := range []string{"right", "top", "bottom"} {
		line(side, s.Border.All, 1)
	}
	line("left", s.Border.Left, 5)
	line("bottom", s.Border.Bottom, 2)
	line("top", s.Border.Top, 5)
	return out
}

// Solid is a fill of one colour.
func Solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}
