package merge

import (
	"slices"

	"taizhang/sheets/master"
)

// history finds what the log says of a row or a cell: every change points at the
// row's change before it.
type history struct {
	m      *master.Master
	last   map[rowKey]int32 // the newest change of a row, counted from 1
	before []int32          // by change
}

type rowKey struct{ ledger, row string }

func newHistory(m *master.Master) *history {
	h := &history{m: m, last: map[rowKey]int32{}, before: make([]int32, 0, len(m.Changes))}
	for range m.Changes {
		h.add()
	}
	return h
}

// add files the next change of the log.
func (h *history) add() {
	i := len(h.before)
	c := &h.m.Changes[i]
	k := rowKey{c.Ledger, c.RowID}
	h.before = append(h.before, h.last[k])
	h.last[k] = int32(i + 1)
}

// row visits the changes of a row, the newest first, until it is told to stop.
func (h *history) row(ledger, id string, visit func(i int, c *master.Change) bool) {
	for n := h.last[rowKey{ledger, id}]; n > 0; n = h.before[n-1] {
		if !visit(int(n-1), &h.m.Changes[n-1]) {
			return
		}
	}
}

// cell are the changes of the value of a cell, or of a whole row where no column
// is named, the oldest first.
func (h *history) cell(k cellKey) (list []int) {
	h.row(k.ledger, k.row, func(i int, c *master.Change) bool {
		if c.Column == k.column && ofValue(c) {
			list = append(list, i)
		}
		return true
	})
	slices.Reverse(list)
	return list
}

// ofValue: somebody said something of the value.
func ofValue(c *master.Change) bool { return c.Kind != master.Noted && c.Kind != master.Renamed }

// took reports whether the row was ever taken, in part, from a book for which the
// question holds.
func (h *history) took(ledger, id string, from func(c *master.Change) bool) (found bool) {
	h.row(ledger, id, func(_ int, c *master.Change) bool {
		switch c.Kind {
		case master.Added, master.Changed, master.Chosen, master.Reopened:
			found = c.Digest != "" && c.By != system && from(c)
		}
		return !found
	})
	return found
}

// adopted reports whether a row was taken from a file.
func (h *history) adopted(digest, ledger, id string) bool {
	return h.took(ledger, id, func(c *master.Change) bool { return c.Digest == digest })
}

// wrote reports whether a unit has written to a row.
func (h *history) wrote(unit, ledger, id string) bool {
	return h.took(ledger, id, func(c *master.Change) bool { return c.Unit == unit })
}
