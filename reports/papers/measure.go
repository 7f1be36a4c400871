package papers

import (
	"cmp"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// measure is a row of the ledger of measures as it stands on the day.
type measure struct {
	*sheets.Row
	deadline.Standing
	unit     string
	reopened int // how often it was reopened, or found not to have held
	changed  int // where the log last changed what a unit was told; -1 if never
	resumed  int // where the log last reopened it; -1 if never

	log      []master.Change // what became of it up to the day
	signed   string          // 销号日期 as far as the log has been read
	closings []string        // the days it was closed, ISO, from the log
}

// claimed: the unit says it is done, the office has not closed it.
func (m *measure) claimed() bool { return m.Done && !m.Closed }

// readMeasures reads the ledger of measures: rows that repeat another or wait
// for a decision are nobody's task.
func (g *generator) readMeasures() {
	for _, r := range g.master.Rows[g.roles.ledger] {
		if !r.Counts() || r.Duplicate() {
			continue
		}
		m := &measure{Row: r, Standing: g.cal.Of(r), unit: r.Value(g.roles.unit), changed: -1, resumed: -1}
		g.byID[r.ID] = m
		g.byKey[r.Key()] = m
		g.measures = append(g.measures, m)
	}
	g.readLog()
	for _, m := range g.measures {
		m.reopened = max(m.reopened, g.cal.Rebounds(m.Row))
	}
}

// readLog finds when what a unit was told last changed: a paper logged before
// that no longer says it.
func (g *generator) readLog() {
	w := g.roles
	told := map[string]bool{}
	for _, c := range []*templates.Column{w.due, w.newDue, w.approved, w.unit, w.action, w.result} {
		if c != nil {
			told[c.Name] = true
		}
	}
	for i, c := range g.master.Changes {
		if g.registry != nil && c.Ledger == g.registry.ledger.Name && c.Kind == master.Added {
			g.logged[c.RowID] = i
		}
		m := g.byID[c.RowID]
		if m == nil || c.Kind == master.Renamed || c.Ledger != w.ledger.Name || c.Date > g.AsOf {
			continue
		}
		m.log = append(m.log, c)
		if told[c.Column] {
			m.changed = i
		}
		m.noteClosing(w, c)
		if w.reopens(c) && g.stands(c) {
			m.changed, m.resumed = i, i
			m.reopened++
		}
	}
}

// reopens reports whether a change takes back that a measure is done, or closed.
func (w *measureRoles) reopens(c master.Change) bool {
	if c.Column != w.state.Name {
		return false
	}
	was, now := w.state.Meaning(c.Old), w.state.Meaning(c.New)
	if now == templates.MeansDone || now == templates.MeansClosed && was != templates.MeansClosed {
		return false
	}
	return was == templates.MeansClosed || was == templates.MeansDone
}

// stands reports whether a change is still one: not by a file that the office
// took back since, nor the taking back itself.
func (g *generator) stands(c master.Change) bool {
	if g.excluded == nil {
		g.excluded = map[string]bool{}
		for _, r := range g.master.Receipts {
			g.excluded[r.Digest] = r.Excluded
		}
	}
	return c.Kind != master.Reverted && !g.excluded[c.Digest]
}

// noteClosing keeps the days of closings: reopening clears them from the row.
func (m *measure) noteClosing(w *measureRoles, c master.Change) {
	was := w.state.Meaning(c.Old)
	switch {
	case c.Kind == master.Reverted && c.Column == w.state.Name && was == templates.MeansClosed && len(m.closings) > 0: // never was
		m.closings = m.closings[:len(m.closings)-1]
	case c.Column == w.closed.Name:
		m.signed = c.New
	case c.Column == w.state.Name && w.state.Meaning(c.New) == templates.MeansClosed:
		m.closings = append(m.closings, cmp.Or(m.signed, m.Value(w.closed), c.Date))
	}
}

// find is the measure with a key or an id; nil if it is none of ours.
func (g *generator) find(key string) *measure { return cmp.Or(g.byKey[key], g.byID[key]) }

// openOf are a unit's open measures, the nearest deadline first.
func (g *generator) openOf(unit string) []*measure {
	var out []*measure
	for _, m := range g.measures {
		if !m.Done && slices.Contains(cell.SplitList(m.unit), unit) {
			out = append(out, m)
		}
	}
	sortByDue(out)
	return out
}

// sortByDue puts what has no deadline last.
func sortByDue(ms []*measure) {
	slices.SortStableFunc(ms, func(a, b *measure) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Due, "9999"), cmp.Or(b.Due, "9999")), cell.Natural(a.ID, b.ID))
	})
}

func ids(ms []*measure) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.Key())
	}
	return out
}
