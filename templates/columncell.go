package templates

import "taizhang/templates/book"

// CellValue is a canonical value of the column as a workbook's cell holds it.
func (c *Column) CellValue(v string) any {
	switch c.Type {
	case Date:
		return book.Value(book.Day, v)
	case Integer, Decimal, Formula:
		return book.Value(book.Number, v)
	}
	return book.Value(book.Text, v)
}

// CellFormat is the number format of the column's cells.
func (c *Column) CellFormat() string {
	switch c.Type {
	case Date:
		return book.DayFormat
	case Integer:
		return book.NumberFormat(0)
	case Decimal, Formula:
		return book.NumberFormat(c.Decimals)
	case LongText:
		return ""
	}
	return book.TextFormat
}
