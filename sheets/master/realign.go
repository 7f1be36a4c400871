package master

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Displaced is what became of 行标识 where it was not sorted along.
const Displaced = "没有跟着内容一起移动"

// realign gives rows the ids of what they hold, where somebody sorted the columns
// behind 行标识 and 版本 without these two: an id is believed only together with the
// ledger's key. Where it cannot be told which row is which, the master is refused.
func (rt *restorer) realign(written *Master) *finding.Finding {
	if slices.ContainsFunc(rt.ledger.Key, rt.unread) {
		return nil
	}
	home := rt.homes(written)
	var away []*sheets.Row // rows that do not hold what stood under their ids
	claimed := map[string]*sheets.Row{}
	for _, r := range rt.m.Rows[rt.ledger] {
		old := rt.old[r.ID]
		if old == nil || r.Key() == old.Key() {
			continue
		}
		away = append(away, r)
		if id := home[r.Key()]; id != "" {
			if claimed[id] != nil {
				return nil // copied rows: said where keys are held against each other
			}
			claimed[id] = r
		}
	}
	moved, clear := rt.exchange(away, claimed)
	switch {
	case len(moved) == 0:
		return nil
	case !clear:
		return &finding.Finding{Severity: finding.Error, Code: "总台账", File: FileName, Sheet: rt.ledger.Name,
			Message: fmt.Sprintf("“%s”有 %d 行的行标识没有跟着内容一起移动，其中有的行改了%s，分不清原来是哪一行。", rt.ledger.Name, len(away), keyNames(rt.ledger)),
			Fix:     "请撤消排序，或从“历史”里最近的一份复制回来；排序时请选中整行，连同行标识和版本两栏一起排。"}
	}
	rt.give(moved, written)
	rt.gaps = append(rt.gaps, Gap{Sheet: rt.ledger.Name, Column: templates.IDHeader, Found: Displaced, Moved: len(moved), Key: keyNames(rt.ledger)})
	return nil
}

// unread: the sheet has no such column.
func (rt *restorer) unread(c *templates.Column) bool { return rt.now.cols[c.Index] == 0 }

func keyNames(l *templates.Ledger) string {
	var out []string
	for _, c := range l.Key {
		out = append(out, c.Name)
	}
	return strings.Join(out, "、")
}

// homes are the ids of the keys that only one row had.
func (rt *restorer) homes(written *Master) map[string]string {
	home, twice := map[string]string{}, map[string]bool{}
	for _, r := range written.Rows[rt.ledger] {
		k := r.Key()
		twice[k] = k == "" || home[k] != ""
		home[k] = r.ID
	}
	for k, again := range twice {
		if again {
			delete(home, k)
		}
	}
	return home
}

// exchange says which id every row gets that has moved: none at all, unless the rows
// take each other's ids, and fewer cells are changed so. A row whose key somebody
// changed as well gets the id that is left, a new one none; where several ids are
// left nobody can tell.
func (rt *restorer) exchange(away []*sheets.Row, claimed map[string]*sheets.Row) (moved map[*sheets.Row]string, clear bool) {
	moved = map[*sheets.Row]string{}
	held := map[string]bool{} // by rows that are where they were
	for _, r := range rt.m.Rows[rt.ledger] {
		held[r.ID] = held[r.ID] || !slices.Contains(away, r)
	}
	kept, given := 0, 0
	for id, r := range claimed {
		if held[id] {
			return nil, true
		}
		moved[r] = id
		kept, given = kept+rt.differ(r, r.ID), given+rt.differ(r, id)
	}
	if given >= kept {
		return nil, true
	}
	var displaced []*sheets.Row
	var free []string
	for _, r := range away {
		_, home := moved[r]
		if !home && (claimed[r.ID] != nil || held[r.ID]) {
			displaced = append(displaced, r)
		}
		if home && claimed[r.ID] == nil && !held[r.ID] {
			free = append(free, r.ID)
		}
	}
	for _, r := range displaced {
		if moved[r] = ""; len(free) == 1 {
			moved[r] = free[0]
		}
	}
	return moved, len(free) == 0 || len(free) == len(displaced) && len(free) == 1
}

// differ counts the cells of a row that are not those of the row with an id.
func (rt *restorer) differ(r *sheets.Row, id string) (n int) {
	for _, c := range rt.ledger.Columns {
		if c.Computed == nil && rt.now.cols[c.Index] > 0 && r.Value(c) != rt.old[id].Value(c) {
			n++
		}
	}
	return n
}

// give renames the rows, with what the program and the office keep beside them.
func (rt *restorer) give(moved map[*sheets.Row]string, written *Master) {
	x, was := rt.m.Extra[rt.ledger], written.Extra[rt.ledger]
	stayed := x != nil
	for r, id := range moved {
		here, there := rt.old[r.ID], cmp.Or(rt.old[id], &sheets.Row{})
		for _, h := range x.headers() {
			stayed = stayed && x.Cell(r, h) == was.Cell(here, h)
		}
		r.Version, r.Source, r.Pending, r.Unit, r.Scope = there.Version, there.Source, there.Pending, there.Unit, there.Scope
	}
	cells := map[string][]string{}
	for r := range moved {
		if stayed {
			cells[r.ID] = x.Cells[r]
		}
	}
	for r, id := range moved {
		if r.ID = id; stayed {
			x.Cells[r] = cells[id]
		}
		if k := rt.ledger.Key; id == "" && len(k) == 1 && !k[0].FilledBySystem() {
			r.ID = r.Key()
		}
	}
}
