package merge

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// proposal is one unit's wish to change one cell.
type proposal struct {
	claim *claim
	row   *sheets.Row // in the return
	col   *templates.Column
	base  string
	value string
}

// resolve decides every cell that any unit wants changed, over all units'
// wishes at once, so that the order of files cannot matter.
func (j *job) resolve() {
	type cell struct {
		row *sheets.Row
		col *templates.Column
	}
	wishes := map[cell][]*proposal{}
	var order []cell
	for _, cl := range j.claims {
		for _, p := range cl.proposals {
			k := cell{cl.current, p.col}
			if wishes[k] == nil {
				order = append(order, k)
			}
			wishes[k] = append(wishes[k], p)
		}
		cl.proposals = nil
	}
	for _, k := range order {
		ps := wishes[k]
		if why := j.conflict(k.row, k.col, ps); why != "" {
			for _, p := range ps {
				p.claim.waits = true
				j.raise(k.row, p, why)
			}
			continue
		}
		// Units that agree are served by the first; the others find it done.
		if k.row.Values[k.col.Index] != ps[0].value {
			ps[0].claim.changed = true
			j.adopt(k.row, ps[0])
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
	current, r := row.Values[p.col.Index], p.claim.from
	j.m.Conflicts = append(j.m.Conflicts, master.Conflict{
		Ledger: row.Ledger.Name, RowID: row.ID, Column: p.col.Name, Base: p.base, Current: current, Value: p.value,
		Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Cell: p.row.Cell(p.col), Why: why,
	})
	j.warn(p.row.Finding(templates.Warning, "R-04", p.col,
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
	j.warn(p.row.Finding(templates.Warning, "R-101", c,
		fmt.Sprintf("“%s”原来是“%s”，现在报“%s”，按反弹重开。", row.ID, row.Values[c.Index], p.value), "请核实原因，重新落实措施。"))
	return true
}
