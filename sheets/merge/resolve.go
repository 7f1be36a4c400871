package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// proposal is one unit's wish to change one cell.
type proposal struct {
	claim *claim
	row   *sheets.Row // in the return
	col   *templates.Column
	base  string
	value string
}

// contested is a cell of the master with what units want of it.
type contested struct {
	row    *sheets.Row
	col    *templates.Column
	wishes []*proposal
}

// open lists the cells that are still to be decided, over all units' wishes at
// once, so that the order of files cannot matter.
func (j *job) open() []*contested {
	type key struct {
		row *sheets.Row
		col *templates.Column
	}
	cells := map[key]*contested{}
	var order []*contested
	for _, cl := range j.claims {
		for _, p := range cl.proposals {
			k := key{cl.current, p.col}
			if cells[k] == nil {
				cells[k] = &contested{row: cl.current, col: p.col}
				order = append(order, cells[k])
			}
			cells[k].wishes = append(cells[k].wishes, p)
		}
	}
	return order
}

// resolve decides every cell that the program can decide.
func (j *job) resolve() {
	done := map[*proposal]bool{}
	for _, c := range j.open() {
		if j.conflict(c) != "" {
			continue
		}
		// Units that agree are served by the first; the others find it done.
		if first := c.wishes[0]; c.row.Values[c.col.Index] != first.value {
			first.claim.changed = true
			j.adopt(c.row, first)
		}
		for _, p := range c.wishes {
			done[p] = true
		}
	}
	for _, cl := range j.claims {
		cl.proposals = slices.DeleteFunc(cl.proposals, func(p *proposal) bool { return done[p] })
	}
}

// ask puts what is left on 冲突.
func (j *job) ask() {
	for _, c := range j.open() {
		why := j.conflict(c)
		for _, p := range c.wishes {
			p.claim.waits = true
			j.raise(c.row, p, why)
		}
	}
}

// adopt takes a unit's value into the master.
func (j *job) adopt(row *sheets.Row, p *proposal) {
	r := p.claim.from
	change := master.Change{Kind: master.Changed, By: r.Unit.Name, Unit: r.Unit.Name, New: p.value,
		File: r.File, Digest: r.item.Digest, Sheet: p.row.Sheet, Cell: p.row.Cell(p.col)}
	if j.rebound(row, p) {
		change.Kind = master.Reopened
	}
	j.set(row, p.col, change)
	row.Unit = r.Unit.Name
	if row.Source.Unit == "" || row.Source.Unit == r.Unit.Name {
		row.Source = sheets.Source{Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Sheet: p.row.Sheet, Row: p.row.Number, Updated: j.AsOf}
	}
}

// conflict says why a cell cannot be decided by the program; "" if it can.
func (j *job) conflict(c *contested) string {
	value, current := c.wishes[0].value, c.row.Values[c.col.Index]
	for _, p := range c.wishes[1:] {
		if p.value != value {
			return "几个单位报的不一样"
		}
	}
	if current == value {
		return ""
	}
	said := j.beforeSystem(c.row, c.col)
	for _, p := range c.wishes {
		if p.base == current || p.base == said {
			return ""
		}
	}
	return "下发以后总台账里也改过"
}

func (j *job) raise(row *sheets.Row, p *proposal, why string) {
	current, r := row.Values[p.col.Index], p.claim.from
	j.m.Conflicts = append(j.m.Conflicts, master.Conflict{
		Ledger: row.Ledger.Name, RowID: row.ID, Column: p.col.Name, Base: p.base, Current: current, Value: p.value,
		Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Cell: p.row.Cell(p.col), Why: why,
	})
	j.warn(p.row.Finding(finding.Warning, "R-04", p.col,
		fmt.Sprintf("“%s”有冲突（%s）：下发时“%s”，总台账“%s”，报送“%s”。", p.col.Name, why, orBlank(p.col.Show(p.base)), orBlank(p.col.Show(current)), orBlank(p.col.Show(p.value))),
		"请整改办在总台账“冲突”表的“选用”栏填“是”或“否”，再合并一次。"))
}

// rebound lists a closed item that a unit reports open again.
func (j *job) rebound(row *sheets.Row, p *proposal) bool {
	c := row.Ledger.Role("状态")
	if c != p.col {
		return false
	}
	was, now := c.Meaning(row.Values[c.Index]), c.Meaning(p.value)
	if was != "完成" && was != "销号" || now == "完成" || now == "销号" {
		return false
	}
	j.warn(p.row.Finding(finding.Warning, "R-101", c,
		fmt.Sprintf("“%s”原来是“%s”，现在报“%s”，按反弹重开。", row.ID, row.Values[c.Index], p.value), "请核实原因，重新落实措施。"))
	return true
}
