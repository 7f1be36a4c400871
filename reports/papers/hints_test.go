package papers

import (
	"strings"
	"testing"

	"taizhang/sheets/master"
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
		m.Changes = []master.Change{{Merge: 2, Date: "2021-06-20", Kind: master.Changed, Ledger: l.Name, RowID: row.ID, Column: "佐证材料", New: "检查材料.pdf", Digest: "abc"}}
		m.Receipts = []master.Receipt{{Unit: "财政办", Digest: "abc", Received: "2021-06-20"}}
		edit(m)
		m.Arrange()
		var out []string
		for _, h := range newGenerator(Input{Plan: p, AsOf: "2021-10-01"}, m).hints(nil) {
			out = append(out, h.key+h.ask)
		}
		return strings.Join(out, " ")
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
	} {
		if got := asked(c.edit); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
