package form

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// cellValue is a canonical value as the sheet holds it. Reading it back gives the
// canonical value again.
func cellValue(c *templates.Column, v string) any {
	// A choice that holds 、 itself could not be told apart.
	if (c.Type == cell.Choices || c.Type == cell.Refs) && !strings.ContainsAny(v, "、，,") {
		v = strings.ReplaceAll(v, cell.ListSeparator, "、")
	}
	return c.CellValue(v)
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

// filled builds one cell of a row.
func filled(c *templates.Column, v string, row, style int) book.Cell {
	out := book.Cell{Style: style, Value: cellValue(c, v)}
	if c.Type == cell.Formula {
		out.Formula = formula(c, row)
		if out.Value == nil {
			out.Value = "" // the formula's own empty result
		}
	}
	return out
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
