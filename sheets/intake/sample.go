package intake

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
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
	if len(changed) >= typedOver && sr.example != nil {
		severity, what = finding.Error, fmt.Sprintf("第 %d 行是样例行，里面写了 %d 格别的内容，没有读入。", r.Number, len(changed))
	}
	sr.fault(row.Finding(severity, CodeID, changed[0], what, "如果是要报的内容，请移到下面的空行；不是的，不用管它，也可以把样例行整行删去。"))
}

// changed are the columns in which the line says something else than the example did.
func (sr *sheetReader) changed(r *xlsx.Row) (out []*templates.Column) {
	var guess []string // of a form that does not say what its example was
	for _, c := range r.Cells {
		col := sr.columns[c.Col]
		if col == nil || col.Type == cell.Formula || col.FilledBySystem() {
			continue
		}
		got, _ := col.Read(c, sr.wb.Date1904())
		text := strings.TrimSpace(c.Text)
		if got == "" && text == "" || text == form.SampleID {
			continue
		}
		// A name that the plan has changed since reads as the new one.
		if sr.example.Shows(col, got) || sr.example.Shows(col, text) {
			continue
		}
		if sr.example == nil {
			if guess == nil {
				guess = form.Example(sr.Plan, sr.ret.Unit, sr.sheet.Ledger)
			}
			if own, _ := col.ParseText(col.Example); got == own || got == guess[col.Index] || got != "" && col.Type == cell.Date { // its days went with the day of issue
				continue
			}
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
	known := strings.TrimSpace(filled[0].Text) == form.SampleID || sr.example.Shows(col, first)
	return known && len(sr.changed(r)) == 0
}
