package summary

import (
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/pii"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// maker turns the plan's blocks into tables.
type maker struct {
	in     Input
	data   *sheets.Data
	env    templates.Env
	cal    *calendar
	checks []figure.Check
	phone  *pii.Allowed // numbers that may be printed
	told   *told        // of a table for a notice
}

func newMaker(in Input) (*maker, error) {
	cal, err := newCalendar(in.Set.Data(), in.AsOf)
	if err != nil {
		return nil, err
	}
	return &maker{in: in, data: in.Set.Data(), env: in.Set.Data().Env(), cal: cal, checks: in.Set.Checks(), phone: pii.On(in.AsOf, in.Plan.Param(templates.ParamTelephone))}, nil
}

// rows are the block's rows: counted, and under its condition.
func (m *maker) rows(b *templates.Block) []*sheets.Row {
	return m.under(b, slices.DeleteFunc(slices.Clone(m.data.Under(b.Ledger, b.When)), func(r *sheets.Row) bool { return !r.Counts() || r.Duplicate() }))
}

// listed are the rows a list shows: repetitions too, for they are part of the
// record, but not what still waits for a decision, nor what is withdrawn unless
// the block asks for it.
func (m *maker) listed(b *templates.Block) []*sheets.Row {
	return m.under(b, m.data.Under(b.Ledger, b.When))
}

// under are the rows under the block's condition.
func (m *maker) under(b *templates.Block, rows []*sheets.Row) (out []*sheets.Row) {
	for _, r := range rows {
		if r.Answers(b.When) && b.When.Holds(r.Values, m.env) {
			out = append(out, r)
			m.told.count(r)
		}
	}
	return out
}

// sensitive reports whether a path reads something that must not leave the
// ledger.
func (m *maker) sensitive(p templates.Path) bool {
	if slices.ContainsFunc(p.Columns, func(c *templates.Column) bool { return c.Sensitive }) || !m.in.Internal && p.Private() {
		return true
	}
	end := p.Columns[len(p.Columns)-1]
	return end.Dict != nil && p.Extra != "" && slices.Contains([]string{"联系人", "联系方式"}, p.Extra)
}

// value is a row's text as it may be shown: without the values of the row's
// own sensitive columns and without numbers that identify a person, which
// people write into free text all the same.
func (m *maker) value(r *sheets.Row, p templates.Path) string {
	v := p.Value(r.Values, m.env)
	if v == "" {
		return ""
	}
	end := p.Columns[len(p.Columns)-1]
	if !end.Free() || p.Extra != "" {
		return canon.Enumerate(v)
	}
	if len(p.Columns) == 1 {
		for _, c := range r.Ledger.Columns {
			if s := r.Value(c); c.Sensitive && tells(s) {
				v = strings.ReplaceAll(v, s, canon.Mask(s))
			}
		}
	}
	return m.withoutNumbers(v)
}

// tells reports whether a sensitive value is long enough to be found inside
// other text without hitting it by chance.
func tells(s string) bool {
	return len([]rune(s)) >= 2 && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7F })
}

func (m *maker) withoutNumbers(v string) string { return pii.Mask(v, m.phone) }

// clip is a column's text cut to n characters.
func (m *maker) clip(r *sheets.Row, c *templates.Column, n int) string {
	return canon.Shorten(strings.ReplaceAll(m.value(r, templates.Path{Columns: []*templates.Column{c}}), "\n", " "), n)
}

// countMeasure is the unit in which a ledger's rows are counted: that of the
// first plain count the plan defines over it.
func (m *maker) countMeasure(l *templates.Ledger) string {
	for _, f := range m.in.Plan.Figures {
		if f.Ledger == l && f.Op == templates.OpCount && f.Measure != "" {
			return f.Measure
		}
	}
	return ""
}
