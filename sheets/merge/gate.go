package merge

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// closing is the columns of a ledger whose items are closed by the office.
type closing struct {
	state, done, closed, checker, evidence, filler *templates.Column
	finished, open, struck                         *templates.Option
}

func closingOf(l *templates.Ledger) (closing, bool) {
	c := closing{
		state: l.Role("状态"), done: l.Role("完成日期"), closed: l.Role("销号日期"), checker: l.Role("审核人"),
		evidence: l.Role("佐证"), filler: l.Role("责任人"),
	}
	if c.state == nil || c.state.Group == nil || c.closed == nil {
		return c, false
	}
	c.finished, c.open, c.struck = c.state.Group.WithMeaning("完成"), c.state.Group.WithMeaning("进行"), c.state.Group.WithMeaning("销号")
	return c, c.finished != nil && c.open != nil && c.struck != nil
}

// gate closes what the office has dated and signed, if it holds: 已完成 is a
// unit's claim, 销号 needs evidence, a checker other than the filler, and a day
// not before completion. What stands in the way is listed the last time.
func (j *job) gate(last bool) {
	for _, l := range j.Plan.Ledgers {
		c, ok := closingOf(l)
		if !ok {
			continue
		}
		for _, row := range j.m.Rows[l] {
			meaning := c.state.Meaning(row.Value(c.state))
			signed := row.Value(c.closed) != ""
			switch {
			case meaning == "完成" && (signed || j.refused[row]) || meaning == "销号":
				reasons := Obstacles(row, j.AsOf)
				if len(reasons) == 0 {
					j.move(row, c.state, c.struck, master.Closed)
					continue
				}
				j.move(row, c.state, c.finished, master.Reopened)
				if j.refused[row] = true; !last {
					continue
				}
				j.about(row, finding.Error, "R-13", c.closed,
					fmt.Sprintf("“%s”还不能销号：%s。", row.ID, strings.Join(reasons, "；")), "补齐后再填销号日期；在此之前按“"+c.finished.Name+"”统计。")
			}
		}
	}
}

// Obstacles lists why an item cannot be closed yet; none if it can.
func Obstacles(row *sheets.Row, asOf string) []string {
	c, ok := closingOf(row.Ledger)
	if !ok {
		return nil
	}
	var out []string
	closed, done := row.Value(c.closed), row.Value(c.done)
	if m := c.state.Meaning(row.Value(c.state)); m != "完成" && m != "销号" {
		out = append(out, "还没有报完成")
	}
	if c.evidence != nil && row.Value(c.evidence) == "" {
		out = append(out, "没有佐证材料")
	}
	if c.checker != nil && row.Value(c.checker) == "" {
		out = append(out, "没有审核人")
	}
	if c.checker != nil && c.filler != nil && row.Value(c.checker) != "" && row.Value(c.checker) == row.Value(c.filler) {
		out = append(out, "审核人和责任人是同一人")
	}
	switch {
	case closed == "":
		out = append(out, "没有销号日期")
	case done == "":
		out = append(out, "没有完成日期")
	case closed < done:
		out = append(out, fmt.Sprintf("销号日期（%s）早于完成日期（%s）", closed, done))
	case closed > asOf:
		out = append(out, fmt.Sprintf("销号日期（%s）晚于截至日（%s）", closed, asOf))
	}
	return out
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
		c, ok := closingOf(re.Object.Target)
		if !ok {
			continue
		}
		data := j.m.Data()
		for _, r := range j.m.Rows[re.Ledger] {
			l, target := deadline.Look{Recheck: re, Row: r}, data.Find(re.Object.Target, r.Value(re.Object))
			if r.Pending || target == nil || !l.Rebound() {
				continue
			}
			m := c.state.Meaning(target.Value(c.state))
			if m != "完成" && m != "销号" || l.On() < max(target.Value(c.done), target.Value(c.closed)) {
				continue
			}
			j.move(target, c.state, c.open, master.Reopened)
			j.about(target, finding.Warning, "R-101", c.state,
				fmt.Sprintf("“%s”%s 复查结果是“%s”，已重开，列入反弹。", target.ID, l.On(), r.Value(re.Result)), "请重新落实措施，完成后再报。")
		}
	}
}
