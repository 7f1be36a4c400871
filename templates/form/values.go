package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/finding"
)

// cellValue is a canonical value as the sheet holds it: a real date, a number,
// or text. Reading it back gives the canonical value again.
func cellValue(c *templates.Column, v string) any {
	if v == "" {
		return nil
	}
	switch c.Type {
	case templates.Date:
		if n, ok := serialDate(v); ok {
			return n
		}
	case templates.Integer, templates.Decimal, templates.Formula:
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return f
		}
	case templates.Choices, templates.Refs:
		// A choice that holds 、 itself could not be told apart.
		if !strings.ContainsAny(v, "、，,") {
			return strings.ReplaceAll(v, templates.ListSeparator, "、")
		}
	}
	return v
}

// serialDate is the number Excel keeps for a day, right from March 1900 on.
func serialDate(iso string) (int, bool) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil || t.Year() < 1901 {
		return 0, false
	}
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

// formula is the live form of a computed column in one row. It follows
// Ledger.Compute: with an operand that is not there the result is empty. ""
// where the arithmetic needs more than the row.
func formula(c *templates.Column, row int) string {
	var operands []string
	simple := true
	arithmetic := c.Computed.Excel(func(leaf *templates.Expr) string {
		operand, ok := leaf.Ref.(*templates.Column)
		if !ok {
			simple = false
			return ""
		}
		at := letter(operand) + strconv.Itoa(row)
		if !slices.Contains(operands, at) {
			operands = append(operands, at)
		}
		return at
	})
	if !simple || len(operands) == 0 {
		return ""
	}
	return fmt.Sprintf(`IF(COUNT(%s)<%d,"",IFERROR(ROUND(%s,%d),"请核对"))`,
		strings.Join(operands, ","), len(operands), arithmetic, c.Decimals)
}

// cell builds one cell of a row.
func (b *book) cell(c *templates.Column, v string, row, style int) excelize.Cell {
	if c.Type == templates.Formula {
		out := excelize.Cell{StyleID: style, Formula: formula(c, row), Value: cellValue(c, v)}
		if out.Value == nil {
			out.Value = "" // the formula's own empty result
		}
		return out
	}
	return excelize.Cell{StyleID: style, Value: cellValue(c, v)}
}

// sampleValues is the worked example of a ledger, canonical where it can be.
func sampleValues(l *templates.Ledger) []string {
	values := make([]string, len(l.Columns))
	for _, c := range l.Columns {
		if c.Type == templates.Formula {
			continue
		}
		v, issue := c.ParseText(c.Example)
		if issue != nil && issue.Severity == finding.Error {
			v = c.Example
		}
		values[c.Index] = v
	}
	l.Compute(values)
	return values
}
