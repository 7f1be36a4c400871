package figure

import (
	"strings"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// reference compiles a comparison on the rows that a column refers to: among
// the keys of the other ledger, each with the outcome there, the row's is looked
// up. It is looked up with the outcome that a reference leading nowhere does
// not have, so that not finding it decides too.
func (w *Formulas) reference(n *lang.Node, path templates.Path) (string, error) {
	c := path.Columns[0]
	key := c.Target.Key[0]
	for _, right := range n.Args[1:] {
		if right.Kind != lang.Literal && right.Kind != lang.Number && right.Kind != lang.Param {
			return "", only("与引用来的内容比较")
		}
	}
	inner, left := *n, *n.Args[0]
	path.Columns = path.Columns[1:]
	left.Ref = path
	inner.Args = append([]*lang.Node{&left}, n.Args[1:]...)
	outcome, err := w.condition(&inner)
	if err != nil {
		return "", err
	}
	if err := w.resolves(c, key); err != nil {
		return "", err
	}
	found := func(outcomeWanted string) string {
		return filled(w.at.Column(c)) + "*ISNUMBER(MATCH(" + w.key(c) + `&"|` + outcomeWanted + `",` + w.key(key) + `&"|"&(1*` + outcome + "),0))"
	}
	if w.holdsOn(n, "") {
		return not(found("0")), nil
	}
	return found("1"), nil
}

// resolves refuses references that MATCH would follow elsewhere than the
// program does.
func (w *Formulas) resolves(c, key *templates.Column) error {
	rows, targets := w.set.data.Rows(c.Ledger), w.set.data.Rows(key.Ledger)
	switch {
	case !textual(c) || !textual(key):
		return only("“" + key.Name + "”不是文字")
	case max(len(rows), len(targets)) > maxRows || len(rows)*len(targets) > maxPairs:
		return only("引用的行太多，活公式会使表格很慢")
	}
	byKey := map[string]bool{}
	for _, r := range targets {
		k := r.Value(key)
		if k != "" && byKey[k] {
			return only("“" + key.Ledger.Name + "”有重复的编号")
		}
		byKey[k] = true
	}
	for _, v := range w.look(c).values {
		if (w.set.data.Find(key.Ledger, v) != nil) != byKey[v] {
			return only("“" + c.Name + "”按行标识引用")
		}
	}
	return w.comparable(c, key)
}

// attribute compiles a comparison on what the plan says of a cell's value, a
// dictionary's column or an option's attribute: the values for which it holds
// are known now.
func (w *Formulas) attribute(n *lang.Node, path templates.Path) (string, error) {
	c := path.Columns[0]
	for _, right := range n.Args[1:] {
		if right.Kind != lang.Literal && right.Kind != lang.Number && right.Kind != lang.Param {
			return "", only("与引用来的内容比较")
		}
	}
	if c.Several() {
		return "", only("几个选项的内容")
	}
	unknown := w.holdsOn(n, "")
	var others []string // values on which the term is otherwise
	seen := map[string]bool{}
	for _, v := range planned(c) {
		if !seen[v] && w.holdsOn(n, v) != unknown {
			others = append(others, v)
		}
		seen[v] = true
	}
	x := w.oneOf(c, others)
	if unknown {
		return not(x), nil
	}
	return x, nil
}

// planned lists the values of the column that the plan knows something of.
func planned(c *templates.Column) []string {
	if c.Dict == nil {
		return c.Choices()
	}
	var out []string
	for _, row := range c.Dict.Rows {
		for _, v := range row {
			if v != "" && c.Dict.Find(v) != nil {
				out = append(out, v)
			}
		}
	}
	return out
}

// holdsOn evaluates a comparison on a row of which only the path's first column
// is filled in.
func (w *Formulas) holdsOn(n *lang.Node, value string) bool {
	c := n.Args[0].Ref.(templates.Path).Columns[0]
	values := make([]string, len(c.Ledger.Columns))
	values[c.Index] = value
	return templates.Condition{Tree: &lang.Node{Kind: lang.All, Args: []*lang.Node{n}}}.Holds(values, w.set.data.Env())
}

// oneOf asks whether a whole cell is one of the words. Many are looked for in
// one text, which is shorter.
func (w *Formulas) oneOf(c *templates.Column, words []string) string {
	x := w.at.Column(c)
	text := "|" + strings.Join(words, "|") + "|"
	if len(words) > 4 && !w.look(c).bars && strings.Count(text, "|") == len(words)+1 {
		return filled(x) + `*ISNUMBER(FIND("|"&` + x + `&"|",` + quote(text) + "))"
	}
	return anyOf(words, func(s string) string { return "EXACT(" + x + "," + quote(s) + ")" })
}
