package papers

import (
	"strings"

	"taizhang/templates/cell"
)

// taskTable says what is to be done, how well, by whom and by when.
func (d *desk) taskTable(ms []*measure) grid {
	w := d.work
	g := grid{
		head:   []string{"编号", "整改措施", "成果要求", "责任\n领导", "责任\n部门", "责任人", "完成\n期限"},
		widths: []int{26, 92, 58, 40, 40, 38, 56},
	}
	for _, m := range ms {
		g.rows = append(g.rows, []entry{
			{text: m.Key(), centre: true}, {text: m.Value(w.action)}, {text: m.Value(w.result)}, {text: m.Value(w.leader), centre: true},
			{text: cell.Enumerate(m.unit), centre: true}, {text: m.Value(w.person), centre: true}, {text: dueText(m), centre: true},
		})
	}
	return g
}

// standingTable says how far things are and how much time is left.
func (d *desk) standingTable(ms []*measure) grid {
	w := d.work
	g := grid{
		head:   []string{"编号", "整改措施", "责任\n领导", "责任人", "整改\n期限", "剩余", "目前进展"},
		widths: []int{26, 86, 40, 38, 56, 54, 50},
	}
	for _, m := range ms {
		left := entry{text: strings.Replace(m.shown, " ", "\n", 1), level: m.level, centre: true}
		g.rows = append(g.rows, []entry{
			{text: m.Key(), centre: true}, {text: short(m.Value(w.action), 60)}, {text: m.Value(w.leader), centre: true}, {text: m.Value(w.person), centre: true},
			{text: dueText(m), centre: true}, left, {text: short(d.progressText(m), 60)},
		})
	}
	return g
}

// progressText is the unit's own words, or that there are none.
func (d *desk) progressText(m *measure) string {
	state := m.Value(d.work.state)
	if p := m.Value(d.work.progress); p != "" {
		return state + "：" + p
	}
	return state + "，没有报进展"
}

func dueText(m *measure) string {
	if m.due == "" {
		return "未定"
	}
	text := strings.Replace(cell.ChineseDate(m.due), "年", "年\n", 1)
	if m.original != "" {
		text += "\n（已延期）"
	}
	return text
}

// short cuts a long text for a table that has to fit a page.
func short(s string, n int) string { return cell.Shorten(cell.Line(s), n) }

// fewRows leave room for the slip under the table.
const fewRows = 3

// receipt is the part of a task sheet that comes back signed.
func receipt(p Paper) slip {
	return slip{title: "签收回执", alone: len(p.table.rows) > fewRows, rows: []slipRow{
		{cells: []slipCell{{"文号", p.Number}, {"签收单位", p.Unit}}},
		{cells: []slipCell{{"签收人", ""}, {"签收日期", ""}}},
		{cells: []slipCell{{"对任务、期限的意见", ""}}, tall: true},
	}}
}

// answer is the part of a reminder that comes back filled in.
func answer(p Paper) slip {
	return slip{title: "回复单", alone: true, rows: []slipRow{
		{cells: []slipCell{{"文号", p.Number}, {"回复单位", p.Unit}}},
		{cells: []slipCell{{"进展情况", ""}}, tall: true},
		{cells: []slipCell{{"未完成原因", ""}}, tall: true},
		{cells: []slipCell{{"下一步安排\n和完成时间", ""}}, tall: true},
		{cells: []slipCell{{"负责人签字", ""}, {"回复日期", ""}}},
	}}
}
