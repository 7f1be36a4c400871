package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Every rule that a column carries is broken once, on a row of the clean master
// to which it applies, and reported at that column and no other.
func TestEveryTagFires(t *testing.T) {
	c := loadSample(t)
	m := c.merge(t)
	for _, l := range c.plan.Ledgers {
		for _, col := range l.Columns {
			if col.Withdraws() {
				continue // no clean row is withdrawn: see the twins of R-75
			}
			for i := range col.Tags {
				tag := &col.Tags[i]
				name := l.Name + " " + col.Name + " " + tag.Name
				if tag.Name == "unique" {
					continue // two rows: see the twins of R-03
				}
				rows := m.rows()
				row, value := breaking(c.plan, rows[l], col, tag)
				if row == nil {
					t.Errorf("%s: no row of the clean campaign comes under it", name)
					continue
				}
				row.Values[col.Index] = value
				var found bool
				got := c.checkMaster(m, rows, check.Facts{})
				if noSecrets(t, c, got); col.Sensitive && value != "" && !col.Numeric() {
					noSecrets(t, c, got, value)
				}
				for _, f := range got {
					if f.Sheet != l.Name || f.RowID != row.ID {
						continue
					}
					switch {
					case f.Cell == row.Cell(col):
						found = true
					case f.Severity == finding.Error:
						t.Errorf("%s=%q echoes: %s %s", name, value, f.Code, f.Message)
					}
				}
				if !found {
					t.Errorf("%s=%q: nothing at %s", name, value, row.Cell(col))
				}
			}
		}
	}
}

// breaking finds a row to which the tag applies, and a value that breaks it.
func breaking(p *templates.Plan, rows []*sheets.Row, c *templates.Column, tag *templates.Tag) (*sheets.Row, string) {
	for _, r := range rows {
		other := r.Value(tag.Other)
		listed := slices.Contains(tag.Words, other)
		limit := tag.Bound
		if tag.Param != "" {
			limit = p.Param(tag.Param)
		}
		if tag.Other != nil {
			limit = other
		}
		switch tag.Name {
		case "required":
			return r, ""
		case "required_if", "required_in":
			if listed {
				return r, ""
			}
		case "required_with":
			if other != "" {
				return r, ""
			}
		case "empty_unless":
			if other != "" && !listed {
				return r, some(rows, c)
			}
		case "empty_with":
			if other != "" {
				return r, some(rows, c)
			}
		case "max":
			return r, strings.Repeat("长", int(number(limit).IntPart())+1)
		case "min":
			return r, strings.Repeat("短", int(number(limit).IntPart())-1)
		case "pattern":
			return r, "？"
		case "gt", "lt", "gtfield", "ltfield", "after", "before":
			if limit != "" && r.Value(c) != "" {
				return r, limit
			}
		case "gte", "gtefield", "notbefore":
			if limit != "" && r.Value(c) != "" {
				return r, shift(limit, -1)
			}
		case "lte", "ltefield", "notafter":
			if limit != "" && r.Value(c) != "" {
				return r, shift(limit, 1)
			}
		}
	}
	return nil, ""
}

// some is a value that the column holds elsewhere.
func some(rows []*sheets.Row, c *templates.Column) string {
	for _, r := range rows {
		if v := r.Value(c); v != "" {
			return v
		}
	}
	return c.Example
}

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// shift moves a number or a day by n.
func shift(v string, n int) string {
	if d, err := time.Parse(time.DateOnly, v); err == nil {
		return d.AddDate(0, 0, n).Format(time.DateOnly)
	}
	return number(v).Add(decimal.NewFromInt(int64(n))).String()
}
