package check

import (
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// CodeRequired is the finding of an empty cell that must be filled.
const CodeRequired = "R-01"

// tags runs the validator over a ledger's rows; mine says which cells count.
func (r *run) tags(l *templates.Ledger, mine func(*sheets.Row, *templates.Column) bool) {
	env := r.data.Env()
	for _, row := range r.data.Rows(l) {
		r.rowTags(row, env, mine)
	}
}

func (r *run) rowTags(row *sheets.Row, env templates.Env, mine func(*sheets.Row, *templates.Column) bool) {
	broken := r.Checker.rows[row.Ledger].Check(row.Values, env)
	for _, x := range broken {
		if row.Withdrawn() && !x.Column.Withdraws() {
			continue // nothing is asked of it any more
		}
		unsure := func(o *templates.Column) bool { return row.Bad[o.Index] || wrong(broken, o) }
		if row.Bad[x.Column.Index] || slices.ContainsFunc(x.Tag.Others(), unsure) || !mine(row, x.Column) || r.lacks(row, x) {
			continue
		}
		code := codeOf(x.Column)
		if x.Tag.Name == templates.TagRequired {
			code = CodeRequired
		}
		severity := finding.Error
		message, fix := x.Message(row.Values)
		if r.earlier(row, x.Column) {
			severity, fix = finding.Warning, "这一行是按较早的方案报的，不退回；请在下一次下发时由责任单位补改。"
		}
		r.add(row.Finding(severity, code, x.Column, message, fix))
	}
}

// earlier: a merged row was returned by an earlier version of the plan, which is
// what its unit's cells were judged by; what the office wrote since is not.
func (r *run) earlier(row *sheets.Row, c *templates.Column) bool {
	return r.stage == templates.StageMaster && !r.facts.Office[[3]string{c.Ledger.Name, row.ID, c.Name}] && row.Source.Version != "" && row.Source.Version != r.plan.Version && !slices.Contains(c.Owners, templates.OwnerOffice)
}

// Broken lists the rules of columns that a row's values break by themselves.
func (c *Checker) Broken(l *templates.Ledger, values []string) []templates.Violation {
	return c.rows[l].Check(values, templates.Env{})
}

// lacks: the whole column is missing from a return, which its header says once.
func (r *run) lacks(row *sheets.Row, x templates.Violation) bool {
	if x.Tag.Name != templates.TagRequired {
		return false
	}
	if r.stage == templates.StageMaster {
		return row.Scope != "" // judged when it came; what may not go up is empty
	}
	return row.Cols != nil && row.Cols[x.Column.Index] == 0
}

// wrong: the column's value is missing or impossible in itself, so what depends
// on it can't be judged yet.
func wrong(broken []templates.Violation, c *templates.Column) bool {
	return slices.ContainsFunc(broken, func(x templates.Violation) bool { return x.Column == c && len(x.Tag.Others()) == 0 })
}

// codeOf is the first rule the column's definition cites.
func codeOf(c *templates.Column) string {
	for _, s := range strings.FieldsFunc(c.Source, func(r rune) bool { return strings.ContainsRune("|、, ", r) }) {
		if strings.HasPrefix(s, "R-") || strings.HasPrefix(s, "X-") {
			return s
		}
	}
	return "规则"
}
