package summary

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// book is the workbook being written. The first error sticks and is returned
// at the end, so that drawing reads as drawing.
type book struct {
	file   *excelize.File
	styles map[look]int
	merges [][2]string // of the sheet being drawn; kept back, for writing into a sheet of many merged cells is slow
	err    error
}

func newBook() *book {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	b.fail(b.file.SetDefaultFont(fontText))
	return b
}

func (b *book) fail(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// addr is a cell's address; columns and rows count from 1.
func addr(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // positive by construction
	}
	return name
}

// fixed is a range in a formula or chart: 'sheet'!$A$1:$B$2.
func fixed(sheet string, c1, r1, c2, r2 int) string {
	a, _ := excelize.ColumnNumberToName(c1)
	z, _ := excelize.ColumnNumberToName(c2)
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, a, r1, z, r2)
}

// put writes a cell over the sheet columns of a span, merging where it needs
// more than one.
func (b *book) put(sheet string, span [2]int, rows [2]int, c cell, l look) {
	first, last := addr(span[0], rows[0]), addr(span[1], rows[1])
	b.fail(b.file.SetCellStyle(sheet, first, last, b.style(l)))
	switch {
	case c.text == "":
	case c.number:
		b.fail(b.file.SetCellDefault(sheet, first, c.text))
	default:
		b.fail(b.file.SetCellStr(sheet, first, c.text))
	}
	if c.link != "" {
		b.fail(b.file.SetCellHyperLink(sheet, first, fmt.Sprintf("'%s'!A1", c.link), "Location"))
	}
	if first != last {
		b.merges = append(b.merges, [2]string{first, last})
	}
}

// rowsOf is a range of whole rows: 'sheet'!$1:$3.
func rowsOf(sheet string, first, last int) string {
	return fmt.Sprintf("'%s'!$%d:$%d", sheet, first, last)
}
