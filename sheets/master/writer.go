package master

import (
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// Writers answers from 变更记录 who wrote a value last.
type Writers struct {
	m     *Master
	byRow map[[2]string][]int // ledger and row id → changes, in order
}

// Writers files the log by row.
func (m *Master) Writers() *Writers {
	w := &Writers{m, map[[2]string][]int{}}
	for i, c := range m.Changes {
		if c.Writes() {
			k := [2]string{c.Ledger, c.RowID}
			w.byRow[k] = append(w.byRow[k], i)
		}
	}
	return w
}

// Last is the change that gave the columns of a row what they hold: the last one
// of any of them, else the one that brought the row. What only the plan's seeds
// have written is a change from there, of no kind.
func (w *Writers) Last(r *sheets.Row, columns ...*templates.Column) Change {
	of := map[string]bool{}
	for _, c := range columns {
		of[c.Name] = of[c.Name] || c.Ledger == r.Ledger
	}
	var brought Change
	list := w.byRow[[2]string{r.Ledger.Name, r.ID}]
	for i := len(list) - 1; i >= 0; i-- {
		c := w.m.Changes[list[i]]
		switch {
		case of[c.Column]:
			return c
		case c.Column == "" && brought.Kind == "" && c.Kind != Restored:
			brought = c
		}
	}
	if brought.Kind == "" {
		brought = Change{Ledger: r.Ledger.Name, RowID: r.ID, File: campaign.PlanFile, Sheet: templates.SeedPrefix + r.Ledger.Name}
	}
	return brought
}

// Writes reports whether the change gave what it names its value: a comment and a
// decision against a report leave it as it is.
func (c Change) Writes() bool { return c.Kind != Noted && c.Kind != Declined }

// Line is the line that the change was taken from or made in; 0 if it names none.
func (c Change) Line() int {
	n, _ := strconv.Atoi(strings.TrimLeft(c.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}
