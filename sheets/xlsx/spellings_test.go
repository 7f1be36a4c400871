package xlsx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// one gives the only row of a sheet.
func one(t *testing.T, p parts) []Cell {
	t.Helper()
	rows := readRows(t, p)
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	return rows[0].Cells
}

// TestCellSpellings reads one cell, A1, in every spelling that is right.
func TestCellSpellings(t *testing.T) {
	text := func(s string) Cell { return Cell{Col: 1, Kind: Text, Text: s} }
	number := func(s string) Cell { return Cell{Col: 1, Kind: Number, Text: s} }
	cases := []struct {
		name, cell string
		want       Cell
	}{
		{"shared", `<c r="A1" t="s"><v>1</v></c>`, text("乙")},
		{"shared rich text", `<c r="A1" t="s"><v>2</v></c>`, text("丙丁")},
		{"shared index in spaces", `<c r="A1" t="s"><v> 1 </v></c>`, text("乙")},
		{"inline", `<c r="A1" t="inlineStr"><is><t>甲</t></is></c>`, text("甲")},
		{"inline spaces", `<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>`, text(" 甲 ")},
		{"inline rich", `<c r="A1" t="inlineStr"><is><r><rPr><b/><sz val="11"/></rPr><t>甲</t></r><r><t>乙</t></r></is></c>`, text("甲乙")},
		{"inline phonetic", `<c r="A1" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></is></c>`, text("漢字")},
		{"inline empty", `<c r="A1" t="inlineStr"><is><t/></is></c>`, text("")},
		{"inline as value", `<c r="A1" t="inlineStr"><v>甲</v></c>`, text("甲")},
		{"string", `<c r="A1" t="str"><v>甲</v></c>`, text("甲")},
		{"empty string", `<c r="A1" t="str"><v></v></c>`, text("")},
		{"text of digits", `<c r="A1" t="str"><v>123</v></c>`, text("123")},
		{"text like an error", `<c r="A1" t="str"><v>#N/A</v></c>`, text("#N/A")},
		{"entities", `<c r="A1" t="str"><v>&lt;&amp;&gt;&quot;&apos;&#20013;&#x6587;&#10;</v></c>`, text("<&>\"'中文\n")},
		{"CDATA", `<c r="A1" t="str"><v>a<![CDATA[<&amp;>]]>b</v></c>`, text("a<&amp;>b")},
		{"comment inside", `<c r="A1" t="str"><v>a<!-- x -->b<?p i?>c</v></c>`, text("abc")},
		{"escape", `<c r="A1" t="str"><v>a_x000D_b_x0009_</v></c>`, text("a\rb\t")},
		{"escaped escape", `<c r="A1" t="str"><v>_x005F_x000D_</v></c>`, text("_x000D_")},
		{"escape in lower case", `<c r="A1" t="str"><v>_x000d_</v></c>`, text("\r")},
		{"no escape", `<c r="A1" t="str"><v>_x00ZZ_ _x0_ a_xb</v></c>`, text("_x00ZZ_ _x0_ a_xb")},
		{"escaped pair", `<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>`, text("😀")},
		{"escaped half pair", `<c r="A1" t="str"><v>_xD83D_a</v></c>`, text("_xD83D_a")},
		{"line ends", "<c r=\"A1\" t=\"str\"><v>a\r\nb\rc\n</v></c>", text("a\nb\nc\n")},
		{"line ends in CDATA", "<c r=\"A1\" t=\"str\"><v><![CDATA[a\r\nb\r]]></v></c>", text("a\nb\n")},
		{"beyond the basic plane", `<c r="A1" t="str"><v>𠮷😀</v></c>`, text("𠮷😀")},

		{"integer", `<c r="A1"><v>12</v></c>`, number("12")},
		{"typed number", `<c r="A1" t="n"><v>12</v></c>`, number("12")},
		{"number in spaces", `<c r="A1"><v> 12
</v></c>`, number("12")},
		{"negative", `<c r="A1"><v>-0.5</v></c>`, number("-0.5")},
		{"exponent", `<c r="A1"><v>1.5E-7</v></c>`, number("1.5E-7")},
		{"plus", `<c r="A1"><v>+3</v></c>`, number("+3")},
		{"bare point", `<c r="A1"><v>.5</v></c>`, number(".5")},
		{"digits are kept", `<c r="A1"><v>0.10000000000000001</v></c>`, number("0.10000000000000001")},
		{"number in CDATA", `<c r="A1"><v><![CDATA[7]]></v></c>`, number("7")},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, Cell{Col: 1, Kind: Bool, Text: "TRUE"}},
		{"false in words", `<c r="A1" t="b"><v>false</v></c>`, Cell{Col: 1, Kind: Bool, Text: "FALSE"}},
		{"error", `<c r="A1" t="e"><v>#N/A</v></c>`, Cell{Col: 1, Kind: Error, Text: "#N/A"}},
		{"ISO date", `<c r="A1" t="d"><v>2021-08-06</v></c>`, Cell{Col: 1, Kind: Date, Text: "2021-08-06"}},
		{"ISO moment", `<c r="A1" t="d"><v>2021-08-06T08:30:00.5Z</v></c>`, Cell{Col: 1, Kind: Date, Text: "2021-08-06T08:30:00.5Z"}},
		{"date by style", `<c r="A1" s="1"><v>44414</v></c>`, Cell{Col: 1, Kind: Date, Text: "44414", Style: 1, Format: 14}},
		{"date by its own format", `<c r="A1" s="3"><v>44414</v></c>`, Cell{Col: 1, Kind: Date, Text: "44414", Style: 3, Format: 176, Code: `yyyy"年"m"月"`}},
		{"percentage", `<c r="A1" s="2"><v>0.8</v></c>`, Cell{Col: 1, Kind: Number, Text: "0.8", Style: 2, Format: 10, Percent: true}},
		{"text in a date style", `<c r="A1" s="1" t="str"><v>8月</v></c>`, Cell{Col: 1, Kind: Text, Text: "8月", Style: 1, Format: 14}},
		{"text in an unknown style", `<c r="A1" s="5" t="str"><v>8月</v></c>`, Cell{Col: 1, Kind: Text, Text: "8月", Style: 5, Format: 200}},

		{"blank", `<c r="A1" s="4"/>`, Cell{Col: 1, Style: 4, Format: 49}},
		{"blank in two tags", `<c r="A1"></c>`, Cell{Col: 1}},
		{"blank value", `<c r="A1"><v/></c>`, Cell{Col: 1}},
		{"blank text", `<c r="A1" t="s"/>`, Cell{Col: 1}},
		{"formula", `<c r="A1"><f>1+1</f><v>2</v></c>`, Cell{Col: 1, Kind: Number, Text: "2", Formula: true, Cached: true}},
		{"formula not calculated", `<c r="A1"><f>1+1</f></c>`, Cell{Col: 1, Formula: true, Unsolved: "1+1"}},
		{"formula by openpyxl", `<c r="A1"><f>1+1</f><v></v></c>`, Cell{Col: 1, Formula: true, Unsolved: "1+1"}},
		{"formula that gives no text", `<c r="A1" t="str"><f>""</f><v></v></c>`, Cell{Col: 1, Kind: Text, Formula: true, Cached: true}},
		{"formula that fails", `<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, Cell{Col: 1, Kind: Error, Text: "#DIV/0!", Formula: true, Cached: true}},
		{"shared formula", `<c r="A1"><f t="shared" si="0"/><v>2</v></c>`, Cell{Col: 1, Kind: Number, Text: "2", Formula: true, Cached: true}},
		{"formula behind the value", `<c r="A1"><v>2</v><f>1+1</f></c>`, Cell{Col: 1, Kind: Number, Text: "2", Formula: true, Cached: true}},

		{"no address", `<c t="str"><v>甲</v></c>`, text("甲")},
		{"address in lower case", `<c r="a1"><v>1</v></c>`, number("1")},
		{"attributes in another order", `<c t="s" s="0" r="A1"><v>0</v></c>`, text("甲")},
		{"single quotes", `<c r='A1' t='s'><v>0</v></c>`, text("甲")},
		{"line breaks in tags", "<c\n\tr=\"A1\"\r\n t = \"s\" ><v >0</v\n></c >", text("甲")},
		{"line breaks between tags", "<c r=\"A1\" t=\"s\">\n  <v>0</v>\n</c>", text("甲")},
		{"entity in an attribute", `<c r="&#65;1" t="&#x73;"><v>0</v></c>`, text("甲")},
		{"metadata", `<c r="A1" cm="1" vm="2" ph="1"><v>1</v></c>`, number("1")},
		{"extension", `<c r="A1"><v>1</v><extLst><ext uri="x"><a xmlns="urn:x">b</a></ext></extLst></c>`, number("1")},
		{"prefix", `<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="A1"><x:v>1</x:v></x:c>`, number("1")},
		{"foreign element", `<c r="A1"><v>1</v><y:v xmlns:y="urn:y">2</y:v></c>`, number("1")},
		{"foreign default namespace", `<c r="A1"><v xmlns="urn:y">2</v><v>1</v></c>`, number("1")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := one(t, simple().with(sheetPart, worksheet(`<row r="1">`+c.cell+`</row>`)))
			if diff := cmp.Diff([]Cell{c.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMissingAddresses(t *testing.T) {
	got := readRows(t, simple().with(sheetPart, worksheet(
		`<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"/><row hidden="1"><c><v>4</v></c></row>`)))
	want := []Row{
		{Number: 1, Cells: []Cell{{Col: 1, Kind: Number, Text: "1"}, {Col: 4, Kind: Number, Text: "2"}, {Col: 5, Kind: Number, Text: "3"}}},
		{Number: 5, Cells: []Cell{}},
		{Number: 6, Hidden: true, Cells: []Cell{{Col: 1, Kind: Number, Text: "4"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPackageSpellings reads the same content out of packages that are put
// together in every way that is right.
func TestPackageSpellings(t *testing.T) {
	p := simple()
	strict := strings.NewReplacer(
		relURI+"custom-properties", "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties",
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
		"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "http://purl.oclc.org/ooxml/officeDocument/customProperties",
		"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes")
	all := func(change func(string) string) parts {
		q := parts{}
		for name, content := range p {
			q[name] = change(content)
		}
		return q
	}
	rename := func(change func(string) string) parts {
		q := parts{}
		for name, content := range p {
			q[change(name)] = content
		}
		return q
	}
	prefixed := func(s string) string {
		s = strings.ReplaceAll(s, `<worksheet xmlns=`, `<worksheet xmlns:main=`)
		for _, tag := range []string{"worksheet", "sheetData", "row", "c", "v"} {
			for _, end := range []string{" ", ">", "/>"} {
				s = strings.ReplaceAll(s, "<"+tag+end, "<main:"+tag+end)
				s = strings.ReplaceAll(s, "</"+tag+end, "</main:"+tag+end)
			}
		}
		return s
	}
	cases := map[string]parts{
		"as Excel does":        p,
		"strict namespace":     all(strict.Replace),
		"byte order mark":      all(func(s string) string { return "\xEF\xBB\xBF" + s }),
		"without declaration":  all(func(s string) string { return strings.TrimPrefix(s, xmlTop) }),
		"single quotes":        all(func(s string) string { return strings.ReplaceAll(s, `"`, `'`) }),
		"backslashes in names": rename(func(s string) string { return strings.ReplaceAll(s, "/", `\`) }),
		"names in upper case":  rename(strings.ToUpper),
		"leading slash":        rename(func(s string) string { return "/" + s }),
		"prefix":               p.with(sheetPart, prefixed(p[sheetPart])),
		"absolute target":      p.edit(t, bookRels, `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml`),
		"backslash target":     p.edit(t, bookRels, `worksheets/sheet1.xml`, `worksheets\sheet1.xml`),
		"target with dots":     p.edit(t, bookRels, `worksheets/sheet1.xml`, `../xl/./worksheets/sheet1.xml`),
		"encoded target":       p.edit(t, bookRels, `worksheets/sheet1.xml`, `worksheets/she%65t1.xml`),
		"wrong dimension":      p.edit(t, sheetPart, `<sheetData>`, `<dimension ref="A1:A1"/><sheetData>`),
		"wrong spans":          p.edit(t, sheetPart, `<row r="1"`, `<row r="1" spans="5:9"`),
		"wrong counts":         p.edit(t, stringPart, `uniqueCount="3"`, `uniqueCount="9000000"`),
		"comments everywhere":  all(func(s string) string { return strings.ReplaceAll(s, "><", "><!-- c --><?pi x?><") }),
		"spaces everywhere":    all(func(s string) string { return strings.ReplaceAll(s, "><", ">\r\n <") }),
	}
	want, err := readAll(p.zip())
	if err != nil {
		t.Fatal(err)
	}
	for name, q := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := readAll(q.zip())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestWPSShape reads parts as WPS writes them: its own namespaces and custom
// properties, rows with every attribute, formats from 176 on.
func TestWPSShape(t *testing.T) {
	p := simple().with(sheetPart, xmlTop+`<worksheet `+mainNS+` `+relNS+
		` xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"`+
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">`+
		`<sheetPr/><dimension ref="A1:C2"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews>`+
		`<sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5" outlineLevelCol="2"/><cols><col min="1" max="1" width="12.625" customWidth="1"/></cols>`+
		`<sheetData><row r="1" ht="27" customHeight="1" spans="1:3"><c r="A1" s="4" t="s"><v>0</v></c><c r="C1" s="3"><v>44409</v></c></row></sheetData>`+
		`<mergeCells count="2"><mergeCell ref="A2:C2"/><mergeCell ref="A3:A9"/></mergeCells><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/><headerFooter/>`+
		`<mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent/></controls></mc:Choice></mc:AlternateContent></worksheet>`)
	p = p.edit(t, customPart, `</Properties>`, `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="KSOProductBuildVer"><vt:lpwstr>2052-11.8.2.12085</vt:lpwstr></property></Properties>`)
	got, err := readAll(p.zip())
	if err != nil {
		t.Fatal(err)
	}
	wantRows := []Row{{Number: 1, Cells: []Cell{
		{Col: 1, Kind: Text, Text: "甲", Style: 4, Format: 49},
		{Col: 3, Kind: Date, Text: "44409", Style: 3, Format: 176, Code: `yyyy"年"m"月"`},
	}}}
	if diff := cmp.Diff(wantRows, got.Rows["表1"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Range{{1, 2, 3, 2}, {1, 3, 1, 9}}, got.Merged["表1"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Props["KSOProductBuildVer"] != "2052-11.8.2.12085" {
		t.Errorf("properties: %v", got.Props)
	}
}
