package main

import (
	"encoding/xml"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// word is a word of a printed page with its box, in points.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

type printedPage struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"word"`
}

func (p printedPage) text() string { return p.within(0, 1) }

// within is the text between two heights of the page.
func (p printedPage) within(from, to float64) string {
	var b strings.Builder
	for _, w := range p.Words {
		if w.YMin >= p.Height*from && w.YMax <= p.Height*to {
			b.WriteString(bare(w.Text))
		}
	}
	return b.String()
}

// printout is a document as it comes out of LibreOffice.
type printout struct {
	pages []printedPage
	text  string
}

// printed converts documents with LibreOffice and reads the pages of each.
func printed(t *testing.T, soffice string, files []string) map[string]printout {
	t.Helper()
	dir := t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := map[string]printout{}
	for _, f := range files {
		pdf := filepath.Join(dir, strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))+".pdf")
		out, err := exec.Command("pdftotext", "-bbox", pdf, "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		var doc struct {
			Pages []printedPage `xml:"body>doc>page"`
		}
		if err := xml.Unmarshal(out, &doc); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		all[f] = printout{doc.Pages, drawn(t, pdf)}
	}
	return all
}

// TestPrinted prints what both sample campaigns give out, and what they work with: so
// many pages, none nearly empty, no number too wide for its cell, no text cut or running
// into another, titles on every page.
func TestPrinted(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("prints everything")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("needs LibreOffice")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("needs pdftotext")
	}
	for campaign, most := range map[string]map[string]int{
		sampleDir(t): {
			"5-汇总/汇总表.xlsx": 25, "5-汇总/汇总表-内部.xlsx": 30, "5-汇总/汇总表-领导版.xlsx": 3, "5-汇总/一图读懂.docx": 1,
			"5-汇总/通报-社会公开稿.docx": 17, "5-汇总/通报-党内通报稿.docx": 17,
		},
		halfwayDir(t): {
			"5-汇总/汇总表.xlsx": 30, "5-汇总/汇总表-内部.xlsx": 33, "5-汇总/汇总表-领导版.xlsx": 3, "5-汇总/一图读懂-未完成.docx": 1,
			"5-汇总/通报-社会公开稿-未完成.docx": 17, "5-汇总/通报-党内通报稿-未完成.docx": 17, "4-总台账/总台账.xlsx": 180,
			"1-下发/综合执法大队.xlsx": 26, "1-下发/第四社区.xlsx": 28, "1-下发/纪工委-限阅.xlsx": 6, "6-督办/*.xlsx": 13,
			"6-督办/任务单/*-007-*.docx": 2, "6-督办/提示单/*-011-*.docx": 3, "6-督办/督办单/*-001-*.docx": 2, "6-督办/草稿/*.docx": 1, "6-督办/销号单/*-7-0*.docx": 1,
		},
	} {
		limit := map[string]int{}
		for pattern, pages := range most {
			files, err := filepath.Glob(filepath.Join(campaign, pattern))
			if err != nil || len(files) == 0 {
				t.Errorf("%s: %s is not there", filepath.Base(campaign), pattern)
			}
			for _, f := range files {
				limit[f] = pages
			}
		}
		for file, out := range printed(t, soffice, slices.Sorted(maps.Keys(limit))) {
			checkPrintout(t, campaign, file, limit[file], out)
		}
	}
}

// checkPrintout holds one document's print.
func checkPrintout(t *testing.T, campaign, file string, most int, out printout) {
	t.Helper()
	name := filepath.Base(campaign) + " " + filepath.Base(file)
	if len(out.pages) > most {
		t.Errorf("%s: %d pages, more than %d", name, len(out.pages), most)
	}
	for i, p := range out.pages {
		checkPrinted(t, name, i+1, p)
	}
	if filepath.Ext(file) != ".xlsx" {
		return
	}
	sheets := printedSheets(t, file)
	checkTitles(t, name, out.pages, sheets)
	if !strings.Contains(name, "总台账") { // its rows are kept low to work in
		checkCut(t, name, out.text, sheets)
	}
}

// leastFilled is the part of a page's height that something stands on.
const leastFilled = 0.05

func checkPrinted(t *testing.T, name string, number int, p printedPage) {
	t.Helper()
	top, bottom := p.Height, 0.0
	for _, w := range p.Words {
		if strings.Contains(w.Text, "###") {
			t.Errorf("%s, page %d: a number does not fit its cell", name, number)
		}
		if w.YMax < p.Height*0.93 { // above the foot
			top, bottom = min(top, w.YMin), max(bottom, w.YMax)
		}
		if w.XMin < -1 || w.XMax > p.Width+1 || w.YMax > p.Height+1 {
			t.Errorf("%s, page %d: %q runs off the page", name, number, w.Text)
		}
	}
	if !strings.Contains(name, "总台账") && bottom-top < p.Height*leastFilled { // ledgers may have no rows yet
		t.Errorf("%s, page %d is nearly empty: %.0f of %.0f points", name, number, bottom-top, p.Height)
	}
	if strings.Contains(name, "汇总表") && !strings.Contains(p.text(), "截至") {
		t.Errorf("%s, page %d does not repeat its title", name, number)
	}
	for i, a := range p.Words {
		for _, b := range p.Words[i+1:] {
			if overlap(a, b) {
				t.Errorf("%s, page %d: %q and %q stand on each other", name, number, a.Text, b.Text)
				return
			}
		}
	}
}

// overlap: two words share more of their room than lines set close together do.
func overlap(a, b word) bool {
	w := min(a.XMax, b.XMax) - max(a.XMin, b.XMin)
	h := min(a.YMax, b.YMax) - max(a.YMin, b.YMin)
	if w <= 1 || h <= 0 {
		return false
	}
	return h > 0.5*min(a.YMax-a.YMin, b.YMax-b.YMin) && w > 0.3*min(a.XMax-a.XMin, b.XMax-b.XMin)
}
