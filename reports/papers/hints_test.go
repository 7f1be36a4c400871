package papers

import (
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// A file that was taken back, and a measure that was withdrawn, are nothing to
// ask about.
func TestHintsDrawOnWhatStands(t *testing.T) {
	p := loadPlan(t, campaignTables)
	l := p.Ledger("整改任务")
	asked := func(edit func(*master.Master)) string {
		m := master.New(p)
		row := m.Rows[l][2]
		for name, v := range map[string]string{"状态": "已销号", "完成日期": "2021-06-08", "销号日期": "2021-06-10", "佐证材料": "检查材料.pdf"} {
			row.Values[l.Column(name).Index] = v
		}
		m.Changes = []master.Change{{Merge: 2, Date: "2021-06-20", Kind: master.Changed, By: "财政办", Unit: "财政办", Ledger: l.Name, RowID: row.ID, Column: "佐证材料", Old: "会议记录.pdf", New: "检查材料.pdf", Digest: "abc"}}
		m.Receipts = []master.Receipt{{Unit: "财政办", Digest: "abc", Received: "2021-06-20"}}
		edit(m)
		m.Arrange()
		var out []string
		for _, h := range newGenerator(Input{Plan: p, AsOf: "2021-10-01"}, m).hints(nil) {
			out = append(out, h.key+h.ask)
		}
		return strings.Join(out, " ")
	}
	closing := func(merge int) master.Change {
		return master.Change{Merge: merge, Date: "2021-06-25", Kind: master.Closed, By: templates.OwnerSystem, Ledger: l.Name, RowID: master.New(p).Rows[l][2].ID, Column: "状态", Old: "已完成", New: "已销号"}
	}
	late := "1-01是否整改不力 1-02是否整改不力"
	for _, c := range []struct {
		name string
		edit func(*master.Master)
		want string
	}{
		{"as it stands", func(*master.Master) {}, late + " 1-03是否虚假整改"},
		{"the file taken back", func(m *master.Master) { m.Receipts[0].Excluded = true }, late},
		{"the measure withdrawn", func(m *master.Master) {
			m.Rows[l][2].Values[l.Role("撤销日期").Index] = "2021-06-30"
			m.Rows[l][0].Values[l.Role("撤销日期").Index] = "2021-06-30"
		}, "1-02是否整改不力"},
		{"a first filling", func(m *master.Master) { m.Changes[0].Old = "" }, late},
		{"the tool's own writing", func(m *master.Master) { m.Changes[0].By = templates.OwnerSystem }, late},
		{"declined", func(m *master.Master) { m.Changes[0].Kind = master.Declined }, late},
		{"with the closing", func(m *master.Master) { m.Changes = append(m.Changes, closing(2)) }, late},
		{"signed for an earlier day afterwards", func(m *master.Master) { m.Changes = append(m.Changes, closing(3)) }, late},
		{"after the closing", func(m *master.Master) { m.Changes = append([]master.Change{closing(1)}, m.Changes...) }, late + " 1-03是否虚假整改"},
		{"changed and changed back", func(m *master.Master) {
			back := m.Changes[0]
			back.Merge, back.Old, back.New = 3, back.New, back.Old
			m.Changes = append(m.Changes, back)
			m.Rows[l][2].Values[l.Column("佐证材料").Index] = back.New
		}, late},
	} {
		if got := asked(c.edit); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The fact names who changed what into what, and in which file.
func TestHintNamesBothValuesAndTheFile(t *testing.T) {
	p := loadPlan(t, campaignTables)
	l := p.Ledger("整改任务")
	m := master.New(p)
	row := m.Rows[l][2]
	for name, v := range map[string]string{"状态": "已销号", "完成日期": "2021-06-08", "销号日期": "2021-06-10", "佐证材料": "检查材料.pdf"} {
		row.Values[l.Column(name).Index] = v
	}
	m.Changes = []master.Change{{Merge: 2, Date: "2021-06-20", Kind: master.Chosen, By: templates.OwnerOffice, Unit: "党建办", Ledger: l.Name, RowID: row.ID,
		Column: "佐证材料", Old: "会议记录.pdf", New: "检查材料.pdf", File: "党建办.xlsx", Sheet: "整改任务", Cell: "Q5"}}
	m.Arrange()
	for _, h := range newGenerator(Input{Plan: p, AsOf: "2021-10-01"}, m).hints(nil) {
		if h.ask != "是否虚假整改" {
			continue
		}
		want := hint{ask: h.ask, unit: "党建办", key: "1-03",
			fact:   "2021年6月10日销号，2021年6月20日党建办把佐证材料由“会议记录.pdf”改为“检查材料.pdf”",
			source: "变更记录，第2次，党建办.xlsx · 整改任务 · Q5"}
		if h != want {
			t.Errorf("got %+v, want %+v", h, want)
		}
		return
	}
	t.Error("nothing was asked")
}

// Evidence bears the day of a registered meeting or document only if it names that one,
// and not a longer name.
func TestEvidenceBearsTheDayOfWhatItNames(t *testing.T) {
	p := loadPlan(t, campaignTables)
	l, meetings, papers := p.Ledger("整改任务"), p.Ledger("会议活动"), p.Ledger("制度文件")
	for evidence, want := range map[string]string{
		"会议记录.pdf":          "",
		"会议":                "“会议”登记的日期是2021年8月1日",
		"会议记录.pdf；会议":       "“会议”登记的日期是2021年8月1日",
		"《报销 办法》、会议记录.pdf":  "“报销办法”登记的日期是2021年8月2日",
		"报销办法实施细则（试行）":      "",
		"专题会":               "", // held once in time
		"2021年8月3日的照片；材料清单": "“2021年8月3日的照片；材料清单”写的日期是2021年8月3日",
	} {
		m := master.New(p)
		add := func(l *templates.Ledger, name, day string) {
			r := &sheets.Row{Record: templates.Record{ID: name + day, Values: make([]string, len(l.Columns))}, Ledger: l}
			for _, c := range l.Columns {
				switch {
				case c.Name == "会议名称" || c.Name == "文件名称":
					r.Values[c.Index] = name
				case c == firstDate(l):
					r.Values[c.Index] = day
				}
			}
			m.Rows[l] = append(m.Rows[l], r)
		}
		add(meetings, "会议", "2021-08-01")
		add(meetings, "专题会", "2021-06-01")
		add(meetings, "专题会", "2021-08-01")
		add(papers, "报销办法", "2021-08-02")
		row := m.Rows[l][2]
		row.Values[l.Column("佐证材料").Index] = evidence
		g := newGenerator(Input{Plan: p, AsOf: "2021-10-01"}, m)
		found := g.evidenceAfter(&measure{Row: row}, "2021-06-10")
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: %q, want %q", evidence, got, want)
		}
	}
}
