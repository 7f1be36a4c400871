package merge

import (
	"strings"
	"testing"

	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

// exclude merges once more without a file.
func (c *folder) exclude(name string) *Result {
	c.t.Helper()
	in := c.input()
	in.Exclude = []string{name}
	res, err := mergeAndSave(in)
	if err != nil {
		c.t.Fatal(err)
	}
	return res
}

func (c *folder) value(m *master.Master, ledger, id, column string) string {
	l := c.plan.Ledger(ledger)
	row := m.Find(l, id)
	if row == nil {
		return "(no row)"
	}
	return row.Value(l.Column(column))
}

// Two books of a unit disagree, and the office leaves one out: the other has nobody to
// disagree with any more.
func TestExcludedSideOfAQuestion(t *testing.T) {
	c := newCampaign(t)
	c.fillIn("甲科", "一.xlsx", "措施", "1-1", "进展=开了会", "备注=一")
	c.fillIn("甲科", "二.xlsx", "措施", "1-1", "进展=没有开会", "备注=一")
	res := c.merge()
	if len(res.Master.Conflicts) != 2 {
		t.Fatal(res.Master.Conflicts)
	}
	res = c.exclude("二.xlsx")
	if len(res.Master.Conflicts) != 0 {
		t.Errorf("still asked: %v", res.Master.Conflicts)
	}
	if v := c.value(res.Master, "措施", "1-1", "进展"); v != "开了会" {
		t.Errorf("进展 is %q", v)
	}
	for _, n := range res.Conservation {
		if n.File == "一.xlsx" && n.Ledger == "措施" && n.Fates[master.Adopted] != 1 {
			t.Errorf("%v %v", n, res.Findings)
		}
	}
	if again := c.merge(); !again.Same {
		t.Error("the next merge finds something to do")
	}
}

// A row of a unit with an error was set aside for another book that reports it
// without; once that book is left out, it goes back with its reason.
func TestExcludedBetterRow(t *testing.T) {
	c := newCampaign(t)
	c.fillIn("甲科", "错.xlsx", "会议", "JK-H-0001", "日期=2021-06-01", "名称=动员会", "人数=许多")
	c.fillIn("甲科", "对.xlsx", "会议", "JK-H-0001", "日期=2021-06-01", "名称=动员会", "人数=8")
	fate := func(res *Result, file string) master.Fate {
		for _, n := range res.Conservation {
			if n.File == file && n.Ledger == "会议" {
				for f, k := range n.Fates {
					if k > 0 {
						return f
					}
				}
			}
		}
		return ""
	}
	res := c.merge()
	if f := fate(res, "错.xlsx"); f != master.Superseded {
		t.Fatalf("错.xlsx is %s", f)
	}
	res = c.exclude("对.xlsx")
	if f := fate(res, "错.xlsx"); f != master.SentBack {
		t.Errorf("错.xlsx is %s", f)
	}
	found := false
	for _, f := range res.Findings {
		found = found || f.Severity == finding.Error && f.File == "错.xlsx" && strings.Contains(f.Column, "人数")
	}
	if !found {
		t.Errorf("no reason: %v", res.Findings)
	}
	if v := c.value(res.Master, "会议", "JK-H-0001", "人数"); v != "(no row)" {
		t.Errorf("the row of the excluded book stands: %s", v)
	}
}
