package engine

import (
	"fmt"

	"taizhang/templates"
)

// Scope is whose rows of which campaign are meant.
type Scope struct {
	Office, Campaign string
	AsOf             string // ISO: lateness is judged on it
}

// all: the rows of every office are meant.
func (s Scope) all() bool { return s.Office == "" }

// where begins the rows of a ledger under an alias.
func (s Scope) where(row string) string {
	if s.all() {
		return fmt.Sprintf(`%s."_campaign" = %s`, row, literal(s.Campaign))
	}
	return fmt.Sprintf(`%s."_office" = %s AND %s."_campaign" = %s`, row, literal(s.Office), row, literal(s.Campaign))
}

// rowsOf are the rows of a ledger that a figure or block counts.
func (c compiler) rowsOf(row string, l *templates.Ledger, when templates.Condition, withDups bool) (string, error) {
	cond, err := c.condition(row, when)
	if err != nil {
		return "", err
	}
	answers := row + `."_counts"`
	if l.Looks(when) {
		answers = "NOT " + row + `."_pending"`
	}
	if !withDups {
		answers += " AND NOT " + row + `."_repeat"`
	}
	return answers + " AND " + cond, nil
}

// figureRows are the rows behind a figure.
func (c compiler) figureRows(row string, f *templates.Figure, s Scope) (string, error) {
	out, err := c.rowsOf(row, f.Ledger, f.When, f.WithDups)
	if err != nil || f.Op != templates.OpLate {
		return out, err
	}
	late, err := c.late(row, f.Ledger, s)
	return out + " AND " + late, err
}
