package xlsx

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Each case is a twin of a good workbook with one fault. None may be read, and
// each must be told apart, at the right place.
func TestDamagedSheets(t *testing.T) {
	cases := []struct {
		name, rows    string
		message, cell string
	}{
		{"row without end", `<row r="1"><c r="A1"><v>1</v></c>`, msgPairs, "A1"},
		{"cell without end", `<row r="1"><c r="A1"><v>1</v></row>`, msgPairs, "A1"},
		{"value without end", `<row r="1"><c r="A1"><v>1</c></row>`, msgPairs, "A1"},
		{"tags crossed", `<row r="7"><c r="A7"></row></c>`, msgPairs, "A7"},
		{"stray end", `</row>`, msgPairs, ""},
		{"attribute without quotes", `<row r=1></row>`, msgSyntax, ""},
		{"attribute twice", `<row r="1" r="2"></row>`, msgSyntax, ""},
		{"attributes stuck together", `<row r="1"hidden="1"></row>`, msgSyntax, ""},
		{"tag in attribute", `<row r="<1"></row>`, msgSyntax, ""},
		{"unknown entity", `<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>`, msgSyntax, "A1"},
		{"bare ampersand", `<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>`, msgSyntax, "A1"},
		{"forbidden character by number", `<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>`, msgSyntax, "A1"},
		{"forbidden character", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\x01</v></c></row>", msgEncoding, "A1"},
		{"bytes that are not UTF-8", "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>\xB1\xED</v></c></row>", msgEncoding, "B2"},
		{"prefix that means nothing", `<row r="1"><q:c r="A1"/></row>`, msgSyntax, "1"},
		{"comment without end", `<!-- `, msgCut, ""},
		{"two dashes in a comment", `<!-- -- -->`, msgSyntax, ""},
		{"doctype", `<!DOCTYPE a>`, msgSyntax, ""},

		{"row zero", `<row r="0"/>`, msgRowNumber, ""},
		{"row beyond the grid", `<row r="1048577"/>`, msgRowNumber, ""},
		{"row that is no number", `<row r="a"/>`, msgRowNumber, ""},
		{"row with a sign", `<row r="+1"/>`, msgRowNumber, ""},
		{"row after the last", `<row r="1048576"/><row/>`, msgRowNumber, "1048576"},
		{"row twice", `<row r="3"/><row r="3"/>`, msgRowOrder, "3"},
		{"rows descending", `<row r="9"/><row r="5"/>`, msgRowOrder, "5"},
		{"hidden is neither yes nor no", `<row r="1" hidden="maybe"/>`, msgAttr, "1"},

		{"cell twice", `<row r="1"><c r="B1"/><c r="B1"/></row>`, msgCellOrder, "B1"},
		{"cells descending", `<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, msgCellOrder, "A1"},
		{"cell of another row", `<row r="1"><c r="A2"><v>1</v></c></row>`, msgCellRow, "1"},
		{"cell beyond the grid", `<row r="1"><c r="XFE1"><v>1</v></c></row>`, msgCellRef, "A1"},
		{"cell after the last", `<row r="1"><c r="XFD1"/><c/></row>`, msgCellRef, "XFE1"},
		{"address in dollars", `<row r="1"><c r="$A$1"/></row>`, msgCellRef, "A1"},
		{"address without row", `<row r="1"><c r="A"/></row>`, msgCellRef, "A1"},
		{"empty address", `<row r="1"><c r=""/></row>`, msgCellRef, "A1"},
		{"address with a leading zero", `<row r="1"><c r="A01"/></row>`, msgCellRef, "A1"},
		{"unknown type", `<row r="1"><c r="A1" t="x"><v>1</v></c></row>`, msgCellType, "A1"},
		{"inline text in a number", `<row r="1"><c r="A1"><is><t>a</t></is></c></row>`, msgCellType, "A1"},
		{"two values", `<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>`, msgCellTwice, "A1"},
		{"value and inline text", `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is><v>2</v></c></row>`, msgCellTwice, "A1"},
		{"two formulas", `<row r="1"><c r="A1"><f>1</f><f>2</f></c></row>`, msgCellTwice, "A1"},

		{"number with letters", `<row r="1"><c r="A1"><v>12a</v></c></row>`, msgNumber, "A1"},
		{"number with a comma", `<row r="1"><c r="A1"><v>1,234</v></c></row>`, msgNumber, "A1"},
		{"hexadecimal", `<row r="1"><c r="A1"><v>0x10</v></c></row>`, msgNumber, "A1"},
		{"not a number", `<row r="1"><c r="A1"><v>NaN</v></c></row>`, msgNumber, "A1"},
		{"infinite", `<row r="1"><c r="A1"><v>1e999</v></c></row>`, msgNumber, "A1"},
		{"infinite without exponent", `<row r="1"><c r="A1"><v>` + strings.Repeat("9", 400) + `</v></c></row>`, msgNumber, "A1"},
		{"exponent without digits", `<row r="1"><c r="A1"><v>1e</v></c></row>`, msgNumber, "A1"},
		{"two points", `<row r="1"><c r="A1"><v>1.2.3</v></c></row>`, msgNumber, "A1"},
		{"full-width digits", `<row r="1"><c r="A1"><v>１２</v></c></row>`, msgNumber, "A1"},
		{"half a bool", `<row r="1"><c r="A1" t="b"><v>2</v></c></row>`, msgBool, "A1"},
		{"date that does not exist", `<row r="1"><c r="A1" t="d"><v>2021-02-30</v></c></row>`, msgISODate, "A1"},
		{"date in Chinese form", `<row r="1"><c r="A1" t="d"><v>2021年8月6日</v></c></row>`, msgISODate, "A1"},
		{"text beyond the table", `<row r="1"><c r="A1" t="s"><v>3</v></c></row>`, msgString, "A1"},
		{"text before the table", `<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`, msgString, "A1"},
		{"text without number", `<row r="1"><c r="A1" t="s"><v></v></c></row>`, msgString, "A1"},
		{"text with a fraction", `<row r="1"><c r="A1" t="s"><v>1.0</v></c></row>`, msgString, "A1"},
		{"style beyond the table", `<row r="1"><c r="A1" s="6"/></row>`, msgStyle, "A1"},
		{"negative style", `<row r="1"><c r="A1" s="-1"/></row>`, msgStyle, "A1"},
		{"format that is not defined", `<row r="1"><c r="A1" s="5"><v>44414</v></c></row>`, msgNumFmt, "A1"},

		{"text between cells", `<row r="1">5<c r="A1"/></row>`, msgPlace, "1"},
		{"text between rows", `<row r="1"/>x`, msgPlace, "1"},
		{"text in a cell", `<row r="1"><c r="A1">5</c></row>`, msgPlace, "A1"},
		{"element in a value", `<row r="1"><c r="A1"><v><b>5</b></v></c></row>`, msgPlace, "A1"},
		{"element in a formula", `<row r="1"><c r="A1"><f><b/></f></c></row>`, msgPlace, "A1"},
		{"cell outside rows", `<c r="A1"><v>1</v></c>`, msgPlace, ""},
		{"row in a row", `<row r="1"><row r="2"/></row>`, msgPlace, "1"},
		{"cell in a cell", `<row r="1"><c r="A1"><c r="B1"/></c></row>`, msgPlace, "A1"},
		{"unknown element in a row", `<row r="1"><x r="A1"/></row>`, msgPlace, "1"},
		{"cell in an extension", `<row r="1"><extLst><c r="A1"/></extLst></row>`, msgPlace, "1"},
		{"row in a foreign element", `<x:y xmlns:x="urn:x"><row r="1"/></x:y>`, msgPlace, ""},
		{"rows in two versions", `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>`, msgAlternates, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantDamage(t, simple().with(sheetPart, worksheet(c.rows)), c.message, sheetPart, "表1", c.cell)
		})
	}
}

// wantDamage reads a workbook that must fail, with small windows and large,
// deflated and stored.
func wantDamage(t *testing.T, p parts, message, part, sheet, cell string) {
	t.Helper()
	for _, data := range [][]byte{p.zip(), p.stored()} {
		_, err := readAll(data)
		var d *DamageError
		if !errors.As(err, &d) {
			t.Fatalf("got %v, want damage", err)
		}
		want := DamageError{Part: part, Sheet: sheet, Cell: cell, Message: message, Fix: fixDamage}
		if *d != want {
			t.Fatalf("got  %+v\nwant %+v", *d, want)
		}
	}
}

func TestDamagedParts(t *testing.T) {
	p := simple()
	rel := func(s string) string { return relationships(s) }
	cases := []struct {
		name, part, content, message string
	}{
		{"sheet is cut", sheetPart, p[sheetPart][:len(p[sheetPart])-20], msgCut},
		{"sheet is empty", sheetPart, "", msgCut},
		{"sheet without data", sheetPart, `<worksheet ` + mainNS + `/>`, msgNoData},
		{"sheet of another namespace", sheetPart, `<worksheet><sheetData/></worksheet>`, msgNotSheet},
		{"sheet is a chart", sheetPart, `<chartsheet ` + mainNS + `/>`, msgNotSheet},
		{"two sets of rows", sheetPart, `<worksheet ` + mainNS + `><sheetData/><sheetData/></worksheet>`, msgDataTwice},
		{"two documents", sheetPart, p[sheetPart] + p[sheetPart][len(xmlTop):], msgSyntax},
		{"something behind the end", sheetPart, p[sheetPart] + "x", msgSyntax},
		{"UTF-16", sheetPart, "\xFE\xFF\x00<\x00w", msgEncoding},
		{"GBK is declared", sheetPart, `<?xml version="1.0" encoding="GBK"?><worksheet/>`, msgEncoding},
		{"declaration not at the top", sheetPart, ` <?xml version="1.0"?><worksheet/>`, msgEncoding},
		{"merged range is wrong", sheetPart, `<worksheet ` + mainNS + `><sheetData/><mergeCells><mergeCell ref="A1:"/></mergeCells></worksheet>`, msgMerged},
		{"merged range is missing", sheetPart, `<worksheet ` + mainNS + `><sheetData/><mergeCells><mergeCell/></mergeCells></worksheet>`, msgMerged},

		{"strings are cut", stringPart, p[stringPart][:len(p[stringPart])-12], msgCut},
		{"string with a stray element", stringPart, `<sst ` + mainNS + `><si><x>a</x></si></sst>`, msgPlace},
		{"string with stray text", stringPart, `<sst ` + mainNS + `><si>a</si></sst>`, msgPlace},
		{"table with a stray element", stringPart, `<sst ` + mainNS + `><t>a</t></sst>`, msgPlace},
		{"styles are cut", stylePart, p[stylePart][:100], msgCut},
		{"style without sense", stylePart, `<styleSheet ` + mainNS + `><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>`, msgAttr},
		{"another root", stylePart, `<sst ` + mainNS + `/>`, msgSyntax},

		{"workbook is cut", bookPart, p[bookPart][:len(p[bookPart])-5], msgCut},
		{"no sheets", bookPart, `<workbook ` + mainNS + `/>`, msgNoSheets},
		{"sheet without name", bookPart, strings.Replace(p[bookPart], `name="表1" `, ``, 1), msgSheetName},
		{"sheet without link", bookPart, strings.Replace(p[bookPart], `r:id="rId1"`, ``, 1), msgSheetLink},
		{"sheet with a dead link", bookPart, strings.Replace(p[bookPart], `rId1`, `rId9`, 1), msgSheetLink},
		{"sheet linked to strings", bookPart, strings.Replace(p[bookPart], `rId1`, `rId3`, 1), msgSheetLink},
		{"sheet twice", bookPart, strings.Replace(p[bookPart], `</sheets>`, `<sheet name="表1" sheetId="2" r:id="rId1"/></sheets>`, 1), msgSheetTwice},
		{"unknown visibility", bookPart, strings.Replace(p[bookPart], `sheetId`, `state="no" sheetId`, 1), msgAttr},
		{"name of a sheet that is not there", bookPart, strings.Replace(p[bookPart], `</sheets>`, `</sheets><definedNames><definedName name="a" localSheetId="1">1</definedName></definedNames>`, 1), msgNameScope},
		{"name without name", bookPart, strings.Replace(p[bookPart], `</sheets>`, `</sheets><definedNames><definedName>1</definedName></definedNames>`, 1), msgAttr},
		{"1904 or not", bookPart, strings.Replace(p[bookPart], `<sheets>`, `<workbookPr date1904="x"/><sheets>`, 1), msgAttr},
		{"link without id", bookRels, rel(`Type="` + relURI + `worksheet" Target="worksheets/sheet1.xml"`), msgLink},
		{"link without target", bookRels, rel(`Id="rId1" Type="` + relURI + `worksheet"`), msgLink},
		{"property twice", customPart, strings.Replace(p[customPart], `</Properties>`, `<property name="campaign"/></Properties>`, 1), msgProperty},
		{"content type twice", contentTypesPart, strings.Replace(p[contentTypesPart], `</Types>`, `<Default Extension="xml" ContentType="text/xml"/></Types>`, 1), msgAttr},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sheet := ""
			if c.part == sheetPart {
				sheet = "表1"
			}
			_, err := readAll(p.with(c.part, c.content).zip())
			var d *DamageError
			if !errors.As(err, &d) || d.Message != c.message || d.Part != c.part || d.Sheet != sheet {
				t.Fatalf("got %#v, want %s in %s", err, c.message, c.part)
			}
		})
	}
	for _, part := range []string{sheetPart, stringPart, stylePart, bookPart, customPart, bookRels} {
		t.Run("without "+part, func(t *testing.T) {
			_, err := readAll(p.without(part).zip())
			if part == customPart || part == bookRels {
				part = map[string]string{customPart: customPart, bookRels: bookPart}[part]
			}
			var d *DamageError
			if !errors.As(err, &d) || d.Part != part {
				t.Fatalf("got %#v", err)
			}
		})
	}
}

// TestErrorsTellNoContent makes sure that what stands in a cell never gets into
// a message.
func TestErrorsTellNoContent(t *testing.T) {
	const secret = "13912345678"
	for _, rows := range []string{
		`<row r="1"><c r="A1"><v>` + secret + `x</v></c></row>`,
		`<row r="1"><c r="A1" t="d"><v>` + secret + `</v></c></row>`,
		`<row r="1"><c r="A1" t="b"><v>` + secret + `</v></c></row>`,
		`<row r="1"><c r="A1" t="s"><v>` + secret + `</v></c></row>`,
		`<row r="1"><c r="A1" t="` + secret + `"><v>1</v></c></row>`,
		`<row r="1"><c r="` + secret + `"><v>1</v></c></row>`,
		`<row r="1">` + secret + `</row>`,
	} {
		_, err := readAll(simple().with(sheetPart, worksheet(rows)).zip())
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
			t.Errorf("%s: %v", rows, err)
		}
	}
}

func TestErrorSentence(t *testing.T) {
	_, err := readAll(simple().with(sheetPart, worksheet(`<row r="5"><c r="C5"><v>x</v></c></row>`)).zip())
	const want = "工作表“表1”C5 单元格：应当是数字，存储的却不是有效的数字。"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	_, err = readAll(simple().with(stylePart, "<").zip())
	const wantPart = "文件内部的 xl/styles.xml：内容在中途断开，后面的部分丢失了。"
	if err == nil || err.Error() != wantPart {
		t.Errorf("got  %v\nwant %s", err, wantPart)
	}
}
