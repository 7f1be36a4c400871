package notice

import (
	"cmp"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// scope is one turn of a loop: its row, or its group of rows.
type scope struct {
	outer   *scope
	row     *sheets.Row // the group's first row in a group
	rows    []*sheets.Row
	within  *figure.Set // figures over the group's rows, made on first use
	label   string      // the group's value
	n, of   int         // this turn, and how many there are
	place   int         // by the loop's order; equal ones share it
	numbers map[string]int
	run     *run
}

// env lets conditions and paths see the scope's row as the enclosing one.
func (e *eval) env(outer *scope) templates.Env {
	env := e.in.Set.Data().Env()
	env.Param = e.in.param
	for ; outer != nil; outer = outer.outer {
		env.Outer = append(env.Outer, outer.row.Values)
	}
	return env
}

// turns lists what a loop goes through, what it leaves out, and what stands behind
// the first ones that it asks for.
func (e *eval) turns(l *loop, outer *scope) (out []*scope, left, behind []*sheets.Row) {
	if l.broken {
		return nil, nil, nil
	}
	if closed := e.in.Public && l.ledger.Restricted; !closed && (e.conceals(l.when) || e.testsFew(l.when, outer) || e.hidesGroups(l) || e.singles(l)) {
		return nil, nil, nil
	}
	env := e.env(outer)
	env.Figure = e.figures(&scope{outer: outer})
	var rows []*sheets.Row
	for _, r := range e.in.Set.Data().Under(l.ledger, l.when) {
		if r.Answers(l.when) && (l.dups || !r.Duplicate()) && l.when.Holds(r.Values, env) {
			rows = append(rows, r)
		}
	}
	e.sort(rows, l.order, env)
	if l.group == nil {
		for _, r := range rows {
			if e.shown(r) {
				out = append(out, &scope{outer: outer, row: r})
			} else {
				left = append(left, r)
			}
		}
	} else {
		out, left = e.groups(l, rows, outer, env)
	}
	e.sortGroups(l, out)
	e.places(l, out, env)
	if l.first > 0 && len(out) > l.first {
		for _, s := range out[l.first:] {
			behind = append(behind, s.rows...)
		}
		out = out[:l.first]
	}
	for i, s := range out {
		s.n, s.of = i+1, len(out)
	}
	return out, left, behind
}

// hidesGroups: the loop is over groups that the public must not see.
func (e *eval) hidesGroups(l *loop) bool {
	if !e.in.Public || l.group == nil || !l.group.Private() {
		return false
	}
	e.add(e.private("{{每组 " + l.ledger.Name + "." + l.group.Text + "}} 按限阅台账或敏感栏分组"))
	return true
}

// groups parts rows by a path, in printing order unless the loop gives one. A
// group is shown if one of its rows may be; its figures count them all, so that
// both variants print the same.
func (e *eval) groups(l *loop, rows []*sheets.Row, outer *scope, env templates.Env) (out []*scope, left []*sheets.Row) {
	by := map[string]*scope{}
	for _, r := range rows {
		v := l.group.Value(r.Values, env)
		s := by[v]
		if s == nil {
			s = &scope{outer: outer, label: v}
			by[v] = s
			out = append(out, s)
		}
		s.rows = append(s.rows, r)
		if s.row == nil && e.shown(r) {
			s.row = r
		}
	}
	out = slices.DeleteFunc(out, func(s *scope) bool {
		if s.row == nil {
			left = append(left, s.rows...)
		}
		return s.row == nil
	})
	if len(l.order) == 0 {
		slices.SortStableFunc(out, func(a, b *scope) int { return e.compare(*l.group, a.label, b.label) })
	}
	return out, left
}

// compare orders two values of a path: choices and references as their lists
// print them, anything else by its value.
func (e *eval) compare(p templates.Path, a, b string) int {
	if a == b {
		return 0
	}
	if i, j := e.rank(p, a), e.rank(p, b); i != j {
		return cmp.Compare(i, j)
	}
	return cell.Compare(a, b)
}

const unranked = 1 << 30

func (e *eval) rank(p templates.Path, v string) int {
	if p.Extra != "" || len(p.Columns) == 0 {
		return unranked
	}
	c := p.Columns[len(p.Columns)-1]
	i := -1
	switch {
	case c.Group != nil:
		i = slices.IndexFunc(c.Group.Options, func(o templates.Option) bool { return o.Name == v })
	case c.Dict != nil:
		i = slices.Index(c.Dict.Names(), v)
	case c.Target != nil:
		i = slices.IndexFunc(e.in.Set.Data().Rows(c.Target), func(r *sheets.Row) bool { return r.Key() == v })
	}
	if i < 0 {
		return unranked
	}
	return i
}
