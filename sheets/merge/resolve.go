package merge

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// resolve decides every cell that any unit wants changed.
func (j *job) resolve(claims []*claim) {
	type cell struct {
		row *sheets.Row
		col *templates.Column
	}
	wishes := map[cell][]*proposal{}
	owner := map[*proposal]*claim{}
	var order []cell
	for _, cl := range claims {
		for _, p := range cl.proposals {
			k := cell{cl.current, p.col}
			if wishes[k] == nil {
				order = append(order, k)
			}
			wishes[k] = append(wishes[k], p)
			owner[p] = cl
		}
	}
	for _, k := range order {
		ps := wishes[k]
		if why := j.conflict(k.row, k.col, ps); why != "" {
			for _, p := range ps {
				owner[p].waits = true
				j.raise(k.row, p, why)
			}
			continue
		}
		p := ps[0]
		if k.row.Values[k.col.Index] != p.value {
			j.reopened(k.row, p)
			j.set(k.row, k.col, master.Change{Kind: master.Changed, By: p.from.Unit.Name, Unit: p.from.Unit.Name, New: p.value,
				File: p.from.File, Digest: p.from.item.Digest, Sheet: p.row.Sheet, Cell: p.row.Cell(p.col)})
			k.row.Unit = p.from.Unit.Name
			if k.row.Source.Unit == "" || k.row.Source.Unit == p.from.Unit.Name {
				k.row.Source = sheets.Source{Unit: p.from.Unit.Name, File: p.from.File, Digest: p.from.item.Digest, Sheet: p.row.Sheet, Row: p.row.Number, Updated: j.AsOf}
			}
		}
		for _, p := range ps {
			owner[p].changed = true
		}
	}
}

// conflict says why a cell cannot be decided by the program; "" if it can.
func (j *job) conflict(row *sheets.Row, c *templates.Column, ps []*proposal) string {
	value, current := ps[0].value, row.Values[c.Index]
	for _, p := range ps[1:] {
		if p.value != value {
			return "几个单位报的不一样"
		}
	}
	if current == value || j.bySystem(row, c) {
		return ""
	}
	for _, p := range ps {
		if current == p.base {
			return ""
		}
	}
	return "下发以后总台账里也改过"
}

func (j *job) raise(row *sheets.Row, p *proposal, why string) {
	current := row.Values[p.col.Index]
	j.m.Conflicts = append(j.m.Conflicts, master.Conflict{
		Ledger: row.Ledger.Name, RowID: row.ID, Column: p.col.Name, Base: p.base, Current: current, Value: p.value,
		Unit: p.from.Unit.Name, File: p.from.File, Digest: p.from.item.Digest, Cell: p.row.Cell(p.col), Why: why,
	})
	j.warn(p.row.Finding(templates.Warning, "R-04", p.col,
		fmt.Sprintf("“%s”有冲突（%s）：下发时“%s”，总台账“%s”，报送“%s”。", p.col.Name, why, orBlank(p.col.Show(p.base)), orBlank(p.col.Show(current)), orBlank(p.col.Show(p.value))),
		"请整改办在总台账“冲突”表的“选用”栏填“是”或“否”，再合并一次。"))
}

// reopened lists a closed item that a unit reports open again.
func (j *job) reopened(row *sheets.Row, p *proposal) {
	c := row.Ledger.Role("状态")
	if c != p.col {
		return
	}
	was, now := c.Meaning(row.Values[c.Index]), c.Meaning(p.value)
	if (was == "完成" || was == "销号") && now != "完成" && now != "销号" {
		j.warn(p.row.Finding(templates.Warning, "R-101", c,
			fmt.Sprintf("“%s”原来是“%s”，现在报“%s”，按反弹重开。", row.ID, row.Values[c.Index], p.value), "请核实原因，重新落实措施。"))
	}
}
