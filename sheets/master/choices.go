package master

import (
	"slices"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// listColumn is the first column of MetaSheet that holds a list of a dropdown.
const listColumn = 4

// columnStyle is how a ledger's column looks: numbers to the right, with air.
func columnStyle(c *templates.Column) book.Style {
	s := plain.Formatted(c.CellFormat())
	switch c.Type {
	case cell.Integer, cell.Decimal, cell.Formula:
		s.Align, s.Indent = "right", 1
	case cell.Date, cell.YesNo:
		s.Align = "center"
	}
	return s
}

// choices are what a ledger's column offers where one of a few is chosen.
func choices(c *templates.Column) []string {
	if c.Computed != nil || c.Target != nil || c.Type != cell.Choice && c.Type != cell.YesNo && c.Type != cell.Ref {
		return nil
	}
	return c.Choices()
}

// officeChoices are what the office chooses from in a plain table.
func (b *writer) officeChoices(header string) []string {
	switch header {
	case "选用", "已撤销":
		return []string{"是", "否"}
	case "指定单位":
		return b.units
	}
	return nil
}

// offer gives a column of a sheet with so many lines a dropdown. Something else may
// be typed: the merge says what it cannot take.
func (b *writer) offer(sheet string, column, lines int, items ...string) {
	if len(items) == 0 || lines == 0 {
		return
	}
	list := book.Choices(items...)
	if list == "" || slices.ContainsFunc(items, func(s string) bool { return slices.Contains([]rune(s), ',') }) {
		at := slices.IndexFunc(b.lists, func(l []string) bool { return slices.Equal(l, items) })
		if at < 0 {
			at = len(b.lists)
			b.lists = append(b.lists, items)
		}
		list = book.FixedArea(MetaSheet, listColumn+at, 1, listColumn+at, len(items))
	}
	b.Offer(sheet, book.At(column, firstRow)+":"+book.At(column, headerRow+lines), book.Choice{List: list, Title: "不在名单里", Error: "请从下拉列表中选。"})
}
