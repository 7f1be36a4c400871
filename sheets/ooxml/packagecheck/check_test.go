package packagecheck

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml"
)

func workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Sheet2"); err != nil {
		t.Fatal(err)
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = "D1:D9"
	for _, err := range []error{
		f.SetSheetRow("Sheet1", "A1", &[]any{"编号", "内容"}),
		f.SetSheetRow("Sheet1", "A2", &[]any{1, "甲"}),
		f.MergeCell("Sheet1", "F1", "G2"),
		f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: "王", Text: "别动"}),
		f.AddTable("Sheet1", &excelize.Table{Range: "A1:B2", Name: "表1"}),
		f.SetDefinedName(&excelize.DefinedName{Name: "台账_一", RefersTo: "Sheet1!$A$1"}),
		v.SetDropList([]string{"甲", "乙"}),
		f.AddDataValidation("Sheet1", v),
		f.SetColWidth("Sheet1", "A", "A", 20),
		f.SetColWidth("Sheet1", "C", "D", 30),
		f.SetCellBool("Sheet1", "K1", true),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSoundWorkbook(t *testing.T) {
	if got := Check(workbook(t)); len(got) > 0 {
		t.Error(strings.Join(got, "\n"))
	}
}

func TestWhatIsFound(t *testing.T) {
	const sheet, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
	for _, c := range []struct{ name, part, old, new, want string }{
		{"second comment", "xl/comments1.xml", "</commentList>", `<comment ref="B2" authorId="0"><text><t>x</t></text></comment></commentList>`, "a second comment on B2"},
		{"comment without shape", "xl/comments1.xml", `ref="B2"`, `ref="C2"`, "comment on C2 is not drawn"},
		{"unknown author", "xl/comments1.xml", `authorId="0"`, `authorId="7"`, "author 7 does not exist"},
		{"overlapping merges", sheet, "<mergeCell ", `<mergeCell ref="G2:H3"/><mergeCell `, "overlap"},
		{"long list", sheet, `甲,乙`, strings.Repeat("某某社区,", 60), "over 255"},
		{"sheet name", book, `name="Sheet2"`, `name="a/b"`, "bad sheet name"},
		{"sheet name twice", book, `name="Sheet2"`, `name="sheet1"`, "used twice"},
		{"defined name", book, "台账_一", "A1", "bad defined name"},
		{"defined name of no sheet", book, `name="台账_一"`, `name="台账_一" localSheetId="9"`, "belongs to no sheet"},
		{"table name", "xl/tables/table1.xml", `displayName="表1"`, `displayName="台账_一"`, "bad or taken"},
		{"table header", "xl/tables/table1.xml", `name="内容"`, `name="编号"`, "occurs twice"},
		{"style", sheet, `<c r="A2"`, `<c s="99" r="A2"`, "style 99"},
		{"cell order", sheet, `<c r="A2"`, `<c r="C2"`, "out of order"},
		{"element order", sheet, "<mergeCells", `<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><mergeCells`, "out of order"},
		{"content type", "[Content_Types].xml", "/xl/comments1.xml", "/xl/comments9.xml", "no part xl/comments9.xml"},
		{"link", "xl/worksheets/_rels/sheet1.xml.rels", "vmlDrawing1", "vmlDrawing9", "no part"},
		{"link by id", sheet, `<legacyDrawing r:id="`, `<legacyDrawing r:id="x`, "leads nowhere"},
		{"defined name twice", book, "</definedNames>", `<definedName name="台账_一">Sheet1!$A$2</definedName></definedNames>`, "used twice"},
		{"defined name of nothing", book, "Sheet1!$A$1", "", "refers to nothing"},
		{"columns overlap", sheet, `<col `, `<col min="1" max="3" width="9"/><col `, "overlap or stand before"},
		{"columns descend", sheet, `<cols>`, `<cols><col min="9" max="9" width="9"/>`, "overlap or stand before"},
		{"merge in a table", sheet, "<mergeCell ", `<mergeCell ref="A2:B2"/><mergeCell `, "of the table on A1:B2 are merged"},
		{"merge count", sheet, "<mergeCells ", `<mergeCells count="7" x`, "holds 1, states 7"},
		{"validation count", sheet, `<dataValidations count="1"`, `<dataValidations count="2"`, "holds 1, states 2"},
		{"empty list", sheet, "<mergeCells", `<hyperlinks/><mergeCells`, "hyperlinks is empty"},
		{"dimension", sheet, `<dimension ref="`, `<dimension ref="0`, "dimension of"},
		{"number", sheet, `<v>1</v></c><c r="B2"`, `<v>一</v></c><c r="B2"`, "is no number"},
		{"truth", sheet, `t="b"><v>1</v>`, `t="b"><v>TRUE</v>`, "neither true nor false"},
		{"shared string", sheet, `t="s"><v>0</v>`, `t="s"><v>99</v>`, "text 99 does not exist"},
		{"row height", sheet, `<row r="1"`, `<row ht="900" r="1"`, "is 900 high"},
		{"number format", "xl/styles.xml", "<fonts", `<numFmts count="1"><numFmt numFmtId="164" formatCode=""/></numFmts><fonts`, "number format 164"},
		{"style of nothing", "xl/styles.xml", `fontId="0"`, `fontId="9"`, "fontId 9 does not exist"},
		{"not well-formed", sheet, "甲,乙", "&no;", "invalid character entity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found(t, Check, workbook(t), c.part, c.old, c.new, c.want)
		})
	}
}

