package merge

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// gate closes what the office has dated and signed, if it holds: 已完成 is a
// unit's claim, 销号 needs evidence, a checker other than who filled it in, and a
// day not before completion. What the office closed by hand and does not hold
// goes back to what it was; what stands in the way is listed the last time.
func (j *job) gate(last bool) {
	for _, l := range j.Plan.Ledgers {
		c, ok := deadline.ClosingOf(l)
		if !ok {
			continue
		}
		for _, row := range j.m.Rows[l] {
			if !row.Withdrawn() {
				j.gateRow(row, c, last)
			}
		}
	}
}

func (j *job) gateRow(row *sheets.Row, c deadline.Closing, last bool) {
	meaning := c.State.Meaning(row.Value(c.State))
	signed := row.Value(c.Closed) != ""
	if meaning != templates.MeansClosed && !j.refused[row] && (meaning != templates.MeansDone || !signed) {
		return
	}
	open := j.beforeClosing(row, c)
	if meaning == templates.MeansClosed && !deadline.Done(c.State.Meaning(open)) {
		j.move(row, c.State, open, master.Change{Kind: master.Reopened})
	}
	reasons := deadline.Obstacles(row, j.AsOf)
	if len(reasons) == 0 {
		j.move(row, c.State, c.Struck.Name, master.Change{Kind: master.Closed})
		return
	}
	if c.State.Meaning(row.Value(c.State)) == templates.MeansClosed {
		j.move(row, c.State, open, master.Change{Kind: j.undone()})
	}
	j.refused[row] = true
	if last && !signed { // what is signed the checks find
		j.about(row, finding.Error, "R-13", c.Closed, deadline.NotClosed(row, reasons), c.Remedy())
	}
}

// beforeClosing is the state an item had before the office wrote that it is
// closed; without a record of it, that of an item reported done if it has the day.
func (j *job) beforeClosing(row *sheets.Row, c deadline.Closing) string {
	for _, i := range slices.Backward(j.history.Cell(row.Ledger.Name, row.ID, c.State.Name)) {
		ch := j.m.Changes[i]
		if ch.Kind != master.Reverted && c.State.Meaning(ch.New) == templates.MeansClosed && ch.New == row.Value(c.State) && c.State.Meaning(ch.Old) != templates.MeansClosed {
			return ch.Old
		}
	}
	if row.Value(c.Done) == "" {
		return c.Open.Name
	}
	return c.Finished.Name
}

// move gives a cell a value of the program's own, if it has another.
func (j *job) move(row *sheets.Row, c *templates.Column, to string, as master.Change) {
	if row.Value(c) != to {
		as.By, as.New, as.Sheet = system, to, row.Ledger.Name
		j.set(row, c, as)
	}
}
