package intake

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// typedOver is how many cells of the worked example have to be changed before it
// is what somebody wanted to report.
const typedOver = 2

// sample passes over the worked example, but not over data typed into it.
func (sr *sheetReader) sample(row *sheets.Row, r *xlsx.Row) {
	sr.ignore(r, WhySample)
	changed := sr.changed(r)
	if len(changed) == 0 {
		return
	}
	severity, what := finding.Warning, fmt.Sprintf("样例行的“%s”被改写了；样例行只作示范，不计入。", changed[0].Name)
	if len(changed) >= typedOver {
		severity, what = finding.Error, fmt.Sprintf("第 %d 行是样例行，里面写了 %d 格别的内容，没有读入。", r.Number, len(changed))
	}
	sr.ret.Findings = append(sr.ret.Findings, row.Finding(severity, CodeID, changed[0], what, "如果是要报的内容，请移到下面的空行；不是的，不用管它，也可以把样例行整行删去。"))
}

// changed are the columns in which the line says something else than the example did.
func (sr *sheetReader) changed(r *xlsx.Row) (out []*templates.Column) {
	was := sr.example
	for _, c := range r.Cells {
		col := sr.columns[c.Col]
		if col == nil || col.Type == cell.Formula || col.FilledBySystem() {
			continue
		}
		got, _ := col.Read(c, sr.wb.Date1904())
		if got == "" || was.Shows(col, got) {
			continue
		}
		if example, _ := col.ParseText(col.Example); was == nil && got == example {
			continue // an older form shows the plan's own examples
		}
		out = append(out, col)
	}
	return out
}

// isSample reports whether a line that has lost its mark says what the worked
// example did, and nothing else.
func (sr *sheetReader) isSample(r *xlsx.Row, filled []xlsx.Cell) bool {
	col := sr.columns[filled[0].Col]
	if col == nil || len(filled) < len(sr.example) || len(sr.example) == 0 {
		return false
	}
	first, _ := col.Read(filled[0], sr.wb.Date1904())
	return sr.example.Shows(col, first) && len(sr.changed(r)) == 0
}
