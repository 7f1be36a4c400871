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

// applied is a tag at a row: what it compares the column with.
type applied struct {
	value, other, limit string
	listed              bool // the other column has one of the tag's values
}

// breakers say, by tag, of a row to which it applies, and what value breaks it.
var breakers = map[string]struct {
	applies func(applied) bool
	breaks  func(a applied, some string) string
}{
	"required":      {always, empty},
	"required_if":   {func(a applied) bool { return a.listed }, empty},
	"required_in":   {func(a applied) bool { return a.listed }, empty},
	"required_with": {func(a applied) bool { return a.other != "" }, empty},
	"empty_unless":  {func(a applied) bool { return a.other != "" && !a.listed }, filled},
	"empty_with":    {func(a applied) bool { return a.other != "" }, filled},
	"max":           {always, func(a applied, _ string) string { return strings.Repeat("长", int(number(a.limit).IntPart())+1) }},
	"min":           {always, func(a applied, _ string) string { return strings.Repeat("短", int(number(a.limit).IntPart())-1) }},
	"pattern":       {always, func(applied, string) string { return "？" }},
	"gt":            {compared, shifted(0)}, "lt": {compared, shifted(0)}, "gtfield": {compared, shifted(0)},
	"ltfield": {compared, shifted(0)}, "after": {compared, shifted(0)}, "before": {compared, shifted(0)},
	"gte": {compared, shifted(-1)}, "gtefield": {compared, shifted(-1)}, "notbefore": {compared, shifted(-1)},
	"lte": {compared, shifted(1)}, "ltefield": {compared, shifted(1)}, "notafter": {compared, shifted(1)},
}

func always(applied) bool                  { return true }
func compared(a applied) bool              { return a.limit != "" && a.value != "" }
func empty(applied, string) string         { return "" }
func filled(_ applied, some string) string { return some }

func shifted(by int) func(applied, string) string {
	return func(a applied, _ string) string {
		if by == 0 {
			return a.limit
		}
		return shift(a.limit, by)
	}
}

// breaking finds a row to which the tag applies, and a value that breaks it.
func breaking(p *templates.Plan, rows []*sheets.Row, c *templates.Column, tag *templates.Tag) (*sheets.Row, string) {
	for _, r := range rows {
		a := applied{value: r.Value(c), other: r.Value(tag.Other), limit: tag.Bound}
		a.listed = slices.Contains(tag.Words, a.other)
		if tag.Param != "" {
			a.limit = p.Param(tag.Param)
		}
		if tag.Other != nil {
			a.limit = a.other
		}
		if b, known := breakers[tag.Name]; known && b.applies(a) {
			return r, b.breaks(a, some(rows, c))
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
