package templates

import (
	"os"
	"path/filepath"
	"testing"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates/book"

	"github.com/google/go-cmp/cmp"
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

func TestPlanChoicesFitInAValidation(t *testing.T) {
	for _, s := range planSheets {
		for _, c := range s.columns {
			if list := planChoices(s.name, c); list != nil && book.Choices(list...) == "" {
				t.Errorf("%s.%s: list of %d words is left out", s.name, c, len(list))
			}
		}
	}
}
