package summary

import (
	"testing"

	"taizhang/templates/book"
)

// A last page of a few lines is saved by printing all a little smaller, and only then.
func TestNearlyEmptyLastPageIsSaved(t *testing.T) {
	const row = 10.0
	for _, c := range []struct {
		name    string
		rows    int // of ten points each
		breakAt int // 0: none
		pages   int
		saved   bool
	}{
		{"one page", 70, 0, 1, false},
		{"a few lines over", 80, 0, 1, true},
		{"a few lines after a break", 79, 73, 1, true},
		{"half a page over", 115, 0, 2, false},
		{"more than can be squeezed", 90, 74, 2, false},
		{"half a page after a break", 110, 60, 2, false},
		{"a few lines on a third", 157, 75, 2, true},
	} {
		b := book.New("微软雅黑")
		b.Sheet("甲")
		p := &page{Book: b, sheet: "甲", paper: papers["A4竖"], widths: []float64{80}, heights: map[int]float64{}, breaks: map[int]bool{}}
		for p.row = 1; p.row <= c.rows; p.row++ {
			p.heights[p.row] = row
		}
		if c.breakAt > 0 {
			p.breaks[c.breakAt] = true
		}
		inset := p.inset()
		if (inset > 0) != c.saved {
			t.Errorf("%s: the page is narrowed by %.2f inches", c.name, inset)
		}
		by := 1.0
		if inset > 0 {
			by = p.points() * p.scale() / (p.paper.wide - 2*72*inset)
		}
		if n := len(p.pages(p.room() * by)); n != c.pages || by > mostSqueezed {
			t.Errorf("%s: %d pages, %.2f smaller", c.name, n, by)
		}
	}
}

// What a first page lists takes so many lines, whatever its names.
func TestFirstPageKeepsToItsLines(t *testing.T) {
	for _, c := range []struct{ length, rows int }{{4, 8}, {60, 6}, {400, 6}} {
		list := &table{columns: []column{{head: "名", cap: 26}, {head: "数"}}}
		for range 8 {
			list.rows = append(list.rows, row{cells: []cell{text(letters(c.length)), count(1)}})
		}
		list.brief()
		if len(list.rows) != c.rows {
			t.Errorf("names of %d: %d rows are kept", c.length, len(list.rows))
		}
		for _, r := range list.rows {
			if textLines(r.cells[0].text, 26) > 2 {
				t.Errorf("names of %d: %q takes more than two lines", c.length, r.cells[0].text)
			}
		}
	}
}

func letters(n int) (s string) {
	for i := range n {
		s += string([]rune("甲乙丙丁戊己庚辛")[i%8])
	}
	return s
}

// A sheet of one list that would print too small to read prints in strips of its
// columns, from its headings on.
func TestWideListPrintsInStrips(t *testing.T) {
	for _, c := range []struct {
		columns int
		strips  bool
	}{{8, false}, {40, true}} {
		list := &table{title: "全部"}
		for range c.columns {
			list.columns = append(list.columns, column{head: "栏", width: 20})
		}
		list.rows = []row{{cells: make([]cell, c.columns)}}
		b := book.New("微软雅黑")
		b.Sheet("甲")
		links := newLinks("总览")
		drawPage(b, "甲", papers["A3横"], header{title: "某活动　甲", asOf: "2021-11-20"}, []block{&tableBlock{table: list}}, links, false)
		layout, err := b.File.GetPageLayout("甲")
		if err != nil {
			t.Fatal(err)
		}
		if fit := *layout.AdjustTo; c.strips != (fit > 40 && fit < 100) {
			t.Errorf("%d columns print at %d %%", c.columns, fit)
		}
	}
}
