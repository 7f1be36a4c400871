package merge

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// settle applies what the office chose on 冲突 and remembers it, so that the
// same return does not raise the same question again.
func (j *job) settle() {
	cells := map[cellKey][]master.Conflict{}
	var order []cellKey
	for _, c := range j.m.Conflicts {
		switch c.Choice {
		case "", "是", "否":
		default:
			j.unclear(c, fmt.Sprintf("“选用”栏写的是“%s”，没有采用。", c.Choice), "请填“是”或“否”。")
			c.Choice = ""
		}
		k := cellKey{c.Ledger, c.RowID, c.Column}
		if cells[k] == nil {
			order = append(order, k)
		}
		cells[k] = append(cells[k], c)
	}
	for _, k := range order {
		l := j.Plan.Ledger(k.ledger)
		if l == nil {
			continue
		}
		row, col := j.m.Find(l, k.row), l.Column(k.column)
		switch {
		case row == nil:
		case k.column == "":
			j.settleRow(row, cells[k][0])
		case col != nil:
			j.settleCell(row, col, cells[k])
		}
	}
}

// settleCell decides a cell that several units may have reported: choosing one
// value declines the others.
func (j *job) settleCell(row *sheets.Row, col *templates.Column, lines []master.Conflict) {
	var chosen *master.Conflict
	for i, c := range lines {
		if c.Choice != "是" {
			continue
		}
		if chosen != nil && chosen.Value != c.Value {
			j.unclear(c, "同一格有两个不同的值都选了“是”，没有采用。", "请只在一行填“是”。")
			return
		}
		chosen = &lines[i]
	}
	for i, c := range lines {
		change := master.Change{Kind: master.Declined, By: templates.OwnerOffice, Unit: c.Unit, File: c.File, Digest: c.Digest, Sheet: col.Ledger.Name, Cell: c.Cell,
			Ledger: col.Ledger.Name, RowID: row.ID, Column: col.Name, Old: row.Value(col), New: c.Value}
		switch {
		case chosen != nil && c.Value == chosen.Value:
			change.Kind = master.Chosen
			j.set(row, col, change)
		case chosen != nil || lines[i].Choice == "否":
			j.log(change)
		}
	}
}

// settleRow decides between two rows of one key: 是 puts the new row's content
// in the old one's place, 否 leaves the old one; the log keeps the other.
func (j *job) settleRow(row *sheets.Row, c master.Conflict) {
	l := row.Ledger
	unit, stands := j.Plan.Unit(row.Source.Unit), j.m.Find(l, c.Current)
	if c.Choice == "" || unit == nil || stands == nil {
		return
	}
	change := master.Change{Kind: master.Declined, By: templates.OwnerOffice, Unit: c.Unit, File: c.File, Digest: c.Digest, Sheet: l.Name, Cell: c.Cell,
		Ledger: l.Name, RowID: row.ID, Old: content(unit, row), New: c.Current}
	if c.Choice == "是" {
		change.Kind = master.Chosen
		for _, col := range l.Columns {
			v := row.Values[col.Index]
			if v != stands.Values[col.Index] && col.FilledBy(unit) && col.Computed == nil {
				j.set(stands, col, master.Change{Kind: master.Chosen, By: templates.OwnerOffice, Unit: c.Unit, New: v, File: c.File, Digest: c.Digest, Sheet: l.Name, Cell: c.Cell})
			}
		}
	}
	j.remove(row)
	j.log(change)
}

func (j *job) unclear(c master.Conflict, message, fix string) {
	j.warn(finding.Finding{Severity: finding.Error, Code: master.ConflictSheet, File: master.FileName, Sheet: master.ConflictSheet,
		Ledger: c.Ledger, RowID: c.RowID, Column: c.Column, Message: message, Fix: fix})
}
