package summary

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/lang"
)

// fold is what a table counts over the rows of one cell.
type fold struct {
	op       string
	path     templates.Path
	figure   *templates.Figure
	divisor  decimal.Decimal
	decimals int
	measure  string
	rows     []*sheets.Row
}

// fold reads a block's 值: 计数, 求和:列, 去重:列 or a figure.
func (m *maker) fold(b *templates.Block) (*fold, error) {
	f := &fold{op: templates.OpCount, divisor: decimal.NewFromInt(1), measure: m.countMeasure(b.Ledger)}
	spec := strings.ReplaceAll(b.Value, "：", ":")
	if fig := m.in.Plan.Figure(b.Value); fig != nil {
		f.figure, f.op, f.measure, f.decimals = fig, fig.Op, fig.Measure, fig.Decimals
		if fig.Divisor != "" {
			f.divisor = decimal.RequireFromString(fig.Divisor)
		}
		if fig.Column != nil {
			f.path = templates.Path{Columns: []*templates.Column{fig.Column}}
		}
		for _, r := range m.in.Set.Get(fig).Rows {
			if b.When.Holds(r.Values, m.env) {
				f.rows = append(f.rows, r)
			}
		}
		return f, nil
	}
	f.rows = m.rows(b)
	op, name, found := strings.Cut(spec, ":")
	if !found {
		return f, nil
	}
	var err error
	f.op = op
	if f.path, err = m.in.Plan.ParsePath(name, b.Ledger, nil); err != nil {
		return nil, err
	}
	if op == templates.OpSum {
		c := f.path.Columns[len(f.path.Columns)-1]
		f.measure, f.decimals = c.Measure, c.Decimals
	} else {
		f.measure = ""
	}
	return f, nil
}

func (f *fold) value(m *maker, rows []*sheets.Row) decimal.Decimal {
	d := decimal.Zero
	switch f.op {
	case templates.OpSum:
		for _, r := range rows {
			if v, err := decimal.NewFromString(f.path.Value(r.Values, m.env)); err == nil {
				d = d.Add(v)
			}
		}
	case templates.OpDistinct:
		seen := map[string]bool{}
		for _, r := range rows {
			if v := f.path.Value(r.Values, m.env); v != "" {
				seen[v] = true
			}
		}
		d = decimal.NewFromInt(int64(len(seen)))
	default:
		d = decimal.NewFromInt(int64(len(rows)))
	}
	return d.DivRound(f.divisor, lang.DivisionDigits).Round(int32(f.decimals))
}

// format prints a nought as a dash, so that what matters stands out.
func (f *fold) format() string { return dashed(f.digits()) }

func dashed(digits string) string { return digits + `;-` + digits + `;"–"` }

// labels is the same for charts, where a nought has no label at all.
func (f *fold) labels() string { return f.digits() + ";;" }

func (f *fold) digits() string {
	if f.op == templates.OpSum && f.decimals > 0 {
		return book.NumberFormat(f.decimals)
	}
	return book.NumberFormat(0)
}

// crosstab counts rows by one or two dimensions. Totals are counted over the
// rows, not added up: a row of several choices counts once in them.
func (m *maker) crosstab(b *templates.Block) (*table, error) {
	f, err := m.fold(b)
	if err != nil {
		return nil, err
	}
	down, err := m.dimension(b.Ledger, b.Rows)
	if err != nil {
		return nil, err
	}
	hidden := m.sensitive(down.path) || f.path.Columns != nil && f.op != templates.OpDistinct && m.sensitive(f.path)
	var across *dimension
	if b.Cols != "" {
		if across, err = m.dimension(b.Ledger, b.Cols); err != nil {
			return nil, err
		}
		hidden = hidden || m.sensitive(across.path)
	}
	var inner *dimension
	if len(b.Columns) > 0 {
		if inner, err = m.dimension(b.Ledger, b.Columns[0]); err != nil {
			return nil, err
		}
		hidden = hidden || m.sensitive(inner.path)
	}
	t := &table{title: b.Title, note: b.Help, measure: f.measure}
	if hidden {
		t.empty = "涉及敏感栏目，不列入汇总表"
		t.columns = []column{{head: down.label(), width: 30}}
		return t, nil
	}
	floor := m.floorOf(b, f, down, across)
	if floor != nil {
		down.all = true
		t.note += floor.note()
	}
	if len(f.rows) == 0 && floor == nil {
		t.columns = []column{{head: down.label(), width: 24}, {head: "合计", width: 12}}
		return t, nil
	}
	if across == nil {
		m.oneWay(t, b, f, down, inner)
	} else {
		m.twoWay(t, b, f, down, inner, across, floor)
	}
	if inner != nil {
		t.chart = nil // subtotals and what they hold, side by side, would mislead
	}
	return t, nil
}

