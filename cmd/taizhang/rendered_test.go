package main

import (
	"encoding/xml"
	"os/exec"
	"path/filepath"
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

func (p printedPage) text() string {
	var b strings.Builder
	for _, w := range p.Words {
		b.WriteString(strings.Join(strings.Fields(w.Text), ""))
	}
	return b.String()
}

// printed converts documents with LibreOffice and reads the pages of each.
func printed(t *testing.T, soffice string, files []string) map[string][]printedPage {
	t.Helper()
	dir := t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := map[string][]printedPage{}
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
		all[filepath.Base(f)] = doc.Pages
	}
	return all
}

// TestPrinted prints what both sample campaigns give out: so many pages, none nearly
// empty, no number too wide for its cell, no text running into another, titles on every
// page.
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
		sampleDir(t):  {"汇总表.xlsx": 25, "汇总表-领导版.xlsx": 3, "一图读懂.docx": 1, "通报-社会公开稿.docx": 17, "通报-党内通报稿.docx": 17},
		halfwayDir(t): {"汇总表.xlsx": 30, "汇总表-领导版.xlsx": 3, "一图读懂-未完成.docx": 1, "通报-党内通报稿-未完成.docx": 17},
	} {
		var files []string
		for name := range most {
			files = append(files, filepath.Join(campaign, "5-汇总", name))
		}
		more, _ := filepath.Glob(filepath.Join(campaign, "6-督办", "*.xlsx"))
		for name, pages := range printed(t, soffice, append(files, more...)) {
			if n := most[name]; n > 0 && len(pages) > n {
				t.Errorf("%s %s: %d pages, more than %d", filepath.Base(campaign), name, len(pages), n)
			}
			for i, p := range pages {
				checkPrinted(t, filepath.Base(campaign)+" "+name, i+1, p)
			}
		}
	}
}

// leastFilled is the part of a page's height that something stands on.
const leastFilled = 0.06

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
	if bottom-top < p.Height*leastFilled {
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
