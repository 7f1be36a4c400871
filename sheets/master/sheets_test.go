package master_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates"
)

// Filter buttons, comments, colours and paper are in the sheets' own parts, or no
// application shows them.
func TestSheetsHoldMoreThanCells(t *testing.T) {
	m := master.New(planOf(t, smallPlan(t)))
	l := m.Plan.Ledger("甲")
	row := &sheets.Row{Record: templates.Record{ID: "U-A-0001", Values: make([]string, len(l.Columns))}, Ledger: l, Number: 4}
	m.Rows[l] = []*sheets.Row{row}
	m.Notes = []master.Note{{Row: row, Column: "文", Author: "整改办", Text: "请核对"}}
	data := written(t, m)
	for _, p := range packagecheck.Check(data) {
		t.Error(p)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, what := range []string{"<autoFilter ", "<legacyDrawing ", "<conditionalFormatting ", `paperSize="9"`, "<oddFooter>"} {
			count[what] += strings.Count(string(text), what)
		}
	}
	// 处理, 收件登记, 甲, 指标, 勾稽, 冲突, 收件明细, 疑似重复, 变更记录.
	for what, want := range map[string]int{"<autoFilter ": 9, "<legacyDrawing ": 1, "<conditionalFormatting ": 1, `paperSize="9"`: 3, "<oddFooter>": 9} {
		if count[what] != want {
			t.Errorf("%d of %s, not %d", count[what], what, want)
		}
	}
}
