package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/templates"
)

// Fold counts rows in groups; false where that has no SQL.
func (s *Source) Fold(f summary.Folding) ([]*sheets.Row, bool) {
	sql, can := s.foldQuery(f)
	if !can {
		return nil, false
	}
	if _, asked := s.folded[sql]; !asked { // every kind of summary asks
		s.folded[sql] = s.groups(f, sql)
	}
	return slices.Clone(s.folded[sql]), true
}

func (s *Source) foldQuery(f summary.Folding) (sql string, can bool) {
	c := newCompiler(s.plan, s.Scope)
	where := s.where("t")
	add := func(cond string, err error) bool {
		where += " AND " + cond
		return err == nil
	}
	if f.Figure != nil {
		if !add(c.figureRows("t", f.Figure, s.Scope)) {
			return "", false
		}
	}
	if !add(c.rowsOf("t", f.Ledger, f.When, f.Figure != nil && f.Figure.WithDups)) {
		return "", false
	}
	if f.Figure == nil {
		where += ` AND t."_counts"`
	}
	groups, picks := []string{`t."_office"`}, []string{`t."_office"`}
	if !s.all() {
		groups, picks = nil, []string{"''"}
	}
	for _, by := range f.By {
		text := asText("t", by.Column)
		if p := period("t."+ident(columnName(by.Column)), by.Period); by.Period != "" && p != "" {
			groups, picks = append(groups, p), append(picks, "min("+text+")")
			continue
		}
		groups, picks = append(groups, text), append(picks, text)
	}
	picks = append(picks, "count(*)")
	if f.Add != nil {
		col := "t." + ident(columnName(f.Add))
		picks = append(picks, "trim_scale(sum("+col+"))::text", "count("+col+")")
	} else {
		picks = append(picks, "NULL::text", "0::bigint")
	}
	if f.Late {
		late, err := c.late("t", f.Ledger, s.Scope)
		if err != nil {
			return "", false
		}
		groups, picks = append(groups, late), append(picks, late)
	} else {
		picks = append(picks, "false")
	}
	sql = fmt.Sprintf("SELECT %s FROM %s t WHERE %s", strings.Join(picks, ", "), qualified(f.Ledger.Name), where)
	if len(groups) > 0 {
		sql += " GROUP BY " + strings.Join(groups, ", ")
	}
	return sql, true
}

func (s *Source) groups(f summary.Folding, sql string) []*sheets.Row {
	rows, err := s.conn.Query(s.ctx, sql)
	if err != nil {
		return s.fail(err)
	}
	var office string
	var n, filled int
	var sum *string
	var late bool
	texts := make([]*string, len(f.By))
	into := []any{&office}
	for i := range texts {
		into = append(into, &texts[i])
	}
	into = append(into, &n, &sum, &filled, &late)
	var out []*sheets.Row
	_, err = pgx.ForEachRow(rows, into, func() error {
		if n == 0 {
			return nil
		}
		r := &sheets.Row{Ledger: f.Ledger, Record: templates.Record{Values: make([]string, len(f.Ledger.Columns))}, Fold: &sheets.Fold{Rows: n, Filled: filled, Late: late}}
		for i, by := range f.By {
			if texts[i] != nil {
				r.Values[by.Column.Index] = *texts[i]
				if s.all() {
					r.Values[by.Column.Index] = liftedValue(by.Column, office, *texts[i])
				}
			}
		}
		if f.Add != nil && sum != nil {
			r.Values[f.Add.Index] = *sum
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return s.fail(err)
	}
	return out
}
