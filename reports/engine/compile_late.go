package engine

import (
	"fmt"
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// late reports whether a row is past the deadline in force, as deadline.Day says.
func (c compiler) late(row string, l *templates.Ledger, s Scope) (string, error) {
	roles := deadline.RolesOf(l)
	if roles == nil {
		return "false", nil
	}
	at := func(col *templates.Column) string {
		if col == nil {
			return "NULL::date"
		}
		return row + "." + ident(columnName(col))
	}
	asOf := literal(s.AsOf) + "::date"
	due := at(roles.Due)
	if roles.NewDue != nil {
		extended := at(roles.NewDue) + " IS NOT NULL"
		if roles.Approved != nil {
			extended += fmt.Sprintf(" AND %s <= %s", at(roles.Approved), asOf)
		}
		due = fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", extended, at(roles.NewDue), due)
	}
	for _, re := range deadline.Rechecks(c.plan) {
		if re.Object.Target == l && re.NewDue != nil {
			due = fmt.Sprintf("GREATEST(%s, %s)", due, c.relook(row, re, asOf))
		}
	}
	late := fmt.Sprintf("(%s) < %s", due, asOf)
	if templates.NewCalendar(c.plan).Working { // a deadline of Saturday is not late on Sunday
		late = c.between(asOf, due) + " < 0"
	}
	return fmt.Sprintf("(%s AND COALESCE(%s, false))", c.open(row, roles), late), nil
}

// open: the row's state is not one that is done, and it is not withdrawn.
func (c compiler) open(row string, roles *deadline.Roles) string {
	out := fmt.Sprintf("NOT COALESCE(%s.%s = ANY(%s), false)", row, ident(columnName(roles.State)), optionsMeaning(roles.State, deadline.Done))
	if w := roles.State.Ledger.Role(templates.RoleWithdrawn); w != nil {
		out += fmt.Sprintf(" AND %s.%s IS NULL", row, ident(columnName(w)))
	}
	return out
}

// relook is the latest deadline that a later look set which found the row not to
// have held. Of rows that share a key, a look means the first.
func (c compiler) relook(row string, re deadline.Recheck, asOf string) string {
	x, y := c.alias(), c.alias()
	rebound := optionsMeaning(re.Result, func(m templates.Meaning) bool { return m == templates.MeansRebound })
	col := func(c *templates.Column) string { return x + "." + ident(columnName(c)) }
	return fmt.Sprintf(`(SELECT max(%s) %s AND %s."_counts" AND COALESCE(%s <= %s, true) AND %s = ANY(%s) AND %s."_ord" = (SELECT min(%s."_ord") %s AND (%s."_key" = %s OR %s."_id" = %s)))`,
		col(re.NewDue), c.beside(re.Ledger.Name, x, row), x, col(re.Day), asOf, col(re.Result), rebound,
		row, y, c.beside(re.Object.Target.Name, y, row), y, col(re.Object), y, col(re.Object))
}

// optionsMeaning is an array of the column's options of a meaning, under every name
// that they have or had.
func optionsMeaning(c *templates.Column, is func(templates.Meaning) bool) string {
	var names []string
	if c.Group != nil {
		for _, o := range c.Group.Options {
			if is(o.Meaning) {
				for _, name := range append([]string{o.Name}, o.Former...) {
					names = append(names, literal(name))
				}
			}
		}
	}
	return "ARRAY[" + strings.Join(names, ", ") + "]::text[]"
}
