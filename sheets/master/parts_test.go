package master_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// long is a master of some rows and some changes.
func long(t testing.TB, rows, changes int) *master.Master {
	m := master.New(planOf(t, map[string]string{"台账": "A\t甲\t文", "栏目": "甲\t文\t文本\t\n甲\t数\t小数\t2", "指标": "甲.数\t数\t甲\t求和\t数"}))
	l := m.Plan.Ledgers[0]
	for i := range rows {
		m.Rows[l] = append(m.Rows[l], &sheets.Row{Ledger: l, Record: templates.Record{ID: fmt.Sprintf("U-A-%07d", i+1), Version: 1, Values: []string{fmt.Sprintf("第%d行", i+1), "1.25"}}})
	}
	for i := range changes {
		m.Changes = append(m.Changes, master.Change{Merge: 1, Kind: master.Added, Ledger: "甲", RowID: fmt.Sprintf("U-A-%07d", i+1), New: fmt.Sprintf("第%d处", i+1)})
	}
	m.Serial, m.AsOf, m.Version = 1, "2021-11-20", m.Plan.Version
	m.Arrange()
	return m
}

// saved writes a master to a file.
func saved(t testing.TB, m *master.Master) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "总台账.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := m.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return path
}

func edited(t *testing.T, path string, edit func(*excelize.File) error) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to := filepath.Join(t.TempDir(), "改过.xlsx")
	if err := errors.Join(edit(f), f.SaveAs(to)); err != nil {
		t.Fatal(err)
	}
	return to
}

// A sheet that would have more lines than Excel takes goes on on another one, and
// is read back as one.
func TestLedgersAndTablesGoOnOnFurtherSheets(t *testing.T) {
	defer master.SetPerSheet(3)()
	for _, c := range []struct{ rows, changes, ledgers, tables int }{{0, 0, 1, 1}, {3, 3, 1, 1}, {4, 6, 2, 2}, {10, 7, 4, 3}} {
		m := long(t, c.rows, c.changes)
		path := saved(t, m)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range packagecheck.Check(data) {
			t.Error(p)
		}
		wb, err := xlsx.OpenBytes(data)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range wb.Sheets() {
			names = append(names, s.Name)
		}
		all := strings.Join(names, " ")
		if strings.Count(all, "甲") != c.ledgers || strings.Count(all, "变更记录") != c.tables {
			t.Errorf("%d rows, %d changes: %s", c.rows, c.changes, all)
		}
		back, err := master.Read(t.Context(), path, m.Plan)
		if err != nil {
			t.Fatal(err)
		}
		l := m.Plan.Ledgers[0]
		if len(back.Rows[l]) != c.rows || !reflect.DeepEqual(back.Changes, m.Changes) || len(back.Strange) > 0 {
			t.Fatalf("%d rows, %d changes, %v", len(back.Rows[l]), len(back.Changes), back.Strange)
		}
		for i, r := range back.Rows[l] {
			if want := m.Rows[l][i]; r.ID != want.ID || !reflect.DeepEqual(r.Values, want.Values) || r.Sheet != want.Sheet || r.Number != want.Number {
				t.Errorf("row %d is %v at %s %d, not at %s %d", i, r.Record, r.Sheet, r.Number, want.Sheet, want.Number)
			}
		}
	}
}

// The office edits, comments on and adds to a further sheet as to the first.
func TestEditsOfFurtherSheetsAreRead(t *testing.T) {
	defer master.SetPerSheet(3)()
	m := long(t, 5, 5)
	extra := &master.Extra{Headers: []string{"自加"}, Cells: map[*sheets.Row][]string{}}
	for _, r := range m.Rows[m.Plan.Ledgers[0]] {
		extra.Cells[r] = []string{"加" + r.ID}
	}
	m.Extra[m.Plan.Ledgers[0]] = extra
	path := edited(t, saved(t, m), func(f *excelize.File) error {
		return errors.Join(f.SetCellValue("甲（续2）", "C4", "改了"),
			f.AddComment("甲（续2）", excelize.Comment{Cell: "D5", Author: "整改办", Text: "批注"}))
	})
	back, err := master.Read(t.Context(), path, m.Plan)
	if err != nil {
		t.Fatal(err)
	}
	l := m.Plan.Ledgers[0]
	if len(back.Rows[l]) != 5 || back.Rows[l][3].Values[0] != "改了" || back.Extra[l].Cell(back.Rows[l][4], "自加") != "加U-A-0000005" {
		t.Errorf("%d rows, %v", len(back.Rows[l]), back.Rows[l][3].Values)
	}
	if len(back.Notes) != 1 || back.Notes[0].Row != back.Rows[l][4] || back.Notes[0].Column != "数" {
		t.Errorf("%+v", back.Notes)
	}
}

// A further sheet that lacks a column would lose it for its rows: it is refused
// with the place. One that is gone comes back from the copy.
func TestFurtherSheetsThatWereTakenAway(t *testing.T) {
	defer master.SetPerSheet(3)()
	m := long(t, 5, 5)
	path := saved(t, m)
	without := edited(t, path, func(f *excelize.File) error { return f.RemoveCol("甲（续2）", "D") })
	_, err := master.Read(t.Context(), without, m.Plan)
	bad := &master.ReadError{}
	if !errors.As(err, &bad) || bad.Findings[0].Sheet != "甲（续2）" {
		t.Errorf("%v", err)
	}
	written, err := master.Read(t.Context(), path, m.Plan)
	if err != nil {
		t.Fatal(err)
	}
	now, err := master.Read(t.Context(), edited(t, path, func(f *excelize.File) error { return f.DeleteSheet("变更记录（续2）") }), m.Plan)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := now.Restore(written)
	if err != nil || len(gaps) != 1 || gaps[0].Sheet != "变更记录（续2）" || len(now.Changes) != 5 {
		t.Errorf("%v, %v, %d changes", gaps, err, len(now.Changes))
	}
}

// Names of further sheets stay within what Excel takes, and are told apart.
func TestNamesOfFurtherSheetsFit(t *testing.T) {
	defer master.SetPerSheet(1)()
	name := strings.Repeat("长", 20)
	m := master.New(planOf(t, map[string]string{"台账": "A\t" + name + "\t文", "栏目": name + "\t文\t文本\t"}))
	l := m.Plan.Ledgers[0]
	for i := range 12 {
		m.Rows[l] = append(m.Rows[l], &sheets.Row{Ledger: l, Record: templates.Record{ID: fmt.Sprintf("U-A-%04d", i+1), Version: 1, Values: []string{"文"}}})
	}
	m.Arrange()
	back, err := master.Read(t.Context(), saved(t, m), m.Plan)
	if err != nil || len(back.Rows[l]) != 12 {
		t.Fatal(err)
	}
}

// What stands in the file is counted against the master.
func TestVerifyCountsWhatWasWritten(t *testing.T) {
	defer master.SetPerSheet(3)()
	m := long(t, 7, 8)
	path := saved(t, m)
	if err := m.Verify(t.Context(), path); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*master.Master){
		"多出一张“变更记录（续3）”": func(m *master.Master) { m.Changes = m.Changes[:5] },
		"甲（续3）":       func(m *master.Master) { m.Rows[m.Plan.Ledgers[0]] = m.Rows[m.Plan.Ledgers[0]][:6] },
		"“变更记录（续3）”有": func(m *master.Master) { m.Changes = append(m.Changes, make([]master.Change, 2)...) },
	} {
		m := long(t, 7, 8)
		spoil(m)
		if err := m.Verify(t.Context(), path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	if m.Verify(t.Context(), path) == nil {
		t.Error("half a file passed")
	}
}
