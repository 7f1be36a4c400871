package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
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
				l.Begin(r.Values, templates.OfPlan, templates.Env{Plan: j.Plan})
				j.log(master.Change{Kind: master.Added, By: templates.OwnerOffice, Ledger: l.Name, RowID: r.ID, File: master.FileName, Sheet: r.Sheet, Cell: r.Cell(nil)})
				continue
			}
			j.officeRow(old, r)
		}
		j.officeColumns(l)
		for _, r := range sortedRows(before) {
			j.restore(r)
		}
	}
	if j.written != nil {
		j.officeNotes()
	}
}

func (j *job) officeRow(old, now *sheets.Row) {
	l := now.Ledger
	wanted := now.Source.Unit
	now.Version, now.Source, now.Pending = old.Version, old.Source, old.Pending // the program's own
	if wanted != now.Source.Unit {
		j.officeUnit(now, wanted)
	}
	for _, c := range l.Columns {
		v := now.Values[c.Index]
		if c.Computed != nil || v == old.Values[c.Index] || now.Cols[c.Index] == 0 {
			continue
		}
		kind := master.Changed
		if c == l.Role(templates.RoleNewDue) && l.Role(templates.RoleDue) != nil && v != "" {
			kind = master.Extended
		}
		if v != "" && c.Role == templates.RoleWithdrawn {
			kind = master.Withdrawn
		} else if v != "" && c.Role == templates.RoleJoined {
			kind = master.Joined
		}
		now.Values[c.Index] = old.Values[c.Index]
		j.set(now, c, master.Change{Kind: kind, By: templates.OwnerOffice, New: v, File: master.FileName, Sheet: now.Sheet, Cell: now.Cell(c)})
		if c == l.Role(templates.RoleDue) && l.Role(templates.RoleNewDue) != nil && old.Values[c.Index] != "" {
			j.about(now, finding.Warning, "期限", c, fmt.Sprintf("“%s”的%s由“%s”直接改成了“%s”，已记入变更记录。", now.ID, c.Name, old.Values[c.Index], orBlank(v)),
				fmt.Sprintf("批准延期的，请保留原期限，把新的期限写在“%s”栏。", l.Role(templates.RoleNewDue).Name))
		}
	}
}

// officeUnit gives a row to another unit where nothing but who reported it says
// whose it is, as when a unit is split; a unit that gets no such rows is refused.
func (j *job) officeUnit(row *sheets.Row, name string) {
	l, u := row.Ledger, j.Plan.Unit(name)
	change := master.Change{Kind: master.Changed, By: templates.OwnerOffice, Ledger: l.Name, RowID: row.ID, Column: master.FromUnit, Old: row.Source.Unit, File: master.FileName, Sheet: l.Name}
	switch {
	case l.Route != nil:
		j.about(row, finding.Warning, "总台账", nil, fmt.Sprintf("“%s”的来源单位手工改成了“%s”，没有采用。", row.ID, orBlank(name)), fmt.Sprintf("来源单位是谁报来的；要改由别的单位负责的，请改“%s”。", l.Route.Name))
	case u == nil || !l.Receives(u):
		j.about(row, finding.Warning, "总台账", nil, fmt.Sprintf("“%s”的来源单位手工改成了“%s”，没有采用：这本台账不发给它。", row.ID, orBlank(name)), "请写方案“单位”表里填报这本台账的单位。")
	default:
		row.Source.Unit, row.Unit, row.Scope = u.Name, u.Name, j.Plan.Scope(u.Name)
		change.New = u.Name
		j.log(change)
	}
}

// restore brings back a row that was deleted by hand, with the office's columns.
func (j *job) restore(r *sheets.Row) {
	l := r.Ledger
	j.m.Rows[l] = append(j.m.Rows[l], r)
	if now, was := j.m.Extra[l], j.written.Extra[l]; now != nil && was != nil {
		cells := make([]string, len(now.Headers))
		for i, h := range now.Headers {
			cells[i] = was.Cell(r, h)
		}
		now.Cells[r] = cells
	}
	for _, n := range j.written.Notes {
		if n.Row == r {
			j.m.Notes = append(j.m.Notes, n)
		}
	}
	j.log(master.Change{Kind: master.Restored, By: system, Ledger: l.Name, RowID: r.ID, File: master.FileName, Sheet: l.Name})
	j.about(r, finding.Warning, "R-75", nil, fmt.Sprintf("总台账里“%s”的一行（%s）被删去了，已恢复。", l.Name, r.ID), "台账只销账、不删行：请填写状态、重复于或销账原因。")
}

