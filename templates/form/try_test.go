package form

import (
	"os"
	"testing"

	"taizhang/templates"
)

func TestTry(t *testing.T) {
	plan, err := templates.Load(templates.StandardTables())
	if err != nil {
		for _, f := range err.(*templates.PlanError).Findings {
			t.Log(f.Place(), f.Message, f.Fix)
		}
		t.Fatal(err)
	}
	for _, u := range plan.Units {
		if u.Name != "社区一" && u.Name != "纪检监察工委" && u.Name != "综合执法大队" {
			continue
		}
		r := Request{Plan: plan, Unit: u, Issue: 1, Issued: "2025-06-10", Rows: map[string][]templates.Record{}}
		for _, l := range plan.Ledgers {
			if l.Receives(u) && !l.Restricted {
				r.Ledgers = append(r.Ledgers, l)
			}
		}
		l := plan.Ledger("整改任务")
		for i, p := range []string{"1", "2"} {
			v := sampleValues(l)
			v[0] = p + "-01"
			v[l.Column("状态").Index] = []string{"进行中", "已完成"}[i]
			v[l.Column("责任部门").Index] = u.Name
			if i == 1 {
				v[l.Column("进展情况").Index] = ""
				v[l.Column("完成日期").Index] = ""
			}
			r.Rows[l.Name] = append(r.Rows[l.Name], templates.Record{ID: v[0], Version: 1, Values: v})
		}
		f, err := os.Create("/tmp/forms/" + u.Name + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(f, r); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
