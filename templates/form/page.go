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
	fit := true
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
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
