package form

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	paperA3 = 8
	paperA4 = 9

	// Sheets wider than this would print too small to read on A4.
	widestA4 = 300.0
)

// page sets a sheet up for printing: across, one page wide, the header on every
// page, the unit and the page number at the foot.
func (b *book) page(sheet string, width float64, titles string) error {
	size, across, one, any := paperA4, "landscape", 1, 0
	if width > widestA4 {
		size = paperA3
	}
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &across, FitToWidth: &one, FitToHeight: &any,
	}); err != nil {
		return err
	}
	side, top, foot, centred := 0.4, 0.5, 0.3, true
	if err := b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &centred,
	}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddFooter: fmt.Sprintf("&L %s&C第 &P 页　共 &N 页&R%s", footText(b.Unit.Name), footText(sheet)),
	}); err != nil {
		return err
	}
	if titles == "" {
		return nil
	}
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: quoteSheet(sheet) + "!" + titles, Scope: sheet,
	})
}

// fitToPage makes the page layout scale. A stream writes it first of all.
func (b *book) fitToPage(sheet string) error {
	fit := true
	return b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// printArea ends printing at the last row that holds anything, so that hundreds
// of prepared rows stay off the paper; twenty are left to write on by hand.
func (b *book) printArea(s *sheet) error {
	first, last := "", ""
	for _, c := range s.ledger.Columns {
		if b.editable(c) {
			last = letter(c)
			if first == "" {
				first = last
			}
		}
	}
	least := dataRow - 1 + len(s.rows)
	if s.spare > 0 {
		least = max(least, dataRow+min(s.spare, 20)-1)
	}
	name, end := quoteSheet(s.ledger.Name), letter(s.ledger.Columns[len(s.ledger.Columns)-1])
	area := fmt.Sprintf("%s!$A$1:$%s$%d", name, end, max(least, FirstRow))
	if s.spare > 0 && first != "" {
		cells := fmt.Sprintf("%s!$%s$%d:$%s$%d", name, first, dataRow, last, s.end)
		area = fmt.Sprintf(`OFFSET(%s!$A$1,0,0,MAX(%d,SUMPRODUCT(MAX((%s<>"")*ROW(%s)))),%d)`, name, least, cells, cells, s.width())
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.ledger.Name})
}

// footText keeps a name from being read as a code of the footer.
func footText(s string) string { return strings.ReplaceAll(s, "&", "&&") }

// protect locks what the unit should not touch, and leaves it filtering, widths
// and new rows. Sorting stays out of reach: Excel sorts no locked cells.
func (b *book) protect(sheet string) error {
	return b.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, FormatCells: true, InsertRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true,
	})
}
