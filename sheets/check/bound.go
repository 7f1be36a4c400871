package check

import (
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// mostWorded is how many errors, and how many remarks, of one pass are put into words.
const mostWorded = 2 * intake.MostFaults

// unworded is said of a row behind those.
const unworded = "这一行也有错误，错误太多，没有逐条列出。"

// tally counts what a pass has found.
type tally struct {
	errors, remarks, left int
	rows                  map[[3]string]bool // with an error among the findings
}

// add keeps a finding. Behind the first so many of them only the rows that have errors
// are kept, each once.
func (r *run) add(f finding.Finding) {
	t := &r.tally
	n, isError := &t.remarks, f.Severity == finding.Error
	if isError {
		n = &t.errors
	}
	if f.Cell == "" {
		r.out = append(r.out, f)
		return
	}
	*n++
	known := isError && t.known(f)
	switch {
	case *n <= mostWorded:
	case known || !isError:
		t.left++
		return
	default:
		f.Message, f.Fix = unworded, ""
	}
	r.out = append(r.out, f)
}

// known reports whether the row of a finding has another among the findings.
func (t *tally) known(f finding.Finding) bool {
	if t.rows == nil {
		t.rows = map[[3]string]bool{}
	}
	at := [3]string{f.File, f.Sheet, strings.TrimLeft(f.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
	known := t.rows[at]
	t.rows[at] = true
	return known
}

// Alone is what is wrong with a row of a return by itself, whatever other rows say.
func (c *Checker) Alone(ret *intake.Return, row *sheets.Row) []finding.Finding {
	r := &run{Checker: c, stage: templates.StageReturn}
	r.rowTags(row, templates.Env{}, filledBy(ret.Unit))
	return r.out
}

func filledBy(u *templates.Unit) func(*sheets.Row, *templates.Column) bool {
	return func(_ *sheets.Row, col *templates.Column) bool { return col.FilledBy(u) }
}
