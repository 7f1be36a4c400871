package summary

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/book"
	canon "taizhang/templates/cell"
	"taizhang/templates/lang"
)

// aggregate is what a table counts over the rows of one cell.
type aggregate struct {
	op       string
	path     templates.Path
	divisor  decimal.Decimal
	decimals int
	measure  string
	rows     []*sheets.Row
	cleared  bool // the plan lets the public see it
}

// aggregate reads a block's 值: 计数, 求和:列, 去重:列 or a figure.
func (m *maker) aggregate(b *templates.Block) (*aggregate, error) {
	a := &aggregate{op: templates.OpCount, divisor: decimal.NewFromInt(1), measure: m.countMeasure(b.Ledger)}
	spec := strings.ReplaceAll(b.Value, "：", ":")
	if fig := m.in.Plan.Figure(b.Value); fig != nil {
		a.op, a.measure, a.decimals, a.cleared = fig.Op, fig.Measure, fig.Decimals, fig.Public
		if fig.Divisor != "" {
			a.divisor = decimal.RequireFromString(fig.Divisor)
		}
		if fig.Column != nil {
			a.path = templates.Path{Columns: []*templates.Column{fig.Column}}
		}
		a.rows = m.under(b, m.in.Set.Get(fig).Rows)
		return a, nil
	}
	a.rows = m.rows(b)
	op, name, found := strings.Cut(spec, ":")
	if !found {
		return a, nil
	}
	var err error
	a.op = op
	if a.path, err = m.in.Plan.ParsePath(name, b.Ledger, nil); err != nil {
		return nil, err
	}
	if op == templates.OpSum || op == templates.OpAverage {
		c := a.path.Columns[len(a.path.Columns)-1]
		a.measure, a.decimals = c.Measure, c.Decimals
	} else {
		a.measure = ""
	}
	return a, nil
}

func (a *aggregate) value(m *maker, rows []*sheets.Row) decimal.Decimal {
	d := decimal.Zero
	switch a.op {
	case templates.OpSum, templates.OpAverage:
		n := int64(0)
		for _, r := range rows {
			if v, err := decimal.NewFromString(a.path.Value(r.Values, m.env)); err == nil {
				d, n = d.Add(v), n+1
			}
		}
		if a.op == templates.OpAverage && n > 0 {
			return lang.Round(new(big.Rat).Quo(d.Rat(), big.NewRat(n, 1)), a.decimals)
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
		d = decimal.NewFromInt(int64(len(rows)))
	}
	return d.DivRound(a.divisor, lang.DivisionDigits).Round(int32(a.decimals))
}

func (a *aggregate) format() string { return a.digits() }

// labels is the same for charts, where a nought has no label at all.
func (a *aggregate) labels() string { return a.digits() + ";;" }

func (a *aggregate) digits() string {
	if a.op == templates.OpSum && a.decimals > 0 {
		return book.NumberFormat(a.decimals)
	}
	return book.NumberFormat(0)
}

// restricted is said in place of what must not be seen.
const restricted = "涉及敏感栏目，不列入汇总表"

// crosstab counts rows by one or two dimensions. Totals are counted over the
// rows, not added up: a row of several choices counts once in them.
func (m *maker) crosstab(b *templates.Block) (*table, error) {
	a, err := m.aggregate(b)
	if err != nil {
		return nil, err
	}
	var dims [3]*dimension // down, across, inner; nil where the block has none
	hidden := !a.cleared && a.path.Columns != nil && m.sensitive(a.path) && (a.op != templates.OpDistinct || !m.in.Internal)
	specs := []string{b.Rows, b.Cols, ""}
	if len(b.Columns) > 0 {
		specs[2] = b.Columns[0]
	}
	for i, spec := range specs {
		if spec == "" && i > 0 {
			continue
		}
		if dims[i], err = m.dimension(b.Ledger, spec); err != nil {
			return nil, err
		}
		hidden = hidden || m.sensitive(dims[i].path)
	}
	down, across, inner := dims[0], dims[1], dims[2]
	if hidden {
		t := unfit(b, down.label(), 30, restricted)
		t.measure = a.measure
		return t, nil
	}
	t := &table{title: b.Title, note: b.Help, measure: a.measure}
	least := m.minimumOf(b, a, down, across)
	if least != nil {
		down.all = true
		t.note += least.note()
	}
	if len(a.rows) == 0 && least == nil {
		t.columns = []column{{head: down.label(), width: 24}, {head: "合计", width: 12}}
		return t, nil
	}
	if across == nil {
		m.oneWay(t, b, a, down, inner)
	} else {
		m.twoWay(t, b, a, down, inner, across, least)
	}
	if inner != nil {
		t.chart = nil // subtotals and what they hold, side by side, would mislead
	}
	return t, nil
}

// oneWay has the value and its share of the whole.
func (m *maker) oneWay(t *table, b *templates.Block, a *aggregate, down, inner *dimension) {
	head := map[string]string{templates.OpCount: "数量", templates.OpSum: "合计", templates.OpDistinct: "不同的个数"}[a.op]
	if a.op == templates.OpSum {
		head = a.path.Columns[len(a.path.Columns)-1].Name
	}
	share := a.op != templates.OpDistinct
	t.columns = []column{{head: down.label(), cap: 40}, {head: withMeasure(head, a.measure), format: a.format()}}
	if share {
		t.columns = append(t.columns, column{head: "占比", width: 10, format: "0.0%", bars: true})
	}
	whole := a.value(m, a.rows)
	line := func(name cell, rows []*sheets.Row, kind rowKind) {
		v := a.value(m, rows)
		r := row{kind: kind, cells: []cell{name, number(v.String())}}
		if share {
			s := ""
			if !whole.IsZero() {
				s = v.DivRound(whole, 4).String()
			}
			r.cells = append(r.cells, number(s))
		}
		t.rows = append(t.rows, r)
	}
	m.groupRows(a.rows, down, inner, line)
	t.explainTotals(a, down, nil, []int{1})
	if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: titled(b.Title, a.measure), values: []int{1}, format: a.labels(), slices: down.tones(down.groups(a.rows))}
	}
}

