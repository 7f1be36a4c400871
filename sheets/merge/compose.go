package merge

import (
	"maps"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates"
)

// composed is one record as all of a unit's books report it.
type composed struct {
	row   *sheets.Row
	lines []*line
	// by is the line that reports a column; the first of lines reports the rest.
	by    map[string]*line
	judge bool // an error sends it back
}

// together is what a unit's books say together, for the checks: one row a record
// and one a new line, and what the row at a place is made of.
func (j *job) together(f *filings) (*intake.Return, map[place]*composed) {
	newest := f.newest()
	w := &whole{
		job: j,
		Return: &intake.Return{File: newest.File, Digest: newest.Digest, Unit: f.unit, Issue: newest.Issue, Version: newest.Version, Restricted: newest.Restricted,
			Nil: map[*templates.Ledger]intake.NilReport{}},
		origin: map[place]*composed{}, records: map[*sheets.Row]*composed{}, anew: map[string]*composed{}, free: map[string]*line{},
		sheetOf: map[*templates.Ledger]*intake.Sheet{}, later: map[*intake.Sheet][]*sheets.Row{},
	}
	w.several = f.several()
	for _, r := range f.books {
		if !r.current {
			continue
		}
		w.book(r)
		for _, ln := range r.lines {
			if !ln.superseded {
				w.line(ln)
			}
		}
	}
	for _, s := range w.Sheets {
		s.Rows = append(s.Rows, w.later[s]...)
	}
	return w.Return, w.origin
}

// whole is a unit's books as one return.
type whole struct {
	*job
	*intake.Return
	origin  map[place]*composed
	records map[*sheets.Row]*composed
	anew    map[string]*composed // new lines, by what they are known by
	free    map[string]*line     // new lines, by their ids
	sheetOf map[*templates.Ledger]*intake.Sheet
	several bool                            // books are looked at
	later   map[*intake.Sheet][]*sheets.Row // after the records: it is the new line that repeats one
}

// book adds a book's statements and sheets.
func (w *whole) book(r *received) {
	for l, n := range r.Nil {
		if old, said := w.Nil[l]; !said || !old.Whole {
			n.Years = append(slices.Clone(old.Years), n.Years...)
			n.Whole = n.Whole || old.Whole
			w.Nil[l] = n
		}
	}
	for _, s := range r.Return.Sheets {
		if w.sheetOf[s.Ledger] == nil {
			w.sheetOf[s.Ledger] = &intake.Sheet{Ledger: s.Ledger, Name: s.Name, Cols: s.Cols}
			w.Sheets = append(w.Sheets, w.sheetOf[s.Ledger])
		}
	}
}

func (w *whole) line(ln *line) {
	at := w.sheetOf[ln.row.Ledger]
	if ln.issued == nil && !ln.old {
		at.New++
	}
	switch {
	case ln.record != nil:
		c := w.records[ln.record]
		if c == nil {
			c = w.compose(ln)
			w.records[ln.record], w.origin[placeOf(c.row)] = c, c
			at.Rows = append(at.Rows, c.row)
		}
		c.add(ln)
	case ln.back:
		at.Rows = append(at.Rows, nameless(ln.row))
		w.origin[placeOf(ln.row)] = &composed{row: ln.row, lines: []*line{ln}}
	default:
		c := &composed{row: ln.row, lines: []*line{ln}, judge: !ln.old}
		if w.several && w.said(c) {
			return // another book reports the same
		}
		w.later[at] = append(w.later[at], ln.row)
		w.origin[placeOf(ln.row)] = c
	}
}

// said joins a new line to that of another book which reports the same.
func (w *whole) said(c *composed) bool {
	ln := c.lines[0]
	mark := ln.marks()[0] + content(w.Unit, ln.row)
	if key := naturalKey(ln.row); key != "" {
		mark = ln.row.Ledger.Code + " 键 " + key
	}
	if other := w.anew[mark]; other != nil && other.lines[0].from != ln.from {
		other.lines = append(other.lines, ln)
		return true
	}
	w.anew[mark] = c
	if first := w.free[ln.row.Ledger.Code+" "+ln.id]; first != nil && first.from != ln.from && ln.id != "" {
		ln.unnumber() // another person has used the same free line
	} else {
		w.free[ln.row.Ledger.Code+" "+ln.id] = ln
	}
	return false
}

// nameless is a row that goes back, without what it claims to be: its unreadable
// cells keep checks over the whole sheet quiet, and it is nobody's double.
func nameless(row *sheets.Row) *sheets.Row {
	n := *row
	n.ID, n.Values, n.Bad = "", slices.Clone(row.Values), maps.Clone(row.Bad)
	if n.Bad == nil {
		n.Bad = map[int]bool{}
	}
	for _, c := range row.Ledger.Key {
		n.Values[c.Index], n.Bad[c.Index] = "", true
	}
	return &n
}

// place is where a row of a return stands.
type place struct {
	file, sheet string
	row         int
}

func placeOf(row *sheets.Row) place { return place{row.File, row.Sheet, row.Number} }

// compose begins a record as the master has it, at the place of a line.
func (j *job) compose(ln *line) *composed {
	row := *ln.row
	row.ID, row.Values, row.Bad = ln.record.ID, slices.Clone(ln.record.Values), nil
	c := &composed{row: &row, by: map[string]*line{}}
	// A record that the unit has never filled in is judged although nothing is
	// reported of it: something should be.
	c.judge = !j.filledBy(ln.from.Unit, ln.record)
	return c
}

// filledBy reports whether the unit has written any cell of a record.
func (j *job) filledBy(u *templates.Unit, row *sheets.Row) bool {
	return row.Source.Unit == u.Name || j.history.Wrote(u.Name, row.Ledger.Name, row.ID)
}

// add lays what a line reports over the record; lines come the newest first.
func (c *composed) add(ln *line) {
	c.lines = append(c.lines, ln)
	for i, bad := range ln.row.Bad {
		if bad {
			if c.row.Bad == nil {
				c.row.Bad = map[int]bool{}
			}
			c.row.Bad[i] = true
		}
	}
	if ln.old || ln.back {
		return
	}
	for _, col := range ln.row.Ledger.Columns {
		if !ln.reports(col) || !ln.says(col).wishes() {
			continue
		}
		c.judge = true
		if c.by[col.Name] == nil {
			c.by[col.Name] = ln
			c.row.Values[col.Index] = ln.row.Values[col.Index]
		}
	}
	ln.row.Ledger.Compute(c.row.Values)
}
