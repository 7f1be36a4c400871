package merge

import (
	"fmt"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// revert takes back what came from files that are now excluded and still
// stands; cells changed since are listed for the office.
func (j *job) revert() {
	fresh := map[string]bool{}
	for _, r := range j.returns {
		if r.excluded && (r.before == nil || !r.before.Excluded) {
			fresh[r.item.Digest] = true
		}
	}
	if len(fresh) == 0 {
		return
	}
	for i := len(j.m.Changes) - 1; i >= 0; i-- {
		c := j.m.Changes[i]
		if !fresh[c.Digest] {
			continue
		}
		l := j.Plan.Ledger(c.Ledger)
		if l == nil {
			continue
		}
		row := j.m.Find(l, c.RowID)
		if row == nil {
			continue
		}
		back := master.Change{Kind: master.Reverted, By: templates.OwnerOffice, Unit: c.Unit, File: c.File, Sheet: l.Name}
		switch {
		case c.Kind == master.Added && !row.Pending:
			row.Pending = true
			back.Ledger, back.RowID = l.Name, row.ID
			j.log(back)
		case c.Kind == master.Changed || c.Kind == master.Chosen:
			col := l.Column(c.Column)
			if col == nil {
				continue
			}
			if row.Value(col) != c.New {
				j.about(row, templates.Warning, "撤销", col,
					fmt.Sprintf("“%s”的“%s”来自“%s”，此后又改过，没有自动撤回。", row.ID, col.Name, c.File), "请核对后直接在总台账里改。")
				continue
			}
			back.New = c.Old
			j.set(row, col, back)
		}
	}
}
