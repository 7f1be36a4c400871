package templates

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// Excel names the cells that a tag's formulas speak of, in the first row that
// the formulas are for.
type Excel struct {
	Plan    *Plan
	Me      string               // the cell itself
	Column  string               // its column's cells in all rows
	Other   func(*Column) string // another cell of the row
	Started string               // a formula: the row is in use
}

// Breaks is a formula that is true of a row that breaks the tag, "" if only a
// data validation or the whole ledger tells; missing: because the cell is empty.
func (t *Tag) Breaks(x Excel) (formula string, missing bool) {
	return t.fill(t.row().shows, x), t.row().empty
}

// Allows are formulas that are true of a filled cell that keeps the column's
// rules, of those that depend on the cell alone.
func (c *Column) Allows(x Excel) []string {
	var out []string
	for i := range c.Tags {
		t := &c.Tags[i]
		r := t.row()
		if r.allows == "" || r.takes == takesLimit && !c.limitedBy(t, x.Plan) || r.takes == takesFormat && patterns[t.Bound].length == 0 {
			continue
		}
		out = append(out, t.fill(r.allows, x))
	}
	return out
}

func (t *Tag) fill(formula string, x Excel) string {
	pairs := []string{"{me}", x.Me, "{column}", x.Column, "{started}", x.Started, "{bound}", t.limit(x.Plan)}
	if t.Other != nil {
		other := x.Other(t.Other)
		pairs = append(pairs, "{other}", other, "{when}", t.holdsIn(other))
	}
	if !t.When.Empty() {
		when, err := t.When.Tree.Excel(false, x.leaf)
		if err != nil {
			return "" // only the check tells
		}
		pairs = append(pairs, "{when}", when)
	}
	if f := patterns[t.Bound]; f != nil {
		pairs = append(pairs, "{length}", strconv.Itoa(f.length))
	}
	return strings.NewReplacer(pairs...).Replace(formula)
}

// leaf is a cell of the row; of what a parameter holds, or another row, only the
// check tells.
func (x Excel) leaf(n *Expr) (string, error) {
	p, ok := n.Ref.(Path)
	if !ok || len(p.Columns) != 1 || p.Extra != "" {
		return "", lang.ErrUnwritten
	}
	return x.Other(p.Columns[0]), nil
}

// holdsIn is the formula that the other column has one of the tag's values.
func (t *Tag) holdsIn(other string) string {
	tests := make([]string, len(t.Words))
	for i, w := range t.Words {
		w = lang.ExcelText(w)
		if t.Other.Several() {
			tests[i] = fmt.Sprintf("ISNUMBER(FIND(%s,%s))", w, other)
		} else {
			tests[i] = other + "=" + w
		}
	}
	if len(tests) == 1 {
		return tests[0]
	}
	return "OR(" + strings.Join(tests, ",") + ")"
}

// Limit is one end of what a column takes; Strict excludes the end itself. It is
// the zero Limit where the column has no such end.
type Limit struct {
	Value  string
	Strict bool
}

// Limits are the fixed ends among the column's rules: of its numbers, its days,
// or the lengths of its texts.
func (c *Column) Limits(p *Plan) (lo, hi Limit) {
	for i := range c.Tags {
		t := &c.Tags[i]
		if !c.limitedBy(t, p) {
			continue
		}
		end := Limit{t.limit(p), len(t.row().sign) == 1}
		if t.row().sign[0] == '>' {
			lo = end
		} else {
			hi = end
		}
	}
	return lo, hi
}

// limitedBy: the tag is a limit, set, and of what Excel can measure in the
// column: texts by their length, anything else by its value.
func (c *Column) limitedBy(t *Tag, p *Plan) bool {
	r := t.row()
	return r.takes == takesLimit && r.length == (!c.Numeric() && c.Type != cell.Date) && t.limit(p) != ""
}
