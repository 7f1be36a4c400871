package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// settle applies what the office chose on 冲突 and remembers it, so that the
// same return does not raise the same question again.
func (j *job) settle() {
	j.readChoices()
	cells := map[cellKey][]master.Conflict{}
	var order []cellKey
	for _, c := range j.m.Conflicts {
		k := cellKey{c.Ledger, c.RowID, c.Column}
		if cells[k] == nil {
			order = append(order, k)
		}
		cells[k] = append(cells[k], c)
	}
	settled := map[cellKey]map[string]bool{} // digests whose line is answered
	for _, k := range order {
		l := j.Plan.Ledger(k.ledger)
		if l == nil {
			continue
		}
		row, col := j.rowWith(l, k.row), l.Column(k.column)
		switch {
		case row == nil:
		case k.column == "":
			j.settleRow(row, cells[k][0])
		case col != nil:
			settled[k] = j.settleCell(row, col, cells[k])
		}
	}
	j.sweep()
	j.m.Conflicts = slices.DeleteFunc(j.m.Conflicts, func(c master.Conflict) bool {
		return c.Column == "" || settled[cellKey{c.Ledger, c.RowID, c.Column}][c.Digest] // rows are asked anew while they wait
	})
	for i := range j.m.Conflicts { // what could not be followed is asked again
		j.m.Conflicts[i].Choice = ""
	}
}

// readChoices reads what the office chose: what is chosen of a group holds for all of the
// book's cells in it, and refuses the other books'.
func (j *job) readChoices() {
	chosen := map[string]map[string]string{} // group → digest → choice
	for i := range j.m.Conflicts {
		c := &j.m.Conflicts[i]
		switch c.Choice {
		case "", "是", "否":
		default:
			j.unclear(*c, fmt.Sprintf("“选用”栏写的是“%s”，没有采用。", c.Choice), "请填“是”或“否”。")
			c.Choice = ""
		}
		if c.Group == "" || c.Choice == "" {
			continue
		}
		g := chosen[c.Ledger+c.Group]
		if g == nil {
			g = map[string]string{}
			chosen[c.Ledger+c.Group] = g
		}
		if g[c.Digest] != "" && g[c.Digest] != c.Choice {
			j.unclear(*c, fmt.Sprintf("“%s”的几栏要一起定，选用却有“是”有“否”，没有采用。", c.RowID), "“同组”相同的几行请填一样的。")
			g[c.Digest] = "乱"
			continue
		}
		g[c.Digest] = c.Choice
	}
	for i := range j.m.Conflicts {
		c := &j.m.Conflicts[i]
		g := chosen[c.Ledger+c.Group]
		if c.Group == "" || g == nil {
			continue
		}
		switch v := g[c.Digest]; v {
		case "是", "否":
			c.Choice = v
		case "乱":
			c.Choice = ""
		default:
			for _, other := range g {
				if other == "是" {
					c.Choice = "否"
				}
			}
		}
	}
}

// forget drops the questions that are none any more: the file is taken back, or
// the unit has reported the cell anew, by no earlier form.
func (j *job) forget(records []*claims) {
	anew := map[cellKey]map[string]int{} // the highest issue by unit
	for _, c := range records {
		for _, ln := range c.lines {
			for _, col := range c.record.Ledger.Columns {
				if ln.reports(col) && ln.says(col).wishes() {
					k := cellKey{col.Ledger.Name, c.record.ID, col.Name}
					if anew[k] == nil {
						anew[k] = map[string]int{}
					}
					anew[k][ln.from.Unit.Name] = max(anew[k][ln.from.Unit.Name], ln.from.Issue+1)
				}
			}
		}
	}
	j.m.Conflicts = slices.DeleteFunc(j.m.Conflicts, func(c master.Conflict) bool {
		return j.gone[c.Digest] || anew[cellKey{c.Ledger, c.RowID, c.Column}][c.Unit] > j.issues[c.Digest]
	})
}

// dropAnswered drops the questions about cells that hold the value by now.
func (j *job) dropAnswered() {
	open := j.m.Conflicts[:0]
	for _, c := range j.m.Conflicts {
		l := j.Plan.Ledger(c.Ledger)
		if l == nil {
			continue
		}
		if c.Column != "" {
			row, col := j.lines.byID[l][c.RowID], l.Column(c.Column)
			if row == nil || col == nil || row.Value(col) == c.Value {
				continue
			}
			c.Current = row.Value(col)
		}
		open = append(open, c)
	}
	j.m.Conflicts = open
}

// settleCell decides a cell that several units may have reported: choosing one
// value declines the others.
func (j *job) settleCell(row *sheets.Row, col *templates.Column, lines []master.Conflict) map[string]bool {
	answered := map[string]bool{}
	var chosen *master.Conflict
	for i, c := range lines {
		if c.Choice != "是" {
			continue
		}
		if chosen != nil && chosen.Value != c.Value {
			j.unclear(c, "同一格有两个不同的值都选了“是”，没有采用。", "请只在一行填“是”。")
			return nil
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
			answered[c.Digest] = true
		case chosen != nil || lines[i].Choice == "否":
			j.log(change)
			answered[c.Digest] = true
		}
	}
	return answered
}

// settleRow decides between two rows of one key: 是 puts the new row's content
// in the old one's place, 否 leaves the old one; the log keeps the other.
func (j *job) settleRow(row *sheets.Row, c master.Conflict) {
	l := row.Ledger
	unit, stands := j.Plan.Unit(row.Source.Unit), j.rowWith(l, c.Current)
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
