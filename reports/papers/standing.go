package papers

import (
	"cmp"
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// level is how near a deadline is.
type level int

const (
	noLevel level = iota
	green
	yellow
	red
)

// meaning is the level as options of the plan mean it.
func (l level) meaning() string { return [...]string{"", "绿", "黄", "红"}[l] }

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
	rebounds int // times it was found not to have held
	index    int // of the last change of what a unit was told, in the log
	reopened int // of the last reopening, in the log
}

// open: neither claimed nor closed.
func (m *measure) open() bool { return m.meaning != "完成" && m.meaning != "销号" }

// claimed: the unit says it is done, the office has not closed it.
func (m *measure) claimed() bool { return m.meaning == "完成" }

func (m *measure) struck() bool { return m.meaning == "销号" }

// overdue: open, and the deadline in force has gone by.
func (m *measure) overdue() bool { return m.open() && m.dated && m.left < 0 }

// remaining says the days left as people do.
func (d *desk) remaining(m *measure) string {
	switch {
	case !m.dated:
		return "未定期限"
	case m.left < 0:
		return fmt.Sprintf("超期%d%s", -m.left, d.cal.Unit())
	case m.left == 0:
		return "今天到期"
	}
	return fmt.Sprintf("剩%d%s", m.left, d.cal.Unit())
}

// measures reads the work ledger: rows that repeat another or wait for a
// decision are nobody's task.
func (d *desk) measures() {
	w := d.work
	for _, r := range d.master.Rows[w.ledger] {
		if r.Pending || r.Duplicate() {
			continue
		}
		m := &measure{Row: r, unit: r.Value(w.unit), meaning: w.state.Meaning(r.Value(w.state)), index: -1, reopened: -1}
		m.due, m.original = d.dueOf(r)
		d.byID[r.ID] = m
		d.byKey[r.Key()] = m
		d.all = append(d.all, m)
	}
	d.rechecks()
	d.readLog()
	for _, m := range d.all {
		m.left, m.dated = d.cal.Between(d.AsOf, m.due)
		if m.open() {
			m.level = d.levelOn(m, d.AsOf)
		}
	}
}

// dueOf is the deadline in force: an extension counts from its approval, where
// the ledger records one.
func (d *desk) dueOf(r *sheets.Row) (due, original string) {
	w := d.work
	due = r.Value(w.due)
	if later := r.Value(w.newDue); later != "" && (w.approved == nil || r.Value(w.approved) != "") {
		return later, due
	}
	return due, ""
}

// levelOn is the level a measure had on a day, by the deadline in force now: an
// extension takes a measure out of the levels it was in.
func (d *desk) levelOn(m *measure, day string) level {
	left, ok := d.cal.Between(day, m.due)
	if !ok {
		return noLevel
	}
	for l := red; l > noLevel; l-- {
		if n, set := d.days["提示天数"+l.meaning()]; set && left <= n {
			return l
		}
	}
	return noLevel
}

// rechecks counts what did not hold; a new deadline set then is in force while
// the measure is open again.
func (d *desk) rechecks() {
	if d.recheck == nil {
		return
	}
	rows := slices.Clone(d.master.Rows[d.recheck.ledger])
	slices.SortStableFunc(rows, func(a, b *sheets.Row) int { return cmp.Compare(a.Value(d.recheck.day), b.Value(d.recheck.day)) })
	for _, r := range rows {
		m := d.find(r.Value(d.recheck.object))
		if m == nil || r.Pending || r.Value(d.recheck.day) > d.AsOf {
			continue
		}
		d.looks[m] = append(d.looks[m], r)
		if d.recheck.result.Meaning(r.Value(d.recheck.result)) != "反弹" {
			continue
		}
		m.rebounds++
		if later := r.Value(d.recheck.newDue); m.open() && later > m.due {
			if m.original == "" {
				m.original = m.due
			}
			m.due = later
		}
	}
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
		if m == nil || c.Ledger != w.ledger.Name || c.Date > d.AsOf {
			continue
		}
		if told[c.Column] {
			m.index = i
		}
		if was, now := w.state.Meaning(c.Old), w.state.Meaning(c.New); c.Column == w.state.Name && (was == "销号" || was == "完成" && now != "销号") && now != "完成" {
			m.index, m.reopened = i, i
			d.reopenings[m]++
		}
	}
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
