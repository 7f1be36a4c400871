package engine

import (
	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// lift writes a row of one of many offices under that office's numbers and names, as
// templates.Lifting has it.
func lift(r *sheets.Row, office string) {
	r.ID, r.Unit, r.Scope = office+templates.LowerSeparator+r.ID, office, office
	for _, c := range r.Ledger.Columns {
		r.Values[c.Index] = liftedValue(c, office, r.Values[c.Index])
	}
}

func liftedValue(c *templates.Column, office, v string) string {
	if v == "" {
		return v
	}
	switch c.Lifted(true) {
	case templates.LiftedUnit:
		return office
	case templates.LiftedID, templates.LiftedName:
		parts := []string{v}
		if c.Several() {
			parts = cell.SplitList(v)
		}
		for i, p := range parts {
			parts[i] = templates.LiftName(office, p)
		}
		return cell.JoinList(parts)
	}
	return v
}
