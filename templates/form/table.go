package form

import (
	"math"

	"taizhang/templates/book"
)

// Table is a sheet of plain lines that goes out with a form, or stands in what is
// exchanged with the office above.
type Table struct {
	Name, Title, Note string
	Header            []string
	Widths            []float64
	Open              []string // headers of what is to be filled in
	Rows              [][]any
}

// Rows of a table's sheet.
const (
	TableHeaderRow = 3
	TableFirstRow  = 4
)

// WriteTable adds the sheet to a workbook.
func WriteTable(b *book.Book, t Table) {
	b.Sheet(t.Name)
	b.Print(t.Name, book.Page{Paper: book.A4, Left: t.Title, From: TableHeaderRow, To: TableHeaderRow})
	b.Freeze(t.Name, 0, TableHeaderRow)
	s := b.Stream(t.Name, book.Spans(t.Widths...)...)
	s.Row(26, book.Cell{Style: b.Style(book.Style{Font: book.YaHei, Size: 16, Bold: true}), Value: t.Title})
	s.Row(0, book.Cell{Style: b.Style(book.Style{Font: book.YaHei, Size: 9, Ink: book.Grey}), Value: t.Note})
	head := book.Style{Font: book.YaHei, Size: 10, Bold: true, Fill: book.Head, Align: "center", Wrap: true, Border: book.Boxed}
	var cells []book.Cell
	for _, h := range t.Header {
		style := head
		for _, open := range t.Open {
			if open == h {
				style = head.Filled("FFF2CC")
			}
		}
		cells = append(cells, book.Cell{Style: b.Style(style), Value: h})
	}
	s.Row(24, cells...)
	text := b.Style(book.Style{Font: book.YaHei, Size: 10, Wrap: true, Border: book.Boxed, Format: book.TextFormat})
	number := b.Style(book.Style{Font: book.YaHei, Size: 10, Wrap: true, Border: book.Boxed})
	for _, r := range t.Rows {
		cells = cells[:0]
		for _, v := range r {
			c := book.Cell{Style: text, Value: v}
			switch x := v.(type) {
			case int, float64:
				c.Style = number
			case string:
				c.Value = book.Value(book.Text, x)
			}
			cells = append(cells, c)
		}
		s.Fit(4, math.Inf(1), cells...)
	}
	s.Filter(1, TableHeaderRow, len(t.Header), max(TableHeaderRow+len(t.Rows), TableFirstRow))
	s.End()
}
