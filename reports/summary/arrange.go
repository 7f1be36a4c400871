package summary

import "slices"

// band is one block across the page, or two small ones side by side.
type band struct {
	blocks  []block
	numbers []int // on the grid
}

// gap is the room between two blocks side by side.
const gap = 3

// arrange puts the blocks into bands, lays them on the grid and sets the
// sheet's columns.
func (p *page) arrange(blocks []block) []band {
	width := p.paper.width
	if p.oneSheet {
		width = max(width, dashboardWidth)
	}
	half := (width - gap) / 2
	var bands []band
	for i := 0; i < len(blocks); i++ {
		n := 1
		if i+1 < len(blocks) && narrow(blocks[i], half, p.paper) && narrow(blocks[i+1], half, p.paper) {
			n = 2
		}
		bands = append(bands, band{blocks: blocks[i : i+n]})
		i += n - 1
	}
	for _, i := range inLayingOrder(bands) {
		b := &bands[i]
		tiles := fromEdgeToEdge(b.blocks[0])
		switch {
		case len(b.blocks) == 2:
			left := p.grid.add(0, b.blocks[0].columns(half))
			right := p.grid.add(max(half, p.grid.right(left))+gap, b.blocks[1].columns(half))
			b.numbers = []int{left, right}
		case tiles:
			b.numbers = []int{p.grid.addExact(0, b.blocks[0].columns(max(width, p.grid.end())))}
		default:
			b.numbers = []int{p.grid.add(0, b.blocks[0].columns(width))}
		}
		if long(*b) {
			p.grid.rigid = true
		}
	}
	if p.grid.end() < width {
		p.grid.add(0, []float64{width}) // the title goes from edge to edge
	}
	p.widths = p.grid.widths()
	p.last = len(p.widths)
	p.Widths(p.sheet, p.widths...)
	return bands
}

// inLayingOrder lays long lists first, so that none of their many cells has to
// be merged, and tiles last, for they go from edge to edge.
func inLayingOrder(bands []band) []int {
	rank := func(i int) int {
		if fromEdgeToEdge(bands[i].blocks[0]) {
			return 2
		}
		if long(bands[i]) {
			return 0
		}
		return 1
	}
	order := make([]int, len(bands))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	return order
}

// fromEdgeToEdge is what goes over the whole page: tiles and sentences.
func fromEdgeToEdge(b block) bool {
	switch b.(type) {
	case *cards, *lead:
		return true
	}
	return false
}

func long(b band) bool {
	t, ok := b.blocks[0].(*tableBlock)
	return ok && len(t.rows) > 300
}

// narrow reports whether a block may share a line with another.
func narrow(b block, half float64, pp paper) bool {
	t, ok := b.(*tableBlock)
	return ok && t.fitsIn(half, pp.tall*0.75)
}
