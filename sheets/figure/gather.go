package figure

import (
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
)

// gathering is a figure on its way through the rows.
type gathering struct {
	set    *Set
	figure *templates.Figure
	holds  func(values []string) bool
	rows   []*sheets.Row // those that it is made of
	sum    adder         // of its column, where that is added up
	filled int           // how many of them have a number there
}

func (s *Set) gather(f *templates.Figure, env templates.Env) *gathering {
	return &gathering{set: s, figure: f, holds: f.When.Over(env)}
}

// take looks at some more rows.
func (g *gathering) take(rows []*sheets.Row) {
	f, s := g.figure, g.set
	adds := f.Op == templates.OpSum || f.Op == templates.OpAverage
	for _, row := range rows {
		in := (s.only == nil || s.only[row]) && row.Answers(f.When) && (f.WithDups || !row.Duplicate()) && g.holds(row.Values)
		if !in || f.Op == templates.OpLate && !s.deadlines().Of(row).Late() {
			continue
		}
		if g.rows = append(g.rows, row); adds && g.sum.add(row.Value(f.Column)) {
			g.filled++
		}
	}
}

// rowsAtOnce stay near while every figure looks at them.
const rowsAtOnce = 256

// Count computes every figure, going through the rows of each ledger once.
func (s *Set) Count() {
	env := s.data.Env()
	for _, l := range s.data.Plan.Ledgers {
		var all []*gathering
		for _, f := range s.data.Plan.Figures {
			if f.Ledger == l && f.Op != templates.OpFormula && s.results[f] == nil && s.folded == nil {
				all = append(all, s.gather(f, env))
			}
		}
		if len(all) == 0 {
			continue
		}
		for some := range slices.Chunk(s.data.Rows(l), rowsAtOnce) {
			for _, g := range all {
				g.take(some)
			}
		}
		for _, g := range all {
			r := &Result{Figure: g.figure}
			g.made(r)
			s.scale(r)
			s.results[g.figure] = r
		}
	}
	for _, f := range s.data.Plan.Figures {
		s.Get(f)
	}
}
