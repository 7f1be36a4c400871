package engine

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// querier is a connection or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Scope is whose rows of which campaign are meant.
type Scope struct {
	Office, Campaign string
	AsOf             string // ISO: lateness is judged on it
}

// where begins the rows of a ledger under an alias.
func (s Scope) where(row string) string {
	if s.all() {
		return fmt.Sprintf(`%s."_campaign" = %s`, row, literal(s.Campaign))
	}
	return fmt.Sprintf(`%s."_office" = %s AND %s."_campaign" = %s`, row, literal(s.Office), row, literal(s.Campaign))
}

// rowsOf are the rows of a ledger that a figure or block counts.
func (c compiler) rowsOf(row string, l *templates.Ledger, when templates.Condition, withDups bool) (string, error) {
	cond, err := c.condition(row, when)
	if err != nil {
		return "", err
	}
	answers := row + `."_counts"`
	if l.Looks(when) {
		answers = "NOT " + row + `."_pending"`
	}
	if !withDups {
		answers += " AND NOT " + row + `."_repeat"`
	}
	return answers + " AND " + cond, nil
}

// figureRows are the rows behind a figure.
func (c compiler) figureRows(row string, f *templates.Figure, s Scope) (string, error) {
	out, err := c.rowsOf(row, f.Ledger, f.When, f.WithDups)
	if err != nil || f.Op != templates.OpLate {
		return out, err
	}
	late, err := c.late(row, f.Ledger, s)
	return out + " AND " + late, err
}

// late reports whether a row is past the deadline in force, as deadline.Day says.
func (c compiler) late(row string, l *templates.Ledger, s Scope) (string, error) {
	roles := deadline.RolesOf(l)
	if roles == nil {
		return "false", nil
	}
	at := func(col *templates.Column) string {
		if col == nil {
			return "NULL::date"
		}
		return row + "." + ident(columnName(col))
	}
	asOf := literal(s.AsOf) + "::date"
	due := at(roles.Due)
	if roles.NewDue != nil {
		extended := at(roles.NewDue) + " IS NOT NULL"
		if roles.Approved != nil {
			extended += fmt.Sprintf(" AND %s <= %s", at(roles.Approved), asOf)
		}
		due = fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", extended, at(roles.NewDue), due)
	}
	for _, re := range deadline.Rechecks(c.plan) {
		if re.Object.Target == l && re.NewDue != nil {
			due = fmt.Sprintf("GREATEST(%s, %s)", due, c.relook(row, re, asOf))
		}
	}
	late := fmt.Sprintf("(%s) < %s", due, asOf)
	if templates.NewCalendar(c.plan).Working { // a deadline of Saturday is not late on Sunday
		late = c.between(row, asOf, due) + " < 0"
	}
	return fmt.Sprintf("(%s AND COALESCE(%s, false))", c.open(row, roles), late), nil
}

// open: the row's state is not one that is done, and it is not withdrawn.
func (c compiler) open(row string, roles *deadline.Roles) string {
	var done []string
	if g := roles.State.Group; g != nil {
		for _, o := range g.Options {
			if deadline.Done(o.Meaning) {
				for _, name := range append([]string{o.Name}, o.Former...) {
					done = append(done, literal(name))
				}
			}
		}
	}
	out := fmt.Sprintf("NOT COALESCE(%s.%s = ANY(ARRAY[%s]::text[]), false)", row, ident(columnName(roles.State)), strings.Join(done, ", "))
	if w := roles.State.Ledger.Role(templates.RoleWithdrawn); w != nil {
		out += fmt.Sprintf(" AND %s.%s IS NULL", row, ident(columnName(w)))
	}
	return out
}

