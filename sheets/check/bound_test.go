package check_test

import (
	"context"
	"fmt"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/plantest"
)

// Of a return whose rows are all wrong the first findings are worded; of every other
// row it is known that it goes back, and of all how many there are.
func TestBoundedFindings(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"参数": "起查日|2026-01-01",
		"单位": "U1|一社区|社区",
		"台账": "H|隐患|编号|社区\nB|批次|批号|社区",
		"栏目": "批次|批号|文本||||必|单位\n隐患|编号|文本||||必|单位\n隐患|批次|引用||批次||选|单位\n隐患|场所|文本||||选|单位",
	})
	if err != nil {
		t.Fatal(err)
	}
	l, rows := p.Ledger("隐患"), 3*intake.MostFaults
	s := &intake.Sheet{Ledger: l, Name: l.Name}
	for i := range rows {
		s.Rows = append(s.Rows, &sheets.Row{Ledger: l, File: "表.xlsx", Sheet: l.Name, Number: i + 4, Cols: []int{3, 4, 5},
			Record: templates.Record{Values: []string{fmt.Sprint(i), "没有", "甲"}}})
	}
	c, err := check.New(p)
	if err != nil {
		t.Fatal(err)
	}
	ret := &intake.Return{File: "表.xlsx", Unit: p.Units[0], Sheets: []*intake.Sheet{s, {Ledger: p.Ledger("批次"), Name: "批次"}}}
	found := c.Return(context.Background(), ret, sheets.NewData(p))
	back, worded := map[string]bool{}, 0
	for _, f := range found {
		if f.Severity == finding.Error && f.Cell != "" {
			back[f.Cell] = true
			if f.Fix != "" {
				worded++
			}
		}
	}
	if len(back) != rows || worded != 2*intake.MostFaults {
		t.Errorf("%d of %d rows go back, %d findings are worded", len(back), rows, worded)
	}
	if ret.Unlisted != 0 {
		t.Errorf("%d errors are not among the findings", ret.Unlisted)
	}
	// A second error of such rows is only counted.
	for _, r := range s.Rows {
		r.Values[0] = "1"
	}
	ret.Unlisted = 0
	if found = c.Return(context.Background(), ret, sheets.NewData(p)); ret.Unlisted != rows-1 || len(found) > rows+10 {
		t.Errorf("%d errors are only counted, %d findings", ret.Unlisted, len(found))
	}
	// Of a faulty row by itself nothing is said that other rows may answer.
	if alone := c.Alone(ret, s.Rows[0]); len(alone) != 0 {
		t.Errorf("%+v", alone)
	}
	s.Rows[0].Values[0] = ""
	if alone := c.Alone(ret, s.Rows[0]); len(alone) != 1 || alone[0].Column != "编号" {
		t.Errorf("%+v", alone)
	}
}
