package carry

import (
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// seed is a carried row as the new campaign begins it.
func (c *carrier) seed(r *sheets.Row) map[string]string {
	out := map[string]string{}
	for _, col := range r.Ledger.Columns {
		if v := c.value(r, col); v != "" {
			out[col.Name] = v
		}
	}
	out[OldNumber] = r.Key()
	out[Story] = c.story(r)
	return out
}

// value is what a carried row begins with in a column. Days of the earlier
// campaign are history: they would break the rules of the new one.
func (c *carrier) value(r *sheets.Row, col *templates.Column) string {
	v := r.Value(col)
	if col.Computed != nil || col.FilledBySystem() || v == "" && col.Role != templates.RoleDue {
		return ""
	}
	switch col.Role {
	case templates.RoleDue:
		return c.due(r)
	case templates.RoleFinished:
		if done(r) { // a closed row above open ones
			return v
		}
		return ""
	case templates.RoleOrder:
		return c.order(r)
	case templates.RoleStarted, templates.RoleNewDue, templates.RoleExtension, templates.RoleClosing, templates.RoleClosed, templates.RoleChecker,
		templates.RoleEvidence, templates.RolePublicText, templates.RoleWithdrawn, templates.RoleWithdrawnReason, templates.RoleJoined:
		return ""
	}
	switch {
	case col.Type == cell.Date && !slices.Equal(col.Owners, []string{templates.OwnerOffice}):
		return ""
	case col.Target != nil:
		return c.references(col, v)
	case len(r.Ledger.Key) == 1 && col == r.Ledger.Key[0]:
		return c.numbers[r.Ledger][v]
	}
	return v
}

// references are the rows that a cell points at, by their new numbers; those that
// stay behind are left out.
func (c *carrier) references(col *templates.Column, v string) string {
	var out []string
	for _, key := range cell.SplitList(v) {
		if now := c.numbers[col.Target][key]; now != "" {
			out = append(out, now)
		}
	}
	return cell.JoinList(out)
}

// due is the deadline in force, or the new one where it has passed.
func (c *carrier) due(r *sheets.Row) string {
	s := c.day.Of(r)
	switch {
	case done(r):
		return r.Value(r.Ledger.Role(templates.RoleDue))
	case s.Due >= c.AsOf && s.Due != "":
		return s.Due
	case c.Due == "":
		c.res.Undated++
	}
	return c.Due
}
