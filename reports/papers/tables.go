package papers

import (
	"slices"
	"strings"
	"unicode/utf8"

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

// fewColumns are those that the lines around a table are laid out over.
const fewColumns = 5

// labelled is the table without the columns that the plan does not have.
func (t table) labelled() table {
	for i := len(t.head) - 1; i >= 0 && len(t.head) > fewColumns; i-- {
		if t.head[i] != "" {
			continue
		}
		t.head, t.widths = slices.Delete(slices.Clone(t.head), i, i+1), slices.Delete(slices.Clone(t.widths), i, i+1)
		for n := range t.rows {
			t.rows[n] = slices.Delete(slices.Clone(t.rows[n]), i, i+1)
		}
	}
	return t
}

// A character's share of the widths of a paper's table, how many lines a long name may
// take, and how wide a column gets for it.
const character, fewLines, widest = 8.3, 4, 80

// spread gives long names room: in a column for short ones they would run down the page.
func (t table) spread() table {
	t.widths = slices.Clone(t.widths)
	for i := range t.widths {
		longest := 0
		for _, r := range t.rows {
			longest = max(longest, utf8.RuneCountInString(r[i].text))
		}
		t.widths[i] = max(t.widths[i], min(widest, int(float64(longest)*character/fewLines)))
	}
	return t
}

// taskTable says what is to be done, how well, by whom and by when.
func (g *generator) taskTable(ms []*measure) table {
	w := g.roles
	t := table{
		head:   []string{g.keyLabel(), g.label(w.action), g.label(w.result), narrow(g.label(w.leader)), narrow(g.label(w.unit)), g.label(w.person), narrow(g.label(w.due))},
		widths: []int{26, 92, 58, 40, 40, 38, 56}, least: 24,
	}
	for _, m := range ms {
		t.add(centred(m.Key()), text(m.Value(w.action)), text(m.Value(w.result)), centred(m.Value(w.leader)),
			centred(cell.Enumerate(m.unit)), centred(m.Value(w.person)), centred(dueText(m)))
	}
	return t.labelled().spread()
}

// progressTable says how far things are and how much time is left.
func (g *generator) progressTable(ms []*measure) table {
	w := g.roles
	t := table{
		head:   []string{g.keyLabel(), g.label(w.action), narrow(g.label(w.leader)), g.label(w.person), narrow(g.label(w.due)), g.word("剩余"), g.word("目前进展")},
		widths: []int{26, 78, 40, 38, 50, 54, 64}, least: 24,
	}
	for _, m := range ms {
		left := entry{text: strings.Replace(m.Words(), " ", "\n", 1), light: m.Light, centre: true}
		t.add(centred(m.Key()), text(short(m.Value(w.action), 60)), centred(m.Value(w.leader)), centred(m.Value(w.person)),
			centred(dueText(m)), left, text(short(g.progressText(m), 60)))
	}
	return t.labelled().spread()
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
func (g *generator) receipt(p Paper) slip {
	return slip{title: g.word("签收回执"), alone: len(p.table.rows) > fewRows, rows: []slipRow{
		{cells: []slipCell{{g.word("文号"), p.Number}, {g.word("签收单位"), p.Unit}}},
		{cells: []slipCell{{g.word("签收人"), ""}, {g.word("签收日期"), ""}}},
		{cells: []slipCell{{g.word("对任务、期限的意见"), ""}}, tall: true},
	}}
}

// answer is the part of a reminder that comes back filled in.
func (g *generator) answer(p Paper) slip {
	return slip{title: g.word("回复单"), alone: true, rows: []slipRow{
		{cells: []slipCell{{g.word("文号"), p.Number}, {g.word("回复单位"), p.Unit}}},
		{cells: []slipCell{{g.word("进展情况"), ""}}, tall: true},
		{cells: []slipCell{{g.word("未完成原因"), ""}}, tall: true},
		{cells: []slipCell{{g.word("下一步安排和完成时间"), ""}}, tall: true},
		{cells: []slipCell{{g.word("负责人签字"), ""}, {g.word("回复日期"), ""}}},
	}}
}
