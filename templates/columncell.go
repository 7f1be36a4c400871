package templates

import (
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// CellValue is a canonical value of the column as a workbook's cell holds it.
func (c *Column) CellValue(v string) any {
	switch c.Type {
	case cell.Date:
		return book.Value(book.Day, v)
	case cell.Integer, cell.Decimal, cell.Formula:
		return book.Value(book.Number, v)
	}
	return book.Value(book.Text, v)
}

// CellFormat is the number format of the column's cells.
func (c *Column) CellFormat() string {
	switch c.Type {
	case cell.Date:
		return book.DayFormat
	case cell.Integer:
		return book.NumberFormat(0)
	case cell.Decimal, cell.Formula:
		return book.NumberFormat(c.Decimals)
	case cell.LongText:
		return ""
	}
	return book.TextFormat
}
