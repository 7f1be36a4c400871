package summary

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/templates"
)

// restricted is said in place of what must not be seen.
const restricted = "涉及敏感栏目，不列入汇总表"

// crosstab counts rows by one or two dimensions. Totals are counted over the
// rows, not added up: a row of several choices counts once in them.
func (m *maker) crosstab(b *templates.Block) (*table, error) {
	values, err := m.aggregates(b)
	if err != nil {
		return nil, err
	}
	dims, hidden, err := m.dimensions(b)
	if err != nil {
		return nil, err
	}
	hidden = hidden || slices.ContainsFunc(values, func(a *aggregate) bool { return a.hidden(m) })
	first := values[0]
	x := &cross{maker: m, block: b, values: values, down: dims[0], across: dims[1], inner: dims[2]}
	if x.ranking, err = b.Ranking(); err != nil {
		return nil, err
	}
	if hidden {
		t := unfit(b, x.down.label(), 30, restricted)
		t.measure = first.measure
		return t, nil
	}
	for _, a := range values {
		m.gather(b, a, len(values) == 1, dims[:]...)
	}
	t := &table{title: b.Title, note: b.Help}
	if len(values) == 1 {
		t.measure = first.measure
		x.least = m.minimumOf(b, first, x.down, x.across)
	}
	if x.least != nil {
		x.down.all = true
		t.note += x.least.note()
	}
	if len(first.rows) == 0 && x.least == nil {
		t.columns = []column{{head: x.down.label(), width: 24}, {head: "合计", width: 12}}
		return t, nil
	}
	if x.across == nil {
		x.oneWay(t)
	} else {
		x.twoWay(t)
	}
	t.note = strings.TrimSpace(t.note + x.down.left() + x.across.left())
	if x.inner != nil {
		t.chart = nil // subtotals and what they hold, side by side, would mislead
	}
	return t, nil
}

// dimensions are what a block groups by down, across and within, nil where it has
// none; hidden says that one of them must not be seen.
func (m *maker) dimensions(b *templates.Block) (dims [3]*dimension, hidden bool, err error) {
	specs := []string{b.Rows, b.Cols, ""}
	if len(b.Columns) > 0 {
		specs[2] = b.Columns[0]
	}
	for i, spec := range specs {
		if spec == "" && i > 0 {
			continue
		}
		if dims[i], err = m.dimension(b.Ledger, spec); err != nil {
			return dims, hidden, err
		}
		hidden = hidden || m.sensitive(dims[i].path)
	}
	return dims, hidden, nil
}

// cross is a cross table being made.
type cross struct {
	*maker
	block               *templates.Block
	values              []*aggregate
	down, across, inner *dimension // the latter two may be nil
	ranking             templates.Ranking
	least               *minimum
}

// rows are those that any of the values counts.
func (x *cross) rows() []*sheets.Row {
	if len(x.values) == 1 {
		return x.values[0].rows
	}
	var out []*sheets.Row
	for _, r := range x.data.Under(x.block.Ledger, x.block.When) {
		if slices.ContainsFunc(x.values, func(a *aggregate) bool { return a.counts(r) }) {
			out = append(out, r)
		}
	}
	return out
}

// counts reports whether a row is one of those that the value is made of.
func (a *aggregate) counts(r *sheets.Row) bool {
	if a.among == nil {
		a.among = make(map[*sheets.Row]bool, len(a.rows))
		for _, r := range a.rows {
			a.among[r] = true
		}
	}
	return a.among[r]
}

// of are those of some rows that the value is made of.
func (x *cross) of(a *aggregate, rows []*sheets.Row) []*sheets.Row {
	if len(x.values) == 1 {
		return rows
	}
	var out []*sheets.Row
	for _, r := range rows {
		if a.counts(r) {
			out = append(out, r)
		}
	}
	return out
}

