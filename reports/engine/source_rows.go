package engine

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Behind are the rows that a figure is made of; none of a formula.
func (s *Source) Behind(f *templates.Figure) []*sheets.Row {
	if f.Op == templates.OpFormula {
		return nil
	}
	where, err := newCompiler(s.plan, s.Scope).figureRows("t", f, s.Scope)
	if err != nil {
		return s.Set.Rows(f)
	}
	return s.rows(f.Ledger, where)
}

// rows brings the rows of a ledger under a condition.
func (s *Source) rows(l *templates.Ledger, where string) []*sheets.Row {
	columns := []string{`t."_office"`, `t."_id"`, `t."_version"`, `t."_unit"`, `t."_file"`, `t."_digest"`, `t."_sheet"`, `t."_row"`, `to_char(t."_updated", 'YYYY-MM-DD')`, `t."_pending"`, `t."_ord"`}
	for _, c := range l.Columns {
		columns = append(columns, asText("t", c))
	}
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT %s FROM %s t WHERE %s AND %s ORDER BY t."_office", t."_ord"`, strings.Join(columns, ", "), qualified(l.Name), s.where("t"), where))
	if err != nil {
		return s.fail(err)
	}
	var out []*sheets.Row
	var office, id string
	var version, ord int
	var pending bool
	var line *int
	texts := make([]*string, 6+len(l.Columns))
	into := []any{&office, &id, &version, &texts[0], &texts[1], &texts[2], &texts[3], &line, &texts[4], &pending, &ord}
	for i := range l.Columns {
		into = append(into, &texts[6+i])
	}
	at := func(i int) string {
		if texts[i] == nil {
			return ""
		}
		return *texts[i]
	}
	_, err = pgx.ForEachRow(rows, into, func() error {
		r := &sheets.Row{Ledger: l, Pending: pending, Unit: at(0), Record: templates.Record{ID: id, Version: version, Values: make([]string, len(l.Columns))},
			Source: sheets.Source{Unit: at(0), File: at(1), Digest: at(2), Sheet: at(3), Updated: at(4)}}
		if line != nil {
			r.Source.Row = *line
		}
		for i := range l.Columns {
			r.Values[i] = at(6 + i)
		}
		if r.Scope = s.plan.Scope(r.Source.Unit); s.all() {
			lift(r, office)
		}
		master.Place(r, ord)
		out = append(out, s.same(r, office))
		return nil
	})
	if err != nil {
		return s.fail(err)
	}
	return out
}

// same is the row as it was brought before, if it was: rows are told apart by
// where they are.
func (s *Source) same(r *sheets.Row, office string) *sheets.Row {
	if s.brought[r.Ledger] == nil {
		s.brought[r.Ledger] = map[[2]string]*sheets.Row{}
	}
	known, key := s.brought[r.Ledger], [2]string{office, r.ID}
	if known[key] == nil {
		known[key] = r
	}
	return known[key]
}

// Fetched says of which ledgers how many rows came over.
func (s *Source) Fetched() (out []Fetched) {
	for _, l := range s.plan.Ledgers {
		if s.brought[l] != nil {
			out = append(out, Fetched{l.Name, len(s.brought[l])})
		}
	}
	return out
}

// Fetched says of one ledger how many rows came over.
type Fetched struct {
	Ledger string
	Rows   int
}

func (s *Source) fail(err error) []*sheets.Row {
	s.err = errors.Join(s.err, explain(err))
	return nil
}
