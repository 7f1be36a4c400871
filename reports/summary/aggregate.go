package summary

import (
	"math/big"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/lang"
)

// aggregate is what a table counts over the rows of one cell.
type aggregate struct {
	op       string
	path     templates.Path
	figure   *templates.Figure // whose rows it counts; nil for all
	anew     bool              // the figure is computed anew over the rows of every cell
	divisor  *big.Rat
	head     string
	decimals int
	measure  string
	percent  bool
	rows     []*sheets.Row
	cleared  bool // the plan lets the public see it
	among    map[*sheets.Row]bool
}

// aggregates reads a block's 值.
func (m *maker) aggregates(b *templates.Block) ([]*aggregate, error) {
	tallies, err := m.in.Plan.Tallies(b)
	if err != nil {
		return nil, err
	}
	var out []*aggregate
	for _, t := range tallies {
		if t.Figure != nil {
			out = append(out, m.ofFigure(t.Figure))
		} else {
			out = append(out, m.ofPath(b, t))
		}
	}
	return out, nil
}

func (m *maker) ofFigure(f *templates.Figure) *aggregate {
	a := &aggregate{op: f.Op, figure: f, head: f.Name, measure: f.Measure, decimals: f.Decimals, cleared: f.Public, percent: f.Style == "百分比"}
	if f.Column != nil {
		a.path = templates.Path{Columns: []*templates.Column{f.Column}}
	}
	a.divisor = f.Divided(big.NewRat(1, 1))
	a.anew = f.Op != templates.OpCount && f.Op != templates.OpSum
	return a
}

// gather takes the rows that the table counts: in groups, where the table has one
// value and that will do.
func (m *maker) gather(b *templates.Block, a *aggregate, alone bool, dims ...*dimension) {
	switch {
	case a.anew:
		a.rows = m.listed(b)
		return
	case alone && (len(a.path.Columns) == 0 || a.op == templates.OpDistinct || len(a.path.Columns) == 1 && a.path.Extra == ""):
		f := Folding{Ledger: b.Ledger, When: b.When, Figure: a.figure}
		switch a.op {
		case templates.OpSum, templates.OpAverage:
			f.Add = a.path.Columns[0]
		case templates.OpDistinct:
			f.by(a.path.Columns[0], "")
		}
		if rows, ok := m.folded(f, dims...); ok {
			a.rows = rows
			return
		}
	}
	if a.figure != nil {
		a.rows = m.under(b, m.in.Set.Rows(a.figure))
		return
	}
	a.rows = m.rows(b)
}

func (m *maker) ofPath(b *templates.Block, t templates.Tally) *aggregate {
	a := &aggregate{op: t.Op, path: t.Path, divisor: big.NewRat(1, 1)}
	switch t.Op {
	case templates.OpCount:
		a.measure, a.head = m.countMeasure(b.Ledger), "数量"
	case templates.OpDistinct:
		a.head = "不同的个数"
	default:
		c := t.Path.Columns[len(t.Path.Columns)-1]
		a.head, a.measure, a.decimals = c.Name, c.Measure, c.Decimals
		if t.Op == templates.OpAverage {
			a.head, a.decimals = "平均"+c.Name, max(a.decimals, 2)
		}
	}
	return a
}

// value is what the rows of a cell amount to; false where they amount to
// nothing, as a share of none.
func (a *aggregate) value(m *maker, rows []*sheets.Row) (decimal.Decimal, bool) {
	if a.anew {
		r := m.in.Set.Within(rows).Get(a.figure)
		return r.Rounded(), r.OK
	}
	d := decimal.Zero
	switch a.op {
	case templates.OpSum, templates.OpAverage:
		n := int64(0)
		for _, r := range rows {
			if v, err := decimal.NewFromString(a.path.Value(r.Values, m.env)); err == nil {
				d, n = d.Add(v), n+int64(r.Filled())
			}
		}
		if a.op == templates.OpAverage {
			if n == 0 {
				return d, false
			}
			return lang.Round(new(big.Rat).Quo(d.Rat(), big.NewRat(n, 1)), a.decimals), true
		}
	case templates.OpDistinct:
		seen, last := map[string]bool{}, a.path.Columns[len(a.path.Columns)-1]
		for _, r := range rows {
			if v := a.path.Value(r.Values, m.env); v != "" {
				seen[last.Same(v)] = true
			}
		}
		d = decimal.NewFromInt(int64(len(seen)))
	default:
		n := 0
		for _, r := range rows {
			n += r.Weight()
		}
		d = decimal.NewFromInt(int64(n))
	}
	return lang.Round(new(big.Rat).Mul(d.Rat(), a.divisor), a.decimals), true
}

// cell is the value as the table shows it.
func (a *aggregate) cell(m *maker, rows []*sheets.Row) cell {
	d, ok := a.value(m, rows)
	if !ok {
		return text("—")
	}
	return number(d.String())
}

// additive reports whether the values of parts add up to that of the whole.
func (a *aggregate) additive() bool {
	return !a.anew && (a.op == templates.OpCount || a.op == templates.OpSum)
}

// hidden reports whether what it tells must not be seen.
func (a *aggregate) hidden(m *maker) bool {
	switch {
	case a.cleared:
		return false
	case a.anew && m.hides(a.figure):
		return true
	}
	return a.path.Columns != nil && m.sensitive(a.path) && (a.op != templates.OpDistinct || !m.in.Internal)
}

func (a *aggregate) format() string {
	if a.percent {
		return a.digits() + `"%"`
	}
	return a.digits()
}

// labels is the same for charts, where a nought has no label at all.
func (a *aggregate) labels() string { return a.digits() + ";;" }

func (a *aggregate) digits() string {
	if a.op != templates.OpCount && a.decimals > 0 {
		return book.NumberFormat(a.decimals)
	}
	return book.NumberFormat(0)
}
