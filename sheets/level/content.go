package level

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// content is what goes up: the rows as they stand above, without what the office
// above may not see.
type content struct {
	*Agreement
	plan    *templates.Plan
	m       *master.Master
	ledgers []*lifted
	leftOut []string // what does not go up, and why
	found   []finding.Finding
}

// lifted is one ledger on its way up.
type lifted struct {
	*Asked
	own     *templates.Ledger
	columns []liftedColumn
	rows    []*sheets.Row
}

type liftedColumn struct {
	AskedColumn
	own     *templates.Column
	written *templates.Column // as cells are written there
}

// above is what 取值对照 says of a value, under whichever name the option had when
// it was written.
func (c liftedColumn) above(v string) (mapped string, known bool) {
	if mapped, known = c.Values[v]; known || c.own.Group == nil {
		return mapped, known
	}
	o := c.own.Group.Option(v)
	if o == nil {
		return "", false
	}
	for _, name := range append([]string{o.Name}, o.Former...) {
		if mapped, known = c.Values[name]; known {
			break
		}
	}
	return mapped, known
}

// gather finds what the office above asks for.
func gather(a *Agreement, m *master.Master) *content {
	c := &content{Agreement: a, plan: m.Plan, m: m}
	granted := strings.FieldsFunc(m.Plan.Param(templates.ParamGranted), func(r rune) bool { return strings.ContainsRune("|、；\n", r) })
	for _, asked := range a.Ledgers {
		if asked.Own == notReported {
			c.leave("“%s”：对照表写明不报", asked.Name)
			continue
		}
		own := m.Plan.Ledger(asked.Own)
		switch {
		case own == nil && asked.Own != asked.Name:
			c.wrong(asked.Name, fmt.Sprintf("对照表给“%s”写的本级台账“%s”，本级方案里没有。", asked.Name, asked.Own), "请对照本级方案的“台账”表改正。")
		case own == nil:
			c.leave("“%s”：本级没有这本台账", asked.Name)
		case own.Restricted && !slices.Contains(granted, own.Name):
			c.leave("“%s”：限阅，本级方案没有授权上报", asked.Name)
		default:
			c.ledgers = append(c.ledgers, c.lift(asked, own, granted))
		}
	}
	return c
}

func (c *content) leave(format string, args ...any) {
	c.leftOut = append(c.leftOut, fmt.Sprintf(format, args...))
}

func (c *content) wrong(ledger, message, fix string) {
	c.found = append(c.found, finding.Finding{Severity: finding.Error, Code: form.MappingSheet, Sheet: form.MappingSheet, Ledger: ledger, Message: message, Fix: fix})
}

// lift chooses a ledger's columns and rows. Rows that wait for a decision are not
// reported yet.
func (c *content) lift(asked *Asked, own *templates.Ledger, granted []string) *lifted {
	l := &lifted{Asked: asked, own: own}
	for _, ac := range asked.Columns {
		col := own.Named(ac.Own)
		allowed := col != nil && slices.Contains(granted, own.Name+"."+col.Name)
		switch {
		case ac.Own == notReported:
			c.leave("“%s”的“%s”：对照表写明不报", asked.Name, ac.Name)
		case col == nil && ac.Own != ac.Name:
			c.wrong(asked.Name, fmt.Sprintf("对照表给“%s”的“%s”写的本级栏目“%s”，本级“%s”里没有。", asked.Name, ac.Name, ac.Own, own.Name), "请对照本级方案的“栏目”表改正。")
		case col == nil:
			c.leave("“%s”的“%s”：本级没有这一栏", asked.Name, ac.Name)
		case (col.Sensitive || ac.Sensitive) && !allowed:
			c.leave("“%s”的“%s”：敏感，本级方案没有授权上报", asked.Name, ac.Name)
		default:
			l.columns = append(l.columns, liftedColumn{ac, col, &templates.Column{Spec: ac.Spec}})
		}
	}
	pending, withdrawn, repeated := 0, 0, 0
	for _, r := range c.m.Rows[own] {
		switch {
		case r.Pending:
			pending++
		case r.Withdrawn() && !l.tells(templates.RoleWithdrawn):
			withdrawn++
		case r.Duplicate() && !l.tells(templates.RoleRepeats):
			repeated++
		default:
			l.rows = append(l.rows, r)
		}
	}
	for _, left := range []struct {
		n   int
		why string
	}{{pending, "本级还没有裁定"}, {withdrawn, "本级已经撤销，上级没有要这一栏"}, {repeated, "本级标为重复，上级没有要这一栏"}} {
		if left.n > 0 {
			c.leave("“%s”的 %d 行：%s", asked.Name, left.n, left.why)
		}
	}
	return l
}

