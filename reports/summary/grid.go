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
	rigid  bool // a long list's columns stand; later blocks keep to their edges
}

// near is how far an edge may move right to meet another block's; it never
// moves left, for a column must keep the room its numbers need.
const near = 2.5

// add lays a block's columns on the grid, starting at left, and returns its
// number for spans.
func (g *grid) add(left float64, widths []float64) int { return g.lay(left, widths, near) }

// addExact keeps the block's own proportions.
func (g *grid) addExact(left float64, widths []float64) int { return g.lay(left, widths, 0.5) }

func (g *grid) lay(left float64, widths []float64, near float64) int {
	if len(g.edges) == 0 {
		g.edges = []float64{0}
	}
	at := g.snap(left, near)
	mine := []float64{at}
	for _, w := range widths {
		at = g.snap(at+w, near)
		mine = append(mine, at)
	}
	g.blocks = append(g.blocks, mine)
	for _, e := range mine {
		if i, found := slices.BinarySearch(g.edges, e); !found {
			g.edges = slices.Insert(g.edges, i, e)
		}
	}
	return len(g.blocks) - 1
}

// snap finds an edge of an earlier block at or just right of a position.
func (g *grid) snap(at, near float64) float64 {
	at = math.Round(at*4) / 4
	if g.rigid {
		near = math.Inf(1)
	}
	if i, _ := slices.BinarySearch(g.edges, at-0.25); i < len(g.edges) && g.edges[i]-at <= near {
		return g.edges[i]
	}
	return at
}

// right is where a block ends.
func (g *grid) right(block int) float64 {
	mine := g.blocks[block]
	return mine[len(mine)-1]
}

// end is the last edge.
func (g *grid) end() float64 {
	if len(g.edges) == 0 {
		return 0
	}
	return g.edges[len(g.edges)-1]
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
