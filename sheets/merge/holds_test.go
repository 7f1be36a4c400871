package merge

import (
	"fmt"
	"slices"
	"strings"
	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// What must hold of every merge of a random campaign.

// checkConserved counts the rows of the files themselves.
func (w *world) checkConserved(j *job, res *Result) {
	rows := map[string]int{}
	for _, c := range res.Conservation {
		for _, n := range c.Fates {
			rows[c.File] += n
		}
	}
	for _, r := range j.returns {
		n := 0
		for _, list := range w.inbox[r.item.Serial-1].sheets {
			n += len(list)
		}
		if r.current && rows[r.File] != n {
			w.t.Fatalf("%s holds %d rows, %d have a fate", r.File, n, rows[r.File])
		}
	}
}

// checkAuthority: no office column changes by a return, but where an item is
// reopened, where that is taken back, or where a person had the row taken out and
// another has its id.
func (w *world) checkAuthority(before *master.Master, j *job) {
	for _, l := range w.plan.Ledgers {
		old := map[string]*sheets.Row{}
		for _, r := range before.Rows[l] {
			old[r.ID] = r
		}
		for _, r := range j.m.Rows[l] {
			for _, c := range l.Columns {
				if !slices.Equal(c.Owners, []string{templates.OwnerOffice}) {
					continue
				}
				was := ""
				if o := old[r.ID]; o != nil {
					was = o.Values[c.Index]
				}
				if r.Values[c.Index] != was && !slices.ContainsFunc(j.m.Changes[len(before.Changes):], func(ch master.Change) bool {
					return ch.RowID == r.ID && ch.Ledger == l.Name && (ch.Column == c.Name && (ch.Kind == master.Reopened || ch.Kind == master.Reverted && ch.New == r.Values[c.Index]) ||
						ch.Column == "" && (ch.Kind == master.Declined || ch.Kind == master.Chosen || ch.Kind == master.Reverted))
				}) {
					w.t.Fatalf("%s %s of the office went from %q to %q", r.ID, c.Name, was, r.Values[c.Index])
				}
			}
		}
	}
}

// checkTraceable: every fate can be followed in the log or on 冲突.
func (w *world) checkTraceable(j *job) {
	logged, questions := map[string]bool{}, map[string]bool{}
	for _, c := range j.m.Changes {
		logged[c.Digest+c.Ledger+c.RowID] = true
	}
	for _, c := range j.m.Conflicts {
		questions[c.Ledger+c.RowID], questions[c.Ledger+c.Current] = true, true
	}
	for _, r := range j.returns {
		for _, ln := range r.lines {
			if ln.old || ln.record == nil {
				continue
			}
			l, id := ln.record.Ledger.Name, ln.record.ID
			switch ln.fate {
			case master.Adopted:
				if !logged[r.item.Digest+l+id] {
					w.t.Fatalf("%s %s of %s was taken, and the log does not say so", l, id, r.File)
				}
			case master.Undecided:
				if !questions[l+id] {
					w.t.Fatalf("%s %s of %s waits, and nobody is asked", l, id, r.File)
				}
			}
		}
	}
	w.checkReasons(j)
	w.checkQuestions(j)
}

// checkReasons: no line goes back without one.
func (w *world) checkReasons(j *job) {
	for _, r := range j.returns {
		reasons := map[int]bool{}
		for _, f := range r.Findings {
			reasons[rowOf(f.Cell)] = reasons[rowOf(f.Cell)] || f.Severity == finding.Error
		}
		for _, ln := range r.lines {
			if r.current && ln.back && ln.fate == master.SentBack && !reasons[ln.row.Number] && !reasons[0] {
				w.t.Fatalf("%s: line %d goes back without a reason", r.File, ln.row.Number)
			}
		}
	}
}

// isAbout: the line of a change stands under the row's id, or was issued as that row;
// the number of a row that was taken back may be another row's since.
func (j *job) isAbout(ch master.Change) bool {
	for _, r := range j.returns {
		for _, ln := range r.lines {
			if r.item.Digest == ch.Digest && ln.row.Ledger.Name == ch.Ledger && ln.row.Number == rowOf(ch.Cell) {
				return ln.issued != nil || ln.row.ID == ch.RowID
			}
		}
	}
	return true
}

// holdsOfAnother: what the master holds is what another book of the unit says. An old line
// under an id that became another's, and is not looked up again, is of the row if it
// says nothing else.
func (j *job) holdsOfAnother(c master.Conflict) bool {
	col := j.Plan.Ledger(c.Ledger).Column(c.Column)
	held := j.m.Find(col.Ledger, c.RowID)
	sameRow := func(ln *line) bool {
		return ln.old && ln.record == nil && ln.row.Ledger == col.Ledger && ln.row.Value(col) == c.Current &&
			!slices.ContainsFunc(col.Ledger.Columns, func(o *templates.Column) bool { return ln.row.Value(o) != "" && ln.row.Value(o) != held.Value(o) })
	}
	return slices.ContainsFunc(j.returns, func(r *received) bool {
		return r.item.Digest != c.Digest && r.Unit != nil && r.Unit.Name == c.Unit && slices.ContainsFunc(r.lines, func(ln *line) bool {
			return sameRow(ln) || !ln.back && ln.record != nil && ln.record.Ledger == col.Ledger && ln.record.ID == c.RowID && ln.reports(col) && ln.says(col).wishes() && ln.row.Value(col) == c.Current
		})
	})
}

// checkQuestions: every question has a file that still stands, and where two books
// of a unit disagree, both are on 冲突 until a person has decided against one: as a
// side of its own, or as what the master holds.
func (w *world) checkQuestions(j *job) {
	for _, c := range j.m.Conflicts {
		if j.gone[c.Digest] {
			w.t.Fatalf("%s %s asks for what a file said that is taken back", c.RowID, c.Column)
		}
		if strings.HasPrefix(c.Why, whyParts) && !slices.ContainsFunc(j.m.Conflicts, func(o master.Conflict) bool {
			return o.RowID == c.RowID && o.Column == c.Column && o.Unit == c.Unit && o.Value != c.Value
		}) && !j.holdsOfAnother(c) && c.Current == c.Base && !slices.ContainsFunc(j.history.Cell(c.Ledger, c.RowID, c.Column), func(i int) bool { return j.m.Changes[i].Kind == master.Declined }) {
			w.t.Fatalf("%s %s: two books of %s are said to disagree, and one of them is not there\n%v", c.RowID, c.Column, c.Unit, j.m.Conflicts)
		}
	}
}

// checkKept: no value that a unit's accepted report put into the master is gone
// unless something that came later, or a person, has written the cell.
func (w *world) checkKept(before *master.Master, j *job) {
	for _, l := range w.plan.Ledgers {
		for _, old := range before.Rows[l] {
			now := j.m.Find(l, old.ID)
			if now == nil {
				if !slices.ContainsFunc(j.m.Changes[len(before.Changes):], func(c master.Change) bool {
					return c.RowID == old.ID && (c.Kind == master.Reverted || c.Kind == master.Chosen || c.Kind == master.Declined)
				}) {
					w.t.Fatalf("%s %s is gone, and nobody took it back", l.Name, old.ID)
				}
				continue
			}
			for _, c := range l.Columns {
				if c.Computed != nil || now.Values[c.Index] == old.Values[c.Index] {
					continue
				}
				if !slices.ContainsFunc(j.m.Changes[len(before.Changes):], func(ch master.Change) bool {
					return ch.Ledger == l.Name && ch.RowID == old.ID && (ch.Column == c.Name && ch.New == now.Values[c.Index] || ch.Kind == master.Added)
				}) {
					w.t.Fatalf("%s %s went from %q to %q, and the log does not say why", old.ID, c.Name, old.Values[c.Index], now.Values[c.Index])
				}
			}
		}
	}
}

// checkReports: a cell that stands as it was issued changes nothing, and what a
// unit reports stands, is asked about, is older than another report of its own,
// or goes back.
func (w *world) checkReports(before *master.Master, j *job) {
	for _, ch := range j.m.Changes[len(before.Changes):] {
		if ch.Digest == "" || ch.Kind != master.Changed {
			continue
		}
		i := slices.IndexFunc(w.inbox, func(f *file) bool { return f.item.Digest == ch.Digest })
		r := w.inbox[i].ret
		l := w.plan.Ledger(ch.Ledger)
		if issued := w.issued[r.Unit.Name][r.Issue-1][l][ch.RowID]; issued != nil && issued.Value(l.Column(ch.Column)) == ch.New && j.isAbout(ch) {
			w.t.Fatalf("%s leaves %s %s as issued, and it became %q", r.File, ch.RowID, ch.Column, ch.New)
		}
	}
	questions := map[string]bool{}
	for _, c := range j.m.Conflicts {
		questions[c.Ledger+c.RowID+c.Column+c.Digest] = true
	}
	for _, r := range j.returns {
		for _, ln := range r.lines {
			if ln.old || ln.back || ln.record == nil || ln.record.Pending || j.m.Find(ln.row.Ledger, ln.record.ID) == nil {
				continue
			}
			for _, c := range ln.row.Ledger.Columns {
				asked := questions[c.Ledger.Name+ln.record.ID+c.Name+r.item.Digest]
				if !asked && c != c.Ledger.Role(templates.RoleState) && ln.reports(c) && ln.says(c).wishes() {
					w.checkReport(j, ln, c)
				}
			}
		}
	}
}

// checkReport: what a line says stands, unless the unit has reported it by a
// later book or a person has decided against it.
func (w *world) checkReport(j *job, ln *line, c *templates.Column) {
	v, row, r := ln.row.Values[c.Index], ln.record, ln.from
	if row.Values[c.Index] == v || ln.fate == master.Superseded || w.laterReport(j, ln, c) {
		return
	}
	log := append(slices.Clone(j.history.Cell(c.Ledger.Name, row.ID, c.Name)), j.history.Cell(c.Ledger.Name, row.ID, "")...)
	if !slices.ContainsFunc(log, func(i int) bool {
		ch := j.m.Changes[i]
		return ch.Unit == r.Unit.Name && (j.unitWriter(ch).after(j.says(ln, c)) || ch.Kind == master.Declined || ch.Kind == master.Reverted)
	}) {
		w.t.Fatalf("%s of %s says %q of %s %s, the master %q\n%s", r.File, r.Unit.Name, v, row.ID, c.Name, row.Values[c.Index], j.story(row, c))
	}
}

// laterReport: another book at hand, of a later form, reports the cell.
func (w *world) laterReport(j *job, ln *line, c *templates.Column) bool {
	return slices.ContainsFunc(j.returns, func(r *received) bool {
		return r.Unit == ln.from.Unit && r.Issue > ln.from.Issue && slices.ContainsFunc(r.lines, func(o *line) bool {
			return o.record == ln.record && o.reports(c) && o.says(c).wishes()
		})
	})
}

// story is what the log says of a cell.
func (j *job) story(row *sheets.Row, c *templates.Column) string {
	var b strings.Builder
	for _, i := range j.history.Cell(c.Ledger.Name, row.ID, c.Name) {
		ch := j.m.Changes[i]
		fmt.Fprintf(&b, "merge %d %s by %s of %s: %q -> %q\n", ch.Merge, ch.Kind, ch.By, ch.File, ch.Old, ch.New)
	}
	for _, r := range j.returns {
		fmt.Fprintf(&b, "%s %s issue %d received %s current %v excluded %v\n", r.File, r.Unit.Name, r.Issue, r.received, r.current, r.excluded)
	}
	return b.String()
}
