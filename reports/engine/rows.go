package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// source gives the rows of one table to COPY.
type source struct {
	table   table
	n       int
	row     func(i int) []any
	at      int
	stopped error
}

func (s *source) Next() bool {
	s.at++
	return s.at <= s.n
}

func (s *source) Values() ([]any, error) { return s.row(s.at - 1), nil }

func (s *source) Err() error { return s.stopped }

// Typed values: what is blank is NULL.

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func day(iso string) any {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return nil
	}
	return pgtype.Date{Time: t, Valid: true}
}

func number(s string) any {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return nil
	}
	return numeric(d)
}

func numeric(d decimal.Decimal) pgtype.Numeric {
	return pgtype.Numeric{Int: new(big.Int).Set(d.Coefficient()), Exp: d.Exponent(), Valid: true}
}

func typed(c *templates.Column, v string) any {
	if v == "" {
		return nil
	}
	switch sqlType(c) {
	case "date":
		return day(v)
	case "numeric":
		return number(v)
	}
	return v
}

// ledgerSource are the rows of a ledger.
func ledgerSource(l *templates.Ledger, rows []*sheets.Row, office, campaign string, serial int) *source {
	t := ledgerTable(l)
	buffer := make([]any, 0, len(t.columns))
	return &source{table: t, n: len(rows), row: func(i int) []any {
		r := rows[i]
		var line, at any
		if r.Source.Row > 0 {
			line, at = r.Source.Row, xlsx.CellName(1, r.Source.Row)
		}
		buffer = append(buffer[:0], office, campaign, r.ID, r.Version, orNull(r.Source.Unit), orNull(r.Source.File), orNull(r.Source.Digest), orNull(r.Source.Sheet),
			line, at, day(r.Source.Updated), serial, orNull(r.Key()), i, r.Pending, r.Counts(), r.Duplicate(), digest(r, i))
		for _, c := range l.Columns {
			buffer = append(buffer, typed(c, r.Values[c.Index]))
		}
		return buffer
	}}
}

// digest tells two states of a row apart.
func digest(r *sheets.Row, at int) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %d %q %q %q %q %d %q %t %d", r.Values, r.Version, r.Source.Unit, r.Source.File, r.Source.Digest, r.Source.Sheet, r.Source.Row, r.Source.Updated, r.Pending, at)
	return hex.EncodeToString(h.Sum(nil))[:24]
}

// others are the tables beside the ledgers.
func others(in Input, set figureSet) []*source {
	m, office, campaign := in.Master, in.Office, in.Campaign
	list := func(name string, n int, row func(i int) []any) *source {
		for _, t := range common() {
			if t.name == name {
				return &source{table: t, n: n, row: func(i int) []any { return append([]any{office, campaign}, row(i)...) }}
			}
		}
		panic("engine: no table " + name)
	}
	fates := func(m map[master.Fate]int) []any {
		out := make([]any, len(master.Fates))
		for i, f := range master.Fates {
			out[i] = m[f]
		}
		return out
	}
	type returned struct {
		master.Receipt
		master.Returned
	}
	var sheetsOf []returned
	for _, r := range m.Receipts {
		for _, s := range r.Sheets {
			sheetsOf = append(sheetsOf, returned{r, s})
		}
	}
	said := pastLines(in)
	off := holidayLines(m.Plan)
	entries := dictionary(m.Plan)
	figures := m.Plan.Figures
	return []*source{
		list(receiptsTable, len(m.Receipts), func(i int) []any {
			r := m.Receipts[i]
			out := append([]any{i, orNull(r.Unit), orNull(r.File), orNull(r.Digest), day(r.Received), r.Issue, r.Rows, r.Ignored}, fates(r.Fates)...)
			return append(out, orNull(r.Verdict), orNull(r.Version), orNull(r.Note), r.Restricted, r.Excluded)
		}),
		list(changesTable, len(m.Changes), func(i int) []any {
			c := m.Changes[i]
			return []any{i, c.Merge, day(c.Date), string(c.Kind), orNull(c.By), orNull(c.Unit), orNull(c.Ledger), orNull(c.RowID), orNull(c.Column), orNull(c.Old), orNull(c.New), orNull(c.File), orNull(c.Digest), orNull(c.Sheet), orNull(c.Cell)}
		}),
		list(figuresTable, len(figures), func(i int) []any {
			f := figures[i]
			value, printed, definition := set(f)
			return []any{f.Code, f.Name, value, printed, orNull(f.Measure), definition, f.Private()}
		}),
		list(pastTable, len(said), func(i int) []any { return said[i] }),
		list(holidaysTable, len(off), func(i int) []any { return off[i] }),
		list(findingsTable, len(in.Findings), func(i int) []any {
			f := in.Findings[i]
			return []any{i, f.Severity.Label(), orNull(f.Code), orNull(f.Unit), orNull(f.File), orNull(f.Sheet), orNull(f.Cell), orNull(f.Ledger), orNull(f.RowID), orNull(f.Column), orNull(f.Message), orNull(f.Fix)}
		}),
		list(conservationTable, len(sheetsOf), func(i int) []any {
			s := sheetsOf[i]
			return append([]any{i, s.Digest, orNull(s.File), orNull(s.Unit), s.Ledger, s.Returned.Rows}, fates(s.Returned.Fates)...)
		}),
		list(dictionaryTable, len(entries), func(i int) []any {
			e := entries[i]
			return []any{e[0], e[1], e[2], orNull(e[3])}
		}),
	}
}

// pastLines are the figures of earlier merges. A figure that the plan has no more
// is for nobody who must not see 限阅.
func pastLines(in Input) (out [][]any) {
	for i, p := range in.Past {
		for _, code := range slices.Sorted(maps.Keys(p.Figures)) {
			f := in.Master.Plan.Figure(code)
			out = append(out, []any{i, p.Serial, day(p.AsOf), code, orNull(p.Figures[code]), p.LookedBack, p.Kept, p.Trend, f == nil || f.Private()})
		}
	}
	return out
}

// dictionary are the plan's lists: what a name, code or earlier name says under
// every header.
func dictionary(p *templates.Plan) (out [][4]string) {
	for _, list := range p.Lists() {
		seen := map[string]bool{}
		for _, name := range list.Texts() {
			row := list.Find(name)
			if row == nil || seen[name] {
				continue
			}
			seen[name] = true
			for i, header := range list.Columns {
				if header != "" && row[i] != "" {
					out = append(out, [4]string{list.Name, name, header, row[i]})
				}
			}
		}
	}
	return out
}

// figureSet gives a figure's value as the engine keeps it.
type figureSet func(*templates.Figure) (value any, printed, definition string)
