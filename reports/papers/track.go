package papers

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates/book"
)

// across reports whether a measure goes on into the next year.
func (d *desk) across(m *measure) bool {
	if d.work.acrossYears != nil && m.Value(d.work.acrossYears) == "是" {
		return true
	}
	edge := d.Plan.Param("跨年界日")
	return edge != "" && m.due > edge
}

// tracked is everything not closed, the nearest deadline first.
func (d *desk) tracked() []*measure {
	out := slices.DeleteFunc(slices.Clone(d.all), func(m *measure) bool { return m.struck() })
	byDue(out)
	return out
}

// trackPage is the tracking ledger of the three lists: what is wrong, what is
// to be done, who is to do it, and where it stands.
func (d *desk) trackPage(b *book.Book) {
	w := d.work
	p := newPage(b, "三清单跟踪", 22, 7, 24, 16, 12, 10, 10, 12, 9, 11, 20, 20, 6)
	p.titled("“三清单”跟踪台账", "没有销号的措施都在这里，完成一项、销号一项。跨年的留在总台账，下一年运行“template”下发时照旧发给责任单位，不用另建。")
	names := strings.Split(d.param("清单名称"), "、")
	for len(names) < 3 {
		names = append(names, "")
	}
	top := book.Style{Font: book.Hei, Fill: "BDD7EE", Align: "center", Border: boxed}
	p.put(1, 1, names[0], top)
	p.put(2, 5, names[1], top)
	p.put(6, 8, names[2], top)
	p.put(9, 13, "跟踪", top)
	p.end(22)
	p.head("问题", "编号", "整改措施", "成果要求", "期限", "责任领导", "责任人", "责任部门", "状态", "剩余", "未完成原因", "下一步", "跨年")
	for _, m := range d.tracked() {
		left := entry{text: m.shown, level: m.level, centre: true}
		if m.claimed() {
			left = entry{text: "待销号", centre: true}
		}
		across := entry{centre: true}
		if d.across(m) {
			across.text = "跨年"
		}
		p.cells(book.Style{}, []entry{
			{text: short(d.problemText(m), 60)}, {text: m.Key(), centre: true}, {text: m.Value(w.action)}, {text: m.Value(w.result)},
			{text: trackDue(m), centre: true}, {text: m.Value(w.leader), centre: true}, {text: m.Value(w.person), centre: true}, {text: m.unit, centre: true},
			{text: m.Value(w.state), centre: true}, left, {text: d.reason(m)}, {text: m.Value(w.next)}, across,
		}, 22)
	}
	if len(d.tracked()) == 0 {
		p.line("全部措施都已销号。", book.Style{Align: "center"})
	}
	p.print(true, 3, 4)
}

func trackDue(m *measure) string {
	if m.original != "" {
		return m.due + "\n（原" + m.original + "）"
	}
	return m.due
}

// reason is why a measure is not closed: the unit's own words, or what is
// missing; a blank is said, never filled in.
func (d *desk) reason(m *measure) string {
	if m.claimed() {
		return strings.Join(deadline.Obstacles(m.Row, d.AsOf), "；")
	}
	if why := m.Value(d.work.why); why != "" {
		return why
	}
	if n := max(m.rebounds, d.reopenings[m]); n > 0 {
		return fmt.Sprintf("销号后重开过%d次，单位还没有写原因", n)
	}
	return "单位还没有写原因"
}
