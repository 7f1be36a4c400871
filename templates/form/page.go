package form

import (
	"github.com/xuri/excelize/v2"

	"taizhang/templates/book"
)

// mostColumns are as many as anybody reads across a page.
const mostColumns = 12

// page sets a ledger's sheet up for printing, the header on every page, the unit
// and the page number at the foot.
func (b *writer) page(s *sheet, columns []book.Span) {
	name := s.ledger.Name
	p := book.Page{Paper: book.A4, Left: b.Unit.Name, Right: name, From: HeaderRow, To: HeaderRow}
	top, width := 1, s.width()
	switch {
	case book.Fits(book.A4, columns...):
	case len(s.rows)+s.spare == 0: // nothing to read across
		for width > 1 && !book.Fits(book.A4, columns[:width]...) {
			width--
		}
	case book.Fits(book.A3, columns...) && book.Shown(columns...) <= mostColumns:
		p.Paper = book.A3
	default:
		top = HeaderRow
		p.Strips = &book.Strips{Title: b.title(s), Columns: columns, Repeat: s.frozen(), Most: mostColumns}
	}
	p.Area = b.printArea(s, top, width)
	b.Print(name, p)
}

// prepared is how many prepared rows print, to write on by hand.
const prepared = 10

// printArea ends printing a little below the rows that hold anything, so that
// hundreds of prepared rows stay off the paper.
func (b *writer) printArea(s *sheet, top, width int) string {
	return book.FixedArea(s.ledger.Name, 1, top, width, max(dataRow-1+len(s.rows)+min(s.spare, prepared), FirstRow))
}

// protect locks what the unit should not touch, and leaves it filtering, widths
// and new rows. Sorting stays out of reach: Excel sorts no locked cells.
func (b *writer) protect(sheet string) {
	b.Do(b.File.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, FormatCells: true, InsertRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true,
	}))
}
