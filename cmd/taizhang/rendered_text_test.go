package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// bare is a text without what printing may add or move: the room between words, and
// signs that another font stands in for.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.So, r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

// drawn is a PDF's text in the order in which it was drawn, cell by cell.
func drawn(t *testing.T, pdf string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-raw", pdf, "-").Output()
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(pdf), err)
	}
	return bare(string(out))
}

// printedSheet is what a sheet prints, as the workbook has it.
type printedSheet struct {
	name  string
	title string // of the first column that shows, in the rows on every page
	texts []string
}

var areaOf = regexp.MustCompile(`^'.*'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)$`)
var titlesOf = regexp.MustCompile(`\$(\d+):\$(\d+)$`)

// printedSheets reads the texts that a workbook's sheets print.
func printedSheets(t *testing.T, file string) (all []printedSheet) {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	areas, titles := map[string][]string{}, map[string][]string{}
	for _, n := range f.GetDefinedName() {
		switch n.Name {
		case "_xlnm.Print_Area":
			areas[n.Scope] = areaOf.FindStringSubmatch(n.RefersTo)
		case "_xlnm.Print_Titles":
			titles[n.Scope] = titlesOf.FindStringSubmatch(n.RefersTo)
		}
	}
	for _, sheet := range f.GetSheetList() {
		if seen, _ := f.GetSheetVisible(sheet); seen {
			all = append(all, printedTexts(t, f, sheet, areas[sheet], titles[sheet]))
		}
	}
	return all
}

func printedTexts(t *testing.T, f *excelize.File, sheet string, area, titles []string) printedSheet {
	t.Helper()
	p := printedSheet{name: sheet}
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	from, to, first, last := 1, 1<<14, 1, 1<<20
	if area != nil {
		from, first, _ = excelize.CellNameToCoordinates(area[1] + area[2])
		to, last, _ = excelize.CellNameToCoordinates(area[3] + area[4])
	}
	hidden := map[int]bool{}
	for i := range slices.MaxFunc(append(rows, nil), func(a, b []string) int { return len(a) - len(b) }) {
		col, _ := excelize.ColumnNumberToName(i + 1)
		seen, _ := f.GetColVisible(sheet, col)
		hidden[i+1] = !seen
	}
	for r, row := range rows {
		if r+1 < first || r+1 > last {
			continue
		}
		if seen, _ := f.GetRowVisible(sheet, r+1); !seen {
			continue
		}
		for c, text := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if text = bare(text); text == "" || hidden[c+1] || c+1 < from || c+1 > to {
				continue
			}
			if kind, _ := f.GetCellType(sheet, at); kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
				continue
			}
			p.texts = append(p.texts, text)
			if p.title == "" && titles != nil && at[strings.IndexAny(at, "0123456789"):] == titles[2] {
				p.title = text
			}
		}
	}
	return p
}

// checkCut: every text of the workbook's cells stands in its print, whole.
func checkCut(t *testing.T, name, text string, sheets []printedSheet) {
	t.Helper()
	cut := 0
	for _, s := range sheets {
		for _, cell := range s.texts {
			if !strings.Contains(text, cell) {
				if cut++; cut <= 5 {
					t.Errorf("%s, %s: printed cut: %s", name, s.name, cell)
				}
			}
		}
	}
	if cut > 5 {
		t.Errorf("%s: %d texts are cut", name, cut)
	}
}

// checkTitles: every page of a sheet, which its foot names, begins with the sheet's
// header.
func checkTitles(t *testing.T, name string, pages []printedPage, sheets []printedSheet) {
	t.Helper()
	for i, p := range pages {
		foot := p.within(1-0.5*72/p.Height, 1) // the margin
		of := printedSheet{}
		for _, s := range sheets {
			if strings.Contains(foot, bare(s.name)) && len(s.name) > len(of.name) {
				of = s
			}
		}
		if title, _, _ := strings.Cut(of.title, "※"); !strings.Contains(p.text(), title) {
			t.Errorf("%s, page %d (%s) does not repeat its header %q", name, i+1, of.name, of.title)
		}
	}
}
