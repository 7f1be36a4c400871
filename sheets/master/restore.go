package master

import (
	"maps"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Restore puts back what stands in the copy that the last merge wrote and is
// missing now, and takes a renamed column for what it was. Without the copy
// everything the plan asks for is missed, and nothing can be put back.
func (m *Master) Restore(written *Master) ([]Gap, error) {
	if written == nil && (m.Serial == 0 || m.Version != m.Plan.Version) {
		return nil, nil
	}
	var gaps []Gap
	var bad []finding.Finding
	for _, l := range m.Plan.Ledgers {
		found, unread := m.restoreLedger(l, written)
		gaps, bad = append(gaps, found...), append(bad, unread...)
	}
	for _, t := range tables {
		gaps = append(gaps, m.restoreTable(t, written)...)
	}
	for _, g := range gaps {
		if g.Lost {
			bad = append(bad, g.Finding())
		}
	}
	if len(bad) > 0 {
		return gaps, &ReadError{bad}
	}
	return gaps, nil
}

func (m *Master) restoreLedger(l *templates.Ledger, written *Master) ([]Gap, []finding.Finding) {
	now := m.layouts[l]
	if written == nil {
		return m.lostColumns(l), nil
	}
	was := written.layouts[l]
	switch {
	case was == nil:
		return nil, nil
	case now == nil:
		m.Rows[l], m.layouts[l] = slices.Clone(written.Rows[l]), was
		if x := written.Extra[l]; x != nil {
			m.Extra[l] = x
		}
		m.Notes = append(m.Notes, slices.DeleteFunc(slices.Clone(written.Notes), func(n Note) bool { return n.Row.Ledger != l })...)
		return []Gap{{Sheet: l.Name}}, nil
	}
	rt := &restorer{m: m, ledger: l, now: now, was: was, old: map[string]*sheets.Row{}, used: map[int]bool{}}
	for _, r := range written.Rows[l] {
		rt.old[r.ID] = r
	}
	if f := rt.identified(); f != nil {
		return nil, []finding.Finding{*f}
	}
	if f := rt.realign(written); f != nil {
		return nil, []finding.Finding{*f}
	}
	rt.columns(written)
	return rt.gaps, rt.bad
}

// lostColumns are the plan's columns that a sheet lacks.
func (m *Master) lostColumns(l *templates.Ledger) (out []Gap) {
	now := m.layouts[l]
	if now == nil {
		return []Gap{{Sheet: l.Name, Lost: true}}
	}
	for _, c := range l.Columns {
		if c.Computed == nil && !c.Withdraws() && now.cols[c.Index] == 0 {
			out = append(out, Gap{Sheet: l.Name, Column: c.Name, Lost: true})
		}
	}
	return out
}

// restorer puts the columns of one ledger back.
type restorer struct {
	m        *Master
	ledger   *templates.Ledger
	now, was *layout
	old      map[string]*sheets.Row
	used     map[int]bool // extra columns that are renamed ones
	gaps     []Gap
	bad      []finding.Finding
}

// columns puts back every column that is missing: first those whose header was
// renamed in place, then those that moved as well, then those that are gone.
func (rt *restorer) columns(written *Master) {
	var missing []*templates.Column
	for _, c := range rt.ledger.Columns {
		if rt.was.cols[c.Index] > 0 && rt.now.cols[c.Index] == 0 {
			missing = append(missing, c)
		}
	}
	for _, inPlace := range []bool{true, false} {
		missing = slices.DeleteFunc(missing, func(c *templates.Column) bool {
			at := rt.renamed(c, inPlace)
			if at > 0 {
				rt.rename(c, at)
			}
			return at > 0
		})
	}
	rt.ownColumns()
	for _, c := range missing {
		rt.putBack(c, written)
	}
	rt.drop()
	for _, r := range rt.m.Rows[rt.ledger] {
		rt.ledger.Compute(r.Values)
	}
}

// renamed is the sheet column with an unknown header that holds what the
// missing one held; 0 if there is none.
func (rt *restorer) renamed(c *templates.Column, inPlace bool) int {
	for _, at := range slices.Sorted(maps.Keys(rt.now.extra)) {
		if rt.used[rt.now.extra[at]] || inPlace != rt.inPlace(c, at) {
			continue
		}
		filled, same, now := rt.compare(c, rt.now.extra[at])
		switch {
		case inPlace && filled == 0 && now == 0, // an empty column under another name
			inPlace && filled > 0 && same*2 >= filled,
			filled > 0 && same*10 >= filled*9:
			return at
		}
	}
	return 0
}

// inPlace: it stands where the column stood, or beside the same neighbour.
func (rt *restorer) inPlace(c *templates.Column, at int) bool {
	before := rt.was.cols[c.Index]
	left := rt.was.columns[before-1]
	return at == before || left != nil && rt.now.columns[at-1] == left
}

// compare counts the cells the column had, how many of them the other column
// holds, and how many it holds at all.
func (rt *restorer) compare(c *templates.Column, extra int) (filled, same, now int) {
	x := rt.m.Extra[rt.ledger]
	for _, r := range rt.m.Rows[rt.ledger] {
		v := ""
		if extra < len(x.raw[r]) && x.Cells[r][extra] != "" {
			now++
			v, _ = c.Read(x.raw[r][extra], false)
		}
		if old := rt.old[r.ID]; old != nil && old.Value(c) != "" {
			if filled++; v == old.Value(c) {
				same++
			}
		}
	}
	return filled, same, now
}

// rename takes a column under another header for what it was.
func (rt *restorer) rename(c *templates.Column, at int) {
	l, x, i := rt.ledger, rt.m.Extra[rt.ledger], rt.now.extra[at]
	rt.used[i] = true
	rt.now.cols[c.Index], rt.now.columns[at] = at, c
	lr := &ledgerReader{layout: rt.now, m: rt.m, ledger: l}
	for _, r := range rt.m.Rows[l] {
		if i < len(x.raw[r]) && x.raw[r][i].Col > 0 {
			lr.value(r, c, x.raw[r][i])
		}
		lr.complete(r)
	}
	for n := range rt.m.Notes {
		if note := &rt.m.Notes[n]; note.Row.Ledger == l && note.Column == x.Headers[i] {
			note.Column = c.Name
		}
	}
	rt.bad = append(rt.bad, lr.bad...)
	found := x.Headers[i]
	if found == "" {
		found = "（空白）"
	}
	rt.gaps = append(rt.gaps, Gap{Sheet: l.Name, Column: c.Name, Found: found})
}

// putBack gives the rows the values they had in a column that is gone, with the
// comments on it.
func (rt *restorer) putBack(c *templates.Column, written *Master) {
	rows := map[string]*sheets.Row{}
	for _, r := range rt.m.Rows[rt.ledger] {
		if old := rt.old[r.ID]; old != nil {
			r.Values[c.Index] = old.Value(c)
			rows[r.ID] = r
		}
	}
	for _, n := range written.Notes {
		if r := rows[n.Row.ID]; n.Row.Ledger == rt.ledger && n.Column == c.Name && r != nil {
			n.Row = r
			rt.m.Notes = append(rt.m.Notes, n)
		}
	}
	if c.Computed != nil {
		return // it is written anew anyway
	}
	gap := Gap{Sheet: rt.ledger.Name, Column: c.Name}
	for at, i := range rt.now.extra {
		if h := rt.m.Extra[rt.ledger].Headers[i]; h != "" && rt.inPlace(c, at) && !rt.used[i] && !slices.Contains(written.Extra[rt.ledger].headers(), h) {
			gap.Beside = h
		}
	}
	rt.gaps = append(rt.gaps, gap)
}

// drop takes the renamed columns out of the office's own.
func (rt *restorer) drop() {
	x := rt.m.Extra[rt.ledger]
	for _, i := range slices.Backward(slices.Sorted(maps.Keys(rt.used))) {
		x.Headers = slices.Delete(x.Headers, i, i+1)
		for r, cells := range x.Cells {
			if i < len(cells) {
				x.Cells[r] = slices.Delete(cells, i, i+1)
			}
		}
	}
	if x != nil && len(x.Headers) == 0 {
		delete(rt.m.Extra, rt.ledger)
	}
}

func (x *Extra) headers() []string {
	if x == nil {
		return nil
	}
	return x.Headers
}

// short reports whether a column or sheet that the plan asks for is not there.
func (m *Master) short() bool {
	for _, l := range m.Plan.Ledgers {
		if at := m.layouts[l]; at == nil || slices.Contains(at.cols, 0) {
			return true
		}
	}
	for _, t := range tables {
		h := m.heads[t.sheet]
		if h == nil || len(h.renamed) > 0 || slices.ContainsFunc(t.header, func(name string) bool { return !h.has(name) }) {
			return true
		}
	}
	return false
}
