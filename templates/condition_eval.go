package templates

import (
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// Env is what evaluating a condition needs besides the row.
type Env struct {
	Plan *Plan
	// Find returns the values of the row of a ledger whose key is the text,
	// nil if there is none.
	Find func(l *Ledger, key string) []string
	// Outer is the enclosing row of a notice loop.
	Outer []string
}

// Holds evaluates the condition over a row's values.
func (c Condition) Holds(values []string, e Env) bool {
	for _, t := range c {
		if !t.holds(values, e) {
			return false
		}
	}
	return true
}

// Value follows the path from a row; "" where a reference leads nowhere.
func (p Path) Value(values []string, e Env) string {
	if p.Outer {
		values = e.Outer
	}
	v := ""
	for i, c := range p.Columns {
		if values == nil {
			return ""
		}
		v = values[c.Index]
		if i == len(p.Columns)-1 {
			break
		}
		if e.Find == nil {
			return ""
		}
		values = e.Find(c.Target, v)
	}
	if p.Extra == "" {
		return v
	}
	c := p.Columns[len(p.Columns)-1]
	if c.Type == cell.Date {
		year, _, _ := strings.Cut(v, "-")
		return year
	}
	if c.Dict != nil {
		return c.Dict.Value(c.Dict.Find(v), p.Extra)
	}
	o := c.Group.Option(v)
	if o == nil {
		return ""
	}
	switch p.Extra {
	case "附加":
		return o.Extra
	case "含义":
		return o.Meaning
	}
	return o.Help
}

func (t Term) holds(values []string, e Env) bool {
	left := t.Path.Value(values, e)
	switch t.Op {
	case "为空":
		return left == ""
	case "非空":
		return left != ""
	}
	words := t.Value.Words
	switch {
	case t.Value.Param != "":
		words = strings.Split(e.Plan.Param(t.Value.Param), "|")
	case t.Value.Path != nil:
		// A dictionary's cell lists with |, a ledger's with ；.
		words = cell.SplitList(strings.ReplaceAll(t.Value.Path.Value(values, e), "|", cell.ListSeparator))
		if len(words) == 0 {
			words = []string{""}
		}
	}
	right := words[0]
	switch t.Op {
	case "=":
		return cell.Compare(left, right) == 0 || slices.Contains(cell.SplitList(left), right)
	case "≠":
		return cell.Compare(left, right) != 0 && !slices.Contains(cell.SplitList(left), right)
	case "属于":
		return overlap(left, words)
	case "不属于":
		return !overlap(left, words)
	case "含":
		return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(left, w) })
	case "不含":
		return !slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(left, w) })
	}
	// An empty side makes an ordering neither true nor false; a rule over an
	// empty cell must not fire on top of the finding that it is empty.
	if left == "" || right == "" {
		return false
	}
	d := cell.Compare(left, right)
	switch t.Op {
	case ">":
		return d > 0
	case "≥":
		return d >= 0
	case "<":
		return d < 0
	}
	return d <= 0
}

func overlap(left string, words []string) bool {
	for _, w := range words {
		if w != "" && (left == w || slices.Contains(cell.SplitList(left), w)) {
			return true
		}
	}
	return false
}
