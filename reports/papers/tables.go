package papers

import (
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates/cell"
)

// table is a table of a paper or of a sheet.
type table struct {
	head   []string
	widths []int   // relative in a document, in characters on a sheet
	least  float64 // height of a row on a sheet, in points
	rows   [][]entry
}

// entry is one cell; a light colours it.
type entry struct {
	text   string
	light  deadline.Light
	centre bool
}

func text(s string) entry    { return entry{text: s} }
func centred(s string) entry { return entry{text: s, centre: true} }

func (t *table) add(row ...entry) { t.rows = append(t.rows, row) }

// taskTable says what is to be done, how well, by whom and by when.
func (g *generator) taskTable(ms []*measure) table {
	w := g.roles
	t := table{
		head:   []string{"编号", "整改措施", "成果要求", "责任\n领导", "责任\n部门", "责任人", "完成\n期限"},
		widths: []int{26, 92, 58, 40, 40, 38, 56}, least: 24,
	}
	for _, m := range ms {
		t.add(centred(m.Key()), text(m.Value(w.action)), text(m.Value(w.result)), centred(m.Value(w.leader)),
			centred(cell.Enumerate(m.unit)), centred(m.Value(w.person)), centred(dueText(m)))
	}
	return t
}

// progressTable says how far things are and how much time is left.
func (g *generator) progressTable(ms []*measure) table {
	w := g.roles
	t := table{
		head:   []string{"编号", "整改措施", "责任\n领导", "责任人", "整改\n期限", "剩余", "目前进展"},
		widths: []int{26, 86, 40, 38, 56, 54, 50}, least: 24,
	}
	for _, m := range ms {
		left := entry{text: strings.Replace(m.Words(), " ", "\n", 1), light: m.Light, centre: true}
		t.add(centred(m.Key()), text(short(m.Value(w.action), 60)), centred(m.Value(w.leader)), centred(m.Value(w.person)),
			centred(dueText(m)), left, text(short(g.progressText(m), 60)))
	}
	return t
}

// progressText is the unit's own words, or that there are none.
func (g *generator) progressText(m *measure) string {
	state := m.Value(g.roles.state)
	if p := m.Value(g.roles.progress); p != "" {
		return state + "：" + p
	}
	return state + "，没有报进展"
}

func dueText(m *measure) string {
	if m.Due == "" {
		return "未定"
	}
	due := strings.Replace(cell.ChineseDate(m.Due), "年", "年\n", 1)
	if m.Original != "" {
		due += "\n（已延期）"
	}
	return due
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
