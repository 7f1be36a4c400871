package merge

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

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
			if !r.Counts() || target == nil || target.Withdrawn() || !l.Rebound() || !deadline.Done(c.State.Meaning(target.Value(c.State))) ||
				l.On() < max(target.Value(c.Done), target.Value(c.Closed)) {
				continue
			}
			j.reopen(target, c, l)
			j.about(target, finding.Warning, "R-101", c.State,
				fmt.Sprintf("“%s”%s 复查结果是“%s”，已重开，列入反弹。", target.ID, l.On(), r.Value(re.Result)), "请重新落实措施，完成后再报。")
		}
	}
}

// reopen leaves an item as the plan's own rules want an open one: not signed,
// with the deadline that the look set, and with words where the unit has none of
// its own yet. What stood there is in 变更记录.
func (j *job) reopen(row *sheets.Row, c deadline.Closing, look deadline.Look) {
	broken := map[*templates.Column]bool{} // before, and nothing of this
	for _, x := range j.breaks(row) {
		broken[x.Column] = true
	}
	as := because(look, master.Reopened)
	j.move(row, c.State, c.Open.Name, as)
	j.unsign(row, c, as)
	j.extend(row, look)
	for range row.Ledger.Columns { // each may be tied to another
		again := false
		for _, x := range j.breaks(row) {
			if broken[x.Column] {
				continue
			}
			broken[x.Column], again = true, true
			switch {
			case strings.HasPrefix(x.Tag.Name, "empty_"):
				j.move(row, x.Column, "", as)
			case row.Value(x.Column) == "" && (x.Column.Type == cell.Text || x.Column.Type == cell.LongText):
				j.move(row, x.Column, j.stopgap(x.Column, look), as)
			}
		}
		if !again {
			return
		}
	}
}

// because is a change that a look is the reason of: it is taken back with the
// file that the look came in.
func because(look deadline.Look, kind master.ChangeKind) master.Change {
	return master.Change{Kind: kind, File: look.Row.Source.File, Digest: look.Row.Source.Digest}
}

func (j *job) breaks(row *sheets.Row) []templates.Violation {
	if j.checker == nil {
		return nil
	}
	return j.checker.Broken(row.Ledger, row.Values)
}

// stopgap stands where an open item must say something and the unit has not yet.
func (j *job) stopgap(c *templates.Column, look deadline.Look) string {
	if c == c.Ledger.Role(templates.RoleReason) {
		return fmt.Sprintf("%s复查结果是“%s”，需要重新整改。", cell.ChineseDate(look.On()), look.Row.Value(look.Result))
	}
	return "待责任单位补写。"
}

// unsign takes back what the office signed for an item that is open again: it
// is done only when it has been signed anew.
func (j *job) unsign(row *sheets.Row, c deadline.Closing, as master.Change) {
	for _, col := range []*templates.Column{c.Closed, c.Checker, row.Ledger.Role(templates.RoleClosing)} {
		if col != nil {
			j.move(row, col, "", as)
		}
	}
}

// extend puts the deadline that a look set into the item's own row, if it is
// later than the one in force.
func (j *job) extend(row *sheets.Row, look deadline.Look) {
	roles := deadline.RolesOf(row.Ledger)
	later := look.Row.Value(look.NewDue)
	if roles.NewDue == nil || later <= max(row.Value(roles.Due), row.Value(roles.NewDue)) {
		return
	}
	j.move(row, roles.NewDue, later, because(look, master.Extended))
	if roles.Approved != nil {
		j.move(row, roles.Approved, look.On(), because(look, master.Reopened))
	}
}