// relook is the latest deadline that a later look set which found the row not to
// have held. Of rows that share a key, a look means the first.
func (c compiler) relook(row string, re deadline.Recheck, asOf string) string {
	x, y := c.alias(), c.alias()
	var rebound []string
	if g := re.Result.Group; g != nil {
		for _, o := range g.Options {
			if o.Meaning == templates.MeansRebound {
				for _, name := range append([]string{o.Name}, o.Former...) {
					rebound = append(rebound, literal(name))
				}
			}
		}
	}
	col := func(c *templates.Column) string { return x + "." + ident(columnName(c)) }
	return fmt.Sprintf(`(SELECT max(%s) %s AND %s."_counts" AND COALESCE(%s <= %s, true) AND %s = ANY(ARRAY[%s]::text[]) AND %s."_ord" = (SELECT min(%s."_ord") %s AND (%s."_key" = %s OR %s."_id" = %s)))`,
		col(re.NewDue), c.beside(re.Ledger.Name, x, row), x, col(re.Day), asOf, col(re.Result), strings.Join(rebound, ", "),
		row, y, c.beside(re.Object.Target.Name, y, row), y, col(re.Object), y, col(re.Object))
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

// Query is one query for figures.
type Query struct {
	SQL     string
	Figures []*templates.Figure // two columns a figure: the rows behind it, and what is added up
	values  *templates.Figure   // or the different values of this one
}

// Queries are those for all figures over rows of a plan; what has no SQL is put
// into noSQL.
func Queries(p *templates.Plan, s Scope, noSQL map[*templates.Figure]error) (out []Query) {
	for _, l := range p.Ledgers {
		one := Query{}
		var columns []string
		for _, f := range p.Figures {
			if f.Ledger != l || f.Op == templates.OpFormula {
				continue
			}
			c := newCompiler(p, s)
			rows, err := c.figureRows("t", f, s)
			if err != nil {
				noSQL[f] = err
				continue
			}
			from := fmt.Sprintf("FROM %s t WHERE %s", qualified(l.Name), s.where("t"))
			switch f.Op {
			case templates.OpCount, templates.OpLate:
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE %s), NULL::text, 0::bigint", rows))
			case templates.OpSum, templates.OpAverage:
				v := "t." + ident(columnName(f.Column))
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE %s), (sum(%s) FILTER (WHERE %s))::text, count(%s) FILTER (WHERE %s)", rows, v, rows, v, rows))
			default:
				out = append(out, differentQuery(f, from+" AND "+rows, s))
				continue
			}
			one.Figures = append(one.Figures, f)
		}
		if len(columns) > 0 {
			one.SQL = fmt.Sprintf("SELECT %s FROM %s t WHERE %s", strings.Join(columns, ",\n  "), qualified(l.Name), s.where("t"))
			out = append(out, one)
		}
	}
	return out
}

// differentQuery asks for the different values of a figure, each with the place
// where it stands first, and how many rows hold it.
func differentQuery(f *templates.Figure, from string, s Scope) Query {
	columns := f.Columns()
	values, filled := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		values[i] = asText("t", c)
		filled[i] = "t." + ident(columnName(c)) + " IS NOT NULL"
	}
	picks, groups := "''", strings.Join(values, ", ")
	if s.all() { // what offices name for themselves is told apart
		picks, groups = `t."_office"`, `t."_office", `+groups
	}
	return Query{values: f, SQL: fmt.Sprintf(`SELECT min(t."_ord"), count(*), bool_and(%s), %s, %s %s GROUP BY %s ORDER BY %d, 1`, strings.Join(filled, " AND "), strings.Join(values, ", "), picks, from, groups, len(columns)+4)}
}

// asText is a column as canonical text.
func asText(row string, c *templates.Column) string {
	col := row + "." + ident(columnName(c))
	switch sqlType(c) {
	case "date":
		return "to_char(" + col + ", 'YYYY-MM-DD')"
	case "numeric":
		return "trim_scale(" + col + ")::text"
	}
	return col
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
		if f.Op == templates.OpSum || f.Op == templates.OpAverage {
			r.Exact = new(big.Rat)
			if sums[i] != nil {
				d, err := decimal.NewFromString(*sums[i])
				if err != nil {
					return err
				}
				r.Exact = d.Rat()
			}
			if f.Op == templates.OpAverage {
				if r.OK = filled[i] > 0; r.OK {
					r.Exact.Quo(r.Exact, new(big.Rat).SetInt64(filled[i]))
				}
			}
		}
		o.Results[f] = r
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
				*texts[i] = ownValue(c, office, *texts[i])
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
