package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// tableRows gives the rows of one table.
type tableRows struct {
	table table
	n     int
	row   func(i int, w *rowWriter) // several goroutines ask at once
	id    func(i int) (id, digest string)
}

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

// cell writes a ledger's value as what its column is.
func (w *rowWriter) cell(typ, v string) {
	switch typ {
	case "date":
		w.date(v)
	case "numeric":
		w.number(v)
	default:
		w.text(v)
	}
}

// ledgerRows are the rows of a ledger.
func ledgerRows(l *templates.Ledger, rows []*sheets.Row, office, campaign string, serial int) *tableRows {
	types, names := make([]string, len(l.Columns)), make([]string, len(l.Columns))
	for i, c := range l.Columns {
		types[i], names[i] = sqlType(c), columnName(c)
	}
	return &tableRows{table: ledgerTable(l), n: len(rows), row: func(i int, w *rowWriter) {
		r := rows[i]
		w.filled(office)
		w.filled(campaign)
		w.filled(r.ID)
		w.integer(r.Version)
		for _, text := range []string{r.Source.Unit, r.Source.File, r.Source.Digest, r.Source.Sheet} {
			w.text(text)
		}
		if r.Source.Row > 0 {
			w.integer(r.Source.Row)
			w.filled(xlsx.CellName(1, r.Source.Row))
		} else {
			w.null()
			w.null()
		}
		w.date(r.Source.Updated)
		w.integer(serial)
		w.text(r.Key())
		w.integer(i)
		w.boolean(r.Pending)
		w.boolean(r.Counts())
		w.boolean(r.Duplicate())
		w.filled(digest(r, names, i))
		for k, c := range l.Columns {
			w.cell(types[k], r.Values[c.Index])
		}
	}, id: func(i int) (string, string) { return rows[i].ID, digest(rows[i], names, i) }}
}

// digest tells two states of a row apart: what is written of it, each value with
// the column that it is written to, so that a plan which names or counts it
// otherwise has it written anew. Every part stands behind its length.
func digest(r *sheets.Row, names []string, at int) string {
	b := make([]byte, 0, 512)
	text := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	number := func(n int) { b = binary.AppendVarint(b, int64(n)) }
	for i, c := range r.Ledger.Columns {
		if v := r.Values[c.Index]; v != "" {
			text(names[i])
			text(v)
		}
	}
	text("")
	for _, v := range []string{r.Source.Unit, r.Source.File, r.Source.Digest, r.Source.Sheet, r.Source.Updated, r.Key()} {
		text(v)
	}
	for _, n := range []int{r.Version, r.Source.Row, at} {
		number(n)
	}
	for _, is := range []bool{r.Pending, r.Counts(), r.Duplicate()} {
		if is {
			number(1)
		} else {
			number(0)
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// otherTables are those beside the ledgers.
func otherTables(in Input, set figureSet) []*tableRows {
	m, office, campaign := in.Master, in.Office, in.Campaign
	list := func(name string, n int, row func(i int) []any) *tableRows {
		for _, t := range common() {
			if t.name == name {
				return &tableRows{table: t, n: n, row: func(i int, w *rowWriter) {
					w.filled(office)
					w.filled(campaign)
					for _, v := range row(i) {
						w.value(v)
					}
				}}
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
	return []*tableRows{
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
			l := m.Plan.Ledger(s.Ledger)
			out := append([]any{i, s.Digest, orNull(s.File), orNull(s.Unit), s.Ledger, s.Returned.Rows}, fates(s.Returned.Fates)...)
			return append(out, l == nil || l.Restricted || s.Receipt.Restricted)
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

// kept is a figure as the engine keeps it.
func kept(set *figure.Set) figureSet {
	return func(f *templates.Figure) (any, string, string) {
		r := set.Get(f)
		var value any
		if r.OK && r.Exact != nil {
			value = r.Value
		}
		return value, r.Printed(), figure.Definition(f)
	}
}
