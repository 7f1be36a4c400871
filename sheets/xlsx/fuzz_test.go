package xlsx

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// fuzzLimits keep a single input from taking long.
var fuzzLimits = limits{
	FileBytes: 4 << 20, PartBytes: 1 << 20, TotalBytes: 4 << 20, Cells: 50_000, Strings: 50_000, StringLen: 1_000,
}

// knownError says whether err is one of the errors that users are told.
func knownError(err error) bool {
	var (
		format *FormatError
		damage *DamageError
		limit  *LimitError
		sheet  *SheetError
	)
	fix := ""
	switch {
	case errors.As(err, &format):
		fix = format.Fix
	case errors.As(err, &damage):
		fix = damage.Fix
	case errors.As(err, &limit):
		fix = limit.Fix
	case errors.As(err, &sheet):
		fix = sheet.Fix
	}
	return fix != "" && err.Error() != "" && !strings.Contains(err.Error(), "%!")
}

// quirk says whether the standard decoder refuses what XML allows: names of
// letters beyond ASCII and colons it judges by another table, and it takes a
// version other than 1.0 for a fault.
func quirk(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return true
		}
	}
	return bytes.Contains(data, []byte("<?xml")) || bytes.Contains(data, []byte("]]>"))
}

// slowly reads a sheet part a byte at a time through the smallest window, which
// puts the edge of the window everywhere.
func slowly(t *testing.T, w *Workbook, data []byte) ([]Row, error) {
	if err := w.loadTables(); err != nil {
		t.Fatal(err)
	}
	src := io.NopCloser(iotest.OneByteReader(bytes.NewReader(data)))
	d := &document{src: src}
	d.reset(sheetPart, src, make([]byte, 8), tokenRoom(w.pkg.limits))
	r := &Rows{book: w, sheet: "表1", doc: d}
	var list []Row
	for r.Next() {
		row := *r.Row()
		row.Cells = slices.Clone(row.Cells)
		list = append(list, row)
	}
	return list, r.Err()
}

func FuzzSheet(f *testing.F) {
	for _, s := range sheetSeeds {
		f.Add([]byte(worksheet(s)))
	}
	f.Add([]byte(strings.Replace(worksheet(""), "</sheetData>", `</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, 1)))
	f.Add([]byte(worksheet("")[:200]))
	base := simple()
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := OpenBytes(base.with(sheetPart, string(data)).stored(), withLimits(fuzzLimits))
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		rows, err := readSheet(w, "表1")
		slow, slowErr := slowly(t, w, data)
		if diff := cmp.Diff(rows, slow); diff != "" || (err == nil) != (slowErr == nil) {
			t.Fatalf("the window's edge makes a difference: %v, %v\n%s", err, slowErr, diff)
		}
		checkOrder(t, rows)
		if err != nil {
			if !knownError(err) {
				t.Fatalf("not an error for users: %v", err)
			}
			return
		}
		want, err := referenceRows(data, []string{"甲", "乙", "丙丁"})
		switch {
		case err != nil && !quirk(data):
			t.Fatalf("read, but the standard decoder says: %v", err)
		case err == nil && !sameRows(rows, want):
			t.Fatalf("read otherwise than by the standard decoder:\n%s", cmp.Diff(want, rows))
		}
	})
}

// checkOrder checks what every caller relies on.
func checkOrder(t *testing.T, rows []Row) {
	last := 0
	for _, r := range rows {
		if r.Number <= last || r.Number > maxRow {
			t.Fatalf("row %d after row %d", r.Number, last)
		}
		last = r.Number
		col := 0
		for _, c := range r.Cells {
			if c.Col <= col || c.Col > maxCol {
				t.Fatalf("column %d after column %d", c.Col, col)
			}
			col = c.Col
			if c.Kind == Empty && (c.Text != "" || c.Cached) || c.Cached && !c.Formula {
				t.Fatalf("contradictory cell %+v", c)
			}
			c.Time(false)
			c.Time(true)
		}
	}
}

func FuzzStrings(f *testing.F) {
	f.Add([]byte(simple()[stringPart]))
	for _, s := range stringSeeds {
		f.Add([]byte(`<sst ` + mainNS + `>` + s + `</sst>`))
	}
	base := simple().with(sheetPart, worksheet(""))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := OpenBytes(base.with(stringPart, string(data)).stored(), withLimits(fuzzLimits))
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if err := w.loadTables(); err != nil {
			if !knownError(err) {
				t.Fatalf("not an error for users: %v", err)
			}
			return
		}
		root, err := parseTree(data)
		if err != nil {
			if !quirk(data) {
				t.Fatalf("read, but the standard decoder says: %v", err)
			}
			return
		}
		list := root.first("sst").all("si")
		if len(list) != w.strings.count {
			t.Fatalf("%d texts, want %d", w.strings.count, len(list))
		}
		for i, n := range list {
			if got, want := w.strings.at(i), n.rich(); got != want {
				t.Fatalf("text %d is %q, want %q", i, got, want)
			}
		}
	})
}

func FuzzStyles(f *testing.F) {
	f.Add([]byte(simple()[stylePart]), "yyyy-mm-dd")
	for _, code := range []string{"General", `#,##0.00_ ;[Red]-#,##0.00\ `, `[$-804]yyyy"年"m"月"d"日"`, "0.00E+00", "[h]:mm", "0%;0", `上午/下午h"时"`} {
		f.Add([]byte(`<styleSheet `+mainNS+`><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>`), code)
	}
	base := simple().with(sheetPart, worksheet(`<row><c s="0"><v>1</v></c></row>`))
	f.Fuzz(func(t *testing.T, data []byte, code string) {
		parseFormat(code)
		for _, number := range []string{"0", "-1.5", "44414.354", "1e30"} {
			Cell{Kind: Number, Text: number, Code: code}.Shown(false)
		}
		_, err := readAll(base.with(stylePart, string(data)).stored(), withLimits(fuzzLimits))
		if err != nil && !knownError(err) {
			t.Fatalf("not an error for users: %v", err)
		}
		if err != nil {
			return
		}
		if _, err := parseTree(data); err != nil && !quirk(data) {
			t.Fatalf("read, but the standard decoder says: %v", err)
		}
	})
}

// fuzzedParts are the small parts that FuzzPackage replaces.
var fuzzedParts = []string{bookPart, bookRels, "_rels/.rels", contentTypesPart, customPart}

func FuzzPackage(f *testing.F) {
	base := simple()
	for i, name := range fuzzedParts {
		f.Add(uint8(i), []byte(base[name]))
	}
	f.Add(uint8(0), []byte(`<workbook `+mainNS+` `+relNS+`><workbookPr date1904="1"/><sheets><sheet name="a" state="hidden" r:id="rId1"/></sheets>`+
		`<definedNames><definedName name="b" localSheetId="0" hidden="1">a!$A$1</definedName></definedNames></workbook>`))
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		name := fuzzedParts[int(which)%len(fuzzedParts)]
		_, err := readAll(base.with(name, string(data)).stored(), withLimits(fuzzLimits))
		if err != nil {
			if !knownError(err) {
				t.Fatalf("not an error for users: %v", err)
			}
			return
		}
		if _, err := parseTree(data); err != nil && !quirk(data) {
			t.Fatalf("read, but the standard decoder says: %v", err)
		}
	})
}

