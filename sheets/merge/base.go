package merge

import (
	"fmt"
	"os"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

type cellKey struct{ ledger, row, column string }

// index files the change log by cell, and remembers which rows of which file
// were taken.
func (j *job) index() {
	j.history = map[cellKey][]int{}
	j.adopted = map[string]bool{}
	for i := range j.m.Changes {
		j.indexChange(i)
	}
}

func (j *job) indexChange(i int) {
	c := j.m.Changes[i]
	k := cellKey{c.Ledger, c.RowID, c.Column}
	j.history[k] = append(j.history[k], i)
	if c.Digest != "" && (c.Kind == master.Added || c.Kind == master.Changed || c.Kind == master.Chosen) {
		j.adopted[c.Digest+c.Ledger+"\x00"+c.RowID] = true
	}
}

// log records a change and applies nothing.
func (j *job) log(c master.Change) {
	c.Merge, c.Date = j.m.Serial+1, j.AsOf
	j.m.Changes = append(j.m.Changes, c)
	j.indexChange(len(j.m.Changes) - 1)
}

// set changes a cell of the master and logs it.
func (j *job) set(row *sheets.Row, col *templates.Column, c master.Change) {
	c.Ledger, c.RowID, c.Column, c.Old = row.Ledger.Name, row.ID, col.Name, row.Values[col.Index]
	row.Values[col.Index] = c.New
	row.Ledger.Compute(row.Values)
	row.Version++
	row.Source.Updated = j.AsOf
	j.log(c)
}

// base is what a unit knew when it filled in its return: what it was issued,
// overlaid with what was later taken from its own returns of that issue.
type base struct {
	j      *job
	unit   *templates.Unit
	issue  int
	issued map[*templates.Ledger]map[string]*sheets.Row
	known  bool // the issued form was found
	issues map[string]int
}

func (j *job) baseOf(r *received) *base {
	b := &base{j: j, unit: r.Unit, issue: r.Issue, issued: map[*templates.Ledger]map[string]*sheets.Row{}, issues: map[string]int{}}
	for _, o := range j.returns {
		if o.Unit == r.Unit {
			b.issues[o.item.Digest] = o.Issue
		}
	}
	path := j.Dir.IssuedCopy(r.Unit, r.Issue, r.Restricted)
	if _, err := os.Stat(path); err != nil {
		return b
	}
	ret := intake.Read(intake.Reading{Plan: j.Plan, Path: path, File: path, Unit: r.Unit})
	b.known = !ret.Refused
	for _, s := range ret.Sheets {
		b.issued[s.Ledger] = map[string]*sheets.Row{}
		for _, row := range s.Rows {
			b.issued[s.Ledger][row.ID] = row
		}
	}
	return b
}

// row is the issued row with the id; nil if the unit was not sent one.
func (b *base) row(l *templates.Ledger, id string) *sheets.Row { return b.issued[l][id] }

// value is the base of one cell; current is the master's row.
func (b *base) value(current *sheets.Row, c *templates.Column) string {
	v := ""
	changes := b.j.history[cellKey{c.Ledger.Name, current.ID, c.Name}]
	issued := b.row(c.Ledger, current.ID)
	switch {
	case issued != nil:
		v = issued.Values[c.Index]
	case current.Source.Unit == b.unit.Name:
		// The unit added the row itself: what it first said is what stands
		// there now, less what changed since.
		v = current.Values[c.Index]
		if len(changes) > 0 {
			v = b.j.m.Changes[changes[0]].Old
		}
	}
	for _, i := range changes {
		ch := b.j.m.Changes[i]
		if ch.Unit != b.unit.Name || b.issues[ch.Digest] < b.issue || b.j.isExcluded(ch.Digest) {
			continue
		}
		if ch.Kind == master.Changed || ch.Kind == master.Chosen || ch.Kind == master.Declined {
			v = ch.New
		}
	}
	return v
}

// bySystem reports whether the program itself changed a cell last, as it does
// when it closes or reopens an item.
func (j *job) bySystem(row *sheets.Row, c *templates.Column) bool {
	changes := j.history[cellKey{c.Ledger.Name, row.ID, c.Name}]
	if len(changes) == 0 {
		return false
	}
	last := j.m.Changes[changes[len(changes)-1]]
	return last.Kind == master.Closed || last.Kind == master.Reopened
}

func (j *job) isExcluded(digest string) bool {
	for _, r := range j.returns {
		if r.item.Digest == digest {
			return r.excluded
		}
	}
	return false
}

// gone reports issued rows that a return no longer holds. Nothing is deleted.
func (b *base) gone(r *received, s *intake.Sheet) {
	have := map[string]bool{}
	for _, row := range s.Rows {
		have[row.ID] = true
	}
	for _, row := range sortedRows(b.issued[s.Ledger]) {
		if have[row.ID] {
			continue
		}
		b.j.warn(templates.Finding{
			Severity: templates.Warning, Code: "R-75", Unit: r.Unit.Name, File: r.File, Sheet: s.Name, Ledger: s.Ledger.Name, RowID: row.ID,
			Message: fmt.Sprintf("下发时有的一行（%s）在报回的表里不见了，总台账里照旧保留。", row.ID),
			Fix:     "请补回这一行；确实不再需要的，填写状态或销账原因，不要删行。",
		})
	}
}
