package form

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// oldBook is a ledger as an office kept it by hand.
func oldBook(t *testing.T, rows ...[]any) *xlsx.Workbook {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "2024年违建"); err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("2024年违建", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.MergeCell("2024年违建", "B4", "B5"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("说明"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return open(t, out.Bytes())
}

func TestPour(t *testing.T) {
	plan := standardPlan(t)
	l := plan.Ledger("违法建设")
	l.Column("门牌部位").Former = []string{"具体位置"}
	wb := oldBook(t,
		[]any{"某街道违法建设台账"},
		[]any{},
		[]any{"序号", "社区", "楼 栋", "具体\n位置", "面积（㎡）", "发现日期", "网格长", "违建编号"},
		[]any{1, "社区一", "3号楼", "101南侧", 12.5, "2024.6.1", "张三", "旧01"},
		[]any{2, nil, "4号楼", "近处", "近10", "2024-06-02", "", "旧02"},
		[]any{},
		[]any{"合计", "", "", "", 12.5},
	)
	got, err := PourWorkbook(plan.Ledgers, wb)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Ledger != l || got[1].Ledger != nil {
		t.Fatalf("%+v", got)
	}
	value := func(r templates.Record, column string) string { return r.Values[l.Column(column).Index] }
	recs := got[0].Records
	if len(recs) != 2 {
		t.Fatalf("%d records", len(recs))
	}
	var values []string
	for _, r := range recs {
		for _, c := range []string{"社区", "楼栋", "门牌部位", "面积", "发现日期", "违建编号"} {
			values = append(values, value(r, c))
		}
	}
	want := []string{"社区一", "3号楼", "101南侧", "12.5", "2024-06-01", "", "", "4号楼", "近处", "", "2024-06-02", ""}
	if d := cmp.Diff(want, values); d != "" {
		t.Error(d)
	}
	found := map[string]string{}
	for _, f := range got[0].Findings {
		found[f.Cell] = f.Message
	}
	for cell, part := range map[string]string{
		"A3": "序号", "G3": "网格长", "H3": "重新编号", "B4": "合并单元格", "E5": "近10", "A7": "合计",
	} {
		if !strings.Contains(found[cell], part) {
			t.Errorf("%s: %q, want something about %s", cell, found[cell], part)
		}
		delete(found, cell)
	}
	if len(found) > 0 {
		t.Errorf("more findings: %v", found)
	}
	if len(got[1].Findings) != 1 || got[1].Findings[0].Sheet != "说明" {
		t.Errorf("%+v", got[1].Findings)
	}
}

// Poured rows take the first numbers of the unit, without a version.
func TestPouredRowsAreNumbered(t *testing.T) {
	plan := standardPlan(t)
	l := plan.Ledger("违法建设")
	values := Example(plan, plan.Unit("社区一"), l)
	r := Request{
		Plan: plan, Unit: plan.Unit("社区一"), Issue: 1, Issued: "2025-06-10", Ledgers: []*templates.Ledger{l},
		NextSerial: map[string]int{l.Name: 5}, Rows: map[string][]templates.Record{l.Name: {{Values: values}, {Values: values}}},
	}
	rows := cells(t, open(t, write(t, r)), l.Name)
	for i, want := range []string{"SQ01-T08-0005", "SQ01-T08-0006", "SQ01-T08-0007"} {
		row := rows[dataRow+i]
		if row[IDColumn].Text != want || row[FirstColumn].Text != want || row[VersionColumn].Text != "" {
			t.Errorf("row %d: id %s, key %s, version %q", i, row[IDColumn].Text, row[FirstColumn].Text, row[VersionColumn].Text)
		}
	}
	if values[l.Key[0].Index] != Example(plan, plan.Unit("社区一"), l)[l.Key[0].Index] {
		t.Error("the caller's record was changed")
	}
}
