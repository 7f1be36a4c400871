package summary

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// control decides which numbers of small groups are shown; nil inside the office.
func (m *maker) control() *disclosure.Control {
	if m.in.Internal {
		return nil
	}
	return m.in.Control
}

// heldCell stands in place of a number that the public may not see.
func heldCell(l *templates.Ledger, mark disclosure.Mark) cell {
	return cell{text: mark.Words(l), held: true}
}

// figureMark is what was decided of a figure that stands for itself.
func (m *maker) figureMark(f *templates.Figure) disclosure.Mark {
	return m.control().Figure(m.in.Set, f, disclosure.OfFigure)
}

// figureCell is a figure as it is printed, or what stands in its place.
func (m *maker) figureCell(r *figure.Result) cell {
	if mark := m.figureMark(r.Figure); mark != disclosure.Shown {
		return heldCell(m.control().LedgerOf(r.Figure), mark)
	}
	return printedCell(r)
}

// figureText is the same in a sentence.
func (m *maker) figureText(f *templates.Figure) string {
	if c := m.figureCell(m.in.Set.Get(f)); c.held {
		return "（" + c.text + "）"
	}
	return m.in.Set.Get(f).Printed()
}

// fewNote says under a table why some of its numbers are not shown.
const fewNote = "少于公开下限的数不公开；为免从合计推算出来，连带的也不公开。"

// sayHeld adds the note to a table that withholds something. What is drawn or said of
// such a table would be wrong.
func (t *table) sayHeld() bool {
	held := t.held()
	if held {
		t.note += fewNote
		t.chart = nil
		for i := range t.columns {
			t.columns[i].bars = false
		}
	}
	return held
}

// held reports whether the table withholds a number.
func (t *table) held() bool {
	return slices.ContainsFunc(t.rows, func(r row) bool { return slices.ContainsFunc(r.cells, func(c cell) bool { return c.held }) })
}

// oneByOne are the kinds of blocks that show rows one by one.
var oneByOne = []string{"明细", "逾期", "临期", "挂图"}

// singlesOut reports whether the block would show the rows of a ledger with a limit
// one by one.
func (m *maker) singlesOut(b *templates.Block) bool {
	return m.control().Covers(b.Ledger) && slices.Contains(oneByOne, b.Kind)
}

// mark is what was decided of a value over some rows.
func (x *cross) mark(v *aggregate, rows []*sheets.Row, facts []string, worth disclosure.Worth) disclosure.Mark {
	l := x.block.Ledger
	if !x.control().Covers(l) {
		return disclosure.Shown
	}
	facts = slices.Concat(x.block.When.Facts(), facts)
	if v.anew {
		return x.control().Figure(x.in.Set.Within(x.of(v, rows)), v.figure, worth, facts...)
	}
	if v.figure != nil {
		facts = append(facts, v.figure.When.Facts()...)
	}
	n := disclosure.Number{Ledger: l, Rows: x.of(v, rows), Facts: facts, Worth: worth}
	if d, ok := v.value(x.maker, n.Rows); v.op == templates.OpDistinct && ok {
		n.Small = d.IsPositive() && d.IntPart() < int64(l.Few)
	}
	return x.control().Say(n)
}

// cell is a value over the rows of a cell, or what stands in its place.
func (x *cross) cell(v *aggregate, g group, facts []string, worth disclosure.Worth) cell {
	if mark := x.mark(v, g.rows, facts, worth); mark != disclosure.Shown {
		return heldCell(x.block.Ledger, mark)
	}
	return v.cell(x.maker, x.of(v, g.rows))
}

// group is one line of a cross table.
type group struct {
	name  string
	facts []string
	rows  []*sheets.Row
	kind  rowKind
}

// worth is how much a number at the end of the line matters.
func (g group) worth() disclosure.Worth {
	if g.kind == body {
		return disclosure.OfCell
	}
	return disclosure.OfTotal
}

// counted gives the rows that a value counts among some, one way for every figure that
// it is made of.
func (x *cross) counted(v *aggregate) []func([]*sheets.Row) disclosure.Part {
	if !v.anew {
		var facts []string
		if v.figure != nil {
			facts = v.figure.When.Facts()
		}
		return []func([]*sheets.Row) disclosure.Part{func(rows []*sheets.Row) disclosure.Part { return disclosure.Part{Rows: x.of(v, rows), Facts: facts} }}
	}
	var out []func([]*sheets.Row) disclosure.Part
	for _, f := range figuresOf(v.figure) {
		if f.Ledger == x.block.Ledger {
			out = append(out, func(rows []*sheets.Row) disclosure.Part {
				return disclosure.Part{Rows: x.in.Set.Within(x.of(v, rows)).Rows(f), Facts: disclosure.Facts(f)}
			})
		}
	}
	return out
}

// figuresOf are the figures over rows that a figure is made of.
func figuresOf(f *templates.Figure) (out []*templates.Figure) {
	if f.Op != templates.OpFormula {
		return []*templates.Figure{f}
	}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if in, ok := leaf.Ref.(*templates.Figure); ok {
			out = append(out, figuresOf(in)...)
		}
	})
	return out
}

// sums says which numbers of the table are the sums of which.
func (x *cross) sums(lines []group, cols []string) {
	if !x.control().Covers(x.block.Ledger) {
		return
	}
	at := make([][]disclosure.Part, len(lines)) // by line: the rows of each column, and of all
	for i, g := range lines {
		if x.across != nil {
			groups := x.split(x.across, g.rows)
			for _, c := range cols {
				at[i] = append(at[i], disclosure.Part{Rows: groups[c], Facts: append(slices.Clone(g.facts), x.across.fact(c))})
			}
		}
		at[i] = append(at[i], disclosure.Part{Rows: g.rows, Facts: g.facts})
	}
	for _, v := range x.values {
		for _, count := range x.counted(v) {
			x.sumsOf(lines, at, count)
		}
	}
}

func (x *cross) sumsOf(lines []group, at [][]disclosure.Part, count func([]*sheets.Row) disclosure.Part) {
	counted := make([][]disclosure.Part, len(at))
	for i, line := range at {
		for _, part := range line {
			c := count(part.Rows)
			c.Facts = slices.Concat(x.block.When.Facts(), part.Facts, c.Facts)
			counted[i] = append(counted[i], c)
		}
		last := len(line) - 1
		x.control().Line(x.block.Ledger, counted[i][last], counted[i][:last]...)
	}
	for k := range at[0] {
		var top, under []disclosure.Part
		var over disclosure.Part
		for i, g := range lines {
			if g.kind == body && x.inner != nil {
				under = append(under, counted[i][k])
				continue
			}
			x.control().Line(x.block.Ledger, over, under...)
			over, under = counted[i][k], nil
			if g.kind == total {
				x.control().Line(x.block.Ledger, over, top...)
			}
			top = append(top, over)
		}
	}
}
