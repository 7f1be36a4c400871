package merge

import (
	"cmp"
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// A package is the return of an office below: whole, sealed, and numbered. Its
// ids can be relied on, and what it has to be compared with is what the office
// said last.

// packaged reports whether a line stands in a package.
func (ln *line) packaged() bool { return ln.from.Edition > 0 }

// saidBefore is what an office below said last, row by row, as if it had been sent
// out to it: what it leaves as it was is no report.
func (j *job) saidBefore(u *templates.Unit) *issued {
	f := &issued{known: true, rows: map[*templates.Ledger]map[string]*sheets.Row{}, looks: map[*templates.Ledger]map[string][]string{}, columns: map[*templates.Ledger][]int{}}
	for _, l := range j.Plan.Ledgers {
		f.rows[l] = map[string]*sheets.Row{}
		for _, row := range j.m.Rows[l] {
			if row.Source.Unit != u.Name {
				continue
			}
			said := *row
			said.Values = slices.Clone(row.Values)
			for _, c := range l.Columns {
				said.Values[c.Index] = j.said(u, row, c)
			}
			f.rows[l][row.ID] = &said
		}
	}
	return f
}

// said is what a unit last reported of a cell, whatever was made of it since.
func (j *job) said(u *templates.Unit, row *sheets.Row, c *templates.Column) string {
	changes := j.history.Cell(c.Ledger.Name, row.ID, c.Name)
	for _, i := range slices.Backward(changes) {
		ch := j.m.Changes[i]
		taken := ch.Kind == master.Changed || ch.Kind == master.Chosen || ch.Kind == master.Reopened || ch.Kind == master.Added
		if taken && ch.Digest != "" && ch.Unit == u.Name && !j.gone[ch.Digest] {
			return ch.New
		}
	}
	if len(changes) > 0 {
		return j.m.Changes[changes[0]].Old
	}
	return row.Values[c.Index]
}

// newestEdition puts a unit's books in order once their editions are known, and
// sets aside what an earlier edition says: the last one says everything anew.
func (f *filings) newestEdition() {
	if !slices.ContainsFunc(f.books, func(r *received) bool { return r.Edition > 0 }) {
		return
	}
	slices.SortStableFunc(f.books, func(a, b *received) int {
		return -cmp.Or(cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.received, b.received), cmp.Compare(a.item.Digest, b.item.Digest))
	})
}

// supersedeEditions sets aside the rows of every package that a later one follows.
func (f *filings) supersedeEditions() {
	var newest *received
	for _, r := range f.books {
		switch {
		case !r.current || r.Edition == 0:
		case newest == nil:
			newest = r
		default:
			for _, ln := range r.lines {
				if !ln.old {
					ln.superseded, ln.back = true, false
				}
			}
			r.Findings = nil // of what counts no more
		}
	}
}

// approved says that the office has approved a row, and why those below want it
// otherwise; "" if it has not.
func (c *claims) approved(col *templates.Column) string {
	on := c.record.Value(c.record.Ledger.Role(templates.RoleApproved))
	if on == "" {
		return ""
	}
	for _, ln := range c.lines {
		if ln.packaged() {
			why := cmp.Or(ln.from.Reasons[[3]string{c.record.Ledger.Name, c.record.ID, col.Name}], "没有写")
			return fmt.Sprintf("%s已核准，下级申请更改，理由：%s", cell.ChineseDate(on), why)
		}
	}
	return ""
}
