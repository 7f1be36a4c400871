package master

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// History finds what the log says of a row or a cell: every change points at the
// row's change before it.
type History struct {
	// Gone reports whether a file is taken back: nothing stands by it.
	Gone func(digest string) bool

	m      *Master
	last   map[rowKey]int32 // the newest change of a row, counted from 1
	before []int32          // by change
}

type rowKey struct{ ledger, row string }

// History files the log by row.
func (m *Master) History() *History {
	excluded := map[string]bool{}
	for _, r := range m.Receipts {
		excluded[r.Digest] = r.Excluded
	}
	h := &History{Gone: func(digest string) bool { return excluded[digest] }, m: m, last: map[rowKey]int32{}, before: make([]int32, 0, len(m.Changes))}
	for range m.Changes {
		h.Add()
	}
	return h
}

// Add files the next change of the log.
func (h *History) Add() {
	i := len(h.before)
	c := &h.m.Changes[i]
	k := rowKey{c.Ledger, c.RowID}
	h.before = append(h.before, h.last[k])
	h.last[k] = int32(i + 1)
}

// Row visits the changes of a row, the newest first, until it is told to stop.
func (h *History) Row(ledger, id string, visit func(i int, c *Change) bool) {
	for n := h.last[rowKey{ledger, id}]; n > 0; n = h.before[n-1] {
		if !visit(int(n-1), &h.m.Changes[n-1]) {
			return
		}
	}
}

// Cell are the changes of the value of a cell, or of a whole row where no column
// is named, the oldest first.
func (h *History) Cell(ledger, id, column string) (list []int) {
	h.Row(ledger, id, func(i int, c *Change) bool {
		if c.Column == column && c.ofValue() {
			list = append(list, i)
		}
		return true
	})
	slices.Reverse(list)
	return list
}

// took reports whether the row was ever taken, in part, from a book for which the
// question holds.
func (h *History) took(ledger, id string, from func(c *Change) bool) (found bool) {
	h.Row(ledger, id, func(_ int, c *Change) bool {
		switch c.Kind {
		case Added, Changed, Chosen, Reopened:
			found = c.Digest != "" && c.By != System && from(c)
		}
		return !found
	})
	return found
}

// Adopted reports whether a row was taken from a file.
func (h *History) Adopted(digest, ledger, id string) bool {
	return h.took(ledger, id, func(c *Change) bool { return c.Digest == digest })
}

// Wrote reports whether a unit has written to a row.
func (h *History) Wrote(unit, ledger, id string) bool {
	return h.took(ledger, id, func(c *Change) bool { return c.Unit == unit })
}

// Unlogged is a writer that the log does not know: the value is not what its first
// change found.
const Unlogged = -2

// Writer is the change to which a cell owes what it holds: the last that gave it
// just this value and still stands, else the one that brought the row. A comment, a
// decision against a report and another name for the same thing give no value, and
// what a file said that is taken back stands no more. It is -1 where the plan or the
// form began the cell so, and Unlogged where the log does not account for it.
func (h *History) Writer(r *sheets.Row, c *templates.Column) int {
	value := r.Value(c)
	changes := h.Cell(c.Ledger.Name, r.ID, c.Name)
	for _, i := range slices.Backward(changes) {
		ch := &h.m.Changes[i]
		if ch.New == value && ch.Kind != Declined && ch.Kind != Reverted && !(ch.Digest != "" && h.Gone(ch.Digest)) {
			return i
		}
	}
	if len(changes) > 0 && value != "" && h.m.Changes[changes[0]].Old != value {
		return Unlogged
	}
	if value == "" {
		return -1
	}
	return h.brought(r)
}

// brought is the change that brought a row; -1 if the plan's seeds did.
func (h *History) brought(r *sheets.Row) int {
	for _, i := range h.Cell(r.Ledger.Name, r.ID, "") {
		if ch := &h.m.Changes[i]; ch.Kind == Added && !(ch.Digest != "" && h.Gone(ch.Digest)) {
			return i
		}
	}
	return -1
}

// Last is the change that gave the columns of a row what they hold: the latest of
// their writers, else what brought the row. Of a value that the log does not account
// for it is the last that was written there. What only the plan's seeds have written
// is a change from there, of no kind.
func (h *History) Last(r *sheets.Row, columns ...*templates.Column) Change {
	at := -1
	for _, c := range columns {
		if c.Ledger != r.Ledger {
			continue
		}
		i := h.Writer(r, c)
		if i == Unlogged {
			i = slices.Max(h.Cell(c.Ledger.Name, r.ID, c.Name))
		}
		at = max(at, i)
	}
	if at < 0 {
		at = h.brought(r)
	}
	if at < 0 {
		return Change{Ledger: r.Ledger.Name, RowID: r.ID, File: campaign.PlanFile, Sheet: templates.SeedPrefix + r.Ledger.Name}
	}
	return h.m.Changes[at]
}
