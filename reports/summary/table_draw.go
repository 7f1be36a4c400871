package summary

import (
	"strings"

	"taizhang/templates/book"
)

// tableBlock draws a table, with its chart to the right where there is room,
// else below.
type tableBlock struct {
	*table
	chartWidth float64 // > 0: the chart stands to the right
}

func (t *tableBlock) measures() []string { return []string{t.measure} }

func (t *tableBlock) columns(width float64) []float64 {
	ws := t.naturalWidths()
	sum := total64(ws)
	if t.drawn() && width-sum-2 >= t.chart.narrowest() && t.height(ws) < 700 {
		t.chartWidth = width - sum - 2
		return append(ws, 2, t.chartWidth)
	}
	switch {
	case sum > width*1.2:
		return fitWidths(ws, width*1.2)
	case t.blank() || sum > width*0.75 && sum < width:
		return fitWidths(ws, width)
	}
	return ws
}

// fitsIn reports whether the table, with its chart, may stand beside another
// in a half page of some height.
func (t *tableBlock) fitsIn(half, height float64) bool {
	if t.blank() {
		return false
	}
	ws := t.naturalWidths()
	sum, tall := total64(ws), t.height(ws)+80
	if t.drawn() && half-sum-2 < t.chart.narrowest() {
		tall += t.chart.height(len(t.rows))
	}
	return sum <= half && tall <= height
}

// drawn reports whether a chart will be drawn.
func (t *tableBlock) drawn() bool { return t.chart != nil && t.worthDrawing(t.points()) }

// points is how many rows a chart shows.
func (t *tableBlock) points() int {
	n := 0
	for _, r := range t.rows {
		if r.kind == body {
			n++
		}
	}
	return n
}

func total64(ws []float64) float64 {
	sum := 0.0
	for _, w := range ws {
		sum += w
	}
	return sum
}

// tall is the block's height in points where it stands.
func (t *tableBlock) tall(p *page, spans [][2]int) float64 {
	h := 44.0 // the heading
	for _, r := range t.rows {
		h += t.rowHeight(r, func(i int) float64 { return p.span(spans[i]) })
	}
	switch {
	case !t.drawn():
	case t.chartWidth > 0:
		h = max(h, t.chart.beside(h, t.points()))
	default:
		h += 6 + t.chart.height(t.points())
	}
	if t.note != "" {
		h += 18
	}
	return h + 24
}

// height of the rows, roughly, before they have a place.
func (t *tableBlock) height(ws []float64) float64 {
	h := 0.0
	for _, r := range t.rows {
		h += t.rowHeight(r, func(i int) float64 { return ws[i] })
	}
	return h
}

func (t *tableBlock) rowHeight(r row, width func(int) float64) float64 {
	n := 1.0
	for i, c := range r.cells {
		if !c.number {
			n = max(n, textLines(c.text, width(i)))
		}
	}
	if len(t.rows) > dense {
		return book.Height(n, 9, 2)
	}
	return book.Height(n, 10, 6)
}

// dense is how many rows make a list to look things up in, not to read.
const dense = 100

func (t *tableBlock) draw(p *page, spans [][2]int) {
	outer := [2]int{spans[0][0], spans[len(spans)-1][1]}
	spans = spans[:len(t.table.columns)]
	width := func(i int) float64 { return p.span(spans[i]) }
	all := [2]int{spans[0][0], spans[len(spans)-1][1]}
	p.mark(p.row, t.marks)
	p.drawTitle(t.title, t.note, outer)
	top := p.row
	t.drawHeads(p, spans)
	if p.lone {
		p.frozen = p.row - 1
		if !t.drawn() {
			p.heads = top
		}
	}
	if t.blank() {
		empty := t.empty
		if empty == "" {
			empty = "无"
		}
		p.line(all, text(empty), book.Style{Size: 11, Ink: colourNote, Align: "center", Border: book.Boxed}, 28)
		return
	}
	first := p.row
	for _, r := range t.rows {
		for i := range spans {
			c := cell{}
			if i < len(r.cells) {
				c = r.cells[i]
			}
			p.put(spans[i], [2]int{p.row, p.row}, c, t.cellStyle(i, r, c))
		}
		p.next(t.rowHeight(r, width))
	}
	t.drawBars(p, spans, first)
	if t.drawn() {
		t.drawChart(p, spans, outer, top, first)
	}
}

