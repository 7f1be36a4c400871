package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// revert takes back what came from files that are now excluded and still
// stands; what changed since is listed for the office.
func (j *job) revert() {
	fresh := map[string]bool{}
	j.gone = map[string]bool{}
	for _, r := range j.returns {
		j.gone[r.item.Digest] = r.excluded
		if r.excluded && (r.before == nil || !r.before.Excluded) {
			fresh[r.item.Digest] = true
		}
	}
	if len(fresh) == 0 {
		return
	}
	j.reopenQuestions(fresh)
	undone := map[cellKey]int{} // by an exclusion that was lifted since
	for i := len(j.m.Changes) - 1; i >= 0; i-- {
		c := j.m.Changes[i]
		l := j.Plan.Ledger(c.Ledger)
		if !fresh[c.Digest] || l == nil {
			continue
		}
		k := cellKey{c.Ledger, c.RowID, c.Column}
		if c.Kind == master.Reverted {
			undone[k]++
			continue
		}
		if undone[k] > 0 {
			undone[k]--
			continue
		}
		row := j.rowWith(l, c.RowID)
		if row == nil {
			continue
		}
		back := master.Change{Kind: master.Reverted, By: templates.OwnerOffice, Unit: c.Unit, File: c.File, Digest: c.Digest, Sheet: l.Name}
		switch c.Kind {
		case master.Added:
			j.withdraw(row, fresh, back)
		case master.Changed, master.Chosen, master.Reopened, master.Extended:
			col := l.Column(c.Column)
			if col == nil {
				continue
			}
			if row.Value(col) != c.New && !j.closedOver(k, c.New) {
				j.about(row, finding.Warning, "撤销", col,
					fmt.Sprintf("“%s”的“%s”来自“%s”，此后又改过，没有自动撤回。", row.ID, col.Name, c.File), "请核对后直接在总台账里改。")
				continue
			}
			back.New = j.valueBefore(k, i)
			j.set(row, col, back)
			j.touched[cellKey{ledger: l.Name, row: row.ID}] = true
		}
	}
	j.sweep()
	j.disown(fresh)
	j.m.Attribute()
}

// reopenQuestions drops what is asked about rows on which an excluded file has a
// side: what the others say of them is heard anew, and perhaps nothing is to be asked.
func (j *job) reopenQuestions(excluded map[string]bool) {
	for _, c := range j.m.Conflicts {
		if excluded[c.Digest] {
			j.touched[cellKey{ledger: c.Ledger, row: c.RowID}] = true
		}
	}
	j.m.Conflicts = slices.DeleteFunc(j.m.Conflicts, func(c master.Conflict) bool {
		return c.Column != "" && j.touched[cellKey{ledger: c.Ledger, row: c.RowID}]
	})
}

// closedOver: the program has closed an item on the strength of a state that is
// taken back now.
func (j *job) closedOver(k cellKey, state string) bool {
	all := j.history.Cell(k.ledger, k.row, k.column)
	if len(all) == 0 {
		return false
	}
	last := j.m.Changes[all[len(all)-1]]
	return last.By == system && last.Kind == master.Closed && last.Old == state
}

// disown makes rows no longer come from an excluded file: what still stands in
// them came from the last other one, or from nobody.
func (j *job) disown(excluded map[string]bool) {
	for _, l := range j.Plan.Ledgers {
		for _, row := range j.m.Rows[l] {
			if !excluded[row.Source.Digest] {
				continue
			}
			row.Source, row.Unit = sheets.Source{Updated: j.AsOf}, ""
			j.history.Row(l.Name, row.ID, func(_ int, c *master.Change) bool {
				if c.Digest == "" || c.By == system || c.Kind == master.Reverted || j.gone[c.Digest] {
					return true
				}
				row.Unit = c.Unit
				row.Source = sheets.Source{Unit: c.Unit, File: c.File, Digest: c.Digest, Sheet: c.Sheet, Row: rowOf(c.Cell), Updated: j.AsOf}
				return false
			})
		}
	}
}

// valueBefore is what stood in a cell before a change, values from excluded
// files passed over.
func (j *job) valueBefore(k cellKey, change int) string {
	v := j.m.Changes[change].Old
	for _, i := range slices.Backward(j.history.Cell(k.ledger, k.row, k.column)) {
		if c := j.m.Changes[i]; i < change && c.New == v && j.gone[c.Digest] {
			v = c.Old
		}
	}
	return v
}

// withdraw takes a row back that an excluded file added, unless somebody else
// has worked on it since. The log keeps its content.
func (j *job) withdraw(row *sheets.Row, excluded map[string]bool, back master.Change) {
	l := row.Ledger
	kept := false
	j.history.Row(l.Name, row.ID, func(_ int, c *master.Change) bool {
		kept = c.Column != "" && c.Digest != "" && !excluded[c.Digest] || c.By == templates.OwnerOffice && c.Kind != master.Reverted
		return !kept
	})
	if kept {
		j.about(row, finding.Warning, "撤销", nil,
			fmt.Sprintf("“%s”这一行来自“%s”，此后又改过，没有自动撤回。", row.ID, back.File), "不该有的，请在重复于、销账等栏写明，不要删行。")
		return
	}
	back.Ledger, back.RowID = l.Name, row.ID
	if u := j.Plan.Unit(row.Source.Unit); u != nil {
		back.Old = content(u, row)
	}
	j.removed = append(j.removed, row)
	j.remove(row)
	j.log(back)
}

// rowWith is the row of the master with an id, in the steps before the returns are
// placed; nil if there is none.
func (j *job) rowWith(l *templates.Ledger, id string) *sheets.Row {
	if j.byID[l] == nil {
		j.byID[l] = make(map[string]*sheets.Row, len(j.m.Rows[l]))
		for _, r := range slices.Backward(j.m.Rows[l]) { // of two the first
			j.byID[l][r.ID] = r
		}
	}
	return j.byID[l][id]
}

// remove takes a row out of the master; sweep does it for all at once.
func (j *job) remove(row *sheets.Row) {
	row.Number = 0
	j.out[row] = true
	delete(j.byID[row.Ledger], row.ID)
}

func (j *job) sweep() {
	for _, l := range j.Plan.Ledgers {
		if len(j.out) > 0 {
			j.m.Rows[l] = slices.DeleteFunc(j.m.Rows[l], func(r *sheets.Row) bool { return j.out[r] })
		}
	}
	clear(j.byID)
	clear(j.out)
}
