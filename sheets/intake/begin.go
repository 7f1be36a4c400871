package intake

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// said are the cells of a line that say something: in a row that was prepared
// and not issued, a default that stands as it was given does not.
func (sr *sheetReader) said(row *sheets.Row, filled []xlsx.Cell) []xlsx.Cell {
	if row.Version > 0 || row.ID == form.SampleID || !sr.sheet.Ledger.Begins() && len(sr.began) == 0 {
		return filled
	}
	return slices.DeleteFunc(filled, func(c xlsx.Cell) bool {
		col := sr.columns[c.Col]
		switch {
		case col == nil:
			return false
		case unreckoned(col, c):
			return true
		}
		v, _ := col.Read(c, sr.wb.Date1904())
		return v != "" && sr.began.Shows(col, v)
	})
}

// unreckoned: the cell still holds the formula of its default, and nobody has
// worked it out.
func unreckoned(col *templates.Column, c xlsx.Cell) bool {
	return c.Formula && !c.Cached && col.Default != nil && !col.Default.Fixed()
}

// begin gives the blank cells of a new row their defaults; one that cannot be
// read is not blank.
func (sr *sheetReader) begin(row *sheets.Row) {
	read := slices.Clone(row.Values)
	sr.sheet.Ledger.Begin(row.Values, sr.ret.Unit, templates.Env{Plan: sr.Plan})
	for i := range row.Bad {
		row.Values[i] = read[i]
	}
}
