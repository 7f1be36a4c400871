package figure

import (
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// late counts what is past its deadline with conditions over the row's own
// columns. They are written only where they find the rows that are late: a
// deadline that a later look set, or working days, are not on the row.
func (w *Formulas) late(f *templates.Figure) (string, error) {
	const why = only("现行期限要逐行看回头看和工作日")
	var sums []string
	var found []*sheets.Row
	for _, text := range lateConditions(deadline.RolesOf(f.Ledger)) {
		c, err := w.set.data.Plan.ParseCondition(text, f.Ledger, nil)
		if err != nil {
			return "", why
		}
		counted := *f
		counted.Op, counted.When = templates.OpCount, f.When.And(c)
		rows, err := w.rows(&counted)
		if err != nil {
			return "", err
		}
		sums = append(sums, "SUMPRODUCT("+product(rows)+")")
		found = append(found, w.set.rows(&counted)...)
	}
	rows := w.set.Get(f).Rows
	if len(found) != len(rows) || slices.ContainsFunc(rows, func(r *sheets.Row) bool { return !slices.Contains(found, r) }) {
		return "", why
	}
	return divided(f, strings.Join(sums, "+")), nil
}

// lateConditions exclude each other: extended, and not.
func lateConditions(r *deadline.Roles) []string {
	open := ""
	if g := r.State.Group; g != nil {
		var done []string
		for _, o := range g.Options {
			if deadline.Done(o.Meaning) {
				done = append(done, o.Name)
			}
		}
		if len(done) > 0 {
			open = r.State.Name + " 不属于 " + strings.Join(done, "|") + " 且 "
		}
	}
	past := func(c *templates.Column) string { return open + c.Name + " < {" + string(templates.ParamAsOf) + "}" }
	switch {
	case r.NewDue == nil:
		return []string{past(r.Due)}
	case r.Approved == nil:
		return []string{past(r.NewDue), past(r.Due) + " 且 " + r.NewDue.Name + " 为空"}
	}
	return []string{
		past(r.NewDue) + " 且 " + r.Approved.Name + " 非空",
		past(r.Due) + " 且 " + r.NewDue.Name + " 为空",
		past(r.Due) + " 且 " + r.NewDue.Name + " 非空 且 " + r.Approved.Name + " 为空",
	}
}
