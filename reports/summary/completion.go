package summary

import (
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

// completion shows for every group how much is done, closed, open and overdue,
// in protocol order, and how it ranks.
func (m *maker) completion(b *templates.Block) (*table, error) {
	t := &table{title: b.Title, note: b.Help, measure: m.countMeasure(b.Ledger)}
	w := deadline.RolesOf(b.Ledger)
	down, err := m.dimension(b.Ledger, b.Rows)
	if err != nil {
		return nil, err
	}
	if w == nil || m.sensitive(down.path) {
		t.columns = []column{{head: down.label(), width: 30}}
		t.empty = "台账没有状态栏，无法统计完成情况"
		if w != nil {
			t.empty = "涉及敏感栏目，不列入汇总表"
		}
		return t, nil
	}
	count := func(head, group string) column {
		return column{head: head, group: group, width: 8, align: "right", format: dashed("0")}
	}
	closes := w.State.Group != nil && w.State.Group.WithMeaning("销号") != nil && w.State.Group.WithMeaning("完成") != nil
	t.columns = []column{{head: down.label(), cap: 44}, count("总数", ""), count(optionName(w, "完成", "已完成"), "")}
	nearly := w.State.Group != nil && w.State.Group.WithMeaning("基本完成") != nil
	if nearly {
		t.columns = append(t.columns, count(optionName(w, "基本完成", "基本完成"), ""))
	}
	t.columns = append(t.columns, count("在办", ""))
	last := len(t.columns) - 1
	if w.Due != nil {
		t.columns = append(t.columns, count("逾期", ""))
		last++
	}
	if closes {
		t.columns = append(t.columns, count("其中销号", ""))
	}
	t.columns = append(t.columns, column{head: "完成率", width: 11, align: "right", format: "0.0%", bars: true}, column{head: "名次", width: 6, align: "center", format: "0"})
	rows := m.rows(b)
	if len(rows) == 0 {
		return t, nil
	}
	groups := m.split(down, rows)
	names := down.groups(rows)
	tallies := make([]tally, len(names))
	for i, g := range names {
		tallies[i] = m.tally(groups[g])
	}
	line := func(name string, v tally, rank string, kind rowKind) {
		r := row{kind: kind, cells: []cell{text(name)}}
		add := func(n int) { r.cells = append(r.cells, number(strconv.Itoa(n))) }
		add(v.all)
		add(v.done)
		if nearly {
			add(v.nearly)
		}
		add(v.open)
		if w.Due != nil {
			add(v.overdue)
			if v.overdue > 0 && kind == body {
				r.cells[len(r.cells)-1].tone = bad
			}
		}
		if closes {
			add(v.closed)
		}
		rate := cell{}
		if v.all > 0 {
			rate = number(v.rate().Round(4).String())
		}
		r.cells = append(r.cells, rate, number(rank))
		t.rows = append(t.rows, r)
	}
	for i, g := range names {
		line(down.show(g), tallies[i], rankOf(tallies, i), body)
	}
	line("合计", m.tally(rows), "", total)
	m.completionChart(t, b, last, nearly, w.Due != nil)
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
func (m *maker) completionChart(t *table, b *templates.Block, last int, nearly, overdue bool) {
	if b.Chart == "" {
		return
	}
	t.chart = &chart{kind: b.Chart, title: titled(b.Title, t.measure), format: "0;;"}
	if b.Chart == "条" {
		t.chart.kind = "堆"
	}
	for i := 2; i <= last; i++ {
		t.chart.values = append(t.chart.values, i)
	}
	t.chart.tones = []string{"2E75B6"}
	if nearly {
		t.chart.tones = append(t.chart.tones, "9DC3E6")
	}
	t.chart.tones = append(t.chart.tones, "DEEBF7")
	if overdue {
		t.chart.tones = append(t.chart.tones, book.Red)
	}
}

// optionName is what the plan calls a meaning.
func optionName(w *deadline.Roles, meaning templates.Meaning, fallback string) string {
	if w.State.Group != nil {
		if o := w.State.Group.WithMeaning(meaning); o != nil {
			return o.Name
		}
	}
	return fallback
}
