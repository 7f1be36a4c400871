package master

import (
	"fmt"
	"slices"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/book"
)

// perSheet is how many lines a sheet holds below its header; more go on on
// another sheet with the same header. Tests make it small.
var perSheet = book.MaxRows - headerRow

// mostParts bounds the sheets of one ledger that are looked for.
const mostParts = 64

// partName is the name of the nth sheet of a ledger or table. Those of ledgers
// have 20 characters at most.
func partName(sheet string, n int) string {
	if n == 1 {
		return sheet
	}
	return fmt.Sprintf("%s（续%d）", sheet, n)
}

// parts is how many sheets so many lines take.
func parts(lines int) int { return max(1, (lines+perSheet-1)/perSheet) }

// place is the sheet and the row of a ledger's ith line.
func place(sheet string, i int) (name string, row int) {
	return partName(sheet, i/perSheet+1), firstRow + i%perSheet
}

// source is a ledger or table of the workbook, with the sheets that hold it.
type source struct {
	ledger *templates.Ledger
	table  *table
	sheets []string
}

// sources sorts the sheets of a workbook; those of nobody are strange.
func sources(p *templates.Plan, wb *xlsx.Workbook) (known []source, strange []string) {
	taken := map[string]bool{MetaSheet: true}
	for _, name := range ownSheets {
		taken[name] = true
	}
	all := func(base string) (sheets []string) {
		for n := 1; n <= mostParts; n++ {
			if name := partName(base, n); has(wb, name) && !taken[name] {
				taken[name] = true
				sheets = append(sheets, name)
			}
		}
		return sheets
	}
	for i := range tables {
		if sheets := all(tables[i].sheet); len(sheets) > 0 {
			known = append(known, source{table: &tables[i], sheets: sheets})
		}
	}
	for _, l := range p.Ledgers {
		for _, name := range append([]string{l.Name}, l.Former...) {
			if sheets := all(name); len(sheets) > 0 {
				known = append(known, source{ledger: l, sheets: sheets})
				break
			}
		}
	}
	for _, s := range wb.Sheets() {
		if !taken[s.Name] {
			strange = append(strange, s.Name)
		}
	}
	return known, strange
}

func has(wb *xlsx.Workbook, sheet string) bool {
	return slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == sheet })
}
