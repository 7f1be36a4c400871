package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/form"
)

// officeEdits finds what the office changed by hand since the last merge and
// logs it as the office's. A row deleted by hand comes back: rows are struck
// off, never removed.
func (j *job) officeEdits() {
	for _, l := range j.Plan.Ledgers {
		j.giveIDs(l)
		if j.written == nil {
			continue
		}
		before := map[string]*sheets.Row{}
		for _, r := range j.written.Rows[l] {
			before[r.ID] = r
		}
		for _, r := range j.m.Rows[l] {
			old := before[r.ID]
			delete(before, r.ID)
			if old == nil {
				j.log(master.Change{Kind: master.Added, By: templates.OwnerOffice, Ledger: l.Name, RowID: r.ID, File: master.FileName, Sheet: l.Name, Cell: r.Cell(nil)})
				continue
			}
			j.officeRow(old, r)
		}
		for _, r := range sortedRows(before) {
			j.m.Rows[l] = append(j.m.Rows[l], r)
			j.log(master.Change{Kind: master.Restored, By: "系统", Ledger: l.Name, RowID: r.ID, File: master.FileName, Sheet: l.Name})
			j.about(r, templates.Warning, "R-75", nil, fmt.Sprintf("总台账里“%s”的一行（%s）被删去了，已恢复。", l.Name, r.ID), "台账只销账、不删行：请填写状态、重复于或销账原因。")
		}
	}
}

func (j *job) officeRow(old, now *sheets.Row) {
	for _, c := range now.Ledger.Columns {
		v := now.Values[c.Index]
		if c.Computed != nil || v == old.Values[c.Index] || now.Cols[c.Index] == 0 {
			continue
		}
		now.Values[c.Index] = old.Values[c.Index]
		j.set(now, c, master.Change{Kind: master.Changed, By: templates.OwnerOffice, New: v, File: master.FileName, Sheet: c.Ledger.Name, Cell: now.Cell(c)})
	}
}

// giveIDs numbers the rows the office typed in without one.
func (j *job) giveIDs(l *templates.Ledger) {
	n := 0
	for _, r := range j.m.Rows[l] {
		var serial int
		if _, err := fmt.Sscanf(r.ID, templates.OwnerOffice+"-"+l.Code+"-%d", &serial); err == nil {
			n = max(n, serial)
		}
	}
	for _, r := range j.m.Rows[l] {
		if r.ID != "" {
			continue
		}
		n++
		r.ID = form.RowID(templates.OwnerOffice, l.Code, n)
		l.Number(r.Record)
	}
}

// settle applies what the office chose on 冲突 and remembers it, so that the
// same return does not raise the same question again.
func (j *job) settle() {
	for _, c := range j.m.Conflicts {
		l := j.Plan.Ledger(c.Ledger)
		if l == nil || c.Choice != "是" && c.Choice != "否" {
			continue
		}
		row := j.m.Find(l, c.RowID)
		if row == nil {
			continue
		}
		change := master.Change{Kind: master.Declined, By: templates.OwnerOffice, Unit: c.Unit, File: c.File, Digest: c.Digest, Sheet: l.Name, Cell: c.Cell}
		if c.Column == "" {
			j.settleRow(row, j.m.Find(l, c.Current), c, change)
			continue
		}
		col := l.Column(c.Column)
		if col == nil {
			continue
		}
		if c.Choice == "是" {
			change.Kind, change.New = master.Chosen, c.Value
			j.set(row, col, change)
			continue
		}
		change.Ledger, change.RowID, change.Column = l.Name, row.ID, col.Name
		change.Old, change.New = row.Values[col.Index], c.Value
		j.log(change)
	}
}

// settleRow decides between two rows of one key: 是 puts the new row's content
// in the old one's place, 否 leaves the old one; the log keeps the other.
func (j *job) settleRow(row, twin *sheets.Row, c master.Conflict, change master.Change) {
	l := row.Ledger
	change.Ledger, change.RowID = l.Name, row.ID
	if c.Choice == "是" {
		change.Kind = master.Chosen
		if twin != nil {
			for _, col := range l.Columns {
				v := row.Values[col.Index]
				if v != "" && v != twin.Values[col.Index] && !col.FilledBySystem() && col.Computed == nil {
					j.set(twin, col, master.Change{Kind: master.Chosen, By: templates.OwnerOffice, Unit: c.Unit, New: v, File: c.File, Digest: c.Digest, Sheet: l.Name})
				}
			}
		}
	}
	change.Old, change.New = fmt.Sprint(row.Values), c.Current
	if twin != nil {
		twin.Pending = false
	}
	j.m.Rows[l] = slices.DeleteFunc(j.m.Rows[l], func(r *sheets.Row) bool { return r == row })
	j.log(change)
}
