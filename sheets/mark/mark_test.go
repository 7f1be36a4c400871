package mark

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

func fillOf(t testing.TB, f *excelize.File, sheet, ref string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil || len(s.Fill.Color) == 0 {
		return ""
	}
	return s.Fill.Color[0]
}

func TestMarkedCellsKeepTheirLook(t *testing.T) {
	original := sample(t, 6)
	f, g := openFile(t, original), openFile(t, write(t, original, sampleFindings()))
	for _, c := range []struct {
		sheet, cell string
		severity    finding.Severity
	}{
		{"整改任务", "B3", finding.Error}, {"整改任务", "C4", finding.Error}, {"整改任务", "D200", finding.Error},
		{"整改任务", "G2", finding.Error}, {"It's 2 & 3", "B2", finding.Error}, {"整改任务", "D3", finding.Warning},
		{"整改任务", "A1", finding.Warning}, {"字典", "A1", finding.Warning},
	} {
		rgb := "FF" + fillOf(t, g, c.sheet, c.cell)
		want := shade(c.severity, 0)
		if _, ok := shadeNumber(rgb); !ok || rgb[4] != want[4] {
			t.Errorf("%s!%s is %s, want about %s", c.sheet, c.cell, rgb, want)
		}
		a, _ := f.GetCellStyle(c.sheet, c.cell)
		b, _ := g.GetCellStyle(c.sheet, c.cell)
		before, err1 := f.GetStyle(a)
		after, err2 := g.GetStyle(b)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		after.Fill = before.Fill
		if x, y := styleText(before), styleText(after); x != y {
			t.Errorf("%s!%s changed from %s to %s", c.sheet, c.cell, x, y)
		}
	}
	if rgb := fillOf(t, g, "整改任务", "A3"); rgb != "" {
		t.Errorf("information is coloured %s", rgb)
	}
	if v, _ := g.GetCellFormula("整改任务", "E5"); v != "D5*2" {
		t.Errorf("formula is %q", v)
	}
}

func TestCommentsAreJoined(t *testing.T) {
	f := openFile(t, write(t, sample(t, 6), sampleFindings()))
	notes, err := f.GetComments("整改任务")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]excelize.Comment{}
	for _, n := range notes {
		got[n.Cell] = n
	}
	joined := got["B3"]
	want := "王科长：等二季度数据\n再补\n\n【台账校验】\n错误：“内容”应写明做了什么。请改正。\n警告：内容过短。请改正。"
	if text := noteText(joined); text != want || joined.Author != "王科长" {
		t.Errorf("joined comment by %s: %q", joined.Author, text)
	}
	if n := got["B4"]; noteText(n) != "别动" {
		t.Errorf("their own comment reads %q", noteText(n))
	}
	if n := got["C4"]; n.Author != Author || noteText(n) != "【台账校验】\n错误：“日期”没有填写。请改正。" {
		t.Errorf("our comment by %s: %q", n.Author, noteText(n))
	}
	if n, ok := got["A3"]; ok {
		t.Errorf("information has a comment: %q", noteText(n))
	}
}

