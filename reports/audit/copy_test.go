package audit

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/reports/docx"
	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
)

// slides is a small presentation: a title, a sentence, a table.
func slides(t testing.TB, sentence string) []byte {
	t.Helper()
	const (
		a    = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="` + slideNS + `"`
		rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	)
	box := func(text string) string {
		return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>` + text + `</a:t></a:r></a:p></p:txBody></p:sp>`
	}
	pkg := ooxml.New()
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/ppt/presentation.xml" ContentType="` + slideTypes + `presentation.main+xml"/><Override PartName="/ppt/slides/slide1.xml" ContentType="` + slideTypes + `slide+xml"/></Types>`,
		"_rels/.rels":                     rels + `<Relationship Id="rId1" Type="` + kind + `officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
		"ppt/presentation.xml":            `<p:presentation ` + a + `><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels": rels + `<Relationship Id="rId1" Type="` + kind + `slide" Target="slides/slide1.xml"/></Relationships>`,
		"ppt/slides/slide1.xml":           `<p:sld ` + a + `><p:cSld><p:spTree>` + box("汇报") + box(sentence) + `</p:spTree></p:cSld></p:sld>`,
	} {
		pkg.Set(name, []byte(text))
	}
	var b bytes.Buffer
	if err := pkg.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSlides(t *testing.T) {
	r := reader(t)
	file := slides(t, "走访居民193户，采集诉求152件。")
	text, err := ReadText(file, "汇报.pptx")
	if err != nil {
		t.Fatal(err)
	}
	rep := r.Text(text, "2021-11-25")
	if rep.Counts[Contradicts] != 1 || rep.Counts[Agrees] != 1 {
		t.Fatalf("%v %+v", rep.Counts, rep.Entries)
	}
	marked, left, err := Copy(file, "汇报.pptx", text, rep, false)
	if err != nil || left != 0 {
		t.Fatal(left, err)
	}
	pkg, err := ooxml.Open(marked)
	if err != nil {
		t.Fatal(err)
	}
	part, err := pkg.Related("ppt/slides/slide1.xml", "comments")
	if err != nil || part == "" {
		t.Fatal(part, err)
	}
	body, _ := pkg.Read(part)
	if !strings.Contains(string(body), "【不符】“193户”（走访居民户数）当时就错") {
		t.Errorf("%s", body)
	}
	if _, left, err = Copy(marked, "汇报.pptx", text, rep, false); err != nil || left != 1 {
		t.Errorf("remarks were put among others: %d %v", left, err)
	}
	if again, err := ReadText(marked, "汇报.pptx"); err != nil || again.Paragraphs[1].Text != text.Paragraphs[1].Text {
		t.Error(again, err)
	}
	if _, err := ReadText([]byte("PK"), "坏的.pptx"); err == nil {
		t.Error("damage was taken")
	}
}

func TestWorkbook(t *testing.T) {
	r := reader(t)
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"违法建设情况"}, {"截至2021年11月25日"}, {"指标", "数值"}, {"走访居民户数", 193}, {"采集诉求件数", 152}, {"拆除率", "86.304%"}, {"违建总量面积（万㎡）", 12.4}, {},
		{"分类处置类别", "分类处置违建处数（处）", "分类处置违建面积（㎡）"}, {"公建违建", 4, 422}, {"别墅区违法建设", 7, 185}, {"合计", 1286, 16984.7}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "数.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	rep, day, _, err := r.Workbook(t.Context(), path, time.Now())
	if err != nil || day != "2021-11-25" {
		t.Fatal(day, err)
	}
	var bad []string
	for _, e := range rep.Entries {
		if e.Status != Agrees {
			bad = append(bad, string(e.Status)+" "+e.Cell+" "+e.Figure)
		}
	}
	if got := strings.Join(bad, "; "); got != "contradict B4 民情.走访户数; rounded B7 违建.总量面积; contradict C11 违建.分类面积" || rep.Counts[Agrees] != 7 {
		t.Errorf("%v %s", rep.Counts, got)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	marked, _, err := Copy(file, path, Text{}, rep, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(marked) {
		t.Error(p)
	}
	m, err := excelize.OpenReader(bytes.NewReader(marked))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	comments, err := m.GetComments("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, c := range comments {
		for _, p := range c.Paragraph {
			said[c.Cell] += p.Text
		}
		said[c.Cell] += c.Text
	}
	if !strings.Contains(said["B4"], "应为“192户”") || !strings.Contains(said["C11"], "158") {
		t.Errorf("%v", said)
	}
}

// A marked notice says what it said, with a remark beside each place.
func TestMarkedNotice(t *testing.T) {
	a, file := document(t)
	file = rewritten(t, file, func(main string) string {
		return strings.NewReplacer("走访居民192户", "走访居民近192户", "131项", "141项", "典型事例7个，", "", "1.64007万㎡", "1.64万㎡").Replace(main)
	})
	text, err := ReadText(file, "通报.docx")
	if err != nil {
		t.Fatal(err)
	}
	rep := a.Audit(text)
	marked, _, err := Copy(file, "通报.docx", text, rep, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Document(marked) {
		t.Error(p)
	}
	before, _ := docx.Read(file)
	after, err := docx.Read(marked)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range before.Paragraphs {
		if after.Paragraphs[i].Text != p.Text {
			t.Errorf("%q became %q", p.Text, after.Paragraphs[i].Text)
		}
	}
	pkg, _ := ooxml.Open(marked)
	main, _ := pkg.Read("word/document.xml")
	told := len(rep.Entries) - rep.Counts[Agrees]
	if n := strings.Count(string(main), "commentReference"); n != told || n < 4 {
		t.Errorf("%d remarks for %d entries", n, told)
	}
	every, _, err := Copy(file, "通报.docx", text, rep, true)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _ = ooxml.Open(every)
	main, _ = pkg.Read("word/document.xml")
	if n := strings.Count(string(main), "commentReference"); n != len(rep.Entries) {
		t.Errorf("%d remarks for %d entries", n, len(rep.Entries))
	}
}
