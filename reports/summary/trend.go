package summary

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/book"
	canon "taizhang/templates/cell"
	"taizhang/templates/lang"
)

// trend shows figures as they stood at every merge up to this one.
func (m *maker) trend(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{{head: "合并到", width: 12, align: "center"}}}
	results := m.blockFigures(b)
	for _, r := range results {
		t.columns = append(t.columns, column{head: r.Figure.Name, width: 11, align: "right"})
		t.measure = r.Figure.Measure
	}
	line := func(day string, value func(code string) string) {
		l := row{cells: []cell{text(canon.MonthDay(day))}}
		for _, r := range results {
			v := strings.TrimSuffix(value(r.Figure.Code), "%")
			if d, err := decimal.NewFromString(v); err == nil {
				l.cells = append(l.cells, twoDecimals(d))
			} else {
				l.cells = append(l.cells, text(v))
			}
		}
		t.rows = append(t.rows, l)
	}
	limited := map[string]bool{} // what was withheld then nobody knows now
	for _, r := range results {
		limited[r.Figure.Code] = m.control().Counts(r.Figure)
	}
	for _, p := range m.in.History {
		line(p.AsOf, func(code string) string {
			if limited[code] {
				return templates.HeldWords
			}
			return p.Figures[code]
		})
	}
	printed := map[string]string{}
	for _, r := range results {
		printed[r.Figure.Code] = m.figureCell(r.Result).text
		if !m.control().Counts(r.Figure) {
			printed[r.Figure.Code] = r.Printed()
		}
	}
	line(m.in.AsOf, func(code string) string { return printed[code] })
	if slices.ContainsFunc(results, func(r wanted) bool { return limited[r.Figure.Code] }) {
		t.note += fewNote
	} else if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: titled(b.Title, t.measure), format: "General;;0"}
		for i, r := range results {
			t.chart.values = append(t.chart.values, i+1)
			t.chart.tones = append(t.chart.tones, figureTone(r.Figure))
		}
	}
	return t
}

// figureTone is the colour of what a figure counts: late, or the first of the
// states that its condition names.
func figureTone(f *templates.Figure) string {
	if f.Op == templates.OpLate {
		return colourLate
	}
	tone := colourOpen
	f.Expr.Walk(func(leaf *templates.Expr) {
		if part, ok := leaf.Ref.(*templates.Figure); ok && tone == colourOpen {
			tone = figureTone(part)
		}
	})
	if tone != colourOpen {
		return tone
	}
	f.When.Tree.Visit(func(n *lang.Node) {
		path, ok := templates.Path{}, false
		if n.Kind == lang.Comparison && !n.Op.Unary() {
			path, ok = n.Args[0].Ref.(templates.Path)
		}
		if !ok || tone != colourOpen {
			return
		}
		for _, w := range n.Args[1].Words {
			if t := meaningTones[path.Columns[len(path.Columns)-1].Meaning(w)]; t != "" {
				tone = t
				return
			}
		}
	})
	return tone
}

// twoDecimals shows a number with no more than two decimals; a whole one as such.
func twoDecimals(d decimal.Decimal) cell {
	short := d.Round(2)
	c := number(short.String())
	c.format = book.NumberFormat(0)
	if !short.IsInteger() {
		c.format = book.NumberFormat(2)
	}
	return c
}
