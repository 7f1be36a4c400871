package form

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/book"
)

// Sheets wider than this would print too small to read on A4.
const widestA4 = 300.0

// page sets a ledger's sheet up for printing, the header on every page, the unit
// and the page number at the foot.
func (b *writer) page(s *sheet, columns []book.Span) {
	name := s.ledger.Name
	p := book.Page{Paper: book.A4, Left: b.Unit.Name, Right: name, From: HeaderRow, To: HeaderRow, Area: b.printArea(s)}
	width := 0.0
	for _, c := range columns {
		width += c.Width
	}
	if width > widestA4 {
		p.Paper = book.A3
	}
	b.Print(name, p)
}

// printArea ends printing at the last row that holds anything, so that hundreds
// of prepared rows stay off the paper; twenty are left to write on by hand.
func (b *writer) printArea(s *sheet) string {
	first, last := 0, 0
	for i, c := range s.ledger.FormColumns() {
		if b.editable(c) {
			last = FirstColumn + i
			if first == 0 {
				first = last
			}
		}
	}
	least := dataRow - 1 + len(s.rows)
	if s.spare > 0 {
		least = max(least, dataRow+min(s.spare, 20)-1)
	}
	name := s.ledger.Name
	if s.spare == 0 || first == 0 {
		return book.FixedArea(name, 1, 1, s.width(), max(least, FirstRow))
	}
	cells := book.FixedArea(name, first, dataRow, last, s.end)
	return fmt.Sprintf(`OFFSET(%s,0,0,MAX(%d,SUMPRODUCT(MAX((%s<>"")*ROW(%s)))),%d)`, book.Fixed(name, 1, 1), least, cells, cells, s.width())
}

// protect locks what the unit should not touch, and leaves it filtering, widths
// and new rows. Sorting stays out of reach: Excel sorts no locked cells.
func (b *writer) protect(sheet string) {
	b.Do(b.File.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, FormatCells: true, InsertRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true,
	}))
}
