package templates

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates/book"
)

// What is written must read back equal, cell for cell, and load alike.
func TestWriteWorkbook(t *testing.T) {
	tables := StandardTables()
	path := filepath.Join(t.TempDir(), "方案.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteWorkbook(f, tables); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(b) {
		t.Error(p)
	}
	got, err := ReadWorkbookTables(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(tables, got); d != "" {
		t.Errorf("tables differ (-written +read):\n%s", d)
	}
	plan, err := ReadWorkbook(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Version != want.Version {
		t.Errorf("version %s, want %s", plan.Version, want.Version)
	}
}

// Every role is explained at the cell that has it, and all of them where a role
// is chosen.
func TestRolesAreExplainedWhereTheyAreWritten(t *testing.T) {
	var b bytes.Buffer
	tables := StandardTables()
	if err := WriteWorkbook(&b, tables); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	comments, err := f.GetComments(SheetColumns)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]string{}
	for _, c := range comments {
		at[c.Cell] = c.Text
		for _, p := range c.Paragraph {
			at[c.Cell] += p.Text
		}
	}
	columns := sheetOf(tables, SheetColumns)
	role := slices.Index(columns.Header, "用途")
	for _, r := range columns.Rows {
		if want := Role(r.Cells[role]).Does(); !strings.Contains(at[xlsx.CellName(role+1, r.Number)], want) {
			t.Errorf("%v: no explanation", r.Cells[:2])
		}
	}
	for _, r := range roles {
		if !strings.Contains(at[xlsx.CellName(role+1, PlanHeaderRow)], string(r)+"："+r.Does()) {
			t.Errorf("%s is not explained at the header", r)
		}
	}
}

func TestPlanChoicesFitInAValidation(t *testing.T) {
	for _, s := range planSheets {
		for _, c := range s.columns {
			if list := planChoices(s.name, c); list != nil && book.Choices(list...) == "" {
				t.Errorf("%s.%s: list of %d words is left out", s.name, c, len(list))
			}
		}
	}
}