// tells reports whether what a column of the role says of a row goes up with it.
func (l *lifted) tells(role templates.Role) bool {
	return slices.ContainsFunc(l.columns, func(c liftedColumn) bool { return c.own == l.own.Role(role) })
}

// value is a cell as it stands above.
func (c *content) value(r *sheets.Row, col liftedColumn) string {
	v := r.Value(col.own)
	if v == "" {
		return ""
	}
	if col.own.Free() && col.Lifting == templates.LiftedPlain && !col.own.Sensitive {
		return c.withoutPrivate(r, v)
	}
	parts := []string{v}
	if col.own.Several() {
		parts = cell.SplitList(v)
	}
	for i, p := range parts {
		mapped, known := col.above(p)
		switch {
		case known:
			parts[i] = mapped
		case col.Lifting == templates.LiftedID:
			parts[i] = templates.LiftID(c.Code, p)
		case col.Lifting == templates.LiftedName:
			parts[i] = templates.LiftName(c.Unit, p)
		case col.Lifting == templates.LiftedUnit:
			parts[i] = c.Unit
		}
	}
	return strings.Join(slices.Compact(parts), cell.ListSeparator)
}

// withoutPrivate is a free text without the numbers of persons, and without what
// stands in the row's own sensitive columns.
func (c *content) withoutPrivate(r *sheets.Row, v string) string {
	for _, col := range r.Ledger.Columns {
		if s := r.Value(col); col.Sensitive && len([]rune(s)) >= 2 && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7F }) {
			v = strings.ReplaceAll(v, s, cell.Mask(s))
		}
	}
	return pii.Mask(v, pii.On(c.m.AsOf, c.plan.Param(templates.ParamTelephone)))
}

// id is a row's identity above.
func (c *content) id(r *sheets.Row) string { return templates.LiftID(c.Code, r.ID) }

// figures are the office's own, of those that are asked for and count the same.
func (c *content) figures() [][]any {
	set := figure.New(c.m.Data())
	var out [][]any
	for _, f := range c.Figures {
		own := c.plan.Figure(f.Code)
		if own == nil || !figure.Additive(own) || figure.Resolved(c.plan, own) != f.Definition || !c.goesUp(own) {
			continue
		}
		r := set.Get(own)
		if r.OK {
			out = append(out, []any{f.Code, f.Name, r.Value.String(), r.Printed(), f.Definition})
		}
	}
	return out
}

// goesUp reports whether everything that the figure counts goes up.
func (c *content) goesUp(f *templates.Figure) bool {
	if f.Op == templates.OpFormula {
		ok := true
		f.Expr.Walk(func(leaf *templates.Expr) {
			if in, is := leaf.Ref.(*templates.Figure); is {
				ok = ok && c.goesUp(in)
			}
		})
		return ok
	}
	i := slices.IndexFunc(c.ledgers, func(l *lifted) bool { return l.own == f.Ledger })
	if i < 0 {
		return false
	}
	needs := f.When.Columns()
	if f.Column != nil {
		needs = append(needs, f.Column)
	}
	for _, col := range needs {
		if col.Ledger == f.Ledger && col.Computed == nil && !slices.ContainsFunc(c.ledgers[i].columns, func(lc liftedColumn) bool { return lc.own == col }) {
			return false
		}
	}
	return true
}
