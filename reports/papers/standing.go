package papers

import (
	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// level is how near a deadline is.
type level = deadline.Light

const (
	noLevel = deadline.NoLight
	green   = deadline.Green
	yellow  = deadline.Yellow
	red     = deadline.Red
)

// measure is a row of the work ledger as it stands on the day.
type measure struct {
	*sheets.Row
	unit     string
	meaning  string // of its state
	due      string // the deadline in force, ISO
	original string // the first deadline, if another is in force
	left     int    // days to the deadline
	dated    bool   // it has a deadline
	level    level
	words    string // for the days left
	shown    string // with the light's name before them
	rebounds int    // times it was found not to have held
	index    int    // of the last change of what a unit was told, in the log
	reopened int    // of the last reopening, in the log
}

// open: neither claimed nor closed.
func (m *measure) open() bool { return m.meaning != "完成" && m.meaning != "销号" }

// claimed: the unit says it is done, the office has not closed it.
func (m *measure) claimed() bool { return m.meaning == "完成" }

func (m *measure) struck() bool { return m.meaning == "销号" }

// overdue: open, and the deadline in force has gone by.
func (m *measure) overdue() bool { return m.open() && m.dated && m.left < 0 }

// remaining says the days left as people do.
func (d *desk) remaining(m *measure) string { return m.words }

// measures reads the work ledger: rows that repeat another, wait for a
// decision or are withdrawn are nobody's task.
func (d *desk) measures() {
	w := d.work
	for _, r := range d.master.Rows[w.ledger] {
		if !r.Counts() || r.Duplicate() {
			continue
		}
		s := d.cal.Of(r)
		m := &measure{Row: r, unit: r.Value(w.unit), meaning: s.Meaning, due: s.Due, original: s.Original, left: s.Left, dated: s.Dated(),
			level: s.Light, words: s.Remaining(), shown: s.Words(), rebounds: d.cal.Rebounds(r), index: -1, reopened: -1}
		d.byID[r.ID] = m
		d.byKey[r.Key()] = m
		d.all = append(d.all, m)
	}
	d.readLog()
}

// readLog finds when what a unit was told last changed: a paper logged before
// that no longer says it.
func (d *desk) readLog() {
	w := d.work
	told := map[string]bool{}
	for _, c := range []*templates.Column{w.due, w.newDue, w.approved, w.unit, w.action, w.result} {
		if c != nil {
			told[c.Name] = true
		}
	}
	for i, c := range d.master.Changes {
		if c.Ledger == d.registryName() && c.Kind == master.Added {
			d.logged[c.RowID] = i
		}
		m := d.byID[c.RowID]
		if m == nil || c.Kind == master.Renamed || c.Ledger != w.ledger.Name || c.Date > d.AsOf {
			continue
		}
		if told[c.Column] {
			m.index = i
		}
		if was, now := w.state.Meaning(c.Old), w.state.Meaning(c.New); c.Column == w.state.Name && (was == "销号" || was == "完成" && now != "销号") && now != "完成" && d.stands(c) {
			m.index, m.reopened = i, i
			d.reopenings[m]++
		}
	}
}

// stands reports whether a change is still one: not by a file that the office
// took back since, nor the taking back itself.
func (d *desk) stands(c master.Change) bool {
	if d.excluded == nil {
		d.excluded = map[string]bool{}
		for _, r := range d.master.Receipts {
			d.excluded[r.Digest] = r.Excluded
		}
	}
	return c.Kind != master.Reverted && !d.excluded[c.Digest]
}

func (d *desk) registryName() string {
	if d.registry == nil {
		return ""
	}
	return d.registry.ledger.Name
}

// find is the measure with a key or an id; nil if it is none of ours.
func (d *desk) find(key string) *measure {
	if m := d.byKey[key]; m != nil {
		return m
	}
	return d.byID[key]
}
