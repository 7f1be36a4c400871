package audit

import (
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// part is a group of rows that a claim speaks of; all rows where it names none.
type part struct {
	label  string
	column *templates.Column
}

// parts are the groups that a claim may speak of: that in the words that name it,
// else all; and that of the sentence before it.
func (r *Reader) parts(c claim, f *templates.Figure) []part {
	near, named := r.part(c.close, f)
	out := []part{near}
	if wide, ok := r.part(c.wide, f); ok && !named && !c.table {
		out = append(out, wide)
	}
	return out
}

func (r *Reader) part(words string, f *templates.Figure) (part, bool) {
	l := ledgerOf(f)
	if l == nil {
		return part{}, false
	}
	for _, label := range r.labels {
		if !strings.Contains(words, r.keys[label]) || strings.Contains(f.Name, label) {
			continue
		}
		for _, col := range l.Columns {
			if holds(col, label) && !slices.Contains(f.When.Columns(), col) {
				return part{label, col}, true
			}
		}
	}
	return part{}, false
}

func ledgerOf(f *templates.Figure) (l *templates.Ledger) {
	if f.Op != templates.OpFormula {
		return f.Ledger
	}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if x, ok := leaf.Ref.(*templates.Figure); ok && l == nil {
			l = ledgerOf(x)
		}
	})
	return l
}

// holds says whether a column may hold a label.
func holds(c *templates.Column, label string) bool {
	if c.Group != nil && slices.ContainsFunc(c.Group.Options, func(o templates.Option) bool { return o.Name == label }) {
		return true
	}
	return c.Dict != nil && slices.Contains(c.Dict.Names(), label)
}

// value is a figure as it was printed at a moment, of some rows or all.
func (r *Reader) value(f *templates.Figure, at figure.Moment, of part) (string, bool) {
	if of.label == "" {
		v, ok := at.Figures[f.Code]
		return v, ok && v != "—" && v != ""
	}
	set, known := r.sets[at.Merge]
	if !known {
		set = r.history.Set(at.Merge)
		r.sets[at.Merge] = set
	}
	if set == nil {
		return "", false
	}
	var rows []*sheets.Row
	for _, row := range set.Data().Rows(of.column.Ledger) {
		if row.Value(of.column) == of.label {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return "", false
	}
	res := set.Within(rows).Get(f)
	return res.Printed(), res.OK
}

func groupLabels(p *templates.Plan) (out []string) {
	for _, g := range p.Groups {
		for _, o := range g.Options {
			out = append(out, o.Name)
		}
	}
	for _, u := range p.Units {
		out = append(out, u.Name)
	}
	for _, d := range p.Dicts {
		out = append(out, d.Names()...)
	}
	out = slices.DeleteFunc(out, func(s string) bool { return len([]rune(s)) < 2 })
	slices.Sort(out)
	out = slices.Compact(out)
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}