func TestListOfProblems(t *testing.T) {
	f := openFile(t, write(t, sample(t, 6), sampleFindings()))
	if got := f.GetSheetList(); got[0] != ListSheet || f.GetActiveSheetIndex() != 0 || got[len(got)-1] != RecordSheet {
		t.Fatalf("sheets %v, active %d", got, f.GetActiveSheetIndex())
	}
	cell := func(ref string) string {
		v, err := f.GetCellValue(ListSheet, ref)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if got := cell("A2"); got != "社区一：共 12 条，其中错误 6 条、警告 5 条、提示 1 条。" {
		t.Error(got)
	}
	for col, want := range map[string]string{"A": "1", "B": "错误", "C": "整改任务", "D": "B3", "E": "内容", "F": "SQ1-ZG-0001", "G": "“内容”应写明做了什么。", "H": "请改正。"} {
		if got := cell(col + "7"); got != want {
			t.Errorf("%s7 is %q", col, got)
		}
	}
	for ref, want := range map[string]string{"D7": "'整改任务'!B3", "D11": "'It''s 2 & 3'!B2", "D13": "'整改任务'!A1", "D15": "", "D16": "", "D18": ""} {
		if _, got, _ := f.GetCellHyperLink(ListSheet, ref); got != want {
			t.Errorf("%s links to %q, want %q", ref, got, want)
		}
	}
	if got := cell("C15"); got != "字典（已隐藏）" {
		t.Error(got)
	}
}

func TestMarkedSheetsRead(t *testing.T) {
	w, err := xlsx.OpenBytes(write(t, sample(t, 6), sampleFindings()))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range w.Sheets() {
		if s.Name == RecordSheet && s.Visibility != xlsx.VeryHidden {
			t.Error("the record shows")
		}
		if err := w.Each(t.Context(), s.Name, func(*xlsx.Row) {}); err != nil {
			t.Error(err)
		}
	}
	for _, n := range w.Names() {
		if n.Name == "_xlnm.Print_Titles" && n.Sheet == "整改任务" && n.Refers != "整改任务!$2:$2" {
			t.Errorf("print titles moved: %v", n)
		}
	}
}

func TestStripRestoresTheOriginal(t *testing.T) {
	original := sample(t, 6)
	marked := write(t, original, sampleFindings())
	back := strip(t, marked)
	sound(t, back)
	same(t, dump(t, back), dump(t, original))
}

func TestStripLeavesOthersAlone(t *testing.T) {
	original := sample(t, 3)
	if got := strip(t, original); !bytes.Equal(got, original) {
		t.Error("a workbook without marks changed")
	}
}

func TestMarkingAgainDoesNotStack(t *testing.T) {
	original := sample(t, 6)
	once := write(t, original, sampleFindings())
	twice := write(t, once, sampleFindings())
	same(t, dump(t, twice), dump(t, once))
	thrice := write(t, twice, sampleFindings())
	if a, b := len(once), len(thrice); b > a+a/100 {
		t.Errorf("grew from %d to %d bytes", a, b)
	}
	same(t, dump(t, strip(t, thrice)), dump(t, original))
	clean := write(t, twice, nil)
	if got := dump(t, strip(t, clean)); len(got) > 0 {
		same(t, got, dump(t, original))
	}
}

func TestUntouchedPartsAreCopied(t *testing.T) {
	original := sample(t, 6)
	marked := write(t, original, sampleFindings())
	a, err := ooxml.Open(original)
	if err != nil {
		t.Fatal(err)
	}
	b, err := ooxml.Open(marked)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, name := range a.Names() {
		x, err1 := a.Read(name)
		y, err2 := b.Read(name)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !bytes.Equal(x, y) {
			changed++
			t.Log("changed:", name)
		}
	}
	if changed > 11 {
		t.Errorf("%d parts changed", changed)
	}
}

// A marked copy whose list somebody deleted, or whose colour somebody spread.
func TestStripWithoutTheList(t *testing.T) {
	original := sample(t, 6)
	f := openFile(t, write(t, original, sampleFindings()))
	for _, s := range []string{ListSheet, RecordSheet} {
		if err := f.DeleteSheet(s); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	g := openFile(t, strip(t, b.Bytes()))
	if rgb := fillOf(t, g, "整改任务", "C4"); rgb != "" {
		t.Errorf("C4 is still %s", rgb)
	}
	notes, err := g.GetComments("整改任务")
	if err != nil || len(notes) != 2 || noteText(notes[0]) != "王科长：等二季度数据\n再补" {
		t.Errorf("comments %v, %v", notes, err)
	}
}

func TestMarksMoveWithTheirRows(t *testing.T) {
	f := openFile(t, write(t, sample(t, 6), sampleFindings()))
	if err := f.InsertRows("整改任务", 3, 2); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	g := openFile(t, strip(t, b.Bytes()))
	if rgb := fillOf(t, g, "整改任务", "C6"); rgb != "DDEBF7" {
		t.Errorf("C6 is %s", rgb)
	}
}

func TestUnitsOwnSheetOfThatName(t *testing.T) {
	f := openFile(t, sample(t, 2))
	if _, err := f.NewSheet(ListSheet); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue(ListSheet, "A1", "我们自己的"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	marked := write(t, b.Bytes(), sampleFindings())
	if got := openFile(t, marked).GetSheetList()[0]; got != ListSheet+"2" {
		t.Errorf("the list is called %s", got)
	}
	same(t, dump(t, strip(t, marked)), dump(t, b.Bytes()))
}

func TestManyFindings(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	original := sample(t, 3000)
	var fs []finding.Finding
	for i := range 3200 {
		fs = append(fs, found(finding.Error, "整改任务", fmt.Sprintf("%c%d", 'A'+i%4, 3+i%2999), "“内容”不对。"))
	}
	start := time.Now()
	marked := write(t, original, fs[:500])
	t.Logf("500 findings in %v", time.Since(start))
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	same(t, cells(t, strip(t, marked), "整改任务"), cells(t, original, "整改任务"))

	var all bytes.Buffer
	if _, err := Write(&all, original, "社区一", fs); err != nil {
		t.Fatal(err)
	}
	if list := strings.Join(cells(t, all.Bytes(), ListSheet), "\n"); !strings.Contains(list, "其余 200 格只有底色") || !strings.Contains(list, "共 3200 条") {
		t.Error("the list does not say that comments are missing")
	}
}

// A sheet so large that marking it would take all of a computer goes back as it came,
// with the list of what is wrong.
func TestHugeSheetIsListedOnly(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	pkg, err := ooxml.Open(sample(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	part := "xl/worksheets/sheet2.xml"
	b, err := pkg.Read(part)
	if err != nil {
		t.Fatal(err)
	}
	padding := make([]byte, 10_000)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range padding {
		padding[i] = 'a' + byte(rng.IntN(16))
	}
	pkg.Set(part, slices.Concat(b, bytes.Repeat(slices.Concat([]byte("<!--"), padding, []byte("-->")), mostPainted/len(padding))))
	var huge bytes.Buffer
	if err := pkg.Write(&huge); err != nil {
		t.Fatal(err)
	}
	marked := write(t, huge.Bytes(), []finding.Finding{found(finding.Error, "整改任务", "B3", "“内容”不对。")})
	list := strings.Join(cells(t, marked, ListSheet), "\n")
	if !strings.Contains(list, "“整改任务”的内容太多，没有逐格标色和加批注") || !strings.Contains(list, "“内容”不对。") {
		t.Errorf("%.500s", list)
	}
	same(t, cells(t, strip(t, marked), "整改任务"), cells(t, huge.Bytes(), "整改任务"))
}

func TestWhatCannotBeMarked(t *testing.T) {
	good := sample(t, 2)
	for name, b := range map[string][]byte{
		"nothing": {}, "text": []byte("编号,内容\n"), "cut": good[:len(good)/2],
	} {
		var out bytes.Buffer
		_, err := Write(&out, b, "社区一", nil)
		if err == nil || !strings.HasPrefix(err.Error(), "不能生成标注件") || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
	}
}
