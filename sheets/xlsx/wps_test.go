package xlsx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wps is a workbook as WPS writes it: pictures in cells, with a part of their own,
// and properties that break the rules of the package.
func wps() parts {
	p := simple()
	p["[Content_Types].xml"] = strings.Replace(p["[Content_Types].xml"], `</Types>`,
		`<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/><Default Extension="png" ContentType="image/png"/></Types>`, 1)
	p[bookRels] = relationships(
		`Id="rId1" Type="`+relURI+`worksheet" Target="worksheets/sheet1.xml"`,
		`Id="rId2" Type="`+relURI+`styles" Target="styles.xml"`,
		`Id="rId3" Type="`+relURI+`sharedStrings" Target="sharedStrings.xml"`,
		`Id="rId4" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"`)
	p["xl/cellimages.xml"] = xmlTop + `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>`
	p[sheetPart] = worksheet(`<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG(&quot;ID_1&quot;,1)</f><v>=DISPIMG(&quot;ID_1&quot;,1)</v></c></row>`)
	return p
}

func TestWorkbooksOfWPS(t *testing.T) {
	const core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	odd := wps()
	odd["_rels/.rels"] = relationships(
		`Id="rId4" Type="`+relURI+`custom-properties" Target="/docProps/custom.xml"`,
		`Id="rId3" Type="`+relURI+`extended-properties" Target="docProps/app.xml"`,
		`Id="rId2" Type="`+core+`" Target="docProps/core.xml"`,
		`Id="rId5" Type="`+core+`" Target="docProps/core2.xml"`,
		`Id="rId1" Type="`+relURI+`officeDocument" Target="xl/workbook.xml"`)
	odd["docProps/core.xml"] = xmlTop + `<cp:coreProperties xmlns:cp="x"><dc:creator xmlns:dc="y"/><dc:creator xmlns:dc="y">两次</dc:creator></cp:coreProperties>`
	want := []Cell{{Col: 1, Kind: Text, Text: `=DISPIMG("ID_1",1)`, Formula: true, Cached: true}}
	for name, p := range map[string]parts{"as it is": wps(), "two core properties, one of them missing": odd} {
		if diff := cmp.Diff(want, one(t, p)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// Some writers leave the addresses out: rows and cells follow one another. Where
// only some have one, counting goes on from there.
func TestSheetsWithoutAddresses(t *testing.T) {
	var long strings.Builder
	for range 5000 {
		long.WriteString(`<row><c t="s"><v>0</v></c><c/><c><v>2.5</v></c><c t="inlineStr"><is><t>文</t></is></c></row>`)
	}
	rows := readRows(t, simple().with(sheetPart, worksheet(long.String()+`<row r="6000"><c r="B6000"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`)))
	if len(rows) != 5002 || rows[4999].Number != 5000 || rows[5001].Number != 6001 {
		t.Fatalf("%d rows, the last is %d", len(rows), rows[len(rows)-1].Number)
	}
	for i, want := range []Cell{{Col: 1, Kind: Text, Text: "甲"}, {Col: 2}, {Col: 3, Kind: Number, Text: "2.5"}, {Col: 4, Kind: Text, Text: "文"}} {
		if got := rows[4999].Cells[i]; got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
	if c := rows[5000].Cells; c[0].Col != 2 || c[1].Col != 3 {
		t.Errorf("%+v", c)
	}
}

// The strict form of the format has other namespaces, booleans and dates.
func TestStrictWorkbooks(t *testing.T) {
	p := simple()
	for name, text := range p {
		text = strings.ReplaceAll(text, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
		text = strings.ReplaceAll(text, relURI+"custom-properties", "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties")
		text = strings.ReplaceAll(text, relURI, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
		text = strings.ReplaceAll(text, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
		p[name] = text
	}
	p[sheetPart] = strings.Replace(p[sheetPart], "</sheetData>", `<row r="2"><c r="A2" s="1" t="d"><v>2021-08-06</v></c><c r="B2" t="b"><v>true</v></c></row></sheetData>`, 1)
	rows := readRows(t, p)
	if len(rows) != 2 || rows[0].Cells[0].Text != "甲" || rows[1].Cells[0].Kind != Date || rows[1].Cells[0].Text != "2021-08-06" || rows[1].Cells[1].Text != "TRUE" {
		t.Errorf("%+v", rows)
	}
}
