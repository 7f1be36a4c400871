package figure

import (
	"math/big"
	"slices"
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/lang"
)

// Set is every figure of a plan over one set of rows, computed on first use.
type Set struct {
	data    *sheets.Data
	only    map[*sheets.Row]bool // nil = all rows
	results map[*templates.Figure]*Result
	day     *deadline.Day // made when a figure first asks who is late
	// folded, if set, gives figures over rows that are counted elsewhere; nil for
	// one that has to be counted here.
	folded func(*templates.Figure) *Result
}

// Result is one figure: a number or a list of values.
type Result struct {
	Figure *templates.Figure
	// OK is false where the figure has no value: a share of nothing, the
	// smallest of no rows.
	OK    bool
	Exact *big.Rat        // scaled, not rounded; nil for a list
	Value decimal.Decimal // Exact, written out further than anybody prints it
	List  []string        // canonical values of a 列表, 最小 or 最大 of dates
	Rows  []*sheets.Row   // the rows behind it; for a 公式 and what is counted elsewhere, none of its own
	Count int             // how many rows are behind it
}

// New prepares the figures over the rows.
func New(data *sheets.Data) *Set {
	return &Set{data: data, results: map[*templates.Figure]*Result{}}
}

// Folded prepares figures of which those over rows are counted elsewhere.
func Folded(data *sheets.Data, folded func(*templates.Figure) *Result) *Set {
	s := New(data)
	s.folded = folded
	return s
}

// Within narrows the figures to some rows, as for one group of a table.
func (s *Set) Within(rows []*sheets.Row) *Set {
	only := make(map[*sheets.Row]bool, len(rows))
	for _, r := range rows {
		only[r] = true
	}
	return &Set{data: s.data, only: only, results: map[*templates.Figure]*Result{}, day: s.day}
}

// Data is the rows the figures are computed from.
func (s *Set) Data() *sheets.Data { return s.data }

// Get computes a figure; nil for a nil figure.
func (s *Set) Get(f *templates.Figure) *Result {
	if f == nil {
		return nil
	}
	if r := s.results[f]; r != nil {
		return r
	}
	r := s.compute(f)
	s.results[f] = r
	return r
}

func (s *Set) compute(f *templates.Figure) *Result {
	r := &Result{Figure: f}
	if s.folded != nil && f.Op != templates.OpFormula {
		if elsewhere := s.folded(f); elsewhere != nil {
			r = elsewhere
			s.scale(r)
			return r
		}
	}
	if f.Op == templates.OpFormula {
		v := f.Expr.Of(source{s})
		r.Exact, r.OK = v.Number, v.Number != nil
	} else {
		s.fold(f, r)
	}
	s.scale(r)
	return r
}

// scale brings a value into the figure's own scale.
func (s *Set) scale(r *Result) {
	if r.Exact != nil {
		r.Exact = r.Figure.Divided(r.Exact)
		r.Value = lang.Round(r.Exact, lang.DivisionDigits)
	}
}

// fold makes a figure of its rows; an operation on no rows counts zero and has
// no smallest and no average.
func (s *Set) fold(f *templates.Figure, r *Result) {
	g := s.gather(f, s.data.Env())
	g.take(s.data.Under(f.Ledger, f.When))
	g.made(r)
}

// made makes the figure of what was gathered.
func (g *gathering) made(r *Result) {
	f := r.Figure
	r.Rows, r.OK, r.Count = g.rows, true, len(g.rows)
	switch f.Op {
	case templates.OpCount, templates.OpLate:
		r.Exact = count(len(r.Rows))
	case templates.OpSum, templates.OpAverage:
		r.Exact = g.sum.total().Rat()
		if f.Op == templates.OpAverage {
			if r.OK = g.filled > 0; r.OK {
				r.Exact.Quo(r.Exact, count(g.filled))
			}
		}
	case templates.OpDistinct:
		r.Exact = count(len(distinct(r.Rows, f.Columns()...)))
	case templates.OpList:
		r.List = different(r.Rows, f.Column)
	case templates.OpMin, templates.OpMax:
		values := different(r.Rows, f.Column)
		if r.OK = len(values) > 0; !r.OK {
			return
		}
		if f.Op == templates.OpMax {
			slices.Reverse(values)
		}
		if d, err := decimal.NewFromString(values[0]); err == nil && f.Column.Numeric() {
			r.Exact = d.Rat()
		} else {
			r.List = values[:1]
		}
	}
}

