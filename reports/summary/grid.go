package summary

import (
	"math"
	"slices"
)

// A sheet has one set of columns, its blocks each want their own. The grid is
// the union of all their edges, near ones drawn together; a block's column then
// spans one or more columns of the sheet. A lone table spans exactly one each.
type grid struct {
	edges  []float64 // in characters from the left, edges[0] = 0
	blocks [][]float64
}

// near is how far an edge may move to meet another block's.
const near = 2.5

// add lays a block's columns on the grid, starting at left, and returns its
// number for span.
func (g *grid) add(left float64, widths []float64) int {
	if len(g.edges) == 0 {
		g.edges = []float64{0}
	}
	var mine []float64
	at := left
	last := -1.0
	for i := -1; i < len(widths); i++ {
		if i >= 0 {
			at += widths[i]
		}
		room := near
		if i >= 0 {
			room = min(near, widths[i]/4)
		}
		e := g.snap(at, last, room)
		mine = append(mine, e)
		last = e
	}
	g.blocks = append(g.blocks, mine)
	return len(g.blocks) - 1
}

// snap finds the edge nearest to at, within room and right of last, or makes
// a new one.
func (g *grid) snap(at, last, room float64) float64 {
	at = math.Round(at*4) / 4
	best := -1.0
	for _, e := range g.edges {
		if e > last+1 && math.Abs(e-at) <= room && (best < 0 || math.Abs(e-at) < math.Abs(best-at)) {
			best = e
		}
	}
	if best >= 0 && (len(g.blocks) > 0 || best == 0) {
		return best
	}
	if i, found := slices.BinarySearch(g.edges, at); !found {
		g.edges = slices.Insert(g.edges, i, at)
	}
	return at
}

// widths are the sheet's columns.
func (g *grid) widths() []float64 {
	var out []float64
	for i := 1; i < len(g.edges); i++ {
		out = append(out, g.edges[i]-g.edges[i-1])
	}
	return out
}

// span gives, for each column of a block, the first and last sheet column
// (numbered from 1).
func (g *grid) spans(block int) [][2]int {
	mine := g.blocks[block]
	var out [][2]int
	for i := 1; i < len(mine); i++ {
		from, _ := slices.BinarySearch(g.edges, mine[i-1])
		to, _ := slices.BinarySearch(g.edges, mine[i])
		out = append(out, [2]int{from + 1, to})
	}
	return out
}

// width of a block's column after edges were drawn together.
func (g *grid) width(block, col int) float64 {
	return g.blocks[block][col+1] - g.blocks[block][col]
}
