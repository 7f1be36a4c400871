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

// fold runs over the figure's rows; an operation on no rows counts zero and
// has no smallest.
func (s *Set) fold(f *templates.Figure, r *Result) {
	env := s.data.Env()
	seen := map[string]bool{}
	for _, row := range s.data.Rows(f.Ledger) {
		if s.only != nil && !s.only[row] || !row.Answers(f.When) || !f.WithDups && row.Duplicate() || !f.When.Holds(row.Values, env) {
			continue
		}
		if f.Op == templates.OpLate && !s.deadlines().Of(row).Late() {
			continue
		}
		r.Rows = append(r.Rows, row)
		v := row.Value(f.Column)
		switch f.Op {
		case templates.OpSum:
			if d, err := decimal.NewFromString(v); err == nil {
				r.Value = r.Value.Add(d)
			}
		default:
			if v != "" && !seen[v] {
				seen[v] = true
				r.List = append(r.List, v)
			}
		}
	}
	r.OK = true
	slices.SortFunc(r.List, cell.Compare)
	switch f.Op {
	case templates.OpCount, templates.OpLate:
		r.List = nil
		r.Value = decimal.NewFromInt(int64(len(r.Rows)))
	case templates.OpDistinct:
		r.Value = decimal.NewFromInt(int64(len(r.List)))
		r.List = nil
	case templates.OpMin, templates.OpMax:
		r.OK = len(r.List) > 0
		if !r.OK {
			return
		}
		if f.Op == templates.OpMin {
			r.List = r.List[:1]
		} else {
			r.List = r.List[len(r.List)-1:]
		}
		if d, err := decimal.NewFromString(r.List[0]); err == nil {
			r.Value, r.List = d, nil
		}
	}
}

// deadlines are those of the rows on the campaign's 截至日.
func (s *Set) deadlines() *deadline.Day {
	if s.day == nil {
		s.day = deadline.On(s.data.Plan.Param(templates.AsOfParam), s.data)
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
			d, err := decimal.NewFromString(strings.TrimSpace(s.data.Plan.Param(leaf.Text)))
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
