package summary

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"taizhang/templates/book"

	"github.com/xuri/excelize/v2"
)

// parts are the files inside the workbook.
func parts(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out
}

// readable is all text of the workbook in one piece.
func readable(t testing.TB, data []byte) []byte {
	var b bytes.Buffer
	for _, p := range parts(t, data) {
		b.Write(p)
	}
	return b.Bytes()
}

func TestNothingLocked(t *testing.T) {
	for name, p := range parts(t, written(t, testInput(t))) {
		if bytes.Contains(p, []byte("sheetProtection")) || bytes.Contains(p, []byte("workbookProtection")) {
			t.Errorf("%s is protected", name)
		}
	}
}

func TestMergesDoNotOverlap(t *testing.T) {
	checkMerges(t, written(t, testInput(t)))
	checkMerges(t, written(t, emptied(t, testInput(t))))
}

func checkMerges(t testing.TB, data []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		merges, err := f.GetMergeCells(sheet, true)
		if err != nil {
			t.Fatal(err)
		}
		taken := map[[2]int]bool{}
		for _, m := range merges {
			c1, r1, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
			c2, r2, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			for c := c1; c <= c2; c++ {
				for r := r1; r <= r2; r++ {
					if taken[[2]int{c, r}] {
						t.Errorf("%s: two merged ranges hold %s", sheet, book.At(c, r))
					}
					taken[[2]int{c, r}] = true
				}
			}
		}
	}
}

var chartRange = regexp.MustCompile(`<(?:c:)?f>(?:'|&#39;)([^'&]+)(?:'|&#39;)!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?</`)

// Every chart reads cells that exist, names in its categories and at least one
// number in its values.
func TestChartsReadWhatIsThere(t *testing.T) {
	data := written(t, testInput(t))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	charts := 0
	for name, p := range parts(t, data) {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		charts++
		refs := chartRange.FindAllSubmatch(p, -1)
		if len(refs) < 3 {
			t.Errorf("%s has %d references", name, len(refs))
		}
		for _, ref := range refs {
			sheet, from, to := string(ref[1]), string(ref[2])+string(ref[3]), string(ref[4])+string(ref[5])
			if to == "" {
				to = from
			}
			if n := filled(t, f, sheet, from, to); n == 0 {
				t.Errorf("%s reads %s!%s:%s, which is empty", name, sheet, from, to)
			}
		}
	}
	if charts != 7 {
		t.Errorf("%d charts", charts)
	}
}

func filled(t testing.TB, f *excelize.File, sheet, from, to string) int {
	c1, r1, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	c2, r2, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for c := c1; c <= c2; c++ {
		for r := r1; r <= r2; r++ {
			if v, err := f.GetCellValue(sheet, book.At(c, r)); err != nil {
				t.Fatal(err)
			} else if v != "" {
				n++
			}
		}
	}
	return n
}

func TestEmptyLedgersHaveNoCharts(t *testing.T) {
	data := written(t, emptied(t, testInput(t)))
	for name := range parts(t, data) {
		if strings.HasPrefix(name, "xl/charts/") {
			t.Errorf("an empty campaign has %s", name)
		}
	}
	if !strings.Contains(dump(t, data), "\t无\n") {
		t.Error("nowhere does it say 无")
	}
}

// anchor is where a drawing stands, counted from nought.
type anchor struct {
	From corner `xml:"from"`
	To   corner `xml:"to"`
}

type corner struct {
	Col int `xml:"col"`
	Row int `xml:"row"`
}

// A chart covers no cell that holds anything, and stays inside the print area.
func TestChartsCoverNoData(t *testing.T) {
	data := written(t, testInput(t))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := parts(t, data)
	sheets := f.GetSheetList()
	for i, sheet := range sheets {
		rels := all["xl/worksheets/_rels/sheet"+strconv.Itoa(i+1)+".xml.rels"]
		m := regexp.MustCompile(`drawings/(drawing\d+\.xml)`).FindSubmatch(rels)
		if m == nil {
			continue
		}
		var d struct {
			Anchors []anchor `xml:"twoCellAnchor"`
		}
		if err := xml.Unmarshal(all["xl/drawings/"+string(m[1])], &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Anchors) == 0 {
			t.Errorf("%s: no anchors", sheet)
		}
		for _, a := range d.Anchors {
			for c := a.From.Col; c <= a.To.Col; c++ {
				for r := a.From.Row; r <= a.To.Row; r++ {
					if v, _ := f.GetCellValue(sheet, book.At(c+1, r+1)); v != "" {
						t.Errorf("%s: a chart covers %s = %q", sheet, book.At(c+1, r+1), v)
					}
				}
			}
		}
	}
}
