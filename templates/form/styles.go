package form

import (
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Colours say who fills a cell in and what is wrong with it; 填报说明 explains
// them in the same words.
const (
	colourMust    = "B5302A"   // header of a required column
	colourWhen    = "F4B183"   // required under a condition
	colourMay     = book.Head  // optional
	colourOffice  = book.Other // header of a column others fill
	colourShade   = book.Shade // cells others fill
	colourMissing = "FFC7CE"
	colourClosed  = "595959" // text of rows that the office has closed
	colourHatch   = "FF7C80"
	colourWrong   = book.Yellow
)

var (
	cellStyle = book.Style{Font: book.Song, Size: 10.5, Align: "left", Wrap: true, Border: book.Boxed}
	textStyle = book.Style{Font: book.Song, Size: 10.5, Align: "left", Valign: "top", Wrap: true}
	headStyle = book.Style{Font: book.YaHei, Size: 10, Bold: true, Ink: "000000", Align: "center", Wrap: true, Border: book.Boxed}
	idStyle   = book.Style{Font: book.Song, Size: 9, Ink: book.Grey, Align: "left", Fill: colourShade, Format: book.TextFormat, Border: book.Boxed}
	// A ledger's title runs on over its neighbours.
	titleStyle  = book.Style{Font: book.YaHei, Size: 16, Bold: true, Align: "left"}
	strongStyle = book.Style{Font: book.YaHei, Size: 12, Bold: true, Align: "left", Wrap: true}
)

// titleWithin is the title's style, smaller where it would run out of the sheet.
func titleWithin(title string, points float64) book.Style {
	s := titleStyle
	for s.Size > 9 && book.Width(title)*s.Size/2*1.1 > points {
		s.Size--
	}
	return s
}

// style is a style of a ledger's sheet in which the unit types, unless it is for
// the office's cells of a protected one.
func (b *writer) style(s book.Style, office bool) int {
	s.Unlocked = !(office && b.locked)
	return b.Style(s)
}

func labelled(colour string) book.Style {
	s := cellStyle.Filled(colour)
	s.Bold = true
	return s
}

// header is the style of a header in a colour.
func header(colour string) book.Style {
	s := headStyle.Filled(colour)
	s.Ink = headerInk(colour)
	return s
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

// asked is what a column asks of the unit: the colour of its header, and in
// words for 填报说明 and for the prompt.
type asked struct{ fill, need, prompt string }

// asks: nothing of a column that others fill in.
func (b *writer) asks(c *templates.Column) asked {
	switch {
	case !b.editable(c):
		return asked{colourOffice, "不用填", "【不用填】" + b.whoFills(c) + "。"}
	case c.Required == templates.Always:
		return asked{colourMust, "必填", "【必填】"}
	case c.Required == templates.Conditional:
		return asked{colourWhen, "符合条件时必填", "【符合条件时必填】"}
	}
	return asked{colourMay, "选填", ""}
}

// columnStyle is how the column's cells look in rows that count.
func (b *writer) columnStyle(c *templates.Column) book.Style {
	s := cellStyle.Formatted(c.CellFormat())
	switch c.Type {
	case cell.Integer, cell.Decimal, cell.Formula:
		s.Align, s.Indent = "right", 1
	case cell.Date, cell.YesNo:
		s.Align = "center"
	}
	if !b.editable(c) {
		s.Fill = colourShade
	}
	return s
}