// drawTitle writes a block's own title and small print.
func (p *page) drawTitle(title, note string, span [2]int) {
	if title != "" && !(p.lone && title == p.sheet) {
		p.line(span, text("▍"+title), book.Style{Size: 12, Bold: true, Ink: colourDeep}, 24)
	}
	if note != "" {
		n := textLines(note, p.span(span))
		p.line(span, text(note), book.Style{Size: 9, Ink: colourNote, Wrap: true}, book.Height(n, 9, 5))
	}
}

func (t *tableBlock) drawHeads(p *page, spans [][2]int) {
	l := headingStyle
	grouped := false
	n := 1.0
	for i, c := range t.table.columns {
		grouped = grouped || c.group != ""
		n = max(n, textLines(c.head, p.span(spans[i])))
	}
	height := book.Height(n, 10, 8)
	if !grouped {
		for i, c := range t.table.columns {
			p.put(spans[i], [2]int{p.row, p.row}, text(c.head), l)
		}
		p.next(height)
		return
	}
	for i := 0; i < len(spans); i++ {
		c := t.table.columns[i]
		if c.group == "" {
			p.put(spans[i], [2]int{p.row, p.row + 1}, text(c.head), l)
			continue
		}
		last := i
		for last+1 < len(spans) && t.table.columns[last+1].group == c.group {
			last++
		}
		p.put([2]int{spans[i][0], spans[last][1]}, [2]int{p.row, p.row}, text(c.group), l)
		for ; i <= last; i++ {
			p.put(spans[i], [2]int{p.row + 1, p.row + 1}, text(t.table.columns[i].head), l)
		}
		i = last
	}
	p.next(21)
	p.next(height)
}

func (t *tableBlock) cellStyle(i int, r row, c cell) book.Style {
	col := t.table.columns[i]
	l := book.Style{Size: 10, Ink: colourInk, Align: col.align, Wrap: !c.number, Border: book.Boxed}
	if c.number {
		l.Format = col.format
		if c.format != "" {
			l.Format = c.format
		}
		if l.Align == "" {
			l.Align = "right"
		}
	}
	if l.Align == "" && c.held { // where its number would stand
		l.Align = "right"
	}
	if l.Align == "" {
		l.Align = "left"
	}
	if len(t.rows) > dense {
		l.Size = 9
	}
	switch {
	case l.Align == "left":
		l.Indent = 1
	case l.Align == "right" && c.number:
		l.Format = padded(l.Format)
	case l.Align == "right":
		l.Indent = 1
	}
	switch r.kind {
	case subtotal:
		l.Bold, l.Fill = true, colourTotal
	case total:
		l.Bold, l.Fill, l.Ink = true, colourHead, colourDeep
	}
	l = toned(l, r.tone)
	if len(c.links) > 0 {
		l.Ink = colourLink
	}
	return toned(l, c.tone)
}

// padded keeps numbers off the right border; an indent would do so too, but not
// in every program where cells are merged.
func padded(format string) string {
	if format == "" {
		return format
	}
	return strings.ReplaceAll(format, ";", "_ ;") + "_ "
}

// drawBars puts data bars on the body rows of the columns that ask for them.
func (t *tableBlock) drawBars(p *page, spans [][2]int, first int) {
	last := first - 1
	for _, r := range t.rows {
		if r.kind == total {
			break
		}
		last++
	}
	if last < first {
		return
	}
	for i, c := range t.table.columns {
		if c.bars {
			p.Bars(p.sheet, book.Area(spans[i][0], first, spans[i][0], last), colourBar)
		}
	}
}
