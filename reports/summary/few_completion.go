package summary

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/templates"
)

// fewIn decides what a table of completion may show; nil where its ledger has no
// limit.
type fewIn struct {
	*maker
	block *templates.Block
}

// fewIn says which numbers of the table add up to which: how far the rows have come in
// every group and in all, which stands last.
func (m *maker) fewIn(b *templates.Block, columns []tallyColumn, groups []disclosure.Part) *fewIn {
	if !m.control().Covers(b.Ledger) {
		return nil
	}
	f := &fewIn{m, b}
	for _, g := range groups {
		var parts []disclosure.Part
		var done, closed disclosure.Part
		for _, p := range columns {
			counted := f.counted(p, g)
			switch {
			case p.whole():
			case p.within():
				closed = counted
			default:
				parts = append(parts, counted)
				if p.colour == colourDone {
					done = counted
				}
			}
		}
		m.control().Line(b.Ledger, f.counted(columns[0], g), parts...)
		m.control().Line(b.Ledger, done, closed, disclosure.Part{Rows: without(done.Rows, closed.Rows), Facts: append(slices.Clone(done.Facts), "未销号")})
	}
	last := len(groups) - 1
	for _, p := range columns {
		var parts []disclosure.Part
		for _, g := range groups[:last] {
			parts = append(parts, f.counted(p, g))
		}
		m.control().Line(b.Ledger, f.counted(p, groups[last]), parts...)
	}
	return f
}

// whole is the column of all, within that of some among the done.
func (c tallyColumn) whole() bool  { return c.colour == "" }
func (c tallyColumn) within() bool { return c.colour == colourClosed }

// counted is what a column counts of a group.
func (f *fewIn) counted(p tallyColumn, g disclosure.Part) disclosure.Part {
	out := disclosure.Part{Facts: slices.Concat(f.block.When.Facts(), g.Facts)}
	for _, r := range g.Rows {
		if p.of(f.tally([]*sheets.Row{r})) > 0 {
			out.Rows = append(out.Rows, r)
		}
	}
	switch {
	case p.whole():
	case p.within():
		out.Facts = append(out.Facts, "完成", "销号")
	case p.colour == colourDone:
		out.Facts = append(out.Facts, "完成")
	default:
		out.Facts = append(out.Facts, p.head)
	}
	return out
}

// mark is what was decided of a column's number for a group.
func (f *fewIn) mark(p tallyColumn, rows []*sheets.Row, fact []string, kind rowKind) disclosure.Mark {
	if f == nil {
		return disclosure.Shown
	}
	n := f.counted(p, disclosure.Part{Rows: rows, Facts: fact})
	return f.control().Say(disclosure.Number{Ledger: f.block.Ledger, Rows: n.Rows, Facts: n.Facts, Worth: group{kind: kind}.worth()})
}

// inOrder are the groups by their names, and all.
func inOrder(down *dimension, groups map[string][]*sheets.Row, names []string, all []*sheets.Row) []disclosure.Part {
	var out []disclosure.Part
	for _, n := range names {
		out = append(out, disclosure.Part{Rows: groups[n], Facts: []string{down.fact(n)}})
	}
	return append(out, disclosure.Part{Rows: all})
}

// without are the rows that are not among others.
func without(rows, others []*sheets.Row) []*sheets.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *sheets.Row) bool { return slices.Contains(others, r) })
}
