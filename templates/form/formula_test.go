package form

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
)

// computed are two ledgers with a 公式 column, one with an operand twice.
func computed(t *testing.T) []*templates.Ledger {
	t.Helper()
	tables := templates.StandardTables()
	for _, tab := range tables {
		if tab.Sheet != "栏目" {
			continue
		}
		for _, r := range tab.Rows {
			if r.Cells[0] == "招商服务" && r.Cells[1] == "分成合计" {
				r.Cells[slices.Index(tab.Header, "取值")] = "引资地分成*2-[引资地分成]/4+落户地分成"
			}
		}
	}
	plan, err := templates.Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	return []*templates.Ledger{plan.Ledger("核查比对"), plan.Ledger("招商服务")}
}

// combination is one row: which operands are there.
type combination struct {
	cell, want string
}

// combinations writes every row of blanks and numbers of the ledgers' formula
// columns, and what Ledger.Compute makes of each.
func combinations(t *testing.T, f *excelize.File) []combination {
	t.Helper()
	var out []combination
	row := 1
	for _, l := range computed(t) {
		i := slices.IndexFunc(l.Columns, func(c *templates.Column) bool { return c.Computed != nil })
		c := l.Columns[i]
		var operands []*templates.Column
		c.Computed.Walk(func(leaf *templates.Expr) {
			if p, ok := leaf.Ref.(templates.Path); ok && !slices.Contains(operands, p.Columns[0]) {
				operands = append(operands, p.Columns[0])
			}
		})
		for set := range 1 << len(operands) {
			values := make([]string, len(l.Columns))
			for j, o := range operands {
				if set>>j&1 == 1 {
					values[o.Index] = fmt.Sprint(12 + 7*j)
					if err := f.SetCellValue("Sheet1", letter(o)+fmt.Sprint(row), 12+7*j); err != nil {
						t.Fatal(err)
					}
				}
			}
			l.Compute(values)
			at := letter(c) + fmt.Sprint(row)
			if err := f.SetCellFormula("Sheet1", at, formula(c, row)); err != nil {
				t.Fatal(err)
			}
			out = append(out, combination{at, values[c.Index]})
			row++
		}
	}
	return out
}

// The form's live formula and the master agree: with an operand that is not
// there, the result is empty.
func TestFormulaIsEmptyWithoutAnOperand(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	full := 0
	for _, c := range combinations(t, f) {
		got, err := f.CalcCellValue("Sheet1", c.cell)
		if err != nil || got != c.want {
			t.Errorf("%s: %q in the form, %q in the master: %v", c.cell, got, c.want, err)
		}
		if c.want != "" {
			full++
		}
	}
	if full != 2 {
		t.Errorf("%d rows have all operands", full)
	}
}

func TestLibreOfficeCalculatesFormulasLikeTheMaster(t *testing.T) {
	if testing.Short() {
		t.Skip("asks LibreOffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	f := excelize.NewFile()
	defer f.Close()
	all := combinations(t, f)
	dir := t.TempDir()
	if err := f.SaveAs(filepath.Join(dir, "in.xlsx")); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "in.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	saved, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := excelize.OpenReader(bytes.NewReader(saved))
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	for _, c := range all {
		if got, err := g.GetCellValue("Sheet1", c.cell); err != nil || got != c.want {
			t.Errorf("%s: %q in the form, %q in the master: %v", c.cell, got, c.want, err)
		}
	}
}
