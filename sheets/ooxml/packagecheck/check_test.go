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
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ooxml.Open(workbook(t))
			if err != nil {
				t.Fatal(err)
			}
			b, err := p.Read(c.part)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(b), c.old) {
				t.Fatalf("%s has no %s:\n%s", c.part, c.old, b)
			}
			p.Set(c.part, []byte(strings.Replace(string(b), c.old, c.new, 1)))
			var out bytes.Buffer
			if err := p.Write(&out); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(Check(out.Bytes()), "\n"); !strings.Contains(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}
