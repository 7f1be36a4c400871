package merge

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// gate closes what the office has dated and signed, if it holds: 已完成 is a
// unit's claim, 销号 needs evidence, a checker other than the filler, and a day
// not before completion. What stands in the way is listed the last time.
func (j *job) gate(last bool) {
	for _, l := range j.Plan.Ledgers {
		c, ok := deadline.ClosingOf(l)
		if !ok {
			continue
		}
		for _, row := range j.m.Rows[l] {
			if row.Withdrawn() {
				continue
			}
			meaning := c.State.Meaning(row.Value(c.State))
			signed := row.Value(c.Closed) != ""
			switch {
			case meaning == "完成" && (signed || j.refused[row]) || meaning == "销号":
				reasons := deadline.Obstacles(row, j.AsOf)
				if len(reasons) == 0 {
					j.move(row, c.State, c.Struck, master.Closed)
					continue
				}
				j.move(row, c.State, c.Finished, master.Reopened)
				if j.refused[row] = true; !last || signed {
					continue // what is signed the checks find
				}
				j.about(row, finding.Error, "R-13", c.Closed,
					deadline.NotClosed(row, reasons), c.Remedy())
			}
		}
	}
}

// move sets a state if it is another.
func (j *job) move(row *sheets.Row, c *templates.Column, to *templates.Option, kind master.ChangeKind) {
	if row.Value(c) != to.Name {
		j.set(row, c, master.Change{Kind: kind, By: system, New: to.Name, Sheet: row.Ledger.Name})
	}
}

// recheck reopens what a later look found not to have held.
func (j *job) recheck() {
	for _, re := range deadline.Rechecks(j.Plan) {
		c, ok := deadline.ClosingOf(re.Object.Target)
		if !ok {
			continue
		}
		data := j.m.Data()
		for _, r := range j.m.Rows[re.Ledger] {
			l, target := deadline.Look{Recheck: re, Row: r}, data.Find(re.Object.Target, r.Value(re.Object))
			if !r.Counts() || target == nil || target.Withdrawn() || !l.Rebound() {
				continue
			}
			m := c.State.Meaning(target.Value(c.State))
			if m != "完成" && m != "销号" || l.On() < max(target.Value(c.Done), target.Value(c.Closed)) {
				continue
			}
			j.move(target, c.State, c.Open, master.Reopened)
			j.about(target, finding.Warning, "R-101", c.State,
				fmt.Sprintf("“%s”%s 复查结果是“%s”，已重开，列入反弹。", target.ID, l.On(), r.Value(re.Result)), "请重新落实措施，完成后再报。")
		}
	}
}
