package form

import (
	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// Fonts that every Chinese Windows has.
const (
	bodyFont  = "宋体"
	titleFont = "微软雅黑"
)

// Colours say who fills a cell in and what is wrong with it; 填报说明 explains
// them in the same words.
const (
	colourMust    = "B5302A" // header of a required column
	colourWhen    = "F4B183" // required under a condition
	colourMay     = "DDEBF7" // optional
	colourOffice  = "D9D9D9" // header of a column others fill
	colourShade   = "F2F2F2" // cells others fill
	colourMissing = "FFC7CE"
	colourHatch   = "FF7C80"
	colourWrong   = "FFC000"
	colourGrid    = "BFBFBF"
	colourFaint   = "7F7F7F"
)

// look is everything a cell style depends on.
type look struct {
	part   string // title, note, header, id, cell, sample, label, input, text, strong, swatch
	fill   string
	format string
	right  bool
	centre bool
	locked bool
}

func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: bodyFont, Size: 10.5},
		Alignment:  &excelize.Alignment{Vertical: "center", WrapText: true, Horizontal: "left"},
		Protection: &excelize.Protection{Locked: l.locked},
	}
	if l.centre {
		s.Alignment.Horizontal = "center"
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	grid := true
	switch l.part {
	case "title":
		grid = false
		s.Font = &excelize.Font{Family: titleFont, Size: 16, Bold: true}
		s.Alignment.WrapText = l.centre // a ledger's title runs on over its neighbours
	case "note", "text":
		grid = false
		s.Alignment.Vertical = "top"
	case "strong":
		grid = false
		s.Font = &excelize.Font{Family: titleFont, Size: 12, Bold: true}
		s.Alignment.WrapText = false
	case "header":
		s.Font = &excelize.Font{Family: titleFont, Size: 10, Bold: true, Color: headerInk(l.fill)}
		s.Alignment.Horizontal = "center"
	case "id":
		s.Font.Size, s.Font.Color = 9, colourFaint
		s.Alignment.WrapText = false
	case "sample":
		s.Font.Italic, s.Font.Color = true, colourFaint
	case "label":
		s.Font.Bold = true
	}
	if grid {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: colourGrid, Style: 1})
		}
	}
	id, err := b.file.NewStyle(s)
	if err == nil {
		b.styles[l] = id
	}
	return id, err
}

func headerInk(fill string) string {
	switch fill {
	case colourMust:
		return "FFFFFF"
	case colourOffice:
		return "595959"
	}
	return "000000"
}

// headerFill marks a column by what it asks of this unit.
func (b *book) headerFill(c *templates.Column) string {
	switch {
	case !b.editable(c):
		return colourOffice
	case c.Required == templates.Always:
		return colourMust
	case c.Required == templates.Conditional:
		return colourWhen
	}
	return colourMay
}

// cellLook is how the column's cells look in rows that count.
func (b *book) cellLook(c *templates.Column) look {
	l := look{part: "cell", format: numberFormat(c)}
	switch c.Type {
	case cell.Integer, cell.Decimal, cell.Formula:
		l.right = true
	case cell.Date, cell.YesNo:
		l.centre = true
	}
	if !b.editable(c) {
		l.fill = colourShade
		l.locked = b.locked
	}
	return l
}

// numberFormat presets what typing would otherwise guess: 001 stays 001 and 5-03
// no date in a text column. Long text stays general, because older Excel shows ##### for more
// than 255 characters in a text cell.
func numberFormat(c *templates.Column) string {
	switch c.Type {
	case cell.Date:
		return "yyyy-mm-dd"
	case cell.Integer:
		return "0"
	case cell.Decimal, cell.Formula:
		if c.Decimals == 0 {
			return "0"
		}
		return "0." + "000000000000"[:min(c.Decimals, 12)]
	case cell.LongText:
		return ""
	}
	return "@"
}
