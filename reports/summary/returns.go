package summary

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// receipts lists the workbooks still wanted; how many units have returned
// everything is said above the list.
func (m *maker) receipts(b *templates.Block) *table {
	t := &table{title: b.Title, empty: "无（各单位都已报齐）", columns: []column{
		{head: "序号", width: 6, align: "center"}, {head: "单位", cap: 28}, {head: "下发批次", align: "center"}, {head: "应报日期", width: 12, align: "center"},
		{head: "收到日期", width: 12, align: "center"}, {head: "情况", cap: 24, align: "center"}, {head: "报来行数", width: 9, format: "0"},
		{head: "采纳行数", width: 9, format: "0"}, {head: "错误", width: 7, format: "0"}, {head: "备注", cap: 40},
	}}
	missing, again, late := 0, 0, 0
	for _, u := range m.in.Returns {
		wanting := u.Wanting()
		switch {
		case len(u.Missing()) > 0:
			missing++
		case len(wanting) > 0:
			again++
		case slices.ContainsFunc(u.Parts, func(p returns.Part) bool { return p.Status == returns.Late }):
			late++
		}
		for _, p := range wanting {
			t.rows = append(t.rows, row{cells: m.wanted(len(t.rows)+1, p)})
		}
	}
	t.note = fmt.Sprintf("应报 %d 个单位，报齐 %d 个（其中晚于截止日 %d 个），未报送 %d 个，需补报或重报 %d 个。", len(m.in.Returns), len(m.in.Returns)-missing-again, late, missing, again)
	if first := firstOf(b); first > 0 && len(t.rows) > first {
		t.note += fmt.Sprintf("没有报齐的表 %d 份，这里列前 %d 份。", len(t.rows), first)
		t.rows = t.rows[:first]
	}
	if b.Help != "" {
		t.note = b.Help + t.note
	}
	if len(m.in.Returns) == 0 {
		t.note, t.empty = b.Help, "无（还没有下发登记）"
	}
	return t
}

// wanted is the line of a workbook that somebody has to call about.
func (m *maker) wanted(n int, p returns.Part) []cell {
	state := cell{text: string(p.Status)}
	if p.Missing() {
		state.tone = yellow
	}
	if p.Overdue {
		state.tone = red
		if left, ok := m.cal.Between(m.in.AsOf, p.Due); ok && left < 0 && p.Missing() {
			state.text += "（" + m.cal.Words(left) + "）"
		}
	}
	issue := ""
	if p.Issue > 0 {
		issue = strconv.Itoa(p.Issue)
	}
	r := p.Newest
	if r == nil {
		r = &master.Receipt{}
	}
	line := []cell{
		count(n), text(p.Name()), text(issue), text(p.Due), text(p.Received), state, count(r.Rows),
		count(r.Fates[master.Adopted] + r.Fates[master.Unchanged]), count(r.Fates[master.SentBack]), text(m.withoutNumbers(r.Note)),
	}
	if p.Restricted && !m.in.Internal {
		copy(line[6:], []cell{text("—"), text("—"), text("—"), text("—")})
	}
	return line
}

// findings lists what the checks found, errors first. Outside the internal summary
// the same finding about several places of a unit is one line, without the code of
// its rule.
func (m *maker) findings(b *templates.Block) *table {
	t := &table{title: b.Title, columns: []column{
		{head: "级别", width: 7, align: "center"}, {head: "单位", cap: 16}, {head: "台账", cap: 12},
		{head: "位置", cap: 30}, {head: "问题", cap: 56}, {head: "怎么改", cap: 40},
	}}
	if m.in.Internal {
		t.columns = slices.Insert(t.columns, 1, column{head: "规则", cap: 12, align: "center"})
	}
	list := append([]finding.Finding(nil), m.in.Findings...)
	if !m.in.Internal {
		list = slices.DeleteFunc(list, m.private())
	}
	withheld := len(m.in.Findings) - len(list)
	finding.Sort(list)
	counts, more := map[finding.Severity]int{}, map[int]int{} // more of the same, by line
	type kind struct{ code, unit, ledger, message string }
	lines := map[kind]int{}
	for _, f := range list {
		counts[f.Severity]++
		k := kind{f.Code, f.Unit, f.Ledger, alike(f.Message)}
		if at, told := lines[k]; told && !m.in.Internal {
			more[at]++
			continue
		}
		if len(t.rows) >= mostRows {
			continue
		}
		lines[k] = len(t.rows)
		tone := map[finding.Severity]tone{finding.Error: red, finding.Warning: yellow}[f.Severity]
		r := row{cells: []cell{
			{text: f.Severity.Label(), tone: tone}, text(f.Unit), text(f.Ledger), text(strings.ReplaceAll(f.Place(), " · ", "\n")),
			text(m.withoutNumbers(f.Message)), text(m.withoutNumbers(f.Fix)),
		}}
		if m.in.Internal {
			r.cells = slices.Insert(r.cells, 1, text(f.Code))
		}
		t.rows = append(t.rows, r)
	}
	for at, n := range more {
		c := &t.rows[at].cells[4]
		c.text += fmt.Sprintf("（同样的还有 %d 处。）", n)
	}
	t.note = fmt.Sprintf("%s共 %d 条：错误 %d 条，警告 %d 条，提示 %d 条。", b.Help, len(list), counts[finding.Error], counts[finding.Warning], counts[finding.Info])
	if len(t.rows) >= mostRows {
		t.note += fmt.Sprintf("只列前 %d 条。", mostRows)
	}
	t.note += elsewhere(withheld)
	return t
}

// alike is a message without what differs from place to place: digits and what
// stands in quotation marks.
func alike(message string) string {
	return differing.ReplaceAllString(message, "")
}

var differing = regexp.MustCompile(`“[^”]*”|[0-9A-Za-z.,-]+`)

// private tells findings that speak of a 限阅 ledger, a 敏感 column, or a rule or
// cross-check over such; what is said of the internal notice is one too.
func (m *maker) private() func(finding.Finding) bool {
	p := m.in.Plan
	codes := map[string]bool{}
	for _, r := range p.Rules {
		codes[r.Code] = codes[r.Code] || r.Private(p)
	}
	for _, r := range p.Relation {
		codes[r.Code] = codes[r.Code] || r.Private() || m.heldSides(r)
	}
	return func(f finding.Finding) bool {
		l := p.Ledger(f.Ledger)
		if l == nil {
			return codes[f.Code]
		}
		c := l.Column(f.Column)
		return l.Restricted || m.control().Covers(l) || c != nil && c.Private() || codes[f.Code]
	}
}
