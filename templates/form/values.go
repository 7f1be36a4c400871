package form

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// cellValue is a canonical value as the sheet holds it: a real date, a number,
// or text. Reading it back gives the canonical value again.
func cellValue(c *templates.Column, v string) any {
	if v == "" {
		return nil
	}
	switch c.Type {
	case cell.Date:
		if n, ok := serialDate(v); ok {
			return n
		}
	case cell.Integer, cell.Decimal, cell.Formula:
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return f
		}
	case cell.Choices, cell.Refs:
		// A choice that holds 、 itself could not be told apart.
		if !strings.ContainsAny(v, "、，,") {
			return strings.ReplaceAll(v, cell.ListSeparator, "、")
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
// Ledger.Compute: an empty operand counts as nothing, a row without any stays
// empty. "" where the arithmetic needs more than the row.
func formula(c *templates.Column, row int) string {
	var cells []string
	simple := true
	c.Computed.Walk(func(e *templates.Expr) {
		switch e.Op {
		case 'c':
			cells = append(cells, letter(e.Column)+strconv.Itoa(row))
		case 'n':
		default:
			simple = false
		}
	})
	if !simple || len(cells) == 0 {
		return ""
	}
	return fmt.Sprintf(`IF(COUNT(%s)=0,"",IFERROR(ROUND(%s,%d),"请核对"))`,
		strings.Join(cells, ","), arithmetic(c.Computed, row), c.Decimals)
}

func arithmetic(e *templates.Expr, row int) string {
	switch e.Op {
	case 'c':
		return letter(e.Column) + strconv.Itoa(row)
	case 'n':
		return e.Number.String()
	}
	return "(" + arithmetic(e.Left, row) + string(e.Op) + arithmetic(e.Right, row) + ")"
}

// cell builds one cell of a row.
func (b *book) cell(c *templates.Column, v string, row, style int) excelize.Cell {
	if c.Type == cell.Formula {
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
		if c.Type == cell.Formula {
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
