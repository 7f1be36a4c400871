package merge

import (
	"testing"

	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

// A record came in under the number of another free line; the unit sends the book
// again with its rows where they belong: it is the same record, and no double of it.
func TestSameRecordUnderAnotherFreeLine(t *testing.T) {
	c := newCampaign(t)
	c.fillIn("甲科", "一.xlsx", "会议", "JK-H-0001", "日期=2021-06-02", "名称=推进会", "人数=5")
	c.merge()
	c.fillIn("甲科", "二.xlsx", "会议", "JK-H-0001", "日期=2021-06-01", "名称=动员会", "人数=8")
	edit(t, c.dir.Path("2-收件", "二.xlsx"), "会议", "JK-H-0003", "日期=2021-06-02", "名称=推进会", "人数=6")
	res := c.merge()
	if finding.HasErrors(res.Findings) {
		t.Error(res.Findings)
	}
	rows := res.Master.Rows[c.plan.Ledger("会议")]
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, n := range res.Conservation {
		if n.File == "二.xlsx" && n.Ledger == "会议" && n.Fates[master.Adopted] != 2 {
			t.Errorf("%v", n)
		}
	}
	if v := c.value(res.Master, "会议", "JK-H-0001", "人数"); v != "6" {
		t.Errorf("人数 of 推进会 is %q", v)
	}
}
