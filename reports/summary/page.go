package summary

import (
	"strings"

	"taizhang/templates/book"
)

// paper is what a sheet prints on.
type paper struct {
	page       book.Page
	width      float64 // characters that fill its width at about full size
	wide, tall float64 // printable points
}

// dashboardWidth gives tiles and charts room side by side, whatever the paper.
const dashboardWidth = 116

var papers = map[string]paper{
	"A4横": {book.Page{Paper: book.A4}, 130, 784, 523},
	"A4竖": {book.Page{Paper: book.A4, Portrait: true}, 124, 537, 770},
	"A3横": {book.Page{Paper: book.A3}, 190, 1133, 770},
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
	*book.Book
	sheet  string
	paper  paper
	grid   grid
	widths []float64 // the sheet's columns
	row    int       // next row
	last   int       // columns used
	frozen int       // rows kept in sight
	lone   bool      // the sheet has a single block
	title  string    // of the sheet
	heads  int       // where the headings of a lone table stand; 0: there are none
	side   int       // columns kept in sight, for wide charts
	links  *links

	heights  map[int]float64 // of finished rows, in points
	breaks   map[int]bool    // rows that start a printed page
	oneSheet bool            // one sheet of paper: a dashboard, a wall chart
}

// header is what stands over every sheet.
type header struct {
	title, asOf string
	warning     string // a short mark when the figures do not agree
	banner      string // why the notice is not finished
	links       []string
	last        bool // the banner stands at the end
}

// drawPage arranges the blocks and draws them.
func drawPage(b *book.Book, sheet string, pp paper, h header, blocks []block, l *links, leaders bool) {
	p := &page{Book: b, links: l, sheet: sheet, paper: pp, row: 1, oneSheet: leaders, lone: len(blocks) == 1, heights: map[int]float64{}, breaks: map[int]bool{}}
	bands := p.arrange(blocks)
	var measures []string
	for _, bl := range blocks {
		measures = append(measures, bl.measures()...)
	}
	p.mark(1, []string{"sheet:" + sheet})
	p.drawHeader(h, heading(measures...))
	for i, band := range bands {
		if i > 0 {
			p.space(12)
		}
		p.keep(band)
		top, end := p.row, p.row
		for k, bl := range band.blocks {
			p.row = top
			spans := p.grid.spans(band.numbers[k])
			if t, ok := bl.(*tableBlock); ok && t.chartWidth > 0 && k == len(band.blocks)-1 {
				spans[len(spans)-1][1] = p.last // charts end where the page does
			}
			bl.draw(p, spans)
			end = max(end, p.row)
		}
		p.row = end
	}
	if h.banner != "" && h.last {
		p.space(12)
		p.drawBanner(h)
	}
	p.finish()
}

func (p *page) drawHeader(h header, measure string) {
	all := [2]int{1, p.last}
	p.title = h.title
	const size = 18
	n := book.Lines(h.title, p.span(all)*10/size)
	p.line(all, text(h.title), book.Style{Font: book.Hei, Size: size, Ink: colourDeep, Align: "center", Wrap: n > 1}, max(34, book.Height(n, size, 6)))
	left := text("截至 " + h.asOf)
	if h.warning != "" {
		left.text += "　　※ " + h.warning
	}
	l := book.Style{Size: 10, Ink: colourNote, Border: book.Border{Bottom: colourDeep}}
	if h.warning != "" {
		l.Ink = book.Red
	}
	right := text(measure)
	if p.sheet != p.links.home {
		right = cell{text: strings.TrimSpace(measure + "　　返回" + p.links.home), links: []string{"sheet:" + p.links.home}}
	}
	if p.last == 1 || right.text == "" {
		p.line(all, left, l, 20)
	} else {
		half := p.half(book.Width(right.text) * 1.1)
		r := l
		r.Align, r.Ink = "right", colourNote
		if len(right.links) > 0 {
			r.Ink = colourLink
		}
		p.put([2]int{half + 1, p.last}, [2]int{p.row, p.row}, right, r)
		p.line([2]int{1, half}, left, l, 20)
	}
	p.frozen = p.row - 1
	if h.banner != "" && !h.last {
		p.drawBanner(h)
	}
	p.space(6)
}

// drawBanner says why the notice is not finished.
func (p *page) drawBanner(h header) {
	all := [2]int{1, p.last}
	n := textLines(h.banner, p.span(all)*0.9)
	p.line(all, cell{text: h.banner, links: h.links}, toned(book.Style{Size: 11, Bold: true, Wrap: true, Indent: 1}, bad), book.Height(n, 11, 8))
}

// half is the last column of the left part of the line under the title; the
// right part must hold what is said there.
func (p *page) half(need float64) int {
	room := 0.0
	for i := p.last; i > 1; i-- {
		if room += p.widths[i-1]; room >= max(need, 36) {
			return i - 1
		}
	}
	return 1
}

// span is the width of some columns.
func (p *page) span(s [2]int) float64 {
	sum := 0.0
	for i := s[0]; i <= s[1]; i++ {
		sum += p.widths[i-1]
	}
	return sum
}

// put writes a cell over the sheet columns of a span.
func (p *page) put(span [2]int, rows [2]int, c cell, l book.Style) {
	kind := book.Text
	if c.number {
		kind = book.Number
	}
	p.Put(p.sheet, span[0], rows[0], span[1], rows[1], book.Cell{Style: p.Style(l), Value: book.Value(kind, c.text)})
	p.link(span[0], rows[0], c.links)
	p.mark(rows[0], c.marks)
}

// line writes one cell over some columns and moves to the next row.
func (p *page) line(span [2]int, c cell, l book.Style, height float64) {
	p.put(span, [2]int{p.row, p.row}, c, l)
	p.next(height)
}

// next ends a row; a row that two blocks share is as high as the higher one.
func (p *page) next(height float64) {
	height = max(min(height, 400), p.heights[p.row])
	p.heights[p.row] = height
	p.RowHeight(p.sheet, p.row, height)
	p.row++
}

// space leaves a gap.
func (p *page) space(height float64) { p.next(height) }

// heightOf is the height in points of some finished rows.
func (p *page) heightOf(first, last int) float64 {
	sum := 0.0
	for r := first; r <= last; r++ {
		sum += p.heights[r]
	}
	return sum
}