func FuzzFile(f *testing.F) {
	f.Add(simple().zip())
	f.Add(simple().stored())
	f.Add([]byte("名称,数量\n甲,1\n"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Add([]byte("<html><table>"))
	real, _ := filepath.Glob("testdata/*/*.xlsx")
	for _, name := range real {
		if data, err := os.ReadFile(name); err == nil && len(data) < 16<<10 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		one, err := readAll(data, withLimits(fuzzLimits))
		if err != nil && !knownError(err) {
			t.Fatalf("not an error for users: %v", err)
		}
		two, again := readAll(data, withLimits(fuzzLimits), withName("a.et"), WithWorkers(1))
		if err == nil && (again != nil || !cmp.Equal(one, two)) {
			t.Fatalf("read twice with different results: %v", again)
		}
	})
}

var sheetSeeds = []string{
	``,
	`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row>`,
	`<row><c><v>1</v></c><c t="str"><v>a_x000D_&amp;</v></c></row><row r="5" hidden="1"><c r="C5" s="1"><v>44414</v></c></row>`,
	`<row r='2'><c r='A2' t='inlineStr'><is><r><t>a</t></r><r><rPr/><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>`,
	`<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2021-08-06</v></c><c r="D1"><f>A1</f><v/></c></row>`,
	`<row r="3" ><c r="A3"
 t="str" ><f t="shared" si="0">1+1</f><v><![CDATA[<x>]]></v></c></row><!-- c --><?p i?>`,
	`<row r="1"><c r="A1" s="2"><v>-1.5E-3</v></c><c r="XFD1" s="3"/></row><row r="1048576"/>`,
	`<row r="1"><x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="A1"><x:v>1</x:v></x:c></row>`,
}

var stringSeeds = []string{
	`<si><t>a</t></si><si><t/></si><si/>`,
	`<si><r><rPr><b/></rPr><t>a_x005F_x000D_</t></r><r><t xml:space="preserve"> &#20013;&#x6587;</t></r><phoneticPr fontId="1"/></si>`,
	`<si><t><![CDATA[a&b]]>c<!-- d -->e</t></si>`,
	`<si><t>a</t></si><si><t>b</t><phoneticPr fontId="1" type="noConversion"/></si><si><t xml:space="preserve"> c</t></si><si><t>d</t><phoneticPr fontId="1"/></si>`,
	"<si><t>_xD83D__xDE00_\r\n</t></si>",
}
