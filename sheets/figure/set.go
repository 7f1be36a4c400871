package figure

import (
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
}

// Result is one figure: a number or a list of values.
type Result struct {
	Figure *templates.Figure
	// OK is false where the figure has no value: a share of nothing, the
	// smallest of no rows.
	OK    bool
	Value decimal.Decimal // scaled, not rounded
	List  []string        // canonical values of a 列表, 最小 or 最大 of dates
	Rows  []*sheets.Row   // the rows behind it; for a 公式, none of its own
}

// New prepares the figures over the rows.
func New(data *sheets.Data) *Set {
	return &Set{data: data, results: map[*templates.Figure]*Result{}}
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
	if f.Op == templates.OpFormula {
		r.Value, r.OK = s.Eval(f.Expr)
	} else {
		s.fold(f, r)
	}
	if f.Divisor != "" {
		r.Value = r.Value.DivRound(decimal.RequireFromString(f.Divisor), lang.DivisionDigits)
	}
	return r
}

// fold makes a figure of its rows; an operation on no rows counts zero and has
// no smallest.
func (s *Set) fold(f *templates.Figure, r *Result) {
	r.Rows, r.OK = s.rows(f), true
	switch f.Op {
	case templates.OpCount, templates.OpLate:
		r.Value = decimal.NewFromInt(int64(len(r.Rows)))
	case templates.OpSum:
		for _, row := range r.Rows {
			if d, err := decimal.NewFromString(row.Value(f.Column)); err == nil {
				r.Value = r.Value.Add(d)
			}
		}
	case templates.OpDistinct:
		r.Value = decimal.NewFromInt(int64(len(distinct(r.Rows, f.Column))))
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
		if d, err := decimal.NewFromString(values[0]); err == nil {
			r.Value = d
		} else {
			r.List = values[:1]
		}
	}
}

// rows are those that the figure is made of.
func (s *Set) rows(f *templates.Figure) []*sheets.Row {
	env := s.data.Env()
	var out []*sheets.Row
	for _, row := range s.data.Rows(f.Ledger) {
		in := (s.only == nil || s.only[row]) && row.Answers(f.When) && (f.WithDups || !row.Duplicate()) && f.When.Holds(row.Values, env)
		if in && (f.Op != templates.OpLate || s.deadlines().Of(row).Late()) {
			out = append(out, row)
		}
	}
	return out
}

// different are the values of a column, each once in its first spelling, in
// order.
func different(rows []*sheets.Row, c *templates.Column) []string {
	out := distinct(rows, c)
	slices.SortFunc(out, cell.Compare)
	return out
}

// distinct are the different values as they come.
func distinct(rows []*sheets.Row, c *templates.Column) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, row := range rows {
		v := row.Value(c)
		if same := c.Same(v); !seen[same] {
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

// Eval computes a formula over figures and parameters; false if one of them
// has no number or a division by zero occurs.
func (s *Set) Eval(e *templates.Expr) (decimal.Decimal, bool) {
	return e.Eval(func(leaf *templates.Expr) (decimal.Decimal, bool) {
		f, ok := leaf.Ref.(*templates.Figure)
		if !ok {
			d, err := decimal.NewFromString(strings.TrimSpace(s.data.Plan.Param(templates.ParamName(leaf.Text))))
			return d, err == nil
		}
		return s.Get(f).Number(leaf.Printed)
	})
}

// Number is the figure's number, as printed if asked; false if it has none.
func (r *Result) Number(printed bool) (decimal.Decimal, bool) {
	if printed {
		return r.Rounded(), r.OK && r.List == nil
	}
	return r.Value, r.OK && r.List == nil
}
