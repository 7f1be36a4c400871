package propose

import (
	"context"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
)

// grid is a sheet as it stands: the cells that hold something, by line.
type grid struct {
	name     string
	hidden   bool
	below    bool // another table stands above it
	date1904 bool
	lines    []line
	merged   []xlsx.Range
	columns  []int // those that hold anything, in order

	covers map[int][]xlsx.Range // merged areas by each row that they cover
	index  map[int]int          // of lines, by row
}

// line is one row of a sheet.
type line struct {
	number int
	cells  map[int]xlsx.Cell
}

func readGrid(ctx context.Context, wb *xlsx.Workbook, s xlsx.Sheet) (*grid, error) {
	g := &grid{name: s.Name, hidden: s.Visibility != xlsx.Visible, date1904: wb.Date1904()}
	var err error
	if g.merged, err = wb.Merged(s.Name); err != nil {
		return nil, err
	}
	used := map[int]bool{}
	err = wb.Each(ctx, s.Name, func(r *xlsx.Row) {
		l := line{r.Number, map[int]xlsx.Cell{}}
		for _, c := range r.Cells {
			if !blank(c) {
				c.Text = strings.Clone(c.Text)
				l.cells[c.Col] = c
				used[c.Col] = true
			}
		}
		if len(l.cells) > 0 {
			g.lines = append(g.lines, l)
		}
	})
	for c := range used {
		g.columns = append(g.columns, c)
	}
	slices.Sort(g.columns)
	g.covers, g.index = map[int][]xlsx.Range{}, map[int]int{}
	for _, m := range g.merged {
		for row := m.FirstRow; row <= min(m.LastRow, m.FirstRow+maxMerged); row++ {
			g.covers[row] = append(g.covers[row], m)
		}
	}
	for i, l := range g.lines {
		g.index[l.number] = i
	}
	return g, err
}

// maxMerged is over how many rows a merged cell is looked at.
const maxMerged = 10_000

// blank: nobody sees anything in the cell.
func blank(c xlsx.Cell) bool {
	return strings.TrimSpace(c.Text) == "" && (!c.Formula || c.Cached) && c.Kind != xlsx.Error
}

// at is what a person sees in a cell of a line, merged cells counting for all
// they cover.
func (g *grid) at(l line, col int) (xlsx.Cell, bool) {
	if c, ok := l.cells[col]; ok {
		return c, true
	}
	m, ok := g.cover(l.number, col)
	if !ok {
		return xlsx.Cell{}, false
	}
	i, ok := g.index[m.FirstRow]
	if !ok {
		return xlsx.Cell{}, false
	}
	c, ok := g.lines[i].cells[m.FirstCol]
	return c, ok
}

// cover is the merged area that a cell belongs to.
func (g *grid) cover(row, col int) (xlsx.Range, bool) {
	for _, m := range g.covers[row] {
		if col >= m.FirstCol && col <= m.LastCol {
			return m, true
		}
	}
	return xlsx.Range{}, false
}

// words are the texts that a person sees on a line, by column.
func (g *grid) words(l line) map[int]string {
	out := map[int]string{}
	for _, col := range g.columns {
		if c, ok := g.at(l, col); ok {
			out[col] = squeeze(cell.Plain(c, g.date1904))
		}
	}
	return out
}

// squeeze takes out spaces and line breaks.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
