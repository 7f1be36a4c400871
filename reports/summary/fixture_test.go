package summary

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// The plan of these tests uses none of the standard plan's names, so that a
// name in the code would show.
func testPlan(t testing.TB, change ...func(sheet string, t *templates.Table)) *templates.Plan {
	t.Helper()
	tables, err := templates.ReadTables(os.DirFS("testdata/plan"))
	if err != nil {
		t.Fatal(err)
	}
	var list []*templates.Table
	for name, table := range tables {
		for _, c := range change {
			c(name, table)
		}
		list = append(list, table)
	}
	p, err := templates.Load(list)
	var pe *templates.PlanError
	if errors.As(err, &pe) {
		for _, f := range pe.Findings {
			t.Log(f.Sheet, f.Cell, f.Message)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testData(t testing.TB, p *templates.Plan) *sheets.Data {
	t.Helper()
	d := sheets.NewData(p)
	for _, l := range p.Ledgers {
		f, err := os.Open(filepath.Join("testdata/rows", l.Name+".tsv"))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		table, err := templates.ParseTSV(l.Name, f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range table.Rows {
			values := make([]string, len(l.Columns))
			for k, h := range table.Header {
				values[l.Column(h).Index] = r.Cells[k]
			}
			d.Add(&sheets.Row{Record: templates.Record{ID: values[0], Values: values}, Ledger: l, File: "总台账.xlsx", Sheet: l.Name, Number: 3 + i})
		}
	}
	return d
}

func testInput(t testing.TB) Input {
	p := testPlan(t)
	set := figure.New(testData(t, p))
	return Input{
		Plan: p, Set: set, AsOf: "2021-11-20",
		Findings: append(figure.Findings(set.Checks()),
			finding.Finding{Severity: finding.Warning, Code: "P-1", Unit: "东村", File: "东村.xlsx", Sheet: "巡检", Cell: "C5", Ledger: "巡检", Message: "少了，电话13912345678。", Fix: "补。"}),
		Returns: []returns.Unit{
			part(p, "甲科", returns.Returned, &master.Receipt{Received: "2021-11-17", Rows: 2, Fates: map[master.Fate]int{master.Adopted: 2}}),
			part(p, "乙科", returns.SentBack, &master.Receipt{Received: "2021-11-17", Rows: 4, Fates: map[master.Fate]int{master.Adopted: 3, master.SentBack: 1}}),
			part(p, "东村", returns.NotReturned, nil),
		},
		History: []master.Past{{AsOf: "2021-11-10", Figures: map[string]string{"事.总数": "8", "事.完数": "3", "事.完率": "25.000%", "巡.次数": "5", "巡.日子": "6月3日"}}},
	}
}

// part is a unit with one workbook, issued once.
func part(p *templates.Plan, unit string, status returns.Status, newest *master.Receipt) returns.Unit {
	x := returns.Part{Unit: unit, Issue: 1, Due: "2021-11-18", Status: status, Newest: newest}
	if newest != nil {
		x.Received = newest.Received
	}
	x.Overdue = x.Missing()
	return returns.Unit{Unit: p.Unit(unit), Parts: []returns.Part{x}}
}

func emptied(t testing.TB, in Input) Input {
	t.Helper()
	in.Set = figure.New(sheets.NewData(in.Plan))
	in.Findings, in.Returns, in.History = nil, nil, nil
	return in
}

func written(t testing.TB, in Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, in); err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(b.Bytes()) {
		t.Error(p)
	}
	return b.Bytes()
}
