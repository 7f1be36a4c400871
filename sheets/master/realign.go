package master

import (
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
	a := rt.away(written)
	moved, clear := rt.exchange(a)
	if clear && len(moved) == 0 {
		return nil
	}
	if !clear || !rt.give(moved, written) {
		return &finding.Finding{Severity: finding.Error, Code: "总台账", File: FileName, Sheet: rt.ledger.Name,
			Message: fmt.Sprintf("“%s”有 %d 行的行标识没有跟着内容一起移动，其中有的行改了%s，或者是复制来的，分不清原来是哪一行。", rt.ledger.Name, len(a.rows), keyNames(rt.ledger)),
			Fix:     "请撤消排序，或从“历史”里最近的一份复制回来；排序时请选中整行，连同行标识和版本两栏一起排。"}
	}
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

// away is what does not stand where the last merge wrote it.
type away struct {
	rows   []*sheets.Row            // that do not hold what stood under their ids
	claims map[string][]*sheets.Row // those that hold what stood under another
	held   map[string]*sheets.Row   // the rows of ids that still have what they had
	typed  []*sheets.Row            // under no id that was there
}

func (rt *restorer) away(written *Master) away {
	mark := rt.marks(written.Rows[rt.ledger])
	home := map[string]string{} // the ids of what only one row was
	for _, r := range written.Rows[rt.ledger] {
		k := mark(r)
		if _, twice := home[k]; twice {
			home[k] = ""
			continue
		}
		home[k] = r.ID
	}
	a := away{claims: map[string][]*sheets.Row{}, held: map[string]*sheets.Row{}}
	for _, r := range rt.m.Rows[rt.ledger] {
		old, k := rt.old[rt.place(r)], mark(r)
		switch id := home[k]; {
		case old == nil && id == "":
			a.typed = append(a.typed, r)
		case old != nil && k == mark(old):
			a.held[r.ID] = r
		default:
			if a.rows = append(a.rows, r); id != "" {
				a.claims[id] = append(a.claims[id], r)
			}
		}
	}
	return a
}

// marks tells rows by their keys and, where several had one or none, by all they hold.
func (rt *restorer) marks(written []*sheets.Row) func(*sheets.Row) string {
	had := map[string]int{}
	for _, r := range written {
		had[r.Key()]++
	}
	return func(r *sheets.Row) string {
		k := r.Key()
		if k != "" && had[k] <= 1 {
			return k
		}
		for _, c := range rt.ledger.Columns {
			if rt.compared(c) {
				k += "\x00" + r.Value(c)
			}
		}
		return k
	}
}

// exchange says which id every row gets that has moved: none at all, unless the rows
// take each other's ids, and fewer cells are changed so. A row whose key somebody
// changed as well gets the id that is left, a new one none; where several ids are
// left, or several rows claim one, nobody can tell.
func (rt *restorer) exchange(a away) (moved map[*sheets.Row]string, clear bool) {
	moved, clear = map[*sheets.Row]string{}, true
	taken := map[string]bool{}
	kept, given := 0, 0
	for id, rows := range a.claims {
		if h := a.held[id]; h != nil || len(rows) > 1 {
			if clear = false; h != nil && rt.another(h, a.rows) {
				return nil, false
			}
			continue
		}
		moved[rows[0]], taken[id] = id, true
		kept, given = kept+rt.differ(rows[0], rt.place(rows[0])), given+rt.differ(rows[0], id)
	}
	if given >= kept || !slices.ContainsFunc(a.rows, func(r *sheets.Row) bool { return moved[r] != "" && moved[r] != r.ID }) {
		return nil, true
	}
	free, displaced := rt.left(a, moved, taken)
	known := slices.ContainsFunc(free, func(id string) bool { return id != "" })
	for _, r := range displaced {
		if moved[r] = ""; known {
			moved[r] = free[0]
		}
	}
	return moved, clear && !rt.hidden(a, moved) && (!known || len(free) == 1 && len(displaced) == 1)
}

// left are the ids that nobody takes of those who go, "" where a new line stood, and
// the rows whose ids are taken and that have no other.
func (rt *restorer) left(a away, moved map[*sheets.Row]string, taken map[string]bool) (free []string, displaced []*sheets.Row) {
	for _, r := range a.rows {
		_, home := moved[r]
		place := rt.place(r)
		switch left := !taken[place] && a.held[place] == nil; {
		case home && (place == "" || left):
			free = append(free, place)
		case !home && !left:
			displaced = append(displaced, r)
		}
	}
	return free, displaced
}

// another: a row that has the key of its id holds rather what stood under the id of
// one of those that have gone; its key was changed.
func (rt *restorer) another(r *sheets.Row, gone []*sheets.Row) bool {
	own := rt.differ(r, r.ID)
	return own > 0 && slices.ContainsFunc(gone, func(g *sheets.Row) bool { return rt.place(g) != "" && rt.differ(r, rt.place(g)) < own })
}

// hidden: what stood under an id is rather in a line that was typed in than in the row
// that is left under it.
func (rt *restorer) hidden(a away, moved map[*sheets.Row]string) bool {
	return slices.ContainsFunc(a.rows, func(r *sheets.Row) bool {
		_, goes := moved[r]
		return !goes && slices.ContainsFunc(a.typed, func(t *sheets.Row) bool { return rt.differ(t, r.ID) < rt.differ(r, r.ID) })
	})
}

// place is the id that the last merge wrote where a row stands now; "" where there was
// none, though its key may make one.
func (rt *restorer) place(r *sheets.Row) string {
	if rt.old[r.ID] == nil || r.Version == 0 && r.ID == r.Key() && rt.old[r.ID].Version > 0 {
		return ""
	}
	return r.ID
}

// compared: what a row holds in the column tells it from others.
func (rt *restorer) compared(c *templates.Column) bool { return c.Computed == nil && !rt.unread(c) }

// differ counts the cells of a row that are not those of the row with an id.
func (rt *restorer) differ(r *sheets.Row, id string) (n int) {
	old := rt.before(id)
	for _, c := range rt.ledger.Columns {
		if rt.compared(c) && r.Value(c) != old.Value(c) {
			n++
		}
	}
	return n
}

// before is the row that had an id; an empty one if none had.
func (rt *restorer) before(id string) *sheets.Row {
	if r := rt.old[id]; r != nil {
		return r
	}
	return &sheets.Row{Record: templates.Record{Values: make([]string, len(rt.ledger.Columns))}}
}
