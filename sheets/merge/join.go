package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// joinUnits hands what closed units have not finished to those that they joined,
// with the day on the log.
func (j *job) joinUnits() {
	for _, u := range j.Plan.Units {
		next := j.Plan.Successor(u, j.AsOf)
		if next == u || u.Closed(j.AsOf) == "" {
			continue
		}
		n, unasked := 0, ""
		for _, l := range j.Plan.Ledgers {
			before := n
			for _, row := range j.m.Rows[l] {
				if j.handOver(row, u, next) {
					n++
				}
			}
			if n > before && !l.Receives(next) {
				unasked += "“" + l.Name + "”"
			}
		}
		if n == 0 {
			continue
		}
		fix := "不用处理；逐行记在总台账“变更记录”。要改由别的单位负责的，请在总台账里改。"
		if unasked != "" {
			fix = fmt.Sprintf("%s不发给“%s”，这些行没有单位填：请在方案“台账”表的填报单位里加上它，或者在总台账里改由别的单位负责。", unasked, next.Name)
		}
		j.warn(finding.Finding{Severity: finding.Warning, Code: "划转", File: master.FileName, Unit: next.Name,
			Message: fmt.Sprintf("“%s”已于%s并入“%s”，没有办结的 %d 行改由“%s”负责。", u.Name, cell.ChineseDate(u.Until), next.Name, n, next.Name), Fix: fix})
	}
}

// handOver changes who is responsible for a row that is not finished.
func (j *job) handOver(row *sheets.Row, from, to *templates.Unit) (moved bool) {
	l := row.Ledger
	if state := l.Role(templates.RoleState); state == nil || deadline.Done(state.Meaning(row.Value(state))) || row.Withdrawn() {
		return false
	}
	for _, c := range l.Columns {
		if c != l.Route && c != l.Role(templates.RoleUnit) {
			continue
		}
		names := cell.SplitList(row.Value(c))
		i := slices.Index(names, from.Name)
		if i < 0 {
			continue
		}
		if names[i] = to.Name; slices.Index(names, to.Name) != i || slices.Contains(names[i+1:], to.Name) {
			names = slices.Delete(names, i, i+1)
		}
		j.set(row, c, master.Change{Kind: master.Changed, By: system, New: cell.JoinList(names), Sheet: l.Name})
		moved = true
	}
	return moved
}
