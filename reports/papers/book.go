package papers

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// book is a printable workbook being written; the first error sticks.
type book struct {
	file   *excelize.File
	styles map[look]int
	err    error
}

// look is everything about a cell but its content.
type look struct {
	font   string
	size   float64
	bold   bool
	ink    string
	fill   string
	align  string
	top    bool // text at the top of the cell
	border bool
	rule   bool // a line below
}

const (
	bodyFont  = "仿宋"
	titleFont = "方正小标宋简体"
	headFont  = "黑体"
)

func newBook() *book {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	b.do(b.file.SetDefaultFont(bodyFont))
	return b
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// write drops the sheet every new file begins with and writes the rest.
func (b *book) write(w io.Writer) error {
	defer b.file.Close()
	b.do(b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	if b.err != nil {
		return b.err
	}
	return b.file.Write(w)
}

func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: l.font, Size: l.size, Bold: l.bold, Color: l.ink},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: true},
	}
	if l.font == "" {
		s.Font.Family = bodyFont
	}
	if l.size == 0 {
		s.Font.Size = 11
	}
	if l.top {
		s.Alignment.Vertical = "top"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "404040", Style: 1})
		}
	}
	if l.rule {
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: "404040", Style: 2})
	}
	id, err := b.file.NewStyle(s)
	b.do(err)
	b.styles[l] = id
	return id
}

// page is one sheet while it is written, top to bottom, over a fixed set of
// columns.
type page struct {
	*book
	sheet  string
	widths []float64
	row    int
}

func (b *book) page(sheet string, widths ...float64) *page {
	_, err := b.file.NewSheet(sheet)
	b.do(err)
	p := &page{book: b, sheet: sheet, widths: widths, row: 1}
	for i, w := range widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		b.do(b.file.SetColWidth(sheet, col, col, w))
	}
	return p
}

func at(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // positive by construction
	}
	return name
}

// put writes a text over columns first to last of the current row.
func (p *page) put(first, last int, text string, l look) {
	a, z := at(first, p.row), at(last, p.row)
	p.do(p.file.SetCellStyle(p.sheet, a, z, p.style(l)))
	if text != "" {
		p.do(p.file.SetCellStr(p.sheet, a, text))
	}
	if first != last {
		p.do(p.file.MergeCell(p.sheet, a, z))
	}
}

// end closes a row at the given height in points.
func (p *page) end(height float64) {
	p.do(p.file.SetRowHeight(p.sheet, p.row, min(height, 400)))
	p.row++
}

// line is a row of one text from edge to edge, as high as its text needs.
func (p *page) line(text string, l look) {
	p.put(1, len(p.widths), text, l)
	size := l.size
	if size == 0 {
		size = 11
	}
	p.end(p.lines(text, 1, len(p.widths), size)*size*1.45 + 6)
}

// lines is how many lines a text takes over some columns.
func (p *page) lines(text string, first, last int, size float64) float64 {
	width := 0.0
	for _, w := range p.widths[first-1 : last] {
		width += w
	}
	width = max(width*11/max(size, 1)-1, 2)
	n := 0.0
	for _, s := range strings.Split(text, "\n") {
		used, rows := 0.0, 1.0
		for _, r := range s {
			w := 1.05
			if r >= 0x2000 {
				w = 2
			}
			if used+w > width {
				rows++
				used = 0
			}
			used += w
		}
		n += rows
	}
	return n
}

// cells is a bordered row, as high as its fullest cell.
func (p *page) cells(l look, texts []entry, least float64) {
	height := least
	for i, e := range texts {
		cl := l
		cl.border = true
		if e.centre {
			cl.align = "center"
		}
		if e.level > noLevel {
			cl.fill, cl.ink, cl.bold = levelFill[e.level], levelInk[e.level], true
		}
		p.put(i+1, i+1, e.text, cl)
		height = max(height, p.lines(e.text, i+1, i+1, 11)*15+6)
	}
	p.end(height)
}

func (p *page) head(texts ...string) {
	var cells []entry
	for _, t := range texts {
		cells = append(cells, entry{text: t, centre: true})
	}
	p.cells(look{font: headFont, fill: "DCE6F2"}, cells, 26)
}

// titled is the head of a list: its title and what it shows.
func (p *page) titled(title, note string) {
	p.line(title, look{font: titleFont, size: 18, align: "center"})
	p.line(note, look{size: 10, ink: "595959", rule: true})
}

// newPaper starts a new printed page.
func (p *page) newPaper() { p.do(p.file.InsertPageBreak(p.sheet, at(1, p.row))) }

// print sets the sheet up for A4; rows from first to last repeat on every page,
// none if last is 0.
func (p *page) print(landscape bool, first, last int) {
	f, s, yes, one, many, a4 := p.file, p.sheet, true, 1, 0, 9
	orientation := "portrait"
	if landscape {
		orientation = "landscape"
	}
	p.do(f.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &yes}))
	p.do(f.SetPageLayout(s, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &many}))
	side, top, foot := 0.6, 0.7, 0.35
	p.do(f.SetPageMargins(s, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &yes}))
	p.do(f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddFooter: "&C&9第 &P 页　共 &N 页"}))
	last2 := max(p.row-1, 1)
	p.do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", s, absolute(len(p.widths), last2)), Scope: s}))
	if last > 0 {
		p.do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s, first, last), Scope: s}))
		p.do(f.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: last, TopLeftCell: at(1, last+1), ActivePane: "bottomLeft"}))
	}
}

func absolute(col, row int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return fmt.Sprintf("$%s$%d", name, row)
}
