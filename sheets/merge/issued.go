package merge

import (
	"os"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// issued is what stood on the form that a return was made on.
type issued struct {
	known bool // the copy that was kept can be read
	rows  map[*templates.Ledger]map[string]*sheets.Row
	looks map[*templates.Ledger]map[string][]string // ids by what they look like
	keys  map[*templates.Ledger]map[string][]string // ids by natural key
	// columns of the form's sheets, 0 for one it did not have.
	columns map[*templates.Ledger][]int
}

// row is the issued row with the id; nil if the unit was not sent one.
func (f *issued) row(l *templates.Ledger, id string) *sheets.Row { return f.rows[l][id] }

// withKey lists the ids of the issued rows with a natural key.
func (f *issued) withKey(l *templates.Ledger, key string) []string {
	if f.keys == nil {
		f.keys = map[*templates.Ledger]map[string][]string{}
	}
	if f.keys[l] == nil {
		f.keys[l] = map[string][]string{}
		for id, row := range f.rows[l] {
			k := naturalKey(row)
			f.keys[l][k] = append(f.keys[l][k], id)
		}
	}
	return f.keys[l][key]
}

// movedTo is the issued row that a line looks like, by the cells that are not
// the unit's, although it stands under another's id; "" where it looks like none
// or like several.
func (f *issued) movedTo(u *templates.Unit, row *sheets.Row, id string) string {
	own, l := f.row(row.Ledger, id), row.Ledger
	mine := lockedContent(u, row)
	if own == nil || mine == "" || mine == lockedContent(u, own) {
		return ""
	}
	if f.looks[l] == nil {
		f.looks[l] = map[string][]string{}
		for other, r := range f.rows[l] {
			text := lockedContent(u, r)
			f.looks[l][text] = append(f.looks[l][text], other)
		}
	}
	if ids := f.looks[l][mine]; len(ids) == 1 {
		return ids[0]
	}
	return ""
}

// lockedContent is what a row says in the cells that are not the unit's, the
// program's own aside.
func lockedContent(u *templates.Unit, row *sheets.Row) string {
	var b strings.Builder
	for _, c := range row.Ledger.Columns {
		if v := row.Values[c.Index]; v != "" && c.Computed == nil && !c.FilledBySystem() && !c.FilledBy(u) {
			b.WriteString(c.Name + "：" + v + "；")
		}
	}
	return b.String()
}

// readIssued reads the copy that was kept of what the unit was sent.
func (j *job) readIssued(r *received) *issued {
	f := &issued{rows: map[*templates.Ledger]map[string]*sheets.Row{}, looks: map[*templates.Ledger]map[string][]string{}, columns: map[*templates.Ledger][]int{}}
	path := j.Dir.IssuedCopy(r.Unit.Code, r.Issue, r.Restricted)
	if _, err := os.Stat(path); err != nil {
		return f
	}
	ret := intake.Read(j.ctx, intake.Reading{Plan: j.Plan, Path: path, File: path, Unit: r.Unit})
	f.known = !ret.Refused
	for _, s := range ret.Sheets {
		f.rows[s.Ledger], f.columns[s.Ledger] = map[string]*sheets.Row{}, s.Cols
		for _, row := range s.Rows {
			f.rows[s.Ledger][row.ID] = row
		}
	}
	return f
}

// writerOf is who wrote a cell of the master last.
func (j *job) writerOf(row *sheets.Row, c *templates.Column) writer {
	i := j.history.Writer(row, c)
	switch {
	case i == master.Unlogged:
		return writer{who: office}
	case i < 0:
		return writer{}
	}
	switch ch := j.m.Changes[i]; {
	case ch.By == system && ch.Kind != master.Added:
		return writer{who: program, before: j.beforeSystem(row, c), closed: ch.Kind == master.Closed}
	case ch.Digest != "":
		return j.unitWriter(ch)
	case ch.Kind == master.Added:
		return writer{} // a row that the office began, or the program for it
	}
	return writer{who: office}
}

func (j *job) unitWriter(ch master.Change) writer {
	return writer{who: unitself, unit: ch.Unit, issue: j.issues[ch.Digest], book: ch.Merge}
}

// refusedOf are the values of a cell that the office decided against since it
// was written last, by unit.
func (j *job) refusedOf(row *sheets.Row, c *templates.Column) map[string]string {
	var out map[string]string
	for _, i := range j.history.Cell(c.Ledger.Name, row.ID, c.Name) {
		switch ch := j.m.Changes[i]; ch.Kind {
		case master.Declined:
			if out == nil {
				out = map[string]string{}
			}
			out[ch.Unit] = ch.New
		case master.Reverted:
		default:
			if ch.New != ch.Old {
				out = nil
			}
		}
	}
	return out
}
