package summary

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// paper is what a sheet prints on.
type paper struct {
	size        int // Office's number
	orientation string
	width       float64 // printable width in characters at full size
	height      float64 // printable height in points at full size
}

var papers = map[string]paper{
	"A4横": {9, "landscape", 130, 500},
	"A4竖": {9, "portrait", 90, 750},
	"A3横": {8, "landscape", 190, 740},
}

// block is one part of a sheet.
type block interface {
	// columns are the widths it wants on paper of the given width.
	columns(width float64) []float64
	// draw writes it at the page's next row; spans are its sheet columns.
	draw(p *page, spans [][2]int)
	// measures are the units of measure of its numbers.
	measures() []string
}

// page is one sheet while it is drawn.
type page struct {
	*book
	sheet  string
	paper  paper
	grid   grid
	widths []float64 // the sheet's columns
	row    int       // next row
	last   int       // columns used
	frozen int       // rows kept in sight
	lone   bool      // the sheet has a single block
	side   int       // columns kept in sight, for wide charts
	tall   float64   // points used since the last page break

	oneSheet bool // hangs on a wall: one sheet of paper
}

// header is what stands over every sheet.
type header struct {
	title, asOf string
	warning     string // a short mark when the figures do not agree
	banner      string // the same in full, on the first sheet
}

// drawPage lays the blocks out below one another and draws them.
func (b *book) drawPage(sheet string, pp paper, h header, blocks []block) {
	p := &page{book: b, sheet: sheet, paper: pp, row: 1, lone: len(blocks) == 1}
	numbers := make([]int, len(blocks))
	var measures []string
	for i, bl := range blocks {
		numbers[i] = p.grid.add(0, bl.columns(pp.width))
		measures = append(measures, bl.measures()...)
	}
	p.widths = p.grid.widths()
	p.last = len(p.widths)
	for i, w := range p.widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		p.fail(b.file.SetColWidth(sheet, col, col, w))
	}
	p.drawHeader(h, heading(measures...))
	for i, bl := range blocks {
		if i > 0 {
			p.space(14)
		}
		bl.draw(p, p.grid.spans(numbers[i]))
	}
	p.finish()
}

func (p *page) drawHeader(h header, measure string) {
	all := [2]int{1, p.last}
	p.line(all, text(h.title), look{font: fontTitle, size: 18, colour: colourDeep, align: "center"}, 34)
	left := text("截至 " + h.asOf)
	if h.warning != "" {
		left.text += "　　※ " + h.warning
	}
	l := look{size: 10, colour: colourNote, border: border{bottom: colourDeep}}
	if h.warning != "" {
		l.colour = colourRed
	}
	if p.last == 1 || measure == "" {
		p.line(all, left, l, 20)
	} else {
		half := p.half()
		r := l
		r.align, r.colour = "right", colourNote
		p.put(p.sheet, [2]int{half + 1, p.last}, [2]int{p.row, p.row}, text(measure), r)
		p.line([2]int{1, half}, left, l, 20)
	}
	p.frozen = p.row - 1
	if h.banner != "" {
		n := lines(h.banner, p.span(all)*0.9)
		p.line(all, text(h.banner), look{size: 11, bold: true, wrap: true, indent: 1}.toned(bad), float64(n)*17+8)
	}
	p.space(6)
}

// half is the last column of the left half.
func (p *page) half() int {
	sum := 0.0
	for i, w := range p.widths {
		if sum += w; sum >= p.span([2]int{1, p.last})*0.6 {
			return min(max(i+1, 1), p.last-1)
		}
	}
	return p.last - 1
}

// span is the width of some columns.
func (p *page) span(s [2]int) float64 {
	sum := 0.0
	for i := s[0]; i <= s[1]; i++ {
		sum += p.widths[i-1]
	}
	return sum
}

// line writes one cell over some columns and moves to the next row.
func (p *page) line(span [2]int, c cell, l look, height float64) {
	p.put(p.sheet, span, [2]int{p.row, p.row}, c, l)
	p.next(height)
}

// next ends a row.
func (p *page) next(height float64) {
	height = min(height, 400)
	p.fail(p.file.SetRowHeight(p.sheet, p.row, height))
	p.tall += height
	p.row++
}

// space leaves a gap.
func (p *page) space(height float64) { p.next(height) }

// keep starts a new printed page if a part of the given height would be cut
// in two and fits on one.
func (p *page) keep(height float64) {
	scale := min(1, p.paper.width/p.span([2]int{1, p.last}))
	room := p.paper.height / scale
	if p.tall+height > room && height <= room && p.tall > room/3 {
		p.fail(p.file.InsertPageBreak(p.sheet, addr(1, p.row)))
		p.tall = 60 // the repeated title
	}
}

// finish sets up viewing and printing.
func (p *page) finish() {
	f, s := p.file, p.sheet
	one, many, yes, no := 1, 0, true, false
	if p.oneSheet {
		many = 1
	}
	p.fail(f.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &yes}))
	p.fail(f.SetPageLayout(s, &excelize.PageLayoutOptions{
		Size: &p.paper.size, Orientation: &p.paper.orientation, FitToWidth: &one, FitToHeight: &many,
	}))
	side, top, foot := 0.4, 0.5, 0.3
	p.fail(f.SetPageMargins(s, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &yes,
	}))
	p.fail(f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{
		OddFooter: `&L&"` + fontText + `,常规"&9` + strings.ReplaceAll(s, "&", "&&") + `&C&"` + fontText + `,常规"&9第 &P 页　共 &N 页`,
	}))
	p.fail(f.SetSheetView(s, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	panes := &excelize.Panes{Freeze: true, XSplit: p.side, YSplit: p.frozen, TopLeftCell: addr(p.side+1, p.frozen+1), ActivePane: "bottomLeft"}
	if p.side > 0 {
		panes.ActivePane = "bottomRight"
	}
	p.fail(f.SetPanes(s, panes))
	p.fail(f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: rowsOf(s, 1, p.frozen), Scope: s,
	}))
	p.fail(f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fixed(s, 1, 1, p.last, p.row-1), Scope: s,
	}))
}
