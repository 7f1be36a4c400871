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

// fetch brings the rows of a ledger; of all offices, each row under its office's
// own numbers and names.
func (s *Source) fetch(l *templates.Ledger) []*sheets.Row {
	rows := s.rows(l, "true")
	s.Fetched = append(s.Fetched, Fetched{l.Name, len(rows)})
	return rows
}

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
		out = append(out, r)
		return nil
	})
	if err != nil {
		return s.fail(err)
	}
	return out
}

func (s *Source) fail(err error) []*sheets.Row {
	s.err = errors.Join(s.err, explain(err))
	return nil
}
