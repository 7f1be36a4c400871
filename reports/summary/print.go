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
	all := p.pages(room)
	used := all[len(all)-1].taken
	if p.oneSheet || used+need <= room || need > room-60 && used < room*0.6 || used < room*0.3 {
		return
	}
	p.Do(p.File.InsertPageBreak(p.sheet, book.At(1, p.row)))
	p.breaks[p.row] = true
}

// scale is what fitting the width to the paper shrinks the sheet by.
func (p *page) scale() float64 { return min(1, p.paper.wide/p.points()) }

// points is how wide the sheet is.
func (p *page) points() float64 {
	points := 0.0
	for _, w := range p.widths {
		points += w * 8 * 0.75 // 微软雅黑 digits are 8 pixels wide
	}
	return points
}

// room is the printable height of a page, in points of the sheet.
func (p *page) room() float64 { return p.paper.tall / p.scale() * 0.97 }

// printed is one page of paper: the row it begins with, and how much of it is taken.
type printed struct {
	row   int
	taken float64
}

// pages are those the sheet prints on, with so much room on each.
func (p *page) pages(room float64) []printed {
	repeated := p.heightOf(1, p.frozen)
	out := []printed{{row: 1}}
	for r := 1; r < p.row; r++ {
		if last := &out[len(out)-1]; !p.breaks[r] && last.taken+p.heights[r] <= room {
			last.taken += p.heights[r]
			continue
		}
		out = append(out, printed{r, repeated + p.heights[r]})
	}
	return out
}

// nearlyEmpty is the part of a last page that is not worth a sheet of paper, mostSqueezed
// by how much all pages may be made smaller to do without it.
const nearlyEmpty, mostSqueezed = 0.3, 1.15

// inset is by how much the page is narrowed at both sides, so that it prints smaller,
// where a little saves a last page with a few lines.
func (p *page) inset() float64 {
	room := p.room()
	all := p.pages(room)
	last := all[len(all)-1]
	if len(all) < 2 || last.taken > nearlyEmpty*room {
		return 0
	}
	forced := p.breaks[last.row]
	delete(p.breaks, last.row)
	for by := 1.0; by <= mostSqueezed; by += 0.03 {
		if len(p.pages(room*by)) < len(all) {
			if forced {
				p.Do(p.File.RemovePageBreak(p.sheet, book.At(1, last.row)))
			}
			return max(0, p.paper.wide-p.points()*p.scale()/by) / 2 / 72
		}
	}
	if forced {
		p.breaks[last.row] = true
	}
	return 0
}

// mostShrunk is by how much a sheet may be too tall for one page and still be put on
// one, a little smaller, rather than leave a few lines on another.
const mostShrunk = 1.2

// leastReadable is how much smaller a list may print: below it goes on strips of its
// columns, each with the first two.
const leastReadable = 0.4

func (p *page) inStrips(pp book.Page) book.Page {
	s := &book.Strips{Title: p.title, Repeat: min(2, p.last)}
	for _, w := range p.widths {
		s.Columns = append(s.Columns, book.Span{Width: w})
	}
	pp.Strips, pp.Single, pp.Portrait, pp.From = s, false, false, p.heads
	return pp
}

// finish sets up viewing and printing.
func (p *page) finish() {
	pp := p.paper.page
	tall := p.heightOf(1, p.row-1) * p.scale()
	pp.Single = p.oneSheet && tall < 1.5*p.paper.tall || tall < mostShrunk*p.paper.tall
	pp.Left, pp.From, pp.To = p.sheet, 1, p.frozen
	top := 1
	switch {
	case p.heads > 0 && p.scale() < leastReadable:
		pp, top = p.inStrips(pp), p.heads
	case !pp.Single:
		pp.Inset = p.inset()
	}
	pp.Area = book.FixedArea(p.sheet, 1, top, p.last, p.row-1)
	p.Print(p.sheet, pp)
	p.HideGrid(p.sheet)
	p.Freeze(p.sheet, p.side, p.frozen)
}
