package book

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"
)

// Strips is how a sheet prints that one page is too narrow for: in strips of its
// columns side by side, each beginning with the same ones, so that nothing has to be
// left out or shrunk past reading.
type Strips struct {
	Title   string // over every page: the sheet's own would be cut
	Columns []Span
	Repeat  int // columns that every strip begins with
	Most    int // columns that a strip shows; 0: any number
}

// leastScale keeps texts of ten points readable.
const leastScale = 0.68

// What prints on A4 lying, in points, with narrow margins.
const A4Wide, A4Tall = 784.0, 523.0

// Printable widths lying.
var lying = map[int]float64{A4: A4Wide, A3: 1133}

// widestDigit is what a unit of column width comes to in points, in the widest face
// that stands in where a workbook's own is missing.
const widestDigit = 7.05

// Points is how wide columns print at most.
func Points(columns ...Span) float64 {
	sum := 0.0
	for _, c := range columns {
		if !c.Hidden {
			sum += c.Width * widestDigit
		}
	}
	return sum
}

// Fits reports whether columns print readably on one page lying.
func Fits(paper int, columns ...Span) bool { return Points(columns...)*leastScale <= lying[paper] }

// Shown is how many columns are not folded.
func Shown(columns ...Span) int {
	n := 0
	for _, c := range columns {
		if !c.Hidden {
			n++
		}
	}
	return n
}

// cut is the first column of every strip behind the first, and the width in points
// of the widest: the fewest strips that are readable, as even as can be.
func (s Strips) cut(paper int) (firsts []int, widest float64) {
	limit := lying[paper] / leastScale
	firsts, widest = s.within(limit)
	for {
		next, w := s.within(widest - 1)
		if len(next) > len(firsts) || w >= widest {
			return firsts, widest
		}
		firsts, widest = next, w
	}
}

// within fills strips of a width, one after the other.
func (s Strips) within(limit float64) (firsts []int, widest float64) {
	repeated := s.Columns[:s.Repeat]
	width, shown := Points(repeated...), Shown(repeated...)
	begun := shown
	for i, c := range s.Columns[s.Repeat:] {
		if c.Hidden {
			continue
		}
		if shown > begun && (width+Points(c) > limit || s.Most > 0 && shown == s.Most) {
			firsts = append(firsts, s.Repeat+i+1)
			width, shown = Points(repeated...), begun
		}
		width, shown = width+Points(c), shown+1
		widest = max(widest, width)
	}
	return firsts, widest
}

// strips sets up a sheet that prints in strips.
func (b *Book) strips(sheet string, p Page) {
	firsts, widest := p.Strips.cut(p.Paper)
	for _, column := range firsts {
		b.Do(b.File.InsertPageBreak(sheet, At(column, 1)))
	}
	fit, order := false, "overThenDown"
	scale := uint(math.Floor(min(1, lying[p.Paper]/widest) * 100))
	b.Do(b.File.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.Do(b.File.SetPageLayout(sheet, &excelize.PageLayoutOptions{AdjustTo: &scale, PageOrder: &order}))
	b.Define("_xlnm.Print_Titles", fmt.Sprintf("%[1]s!$%[2]s:$%[3]s,%[1]s!$%[4]d:$%[5]d", Quote(sheet), Column(1), Column(p.Strips.Repeat), p.From, p.To), sheet)
}
