package master

import (
	"slices"

	"taizhang/sheets"
)

// beside is a column beside the ledger's own, which may have been sorted with the
// contents or left where it was.
type beside struct {
	now, was func(*sheets.Row) string
	set      func(*sheets.Row, string)
}

// besides are 来源单位 and the columns that the office has added.
func (rt *restorer) besides(written *Master) []beside {
	unit := func(r *sheets.Row) string { return r.Source.Unit }
	out := []beside{{unit, unit, func(r *sheets.Row, text string) { r.Source.Unit = text }}}
	x, was := rt.m.Extra[rt.ledger], written.Extra[rt.ledger]
	for _, h := range x.headers() {
		out = append(out, beside{
			func(r *sheets.Row) string { return x.Cell(r, h) },
			func(r *sheets.Row) string { return was.Cell(r, h) },
			func(r *sheets.Row, text string) { rt.m.SetExtra(r, h, text) },
		})
	}
	return out
}

// give renames the rows, with what the program and the office keep beside them; false,
// and nothing is changed, if it cannot be told whose that is.
func (rt *restorer) give(moved map[*sheets.Row]string, written *Master) bool {
	texts := make([]map[string]string, 0, 4)
	besides := rt.besides(written)
	for _, c := range besides {
		stood, clear := rt.stood(c, moved)
		if !clear {
			return false
		}
		texts = append(texts, stood)
	}
	rt.giveNotes(moved, written)
	for r, id := range moved {
		there, unit := rt.before(id), r.Source.Unit
		r.Version, r.Source, r.Pending = there.Version, there.Source, there.Pending
		r.Source.Unit = unit // one that was changed by hand is looked at as always
		for i, c := range besides {
			if texts[i] != nil {
				c.set(r, texts[i][id])
			}
		}
		r.Unit, r.Scope = r.Source.Unit, rt.m.Plan.Scope(r.Source.Unit)
	}
	for r, id := range moved {
		r.ID = id
		if k := rt.ledger.Key; id == "" && len(k) == 1 && !k[0].FilledBySystem() {
			r.ID = r.Key()
		}
	}
	return true
}

// stood are the texts of a column that was not sorted along, by the ids that stand
// beside them; nil of one that was. It is not clear where one of them would be lost.
func (rt *restorer) stood(c beside, moved map[*sheets.Row]string) (texts map[string]string, clear bool) {
	stayed, went := 0, 0
	texts = map[string]string{}
	goes := map[string]int{}
	for _, id := range moved {
		goes[id]++
	}
	clear = true
	for r, id := range moved {
		text, place := c.now(r), rt.place(r)
		if text == c.was(rt.before(place)) {
			stayed++
		}
		if text == c.was(rt.before(id)) {
			went++
		}
		if text == "" {
			continue
		}
		if was := texts[place]; was != "" && was != text || goes[place] != 1 {
			clear = false
		}
		texts[place] = text
	}
	if stayed <= went {
		return nil, true
	}
	return texts, clear
}

// giveNotes leaves comments with their rows that were not sorted along.
func (rt *restorer) giveNotes(moved map[*sheets.Row]string, written *Master) {
	now := map[string]*sheets.Row{}
	for r, id := range moved {
		now[id] = r
	}
	had := func(id string, n Note) bool {
		return slices.ContainsFunc(written.Notes, func(o Note) bool {
			return o.Row.Ledger == rt.ledger && o.Row.ID == id && o.Column == n.Column && o.Text == n.Text
		})
	}
	for i := range rt.m.Notes {
		n := &rt.m.Notes[i]
		id, ok := moved[n.Row]
		if at := rt.place(n.Row); ok && now[at] != nil && had(at, *n) && !had(id, *n) {
			n.Row = now[at]
		}
	}
}