// found: with one edit, the check says what is wrong.
func found(t *testing.T, check func([]byte) []string, b []byte, part, old, new, want string) {
	t.Helper()
	p, err := ooxml.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.Read(part)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %s:\n%s", part, old, text)
	}
	p.Set(part, []byte(strings.Replace(string(text), old, new, 1)))
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(check(out.Bytes()), "\n"); !strings.Contains(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func document(t *testing.T) []byte {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	p := ooxml.New()
	p.Set(ooxml.TypesPart, []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`+
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`))
	p.Set("_rels/.rels", []byte(`<Relationships><Relationship Id="a" Type="`+office+`/officeDocument" Target="word/document.xml"/></Relationships>`))
	p.Set("word/_rels/document.xml.rels", []byte(`<Relationships><Relationship Id="a" Type="`+office+`/footer" Target="footer1.xml"/></Relationships>`))
	p.Set("word/footer1.xml", []byte(`<x:ftr xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:p/></x:ftr>`))
	p.Set("word/document.xml", []byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="`+office+`"><w:body>`+
		`<w:tbl><w:tblGrid/><w:tr><w:tc><w:p><w:bookmarkStart w:id="1"/></w:p></w:tc></w:tr></w:tbl><w:sectPr><w:footerReference r:id="a"/></w:sectPr></w:body></w:document>`))
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocument(t *testing.T) {
	if got := Document(document(t)); len(got) > 0 {
		t.Error(strings.Join(got, "\n"))
	}
	const main = "word/document.xml"
	for _, c := range []struct{ name, part, old, new, want string }{
		{"link", main, `r:id="a"`, `r:id="b"`, "leads nowhere"},
		{"part", "word/_rels/document.xml.rels", "footer1.xml", "footer2.xml", "no part word/footer2.xml"},
		{"type", ooxml.TypesPart, "/word/footer1.xml", "/word/footer2.xml", "nothing for word/footer1.xml"},
		{"template", ooxml.TypesPart, "document.main", "template.main", "its type is"},
		{"cell", main, "</w:tc>", "<w:tbl><w:tblGrid/></w:tbl></w:tc>", "does not end in a paragraph"},
		{"grid", main, "<w:tblGrid/>", "", "without a grid"},
		{"bookmark", main, `<w:bookmarkStart w:id="1"/>`, `<w:bookmarkStart w:id="1"/><w:bookmarkStart w:id="1"/>`, "bookmark 1 occurs twice"},
		{"body", main, "w:body>", "w:text>", "word/document.xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found(t, Document, document(t), c.part, c.old, c.new, c.want)
		})
	}
}
