package carry

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// storyLines is how many of a row's changes its history tells; the earlier
// campaign keeps them all.
const storyLines = 12

// story tells what became of a row in the earlier campaign: how it stood at its
// end, what had changed last, and what still earlier campaigns had told.
func (c *carrier) story(r *sheets.Row) string {
	lines := []string{fmt.Sprintf("%s（截至 %s）：原编号 %s%s。", c.Plan.Param(templates.ParamCampaign), c.Master.AsOf, r.Key(), c.stood(r))}
	var changes []string
	for _, ch := range c.changes[r.Ledger.Name+"\x00"+r.ID] {
		if line := changed(r, ch); line != "" {
			changes = append(changes, line)
		}
	}
	if more := len(changes) - storyLines; more > 0 {
		lines = append(lines, fmt.Sprintf("此前还有 %d 次改动，见旧活动总台账的“变更记录”。", more))
		changes = changes[more:]
	}
	lines = append(lines, changes...)
	if col := r.Ledger.Column(Story); col != nil && r.Value(col) != "" {
		lines = append(lines, r.Value(col))
	}
	return strings.Join(lines, "\n")
}

// stood says how a row stood at the end.
func (c *carrier) stood(r *sheets.Row) string {
	var b strings.Builder
	for _, role := range []templates.Role{templates.RoleState, templates.RoleDue, templates.RoleNewDue, templates.RoleStarted, templates.RoleFinished, templates.RoleClosed, templates.RoleEvidence} {
		if col := r.Ledger.Role(role); col != nil && !col.Sensitive && r.Value(col) != "" {
			b.WriteString("，" + col.Name + " " + col.Show(r.Value(col)))
		}
	}
	return b.String()
}

// changed is one change of a row in a line; "" if it says nothing to people.
func changed(r *sheets.Row, ch master.Change) string {
	if ch.Column == "" || ch.Old == "" || ch.Old == ch.New { // a first report is what the row says
		return ""
	}
	col := r.Ledger.Column(ch.Column)
	if col == nil || col.Sensitive || col.Role == templates.RolePublicText || slices.Contains([]master.ChangeKind{master.Renamed, master.Noted, master.Declined}, ch.Kind) {
		return ""
	}
	return fmt.Sprintf("%s %s：%s 由“%s”改为“%s”。", ch.Date, ch.By, col.Name, blank(col.Show(ch.Old)), blank(col.Show(ch.New)))
}

func blank(s string) string {
	if s == "" {
		return "空"
	}
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