// oneWay has the value and its share of the whole.
func (m *maker) oneWay(t *table, b *templates.Block, f *fold, down, inner *dimension) {
	head := map[string]string{templates.OpCount: "数量", templates.OpSum: "合计", templates.OpDistinct: "不同的个数"}[f.op]
	if f.op == templates.OpSum {
		head = f.path.Columns[len(f.path.Columns)-1].Name
	}
	share := f.op != templates.OpDistinct
	t.columns = []column{{head: down.label(), cap: 40}, {head: withMeasure(head, f.measure), format: f.format()}}
	if share {
		t.columns = append(t.columns, column{head: "占比", width: 10, format: dashed("0.0%"), bars: true})
	}
	whole := f.value(m, f.rows)
	line := func(name string, rows []*sheets.Row, kind rowKind) {
		v := f.value(m, rows)
		r := row{kind: kind, cells: []cell{text(name), number(v.String())}}
		if share {
			s := ""
			if !whole.IsZero() {
				s = v.DivRound(whole, 4).String()
			}
			r.cells = append(r.cells, number(s))
		}
		t.rows = append(t.rows, r)
	}
	m.lines(f.rows, down, inner, line)
	if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: titled(b.Title, f.measure), values: []int{1}, format: f.labels(), slices: down.tones(down.groups(f.rows))}
	}
}

func (m *maker) twoWay(t *table, b *templates.Block, f *fold, down, inner, across *dimension, floor *floor) {
	t.columns = []column{{head: down.label(), cap: 44}}
	cols := across.groups(f.rows)
	if floor != nil {
		cols = floor.months(cols)
	}
	for _, g := range cols {
		c := column{head: across.show(g), group: across.label(), format: f.format()}
		if across.period == "月" && g != unfilled {
			c.group, c.head, _ = strings.Cut(c.head, "年")
			c.group += "年"
			c.width = 7
		}
		t.columns = append(t.columns, c)
	}
	t.columns = append(t.columns, column{head: "合计", format: f.format()})
	line := func(name string, rows []*sheets.Row, kind rowKind) {
		r := row{kind: kind, cells: []cell{text(name)}}
		groups := m.split(across, rows)
		for _, g := range cols {
			c := number(f.value(m, groups[g]).String())
			if kind == body && floor.broken(g, c.text) {
				c.tone, c.format = bad, strings.ReplaceAll(f.format(), `"–"`, "0")
			}
			r.cells = append(r.cells, c)
		}
		r.cells = append(r.cells, number(f.value(m, rows).String()))
		t.rows = append(t.rows, r)
	}
	m.lines(f.rows, down, inner, line)
	if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: titled(b.Title, f.measure), format: f.labels()}
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

// lines makes a line for every group and for all; where 栏目 names an inner
// grouping, a group's line is the subtotal over its parts.
func (m *maker) lines(rows []*sheets.Row, down, inner *dimension, line func(string, []*sheets.Row, rowKind)) {
	groups := m.split(down, rows)
	for _, g := range down.groups(rows) {
		if inner == nil {
			line(down.show(g), groups[g], body)
			continue
		}
		line(down.show(g), groups[g], subtotal)
		parts := m.split(inner, groups[g])
		for _, p := range inner.groups(groups[g]) {
			if len(parts[p]) > 0 {
				line("　　"+inner.show(p), parts[p], body)
			}
		}
	}
	line("合计", rows, total)
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