// officeColumns logs what changed in the columns that the office added; one that
// it took away again is named.
func (j *job) officeColumns(l *templates.Ledger) {
	now, was := j.m.Extra[l], j.written.Extra[l]
	old := map[string]*sheets.Row{}
	for _, r := range j.written.Rows[l] {
		old[r.ID] = r
	}
	gone := map[string]int{}
	for _, r := range j.m.Rows[l] {
		for _, h := range headersOf(now, was) {
			a, b := was.Cell(old[r.ID], h), now.Cell(r, h)
			if a == b {
				continue
			}
			j.log(master.Change{Kind: master.Changed, By: templates.OwnerOffice, Ledger: l.Name, RowID: r.ID, Column: h, Old: a, New: b, File: master.FileName, Sheet: l.Name})
			if now == nil || !slices.Contains(now.Headers, h) {
				gone[h]++
			}
		}
	}
	for _, h := range headersOf(was) {
		if n := gone[h]; n > 0 {
			j.warn(finding.Finding{Severity: finding.Warning, Code: "总台账", File: master.FileName, Sheet: l.Name, Column: h,
				Message: fmt.Sprintf("自加的栏目“%s”不见了，其中 %d 格内容没有带到新的总台账里，逐格记在变更记录。", h, n), Fix: "删错了的，请从“历史”里的总台账复制回来。"})
		}
	}
}

// headersOf lists every header once.
func headersOf(list ...*master.Extra) (out []string) {
	for _, x := range list {
		if x == nil {
			continue
		}
		for _, h := range x.Headers {
			if !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}

// officeNotes logs comments that were added, changed or taken away.
func (j *job) officeNotes() {
	key := func(n master.Note) cellKey { return cellKey{n.Row.Ledger.Name, n.Row.ID, n.Column} }
	old := map[cellKey]string{}
	for _, n := range j.written.Notes {
		old[key(n)] += n.Text
	}
	now := map[cellKey]string{}
	var order []cellKey
	for _, list := range [][]master.Note{j.m.Notes, j.written.Notes} {
		for _, n := range list {
			order = append(order, key(n))
		}
	}
	for _, n := range j.m.Notes {
		now[key(n)] += n.Text
	}
	for _, k := range order {
		if old[k] != now[k] {
			j.log(master.Change{Kind: master.Noted, By: templates.OwnerOffice, Ledger: k.ledger, RowID: k.row, Column: k.column, Old: old[k], New: now[k], File: master.FileName, Sheet: k.ledger})
			old[k] = now[k]
		}
	}
}

// giveIDs numbers the rows the office typed in without an id, and those that it
// copied together with the id of another.
func (j *job) giveIDs(l *templates.Ledger) {
	n := 0
	for _, r := range j.m.Rows[l] {
		if series, serial := master.SplitID(r.ID); series == templates.OwnerOffice+"-"+l.Code+"-" {
			n = max(n, serial)
		}
	}
	seen := map[string]bool{}
	for _, r := range j.m.Rows[l] {
		if r.ID != "" && !seen[r.ID] {
			seen[r.ID] = true
			continue
		}
		copied := r.ID
		n++
		r.ID = form.RowID(templates.OwnerOffice, l.Code, n)
		r.Version = 1
		l.Number(r.Record)
		if copied != "" {
			r.Unit, r.Source = "", sheets.Source{}
			j.about(r, finding.Warning, "行标识", nil, fmt.Sprintf("总台账里行标识“%s”出现了两次，像是整行复制来的；后一行改为“%s”。", copied, r.ID), "请核对两行内容；重复的，在重复于栏写明。")
		}
	}
}
