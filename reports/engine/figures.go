package engine

import (
	"context"
	"math/big"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// querier is a connection or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Counted are the figures over rows that the engine has counted, and why those it
// could not count are not among them.
type Counted struct {
	Results map[*templates.Figure]*figure.Result
	NoSQL   map[*templates.Figure]error
}

// Figures counts every figure over rows in the engine: one pass a ledger for all
// that are a number each, and one query for each that looks at different values.
func Figures(ctx context.Context, q querier, p *templates.Plan, s Scope) (*Counted, error) {
	out := &Counted{map[*templates.Figure]*figure.Result{}, map[*templates.Figure]error{}}
	for _, query := range Queries(p, s, out.NoSQL) {
		var err error
		if query.values != nil {
			err = out.values(ctx, q, query, s)
		} else {
			err = out.numbers(ctx, q, query)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// numbers reads the figures that are a number each.
func (o *Counted) numbers(ctx context.Context, q querier, query Query) error {
	n := len(query.Figures)
	counts, sums, filled := make([]int64, n), make([]*string, n), make([]int64, n)
	into := make([]any, 0, 3*n)
	for i := range n {
		into = append(into, &counts[i], &sums[i], &filled[i])
	}
	if err := q.QueryRow(ctx, query.SQL).Scan(into...); err != nil {
		return explain(err)
	}
	for i, f := range query.Figures {
		r := &figure.Result{Figure: f, OK: true, Count: int(counts[i]), Exact: new(big.Rat).SetInt64(counts[i])}
		if err := take(r, sums[i], filled[i]); err != nil {
			return err
		}
		o.Results[f] = r
	}
	return nil
}

// take reads what one figure over rows amounts to.
func take(r *figure.Result, value *string, filled int64) error {
	f := r.Figure
	switch f.Op {
	case templates.OpCount, templates.OpLate:
		return nil
	case templates.OpMin, templates.OpMax:
		r.Exact = nil
		if value == nil {
			r.OK = false
			return nil
		}
		extreme(r, []string{*value})
		return nil
	}
	r.Exact = new(big.Rat)
	if value != nil {
		d, err := decimal.NewFromString(*value)
		if err != nil {
			return err
		}
		r.Exact = d.Rat()
	}
	if f.Op == templates.OpAverage {
		if r.OK = filled > 0; r.OK {
			r.Exact.Quo(r.Exact, new(big.Rat).SetInt64(filled))
		}
	}
	return nil
}

// values reads a figure that looks at the different values of its columns.
func (o *Counted) values(ctx context.Context, q querier, query Query, s Scope) error {
	f := query.values
	columns := f.Columns()
	rows, err := q.Query(ctx, query.SQL)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	r := &figure.Result{Figure: f, OK: true}
	var found []string
	seen := map[string]bool{}
	for rows.Next() {
		var at int
		var n int64
		var filled bool
		texts := make([]*string, len(columns))
		into := []any{&at, &n, &filled}
		for i := range texts {
			into = append(into, &texts[i])
		}
		var office string
		if err := rows.Scan(append(into, &office)...); err != nil {
			return err
		}
		r.Count += int(n)
		if !filled {
			continue
		}
		same := ""
		for i, c := range columns {
			if s.all() {
				*texts[i] = liftedValue(c, office, *texts[i])
			}
			same += "\x00" + c.Same(*texts[i])
		}
		if !seen[same] {
			seen[same] = true
			found = append(found, *texts[0])
		}
	}
	if err := rows.Err(); err != nil {
		return explain(err)
	}
	if f.Op == templates.OpDistinct {
		r.Exact = new(big.Rat).SetInt64(int64(len(seen)))
	} else {
		extreme(r, figure.Different(f.Column, found))
	}
	o.Results[f] = r
	return nil
}

// extreme makes a list, or its first or last value.
func extreme(r *figure.Result, values []string) {
	f := r.Figure
	if f.Op == templates.OpList {
		r.List = values
		return
	}
	if r.OK = len(values) > 0; !r.OK {
		return
	}
	v := values[0]
	if f.Op == templates.OpMax {
		v = values[len(values)-1]
	}
	if d, err := decimal.NewFromString(v); err == nil && f.Column.Numeric() {
		r.Exact = d.Rat()
	} else {
		r.List = []string{v}
	}
}

// Set are the plan's figures, those over rows as counted, formulas from them.
func (o *Counted) Set(data *sheets.Data) *figure.Set {
	return figure.Folded(data, func(f *templates.Figure) *figure.Result {
		r := o.Results[f]
		if r == nil {
			return nil
		}
		clone := *r
		if r.Exact != nil {
			clone.Exact = new(big.Rat).Set(r.Exact)
		}
		clone.List = slices.Clone(r.List)
		return &clone
	})
}
