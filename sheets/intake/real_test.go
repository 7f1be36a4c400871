package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// firstRow is the first prepared row of a form.
const firstRow = form.FirstRow + 1

// load makes a plan of the standard one after change has worked on its tables.
func load(t testing.TB, change func(tables map[string]*templates.Table)) *templates.Plan {
	t.Helper()
	tables := templates.StandardTables()
	byName := map[string]*templates.Table{}
	for _, tab := range tables {
		byName[tab.Sheet] = tab
	}
	if change != nil {
		change(byName)
	}
	plan, err := templates.Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range plan.Ledgers {
		l.Spare = min(l.Spare, 5)
	}
	return plan
}

// issue writes a unit's form with some ledgers.
func issue(t testing.TB, plan *templates.Plan, unit string, ledgers ...string) []byte {
	t.Helper()
	r := form.Request{Plan: plan, Unit: plan.Unit(unit), Issue: 1, Issued: "2025-06-10"}
	for _, name := range ledgers {
		r.Ledgers = append(r.Ledgers, plan.Ledger(name))
	}
	var out bytes.Buffer
	if err := form.Write(context.Background(), &out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// edit opens a workbook as a person would and saves it.
func edit(t testing.TB, data []byte, change func(f *excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// at is the address of a column in a row of a form.
func at(plan *templates.Plan, ledger, column string, row int) string {
	name, _ := excelize.CoordinatesToCellName(form.FirstColumn+plan.Ledger(ledger).Column(column).Index, row)
	return name
}

// patch replaces text in a part of the package, for what excelize can't write.
func patch(t testing.TB, data []byte, part, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, part) && strings.Contains(string(text), old) {
			text, found = []byte(strings.Replace(string(text), old, new, 1)), true
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = to.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !found {
		t.Fatalf("%q is not in %s: %v", old, part, err)
	}
	return out.Bytes()
}

// read takes a workbook in.
func read(t testing.TB, plan *templates.Plan, data []byte) *intake.Return {
	t.Helper()
	return readAs(t, plan, data, "表.xlsx", nil)
}

func readAs(t testing.TB, plan *templates.Plan, data []byte, name string, unit *templates.Unit) *intake.Return {
	t.Helper()
	return readWith(t, plan, data, func(in *intake.Reading) { in.File, in.Unit = name, unit })
}

func readWith(t testing.TB, plan *templates.Plan, data []byte, change func(*intake.Reading)) *intake.Return {
	t.Helper()
	in := intake.Reading{Plan: plan, File: "表.xlsx", Digest: "0"}
	change(&in)
	in.Path = filepath.Join(t.TempDir(), in.File)
	if err := os.WriteFile(in.Path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return intake.Read(context.Background(), in)
}

// only checks that there is one finding, and which.
func only(t testing.TB, ret *intake.Return, severity finding.Severity, code, sheet, cell string) finding.Finding {
	t.Helper()
	if len(ret.Findings) != 1 {
		t.Fatalf("want one %s at %s!%s, got %+v", code, sheet, cell, ret.Findings)
	}
	f := ret.Findings[0]
	if f.Severity != severity || f.Code != code || f.Sheet != sheet || f.Cell != cell {
		t.Fatalf("want %s %s at %s!%s, got %+v", severity, code, sheet, cell, f)
	}
	return f
}