func count(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

// Rows are those that a figure is made of, wherever it was counted.
func (s *Set) Rows(f *templates.Figure) []*sheets.Row {
	if r := s.Get(f); r.Rows != nil || s.folded == nil || f.Op == templates.OpFormula {
		return r.Rows
	}
	return s.rows(f)
}

// rows are those that the figure is made of.
func (s *Set) rows(f *templates.Figure) []*sheets.Row {
	g := s.gather(f, s.data.Env())
	g.take(s.data.Under(f.Ledger, f.When))
	return g.rows
}

// Different are texts as they were found, each once in its first spelling, in
// order.
func Different(c *templates.Column, found []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range found {
		if same := c.Same(v); v != "" && !seen[same] {
			seen[same] = true
			out = append(out, v)
		}
	}
	slices.SortFunc(out, cell.Compare)
	return out
}

// different are the values of a column, each once in its first spelling, in
// order; of several columns the combinations in which none is empty.
func different(rows []*sheets.Row, columns ...*templates.Column) []string {
	out := distinct(rows, columns...)
	slices.SortFunc(out, cell.Compare)
	return out
}

// distinct are the different values as they come.
func distinct(rows []*sheets.Row, columns ...*templates.Column) []string {
	var out []string
	seen := map[string]bool{}
	for _, row := range rows {
		v, same, blank := "", "", false
		for i, c := range columns {
			part := row.Value(c)
			blank = blank || part == ""
			if i > 0 {
				v, same = v+"\x00", same+"\x00"
			}
			v, same = v+part, same+c.Same(part)
		}
		if !blank && !seen[same] {
			seen[same] = true
			out = append(out, v)
		}
	}
	return out
}

// deadlines are those of the rows on the campaign's 截至日.
func (s *Set) deadlines() *deadline.Day {
	if s.day == nil {
		s.day = deadline.On(s.data.Plan.Param(templates.ParamAsOf), s.data)
	}
	return s.day
}

// Counted lists the rows of a ledger that figures count.
func (s *Set) Counted(l *templates.Ledger) []*sheets.Row {
	var out []*sheets.Row
	for _, r := range s.data.Rows(l) {
		if (s.only == nil || s.only[r]) && r.Counts() && !r.Duplicate() {
			out = append(out, r)
		}
	}
	return out
}

// source lends formulas the figures and parameters.
type source struct{ set *Set }

func (s source) Leaf(n *lang.Node) lang.Value {
	switch ref := n.Ref.(type) {
	case *templates.Figure:
		return s.set.Get(ref).Leaf(n.Printed)
	case *templates.Former:
		return s.set.Former(ref)
	}
	return lang.Value{Text: s.set.data.Plan.Param(templates.ParamName(n.Text))}
}

func (s source) Working(from, to string) (int, bool) { return s.set.data.Plan.Working(from, to) }

func (s source) After(from string, n int) (string, bool) { return s.set.data.Plan.After(from, n) }

// Eval computes a formula over figures and parameters; false if one of them
// has no number or a division by zero occurs.
func (s *Set) Eval(e *templates.Expr) (decimal.Decimal, bool) {
	r := s.exact(e)
	if r == nil {
		return decimal.Zero, false
	}
	return lang.Round(r, lang.DivisionDigits), true
}

// exact is a formula's value; nil if it has none.
func (s *Set) exact(e *templates.Expr) *big.Rat { return e.Of(source{s}).Number }

// Leaf is the figure as formulas and conditions see it: its number, as printed
// if asked, or the day or text that it is.
func (r *Result) Leaf(printed bool) lang.Value {
	switch {
	case !r.OK:
		return lang.Value{}
	case r.Exact == nil && r.Figure.Type() == lang.Text:
		return lang.Value{Text: r.Printed()}
	case r.Exact == nil:
		return lang.Value{Text: r.List[0]}
	case printed:
		return lang.Rat(r.Rounded())
	}
	return lang.Value{Number: r.Exact}
}

// Former is what a figure was at an earlier merge; missing where there was none,
// or the figure had no number. Of a part of the rows nothing is known.
func (s *Set) Former(f *templates.Former) lang.Value {
	if s.only != nil {
		return lang.Value{}
	}
	printed := s.data.Before(f.When == templates.LastYear)[f.Code]
	if d, ok := cell.ReadNumber(strings.TrimSuffix(printed, "%")); ok {
		return lang.Rat(d)
	}
	return lang.Value{}
}
