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
	if row.Version > 0 || row.ID == form.SampleID || len(sr.began) == 0 {
		return filled
	}
	return slices.DeleteFunc(filled, func(c xlsx.Cell) bool {
		col := sr.columns[c.Col]
		switch d := sr.began[col]; {
		case col == nil || d == nil:
			return false
		case sr.unreckoned(col, c):
			return true
		default:
			v, _ := col.Read(c, sr.wb.Date1904())
			return v != "" && v == d.Given(col, sr.Plan)
		}
	})
}

// unreckoned: the cell still holds the formula of its default, and nobody has
// worked it out. What the unit itself wrote instead is for it to work out.
func (sr *sheetReader) unreckoned(col *templates.Column, c xlsx.Cell) bool {
	return c.Unsolved != "" && sr.began[col] != nil && form.IsLive(c.Unsolved)
}

// begin gives the blank cells of a new row the defaults that its form told; one
// that cannot be read is not blank.
func (sr *sheetReader) begin(row *sheets.Row) {
	sr.sheet.Ledger.Begin(row.Values, func(c *templates.Column) *templates.Default {
		switch {
		case !c.FilledBy(sr.ret.Unit) || row.Bad[c.Index]:
			return nil
		case sr.sheet.Cols[c.Index] == 0: // nobody could leave it blank
			return c.Default
		}
		return sr.began[c]
	}, templates.Env{Plan: sr.Plan})
}
