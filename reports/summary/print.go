package summary

import "taizhang/templates/book"

// keep starts a new printed page before a band that would be cut in two and
// fits on one.
func (p *page) keep(b band) {
	need := 0.0
	for k, bl := range b.blocks {
		if t, ok := bl.(*tableBlock); ok {
			need = max(need, t.tall(p, p.grid.spans(b.numbers[k])))
		}
	}
	room := p.room()
	used := p.used(room)
	if p.oneSheet || used+need <= room || need > room-60 && used < room*0.6 || used < room*0.3 {
		return
	}
	p.Do(p.File.InsertPageBreak(p.sheet, book.At(1, p.row)))
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

// mostShrunk is by how much a sheet may be too tall for one page and still be put on
// one, a little smaller, rather than leave a few lines on another.
const mostShrunk = 1.2

// finish sets up viewing and printing.
func (p *page) finish() {
	pp := p.paper.page
	tall := p.heightOf(1, p.row-1) * p.scale()
	pp.Single = p.oneSheet && tall < 1.5*p.paper.tall || tall < mostShrunk*p.paper.tall
	pp.Left, pp.From, pp.To = p.sheet, 1, p.frozen
	pp.Area = book.FixedArea(p.sheet, 1, 1, p.last, p.row-1)
	p.Print(p.sheet, pp)
	p.HideGrid(p.sheet)
	p.Freeze(p.sheet, p.side, p.frozen)
}
