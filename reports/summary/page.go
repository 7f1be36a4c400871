package summary

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// paper is what a sheet prints on.
type paper struct {
	size        int // Office's number
	orientation string
	width       float64 // characters that fill its width at about full size
	wide, tall  float64 // printable points
}

// dashboardWidth gives tiles and charts room side by side, whatever the paper.
const dashboardWidth = 130

var papers = map[string]paper{
	"A4横": {9, "landscape", 130, 784, 523},
	"A4竖": {9, "portrait", 90, 537, 770},
	"A3横": {8, "landscape", 190, 1133, 770},
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

	heights  map[int]float64 // of finished rows, in points
	breaks   map[int]bool    // rows that start a printed page
	oneSheet bool            // one sheet of paper: a dashboard, a wall chart
}

// header is what stands over every sheet.
type header struct {
	title, asOf string
	warning     string // a short mark when the figures do not agree
	banner      string // the same in full, on the first sheet
}

// gap is the room between two blocks side by side.
const gap = 3

// drawPage lays the blocks out below one another, small neighbours side by
// side, and draws them.
func (b *book) drawPage(sheet string, pp paper, h header, blocks []block) {
	p := &page{book: b, sheet: sheet, paper: pp, row: 1, lone: len(blocks) == 1, heights: map[int]float64{}, breaks: map[int]bool{}}
	width := pp.width
	if _, dashboard := blocks[0].(*cards); dashboard {
		width = max(width, dashboardWidth)
		p.oneSheet = true
	}
	half := (width - gap) / 2
	var measures []string
	var bands [][]block
	var numbers [][]int
	for i := 0; i < len(blocks); i++ {
		measures = append(measures, blocks[i].measures()...)
		if i+1 < len(blocks) && narrow(blocks[i], half, pp) && narrow(blocks[i+1], half, pp) {
			measures = append(measures, blocks[i+1].measures()...)
			left := p.grid.add(0, blocks[i].columns(half))
			right := p.grid.add(max(half, p.grid.right(left))+gap, blocks[i+1].columns(half))
			bands = append(bands, blocks[i:i+2])
			numbers = append(numbers, []int{left, right})
			i++
			continue
		}
		bands = append(bands, blocks[i:i+1])
		if _, tiles := blocks[i].(*cards); tiles {
			numbers = append(numbers, nil)
			continue
		}
		numbers = append(numbers, []int{p.grid.add(0, blocks[i].columns(width))})
	}
	full := max(width, p.grid.end())
	for i, band := range bands {
		if numbers[i] == nil { // tiles go from edge to edge
			numbers[i] = []int{p.grid.addExact(0, band[0].columns(full))}
		}
	}
	if p.grid.end() < width {
		p.grid.add(0, []float64{width}) // the title goes from edge to edge
	}
	p.widths = p.grid.widths()
	p.last = len(p.widths)
	for i, w := range p.widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		p.fail(b.file.SetColWidth(sheet, col, col, w))
	}
	p.drawHeader(h, heading(measures...))
	for i, band := range bands {
		if i > 0 {
			p.space(12)
		}
		p.keep(band, numbers[i])
		top, end := p.row, p.row
		for k, bl := range band {
			p.row = top
			spans := p.grid.spans(numbers[i][k])
			if t, ok := bl.(*tableBlock); ok && t.chartWidth > 0 && k == len(band)-1 {
				spans[len(spans)-1][1] = p.last // charts end where the page does
			}
			bl.draw(p, spans)
			end = max(end, p.row)
		}
		p.row = end
	}
	p.finish()
}

// narrow reports whether a block may share a line with another.
func narrow(b block, half float64, pp paper) bool {
	t, ok := b.(*tableBlock)
	return ok && t.fitsIn(half, pp.tall*0.75)
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

// half is the last column of the left part of the line under the title; the
// right part must hold the units of measure.
func (p *page) half() int {
	room := 0.0
	for i := p.last; i > 1; i-- {
		if room += p.widths[i-1]; room >= 36 {
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

// line writes one cell over some columns and moves to the next row.
func (p *page) line(span [2]int, c cell, l look, height float64) {
	p.put(p.sheet, span, [2]int{p.row, p.row}, c, l)
	p.next(height)
}

// next ends a row; a row that two blocks share is as high as the higher one.
func (p *page) next(height float64) {
	height = max(min(height, 400), p.heights[p.row])
	p.heights[p.row] = height
	p.fail(p.file.SetRowHeight(p.sheet, p.row, height))
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

// keep starts a new printed page before a band that would be cut in two and
// fits on one.
func (p *page) keep(band []block, numbers []int) {
	need := 0.0
	for k, b := range band {
		if t, ok := b.(*tableBlock); ok {
			need = max(need, t.tall(p, p.grid.spans(numbers[k])))
		}
	}
	room := p.room()
	used := p.used(room)
	if p.oneSheet || used+need <= room || need > room-60 && used < room*0.6 || used < room*0.3 {
		return
	}
	p.fail(p.file.InsertPageBreak(p.sheet, addr(1, p.row)))
	p.breaks[p.row] = true
}

// scale is what fitting the width to the paper shrinks the sheet by.
func (p *page) scale() float64 {
	points := 0.0
	for _, w := range p.widths {
		points += w * 8 * 0.75 // 微软雅黑 digits are 8 pixels wide
	}
	return min(1, p.paper.wide/points)
}

// room is the printable height of a page, in points of the sheet.
func (p *page) room() float64 { return p.paper.tall / p.scale() * 0.97 }

// used is how much of the current printed page is taken.
func (p *page) used(room float64) float64 {
	repeated := p.heightOf(1, p.frozen)
	used := 0.0
	for r := 1; r < p.row; r++ {
		if used += p.heights[r]; used > room || p.breaks[r] {
			used = repeated + p.heights[r]
		}
	}
	return used
}

// finish sets up viewing and printing.
func (p *page) finish() {
	f, s := p.file, p.sheet
	one, many, yes, no := 1, 0, true, false
	if p.oneSheet && p.heightOf(1, p.row-1)*p.scale() < 1.5*p.paper.tall {
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
