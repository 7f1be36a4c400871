package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// twins puts new rows that carry the key of another row, with other content, on
// 冲突. They do not count until a person decides; the row that stood there
// before goes on counting.
func (j *job) twins() {
	j.asked = map[rowKey]bool{}
	for _, c := range j.m.Conflicts {
		j.asked[rowKey{c.Ledger, c.RowID}] = true
	}
	for _, l := range j.Plan.Ledgers {
		groups := map[string][]*sheets.Row{}
		var order []string
		for _, r := range j.m.Rows[l] {
			k := naturalKey(r)
			if k == "" || r.Duplicate() {
				j.settled(r)
				continue
			}
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], r)
		}
		slices.Sort(order)
		for _, k := range order {
			j.sameKey(k, groups[k])
		}
	}
}

func (j *job) sameKey(key string, rows []*sheets.Row) {
	waits := func(r *sheets.Row) bool { return r.Pending || j.madeBy[r] != nil }
	if len(rows) == 1 || !slices.ContainsFunc(rows, waits) {
		for _, r := range rows {
			j.settled(r)
		}
		return
	}
	slices.SortFunc(rows, func(a, b *sheets.Row) int { return cell.Natural(a.ID, b.ID) })
	stands := rows[0]
	if i := slices.IndexFunc(rows, func(r *sheets.Row) bool { return !waits(r) }); i >= 0 {
		stands = rows[i]
	} else {
		stands.Pending = true // all are new, and none has a better claim
	}
	for _, r := range rows {
		if r == stands || !waits(r) {
			continue
		}
		r.Pending = true
		cell := xlsx.CellName(1, max(r.Source.Row, 1))
		j.asked[rowKey{r.Ledger.Name, r.ID}] = true
		j.m.Conflicts = append(j.m.Conflicts, master.Conflict{Ledger: r.Ledger.Name, RowID: r.ID, Current: stands.ID, Value: key,
			Unit: r.Source.Unit, File: r.Source.File, Digest: r.Source.Digest, Cell: cell, Why: fmt.Sprintf("与“%s”主键相同、内容不同", stands.ID)})
		j.warn(finding.Finding{Severity: finding.Error, Code: "R-04", Unit: r.Source.Unit, File: r.Source.File, Sheet: r.Source.Sheet, Cell: cell,
			Ledger: r.Ledger.Name, RowID: r.ID, Column: r.Ledger.Key[0].Name,
			Message: fmt.Sprintf("与%s报的一行（%s）主键相同，内容不同，列入冲突，暂不计数。", orOffice(stands.Source.Unit), stands.ID),
			Fix:     "请两家核对；由整改办在“冲突”表选定。"})
	}
}

// settled lets a row count that no longer waits for anything.
func (j *job) settled(r *sheets.Row) {
	if r.Pending && !j.asked[rowKey{r.Ledger.Name, r.ID}] {
		r.Pending = false
		j.log(master.Change{Kind: master.Changed, By: system, Ledger: r.Ledger.Name, RowID: r.ID, Column: "待决", Old: "是", Sheet: r.Ledger.Name})
	}
}

func orOffice(unit string) string {
	if unit == "" {
		return templates.OwnerOffice
	}
	return unit
}
