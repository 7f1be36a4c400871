package propose

import (
	"slices"

	"taizhang/sheets/xlsx"
)

// all are the tables of a sheet: those that stand side by side, and of each of
// them those that stand one below the other.
func (g *grid) all() []*grid {
	if left, right := g.beside(); left != nil {
		return append(left.all(), right.all()...)
	}
	parts := g.tables()
	if len(parts) == 1 {
		return parts
	}
	var out []*grid
	for _, p := range parts {
		out = append(out, p.all()...)
	}
	return out
}

// beside cuts the sheet at the first empty column that parts two tables; nil if
// none does. An empty column alone is no proof: what belongs to one row must not
// come apart.
func (g *grid) beside() (left, right *grid) {
	for i := 1; i < len(g.columns); i++ {
		if g.columns[i] == g.columns[i-1]+1 {
			continue
		}
		left, right = g.cut(g.columns[:i]), g.cut(g.columns[i:])
		right.below = true
		if left.apart(right) {
			return left, right
		}
	}
	return nil, nil
}

// cut is a grid of some columns.
func (g *grid) cut(columns []int) *grid {
	p := *g
	p.lines, p.columns, p.index = nil, columns, map[int]int{}
	for _, l := range g.lines {
		one := line{number: l.number, cells: map[int]xlsx.Cell{}}
		for col, c := range l.cells {
			if slices.Contains(columns, col) {
				one.cells[col] = c
			}
		}
		if len(one.cells) > 0 {
			p.index[l.number] = len(p.lines)
			p.lines = append(p.lines, one)
		}
	}
	return &p
}

// apart: each side is a table for itself. The right one begins anew, with names
// that the left one has too, with a count of its rows, or on another line.
func (g *grid) apart(right *grid) bool {
	h, ok := g.findHeader()
	hr, okRight := right.findHeader()
	if !ok || !okRight || len(g.columns) < 2 || len(right.columns) < 2 || !right.begins(hr.to) && !right.begins(hr.from) {
		return false
	}
	titles, others := g.titles(h), right.titles(hr)
	first := others[right.columns[0]]
	for _, t := range titles {
		for _, o := range others {
			if t == o && t != "" {
				return true
			}
		}
	}
	return counts(first) || g.lines[h.to].number != right.lines[hr.to].number
}

// gap is an empty column inside of the table; 0 if there is none.
func (g *grid) gap() int {
	for i := 1; i < len(g.columns); i++ {
		if g.columns[i] > g.columns[i-1]+1 {
			return g.columns[i-1] + 1
		}
	}
	return 0
}
