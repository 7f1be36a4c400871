package summary

import (
	"slices"
	"strings"

	"taizhang/sheets/disclosure"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// twoWay has the groups down in lines and those across in columns, with totals both
// ways.
func (x *cross) twoWay(t *table) {
	a := x.values[0]
	t.columns = []column{{head: x.down.label(), cap: 44}}
	cols := x.across.groups(x.rows())
	if x.least != nil {
		cols = x.least.columns(cols)
	}
	for _, g := range cols {
		for _, v := range x.values {
			t.columns = append(t.columns, x.heading(g, v))
		}
	}
	for _, v := range x.values {
		total := column{head: "合计", format: v.format()}
		if len(x.values) > 1 {
			total = column{head: withMeasure(v.heading(2), v.measure), group: "合计", format: v.format()}
		}
		t.columns = append(t.columns, total)
	}
	lines := x.lines()
	x.sums(lines, cols)
	for _, g := range lines {
		t.rows = append(t.rows, x.line(g, cols))
	}
	if t.sayHeld() {
		return
	}
	if len(x.values) == 1 && !a.anew && a.op != templates.OpAverage {
		t.explainTotals(a, x.down, x.across, upTo(1, len(t.columns)-1))
	}
	x.chart(t, cols)
}

// line is a group down with all across, and their total.
func (x *cross) line(g group, cols []string) row {
	r := row{kind: g.kind, cells: []cell{text(g.name)}}
	groups := x.split(x.across, g.rows)
	for _, col := range cols {
		part := group{rows: groups[col], facts: append(slices.Clone(g.facts), x.across.fact(col)), kind: g.kind}
		for _, v := range x.values {
			c := x.cell(v, part, part.facts, g.worth())
			if g.kind == body && x.least.broken(col, c.text) {
				c.tone = bad
			}
			r.cells = append(r.cells, c)
		}
	}
	for _, v := range x.values {
		r.cells = append(r.cells, x.cell(v, g, g.facts, disclosure.OfTotal))
	}
	return r
}

// heading is that of one value under one group across.
func (x *cross) heading(g string, v *aggregate) column {
	c := column{head: x.across.show(g), group: x.across.label(), format: v.format()}
	switch {
	case len(x.values) > 1:
		c.group, c.head = c.head, withMeasure(v.heading(2), v.measure)
	case x.across.period == canon.Month && g != unfilled:
		c.group, c.head, _ = strings.Cut(c.head, "年")
		c.group += "年"
		c.width = 7
	}
	return c
}
