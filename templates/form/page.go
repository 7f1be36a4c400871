package form

import (
	"github.com/xuri/excelize/v2"

	"taizhang/templates/book"
)

// Sheets wider than this would print too small to read on A4.
const widestA4 = 190.0

// page sets a ledger's sheet up for printing, the header on every page, the unit
// and the page number at the foot.
func (b *writer) page(s *sheet, columns []book.Span) {
	name := s.ledger.Name
	p := book.Page{Paper: book.A4, Left: b.Unit.Name, Right: name, From: HeaderRow, To: HeaderRow, Area: b.printArea(s)}
	width := 0.0
	for _, c := range columns {
		if !c.Hidden {
			width += c.Width
		}
	}
	if width > widestA4 {
		p.Paper = book.A3
	}
	b.Print(name, p)
}

// prepared is how many prepared rows print, to write on by hand.
const prepared = 10

// printArea ends printing a little below the rows that hold anything, so that
// hundreds of prepared rows stay off the paper.
func (b *writer) printArea(s *sheet) string {
	return book.FixedArea(s.ledger.Name, 1, 1, s.width(), max(dataRow-1+len(s.rows)+min(s.spare, prepared), FirstRow))
}

// protect locks what the unit should not touch, and leaves it filtering, widths
// and new rows. Sorting stays out of reach: Excel sorts no locked cells.
func (b *writer) protect(sheet string) {
	b.Do(b.File.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, FormatCells: true, InsertRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true,
	}))
}
