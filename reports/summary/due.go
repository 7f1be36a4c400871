package summary

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// overdue lists what is open although its deadline has gone by, the longest
// wait first unless the block says otherwise.
func (m *maker) overdue(b *templates.Block) (*table, error) {
	head := "超期天数"
	if m.cal.Working {
		head = "超期工作日"
	}
	t, err := m.dueTable(b, head, func(r *sheets.Row) bool { return m.cal.Of(r).Late() }, func(s deadline.Standing) cell {
		c := count(-s.Left)
		c.tone = red
		return c
	})
	if who := m.office(); err == nil && who != "" && !t.blank() {
		t.note += "催办请找" + who + "。"
	}
	return t, err
}

// upcoming lists what is open and due within the days that are soon.
func (m *maker) upcoming(b *templates.Block) (*table, error) {
	head := "剩余天数"
	if m.cal.Working {
		head = "剩余工作日"
	}
	return m.dueTable(b, head, func(r *sheets.Row) bool { return len(m.soon([]*sheets.Row{r})) > 0 }, func(s deadline.Standing) cell {
		c := count(s.Left)
		c.tone = tones[s.Light]
		return c
	})
}

// office is whom to ask: the campaign's contact and telephone.
func (m *maker) office() string {
	return strings.TrimSpace(m.in.Plan.Param(templates.ParamContact) + " " + m.in.Plan.Param(templates.ParamTelephone))
}

// dueTable lists the rows that the day picks, with what it says of each.
func (m *maker) dueTable(b *templates.Block, head string, pick func(*sheets.Row) bool, say func(deadline.Standing) cell) (*table, error) {
	if w := deadline.RolesOf(b.Ledger); w == nil || w.Due == nil {
		return unfit(b, b.Ledger.Name, 40, "台账没有状态或期限栏，无法判断"), nil
	}
	paths, err := m.paths(b, "上级", "措施", "责任领导", "责任单位", "责任人", "期限", "新期限", "状态", "未完原因", "下一步")
	if err != nil {
		return nil, err
	}
	rows := m.mayList(slices.DeleteFunc(m.rows(b), func(r *sheets.Row) bool { return !pick(r) }))
	if err := m.sort(b, rows, true); err != nil {
		return nil, err
	}
	t := &table{title: b.Title, note: b.Help}
	if len(rows) > 0 {
		t.note = strings.TrimSpace(t.note + fmt.Sprintf("　共 %d %s。", len(rows), m.countMeasure(b.Ledger)))
	}
	at := lightAfter(b.Ledger, paths)
	if at < 0 {
		at = len(paths) - 1
	}
	first := firstOf(b)
	all := len(rows)
	if first > 0 {
		rows = rows[:min(first, all)]
	}
	for i, r := range m.fill(t, rows, paths, at, head, func(r *sheets.Row) cell { return say(m.cal.Of(r)) }) {
		t.rows[i].cells[0].links = []string{"row:" + r.Ledger.Name + ":" + r.Key()}
	}
	if first > 0 && m.told == nil {
		t.brief()
	}
	if len(t.rows) < all {
		t.note += fmt.Sprintf("这里列前 %d %s。", len(t.rows), m.countMeasure(b.Ledger))
	}
	return t, nil
}

// firstOf is how many rows a block asks for at most (值: 前8), 0 for all.
func firstOf(b *templates.Block) int {
	rest, found := strings.CutPrefix(b.Value, "前")
	n, err := strconv.Atoi(rest)
	if !found || err != nil {
		return 0
	}
	return n
}
