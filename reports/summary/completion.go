package summary

import (
	"cmp"
	"strconv"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/lang"
)

// tally is how far the rows of one group have come. Open and overdue exclude
// each other, so that done, nearly, open and overdue add up to all.
type tally struct{ all, done, closed, nearly, open, overdue int }

func (m *maker) tally(rows []*sheets.Row) tally {
	t := tally{all: len(rows)}
	for _, r := range rows {
		s := m.cal.Of(r)
		switch {
		case s.Done:
			t.done++
			if s.Closed {
				t.closed++
			}
		case s.Late():
			t.overdue++
		case s.Meaning == "基本完成":
			t.nearly++
		default:
			t.open++
		}
	}
	return t
}

// rate is the share that is done, exact.
func (t tally) rate() decimal.Decimal {
	if t.all == 0 {
		return decimal.Zero
	}
	return decimal.NewFromInt(int64(t.done)).DivRound(decimal.NewFromInt(int64(t.all)), lang.DivisionDigits)
}

// tallyColumn is one of the numbers that are said of a group.
type tallyColumn struct {
	head   string
	of     func(tally) int
	colour string // in the chart, "" for what is not drawn
}

// tallyColumns are the numbers that a ledger's states and deadlines tell apart.
func tallyColumns(w *deadline.Roles) []tallyColumn {
	out := []tallyColumn{
		{"总数", func(t tally) int { return t.all }, ""},
		{cmp.Or(w.State.OptionMeaning(templates.MeansDone), "已完成"), func(t tally) int { return t.done }, "2E75B6"},
	}
	if name := w.State.OptionMeaning(templates.MeansNearlyDone); name != "" {
		out = append(out, tallyColumn{name, func(t tally) int { return t.nearly }, "9DC3E6"})
	}
	out = append(out, tallyColumn{"在办", func(t tally) int { return t.open }, "DEEBF7"})
	if w.Due != nil {
		out = append(out, tallyColumn{"逾期", func(t tally) int { return t.overdue }, book.Red})
	}
	if w.State.OptionMeaning(templates.MeansClosed) != "" && w.State.OptionMeaning(templates.MeansDone) != "" {
		out = append(out, tallyColumn{"其中销号", func(t tally) int { return t.closed }, ""})
	}
	return out
}

// completion shows for every group how much is done, closed, open and overdue,
// in protocol order, and how it ranks.
func (m *maker) completion(b *templates.Block) (*table, error) {
	w := deadline.RolesOf(b.Ledger)
	down, err := m.dimension(b.Ledger, b.Rows)
	switch {
	case err != nil:
		return nil, err
	case w == nil:
		return unfit(b, down.label(), 30, "台账没有状态栏，无法统计完成情况"), nil
	case m.sensitive(down.path):
		return unfit(b, down.label(), 30, restricted), nil
	}
	t := &table{title: b.Title, note: b.Help, measure: m.countMeasure(b.Ledger), columns: []column{{head: down.label(), cap: 44}}}
	parts := tallyColumns(w)
	for _, p := range parts {
		t.columns = append(t.columns, column{head: p.head, width: 8, align: "right", format: dashed("0")})
	}
	t.columns = append(t.columns, column{head: "完成率", width: 11, align: "right", format: "0.0%", bars: true}, column{head: "名次", width: 6, align: "center", format: "0"})
	rows := m.rows(b)
	if len(rows) == 0 {
		return t, nil
	}
	line := func(name string, v tally, rank string, kind rowKind) {
		r := row{kind: kind, cells: []cell{text(name)}}
		for _, p := range parts {
			c := count(p.of(v))
			if p.colour == book.Red && kind == body && v.overdue > 0 {
				c.tone = bad
			}
			r.cells = append(r.cells, c)
		}
		rate := cell{}
		if v.all > 0 {
			rate = number(v.rate().Round(4).String())
		}
		t.rows = append(t.rows, row{kind: kind, cells: append(r.cells, rate, number(rank))})
	}
	groups, names := m.split(down, rows), down.groups(rows)
	tallies := make([]tally, len(names))
	for i, g := range names {
		tallies[i] = m.tally(groups[g])
	}
	for i, g := range names {
		line(down.show(g), tallies[i], rankOf(tallies, i), body)
	}
	line("合计", m.tally(rows), "", total)
	t.explainTotals(&aggregate{op: templates.OpCount}, down, nil, upTo(1, len(parts)))
	if b.Chart != "" {
		t.chart = completionChart(b, t.measure, parts)
	}
	return t, nil
}

// rankOf is the place among the groups that have anything to do; equal shares
// share a place.
func rankOf(all []tally, i int) string {
	if all[i].all == 0 {
		return ""
	}
	n := 1
	for _, t := range all {
		if t.all > 0 && t.rate().GreaterThan(all[i].rate()) {
			n++
		}
	}
	return strconv.Itoa(n)
}

// completionChart stacks done, open and overdue, which add up to all.
func completionChart(b *templates.Block, measure string, parts []tallyColumn) *chart {
	c := &chart{kind: b.Chart, title: titled(b.Title, measure), format: "0;;"}
	if b.Chart == "条" {
		c.kind = "堆"
	}
	for i, p := range parts {
		if p.colour != "" {
			c.values, c.tones = append(c.values, i+1), append(c.tones, p.colour)
		}
	}
	return c
}
