package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
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
// Ledger.Compute: with an operand that is not there the result is empty. ""
// where the formula needs more than the row.
func formula(c *templates.Column, row int) string {
	var operands []string
	branching := false
	c.Computed.Visit(func(n *templates.Expr) { branching = branching || n.Kind == lang.Call })
	arithmetic, err := c.Computed.Excel(branching, func(leaf *templates.Expr) (string, error) {
		p, ok := leaf.Ref.(templates.Path)
		if !ok || len(p.Columns) != 1 || p.Extra != "" {
			return "", lang.ErrUnwritten
		}
		at := letter(p.Columns[0]) + strconv.Itoa(row)
		if !slices.Contains(operands, at) {
			operands = append(operands, at)
		}
		return at, nil
	})
	switch {
	case err != nil || len(operands) == 0:
		return ""
	case branching:
		return fmt.Sprintf(`IFERROR(ROUND(%s,%d),"")`, arithmetic, c.Decimals)
	}
	return fmt.Sprintf(`IF(COUNT(%s)<%d,"",IFERROR(ROUND(%s,%d),"请核对"))`,
		strings.Join(operands, ","), len(operands), arithmetic, c.Decimals)
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
