package papers

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates"

	"taizhang/sheets/deadline"
	"taizhang/templates/book"
)

// across reports whether a measure goes on into the next year.
func (g *generator) across(m *measure) bool {
	if m.Value(g.roles.acrossYears) == "是" {
		return true
	}
	edge := g.Plan.Param(templates.ParamYearEnd)
	return edge != "" && m.Due > edge
}

// tracked is everything not closed, the nearest deadline first.
func (g *generator) tracked() []*measure {
	out := slices.DeleteFunc(slices.Clone(g.measures), func(m *measure) bool { return m.Closed })
	sortByDue(out)
	return out
}

// trackPage is the tracking ledger of the three lists: what is wrong, what is
// to be done, who is to do it, and where it stands.
func (g *generator) trackPage(b *book.Book) {
	w := g.roles
	t := table{
		head:   []string{g.word("所属问题"), g.keyLabel(), g.label(w.action), g.label(w.result), g.label(w.due), g.label(w.leader), g.label(w.person), g.label(w.unit), g.label(w.state), g.word("剩余"), g.label(w.why), g.label(w.next), g.label(w.acrossYears)},
		widths: []int{22, 7, 24, 16, 12, 10, 10, 12, 9, 11, 20, 20, 6},
	}
	for _, m := range g.tracked() {
		left := entry{text: m.Words(), light: m.Light, centre: true}
		if m.claimed() {
			left = centred("待销号")
		}
		across := ""
		if g.across(m) {
			across = "跨年"
		}
		t.add(text(short(g.problemText(m), 60)), centred(m.Key()), text(m.Value(w.action)), text(m.Value(w.result)), centred(trackDue(m)),
			centred(m.Value(w.leader)), centred(m.Value(w.person)), centred(m.unit), centred(m.Value(w.state)), left, text(g.reason(m)), text(m.Value(w.next)), centred(across))
	}
	p := newPage(b, "三清单跟踪", t.widths...)
	p.titled("“三清单”跟踪台账", "没有销号的措施都在这里，完成一项、销号一项。跨年的留在总台账，下一年下发时照旧发给责任单位，不用另建。")
	names := strings.Split(g.param("清单名称"), "、")
	for len(names) < 3 {
		names = append(names, "")
	}
	top := book.Style{Font: book.Hei, Fill: "BDD7EE", Align: "center", Border: boxed}
	p.put(1, 1, names[0], top)
	p.put(2, 5, names[1], top)
	p.put(6, 8, names[2], top)
	p.put(9, 13, "跟踪", top)
	p.end(22)
	empty := "全部措施都已销号。"
	if len(g.measures) == 0 {
		empty = "“" + w.ledger.Name + "”里还没有内容。"
	}
	p.table(t, empty)
	p.print(true, 3, 4)
}

func trackDue(m *measure) string {
	if m.Original != "" {
		return m.Due + "\n（原" + m.Original + "）"
	}
	return m.Due
}

// reason is why a measure is not closed: the unit's own words, or what is
// missing; a blank is said, never filled in.
func (g *generator) reason(m *measure) string {
	if m.claimed() {
		return strings.Join(deadline.Obstacles(m.Row, g.AsOf), "；")
	}
	if why := m.Value(g.roles.why); why != "" {
		return why
	}
	if m.reopened > 0 {
		return fmt.Sprintf("销号后重开过%d次，单位还没有写原因", m.reopened)
	}
	return "单位还没有写原因"
}
