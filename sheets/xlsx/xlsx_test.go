package xlsx

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSimpleWorkbook(t *testing.T) {
	want := &contents{
		Sheets: []Sheet{{Name: "表1"}},
		Props:  map[string]string{"campaign": "2021"},
		Rows: map[string][]Row{"表1": {{Number: 1, Cells: []Cell{
			{Col: 1, Kind: Text, Text: "甲"},
			{Col: 2, Kind: Number, Text: "1.5"},
		}}}},
		Merged: map[string][]Range{"表1": nil},
	}
	for name, data := range map[string][]byte{"deflated": simple().zip(), "stored": simple().stored()} {
		got, err := readAll(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWorkbookPart(t *testing.T) {
	p := simple().with(bookPart, xmlTop+`<workbook `+mainNS+` `+relNS+`><workbookPr date1904="true" codeName="x"/>`+
		`<sheets><sheet name="一&amp;二" sheetId="7" r:id="rId1"/><sheet name="a_x000A_b" sheetId="2" state="veryHidden" r:id="rId1"/></sheets>`+
		`<definedNames><definedName name="选项">'一&amp;二'!$A$1:$A$9</definedName>`+
		`<definedName name="_xlnm.Print_Area" localSheetId="0" hidden="1">'一&amp;二'!$A:$C</definedName></definedNames></workbook>`)
	w, err := OpenBytes(p.zip())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if !w.Date1904() {
		t.Error("the 1904 system was missed")
	}
	sheets := []Sheet{{Name: "一&二"}, {Name: "a\nb", Visibility: VeryHidden}}
	if diff := cmp.Diff(sheets, w.Sheets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	names := []DefinedName{
		{Name: "选项", Refers: "'一&二'!$A$1:$A$9"},
		{Name: "_xlnm.Print_Area", Refers: "'一&二'!$A:$C", Sheet: "一&二", Hidden: true},
	}
	if diff := cmp.Diff(names, w.Names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSharedStrings(t *testing.T) {
	const table = `<si><t>a</t></si><si><t>b</t><phoneticPr fontId="1" type="noConversion"/></si><si><t xml:space="preserve"> c</t></si>` +
		`<si><t>d</t><phoneticPr fontId="1"/></si><si/><si><t>e&amp;_x000D_</t></si><si><r><t>f</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`
	many := table
	want := []string{"a", "b", " c", "d", "", "e&\r", "f"}
	for len(want) < 3*pageStrings {
		many += `<si><t>更多</t></si>`
		want = append(want, "更多")
	}
	w, err := OpenBytes(simple().with(stringPart, `<sst `+mainNS+`>`+many+`<extLst/></sst>`).zip())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.loadTables(); err != nil {
		t.Fatal(err)
	}
	if w.strings.count != len(want) {
		t.Fatalf("%d texts, want %d", w.strings.count, len(want))
	}
	for i := range want {
		if got := w.strings.at(i); got != want[i] {
			t.Errorf("%d: got %q, want %q", i, got, want[i])
		}
	}
}