func (m *maker) twoWay(t *table, b *templates.Block, a *aggregate, down, inner, across *dimension, least *minimum) {
	t.columns = []column{{head: down.label(), cap: 44}}
	cols := across.groups(a.rows)
	if least != nil {
		cols = least.columns(cols)
	}
	for _, g := range cols {
		c := column{head: across.show(g), group: across.label(), format: a.format()}
		if across.period == canon.Month && g != unfilled {
			c.group, c.head, _ = strings.Cut(c.head, "年")
			c.group += "年"
			c.width = 7
		}
		t.columns = append(t.columns, c)
	}
	t.columns = append(t.columns, column{head: "合计", format: a.format()})
	line := func(name cell, rows []*sheets.Row, kind rowKind) {
		r := row{kind: kind, cells: []cell{name}}
		groups := m.split(across, rows)
		for _, g := range cols {
			c := number(a.value(m, groups[g]).String())
			if kind == body && least.broken(g, c.text) {
				c.tone = bad
			}
			r.cells = append(r.cells, c)
		}
		r.cells = append(r.cells, number(a.value(m, rows).String()))
		t.rows = append(t.rows, r)
	}
	m.groupRows(a.rows, down, inner, line)
	t.explainTotals(a, down, across, upTo(1, len(t.columns)-1))
	if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: titled(b.Title, a.measure), format: a.labels()}
		last := len(t.columns) - 1
		if b.Chart == "饼" || b.Chart == "环" {
			t.chart.values = []int{last}
			return
		}
		for i := 1; i < last; i++ {
			t.chart.values = append(t.chart.values, i)
		}
		t.chart.tones = across.tones(cols)
	}
}

// groupRows makes a line for every group and for all; where 栏目 names an inner
// grouping, a group's line is the subtotal over its parts.
func (m *maker) groupRows(rows []*sheets.Row, down, inner *dimension, line func(cell, []*sheets.Row, rowKind)) {
	groups := m.split(down, rows)
	for _, g := range down.groups(rows) {
		if inner == nil {
			line(down.place(g, false), groups[g], body)
			continue
		}
		line(down.place(g, false), groups[g], subtotal)
		parts := m.split(inner, groups[g])
		for _, p := range inner.groups(groups[g]) {
			if len(parts[p]) > 0 {
				line(text("　　"+inner.show(p)), parts[p], body)
			}
		}
	}
	line(text("合计"), rows, total)
}

func (m *maker) split(d *dimension, rows []*sheets.Row) map[string][]*sheets.Row {
	out := map[string][]*sheets.Row{}
	for _, r := range rows {
		for _, v := range d.of(r) {
			out[v] = append(out[v], r)
		}
	}
	return out
}
