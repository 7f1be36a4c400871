package merge

import (
	"os"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// base is what a unit knew when it filled in its return: what it was issued,
// overlaid with what was later taken from its own returns of that issue.
type base struct {
	j      *job
	unit   *templates.Unit
	issue  int
	issued map[*templates.Ledger]map[string]*sheets.Row
	known  bool // the issued form was found
}

// readBase reads the copy that was kept of what the unit was sent.
func (j *job) readBase(r *received) *base {
	b := &base{j: j, unit: r.Unit, issue: r.Issue, issued: map[*templates.Ledger]map[string]*sheets.Row{}}
	path := j.Dir.IssuedCopy(r.Unit.Code, r.Issue, r.Restricted)
	if _, err := os.Stat(path); err != nil {
		return b
	}
	ret := intake.Read(j.ctx, intake.Reading{Plan: j.Plan, Path: path, File: path, Unit: r.Unit})
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

// own reports whether a change came from the unit's returns of this issue or a
// later one.
func (b *base) own(c master.Change) bool {
	issue, ok := b.j.issues[c.Digest]
	return ok && c.Unit == b.unit.Name && issue >= b.issue && !b.j.gone[c.Digest]
}

// value is the base of one cell; current is the master's row.
func (b *base) value(current *sheets.Row, c *templates.Column) string {
	v := ""
	changes := b.j.history[cellKey{c.Ledger.Name, current.ID, c.Name}]
	issued := b.row(c.Ledger, current.ID)
	added := -1
	for _, i := range b.j.history[cellKey{c.Ledger.Name, current.ID, ""}] {
		if b.j.m.Changes[i].Kind == master.Added {
			added = i
		}
	}
	switch {
	case issued != nil && (added < 0 || !b.own(b.j.m.Changes[added])):
		v = issued.Values[c.Index]
	case current.Source.Unit == b.unit.Name:
		// The unit added the row itself: what it first said is what stands
		// there now, less what changed since.
		v = current.Values[c.Index]
		if i := slices.IndexFunc(changes, func(i int) bool { return i > added }); i >= 0 {
			v = b.j.m.Changes[changes[i]].Old
		}
	}
	for _, i := range changes {
		ch := b.j.m.Changes[i]
		if !b.own(ch) {
			continue
		}
		switch ch.Kind {
		case master.Changed, master.Chosen, master.Declined, master.Reverted, master.Reopened:
			v = ch.New
		}
	}
	return v
}
