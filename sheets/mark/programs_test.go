package mark

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// office saves workbooks through LibreOffice.
func office(t *testing.T, books ...[]byte) [][]byte {
	t.Helper()
	if testing.Short() {
		t.Skip("asks LibreOffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	for i, b := range books {
		in := filepath.Join(dir, fmt.Sprintf("%d.xlsx", i))
		if err := os.WriteFile(in, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, in)
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var saved [][]byte
	for i := range books {
		b, err := os.ReadFile(filepath.Join(dir, "out", fmt.Sprintf("%d.xlsx", i)))
		if err != nil {
			t.Fatal(err)
		}
		saved = append(saved, b)
	}
	return saved
}

var interpreter = sync.OnceValue(func() string {
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import openpyxl").Run() == nil {
			return p
		}
	}
	return ""
})

// python runs a script of openpyxl on a workbook called in.xlsx, for out.xlsx.
func python(t *testing.T, script string, b []byte) []byte {
	t.Helper()
	program := interpreter()
	if program == "" {
		t.Skip("python3 with openpyxl is not installed")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in.xlsx"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-c", script)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	saved, err := os.ReadFile(filepath.Join(dir, "out.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// afterRoundTrip checks a marked copy that another program saved: our marks are
// found and taken off, and the unit's own colours and comments are back.
func afterRoundTrip(t *testing.T, saved []byte) {
	t.Helper()
	back := strip(t, saved)
	sound(t, back)
	f := openFile(t, back)
	for _, s := range f.GetSheetList() {
		if Owns(s) {
			t.Errorf("sheet %s is still there", s)
		}
	}
	for ref, want := range map[string]string{"B3": `"none"`, "C4": `rgb="FFDDEBF7"`, "G2": `"none"`} {
		if fill := fillXML(t, back, "整改任务", ref); !strings.Contains(fill, want) {
			t.Errorf("%s is %s, want %s", ref, fill, want)
		}
	}
	notes, err := f.GetComments("整改任务")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, n := range notes {
		got[n.Cell] = noteText(n)
	}
	if len(got) != 2 || got["B3"] != "王科长：等二季度数据\n再补" || got["B4"] != "别动" {
		t.Errorf("comments are %q", got)
	}
	again := openFile(t, write(t, saved, sampleFindings()))
	if list := again.GetSheetList(); list[0] != ListSheet || len(list) != len(f.GetSheetList())+2 {
		t.Errorf("sheets after the second marking: %v", list)
	}
	if notes, _ := again.GetComments("整改任务"); len(notes) != 7 {
		t.Errorf("%d comments after the second marking", len(notes))
	}
}

// fillXML is the fill of a cell as the style part has it.
func fillXML(t *testing.T, b []byte, sheet, ref string) string {
	t.Helper()
	k, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	s, err := k.styles()
	if err != nil {
		t.Fatal(err)
	}
	at, _ := cellOf(ref)
	w, err := xlsx.OpenBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		for _, c := range rows.Row().Cells {
			if rows.Row().Number == at.row && c.Col == at.col {
				return strings.ReplaceAll(s.fills.items[s.fillOf(c.Style)], "<patternFill/>", `<patternFill patternType="none"/>`)
			}
		}
	}
	return `no cell "none"`
}

func TestSavedByLibreOffice(t *testing.T) {
	t.Parallel()
	saved := office(t, sample(t, 6), write(t, sample(t, 6), sampleFindings()))
	original := saved[0]
	sound(t, original)
	marked := write(t, original, sampleFindings())
	same(t, dump(t, strip(t, marked)), dump(t, original))
	afterRoundTrip(t, saved[1])
}

func TestSavedByOpenpyxl(t *testing.T) {
	if testing.Short() {
		t.Skip("another program")
	}
	t.Parallel()
	const resave = "import openpyxl; openpyxl.load_workbook('in.xlsx').save('out.xlsx')"
	original := python(t, resave, sample(t, 6))
	marked := write(t, original, sampleFindings())
	same(t, dump(t, strip(t, marked)), dump(t, original))
	afterRoundTrip(t, python(t, resave, marked))
}

func TestSavedByExcelize(t *testing.T) {
	f := openFile(t, write(t, sample(t, 6), sampleFindings()))
	if err := f.SetCellValue("整改任务", "C4", "2025-06-01"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	afterRoundTrip(t, b.Bytes())
}

// A workbook written from nothing by another library, comment and table included.
func TestWrittenByOpenpyxl(t *testing.T) {
	if testing.Short() {
		t.Skip("another program")
	}
	t.Parallel()
	original := python(t, `
import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
b = openpyxl.Workbook()
s = b.active
s.title = "台账"
s.append(["编号", "内容"])
s.append([1, "甲"])
s["B2"].comment = Comment("原有批注", "王")
s.add_table(Table(displayName="表1", ref="A1:B2"))
chart = BarChart()
chart.add_data(Reference(s, min_col=1, min_row=1, max_row=2))
b.create_chartsheet("图").add_chart(chart)
b.save("out.xlsx")
`, nil)
	fs := []finding.Finding{found(finding.Error, "台账", "B2", "不对。"), found(finding.Warning, "台账", "D9", "不对。"), found(finding.Error, "图", "A1", "图里没有格。")}
	marked := write(t, original, fs)
	f := openFile(t, marked)
	notes, err := f.GetComments("台账")
	if err != nil || len(notes) != 2 || !strings.HasPrefix(noteText(notes[0]), "原有批注\n\n【台账校验】") {
		t.Errorf("%v, %v", notes, err)
	}
	same(t, dump(t, strip(t, marked)), dump(t, original))
}

// foreign attributes belong to other schemas.
var foreign = regexp.MustCompile(` (?:mc:Ignorable|xr:uid|xml:space)="[^"]*"`)

// The parts are held against the standard's own schema.
func TestPartsFollowTheSchema(t *testing.T) {
	dir := os.Getenv("TAIZHANG_XSD")
	if dir == "" {
		t.Skip("TAIZHANG_XSD does not name a folder with sml.xsd")
	}
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not installed")
	}
	k, err := open(write(t, sample(t, 6), sampleFindings()))
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	for _, name := range k.pkg.Names() {
		if !strings.HasPrefix(name, "xl/") || !strings.HasSuffix(name, ".xml") || strings.Contains(name, "theme") {
			continue
		}
		b, err := k.pkg.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		b = foreign.ReplaceAll(b, nil)
		file := filepath.Join(work, filepath.Base(name))
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("xmllint", "--noout", "--schema", filepath.Join(dir, "sml.xsd"), file).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}