// oneWay has the values, and the share of a single one in the whole.
func (x *cross) oneWay(t *table) {
	a := x.values[0]
	t.columns = []column{{head: x.down.label(), cap: 40}}
	for _, v := range x.values {
		t.columns = append(t.columns, column{head: withMeasure(v.heading(len(x.values)), v.measure), format: v.format()})
	}
	share := len(x.values) == 1 && a.additive()
	if share {
		t.columns = append(t.columns, column{head: "占比", width: 10, format: "0.0%", bars: true})
	}
	whole, _ := a.value(x.maker, a.rows)
	lines := x.lines()
	x.sums(lines, nil)
	all := lines[len(lines)-1]
	for _, g := range lines {
		r := row{kind: g.kind, cells: []cell{text(g.name)}}
		for _, v := range x.values {
			r.cells = append(r.cells, x.cell(v, g, g.facts, g.worth()))
		}
		if share {
			c := cell{}
			if v, _ := a.value(x.maker, g.rows); !whole.IsZero() {
				c = number(v.DivRound(whole, 4).String())
			}
			if mark := max(x.mark(a, g.rows, g.facts, g.worth()), min(x.mark(a, all.rows, all.facts, all.worth()), disclosure.Held)); mark != disclosure.Shown {
				c = heldCell(x.block.Ledger, mark)
			}
			r.cells = append(r.cells, c)
		}
		t.rows = append(t.rows, r)
	}
	if !t.sayHeld() && !a.anew && a.op != templates.OpAverage {
		t.explainTotals(a, x.down, nil, []int{1})
	}
	if x.block.Chart != "" && !t.held() {
		t.chart = &chart{kind: x.block.Chart, title: titled(x.block.Title, a.measure), values: []int{1}, format: a.labels()}
		if x.ranking.By < 0 {
			t.chart.slices = x.down.tones(x.down.groups(a.rows))
		}
	}
}

// heading names the value in its column.
func (a *aggregate) heading(values int) string {
	if values == 1 && !a.anew {
		switch a.op {
		case templates.OpCount:
			return "数量"
		case templates.OpSum:
			return a.path.Columns[len(a.path.Columns)-1].Name
		}
	}
	return a.head
}

// chart draws the first value.
func (x *cross) chart(t *table, cols []string) {
	if x.block.Chart == "" {
		return
	}
	a, n := x.values[0], len(x.values)
	t.chart = &chart{kind: x.block.Chart, title: titled(x.block.Title, a.measure), format: a.labels()}
	last := len(t.columns) - n
	if t.chart.round() {
		t.chart.values = []int{last}
		return
	}
	for i := 1; i < last; i += n {
		t.chart.values = append(t.chart.values, i)
	}
	t.chart.tones = x.across.tones(cols)
}

// restOfLines heads the lines behind the first ones that a block asks for.
const restOfLines = "其余"

// lines are one for every group and one for all; where 栏目 names an inner
// grouping, a group's line is the subtotal over its parts.
func (x *cross) lines() (out []group) {
	all := x.rows()
	groups := x.split(x.down, all)
	order := x.ranked(x.down.groups(all), groups)
	rest := 0
	if n := x.ranking.First; n > 0 && len(order) > n+1 {
		rest = len(order) - n
	}
	for _, g := range order[:len(order)-rest] {
		line := group{x.down.show(g), []string{x.down.fact(g)}, groups[g], body}
		if x.inner == nil {
			out = append(out, line)
			continue
		}
		line.kind = subtotal
		out = append(out, line)
		parts := x.split(x.inner, groups[g])
		for _, p := range x.inner.groups(groups[g]) {
			if len(parts[p]) > 0 {
				out = append(out, group{"　　" + x.inner.show(p), []string{x.down.fact(g), x.inner.fact(p)}, parts[p], body})
			}
		}
	}
	if rest > 0 {
		line := group{restOfLines, []string{fmt.Sprintf("报表第%d行%s", x.block.Row, restOfLines)}, together(all, groups, order[len(order)-rest:]), body}
		if x.inner != nil {
			line.kind = subtotal
		}
		out = append(out, line)
	}
	return append(out, group{"合计", nil, all, total})
}

// together are the rows of some groups, each once, in their order.
func together(all []*sheets.Row, groups map[string][]*sheets.Row, names []string) []*sheets.Row {
	in := map[*sheets.Row]bool{}
	for _, g := range names {
		for _, r := range groups[g] {
			in[r] = true
		}
	}
	var out []*sheets.Row
	for _, r := range all {
		if in[r] {
			out = append(out, r)
		}
	}
	return out
}

// ranked orders groups by one of the values, those without one last.
func (x *cross) ranked(order []string, groups map[string][]*sheets.Row) []string {
	if x.ranking.By < 0 {
		return order
	}
	a := x.values[x.ranking.By]
	sign := 1
	if x.ranking.Descending {
		sign = -1
	}
	out := slices.Clone(order)
	held := map[string]bool{} // a place between others would tell how much it is
	for _, g := range out {
		held[g] = x.mark(a, groups[g], []string{x.down.fact(g)}, disclosure.OfCell) != disclosure.Shown
	}
	slices.SortStableFunc(out, func(g, h string) int {
		if held[g] || held[h] {
			return missingLast(held[g], held[h])
		}
		v, okV := a.value(x.maker, x.of(a, groups[g]))
		w, okW := a.value(x.maker, x.of(a, groups[h]))
		switch {
		case okV && okW:
			return sign * v.Cmp(w)
		case okV:
			return -1
		case okW:
			return 1
		}
		return 0
	})
	return out
}

// missingLast orders two groups of which one has no number to be ordered by at least.
func missingLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
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
