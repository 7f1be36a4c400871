package figure

import (
	"slices"
	"strings"

	"taizhang/templates/cell"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// condition compiles a condition to an array of 1 or 0 (or true or false) for
// the rows of the ledger that its paths start from.
func (w *Formulas) condition(n *lang.Node) (string, error) {
	switch n.Kind {
	case lang.All, lang.Any:
		var all []string
		for _, a := range n.Args {
			x, err := w.condition(a)
			if err != nil {
				return "", err
			}
			all = append(all, x)
		}
		if n.Kind == lang.Any {
			return or(all), nil
		}
		return "(" + product(all) + ")", nil
	}
	return w.comparison(n)
}

// comparison compiles one of them.
func (w *Formulas) comparison(n *lang.Node) (string, error) {
	left := n.Args[0]
	p, isPath := left.Ref.(templates.Path)
	switch {
	case isPath && len(p.Columns) > 1:
		return w.reference(n, p)
	case isPath && p.Extra != "":
		return w.attribute(n, p)
	case isPath && n.Op == lang.Empty:
		return empty(w.at.Column(p.Columns[0])), nil
	case isPath && n.Op == lang.Filled:
		return filled(w.at.Column(p.Columns[0])), nil
	case left.Type != lang.Text && !(left.Type == lang.Whatever && !n.Op.Unary() && n.Args[1].Type == lang.Text):
		return w.amounts(n)
	case !isPath:
		return "", only("左边不是栏目")
	}
	c, right := p.Columns[0], n.Args[1]
	if right.Kind == lang.Name {
		return w.columns(c, n.Op, right)
	}
	op, negative := n.Op.Positive()
	words, param := right.Words, ""
	if right.Kind == lang.Param {
		param = right.Text
		words = left.ParamWords(n.Op, w.set.data.Plan.Param(templates.ParamName(param)))
	}
	x, err := w.text(c, op, words, param)
	if err == nil && negative {
		x = not(x)
	}
	return x, err
}

// text compares a text column with words.
func (w *Formulas) text(c *templates.Column, op lang.Op, words []string, param string) (string, error) {
	x := w.at.Column(c)
	switch {
	case op == lang.Equal && (len(words) == 0 || words[0] == ""):
		return empty(x), nil
	case !slices.ContainsFunc(words, func(s string) bool { return s != "" }):
		return "0", nil
	}
	// The cell of a parameter shows it as it is only where it is plain text.
	live := param != "" && strings.Join(words, "|") == w.set.data.Plan.Param(templates.ParamName(param)) &&
		!slices.ContainsFunc(words, func(s string) bool { return cell.IsNumber(s) || isDay(s) })
	switch op {
	case lang.Equal:
		if live && len(words) == 1 {
			return w.has(c, w.at.Param(param)), nil
		}
		return w.hasWord(c, words[0]), nil
	case lang.In:
		if live && !w.listy(c) && !w.look(c).bars {
			return product([]string{filled(x), `ISNUMBER(FIND("|"&` + x + `&"|","|"&` + w.at.Param(param) + `&"|"))`}), nil
		}
		return anyOf(words, func(s string) string { return w.hasWord(c, s) }), nil
	case lang.Contains:
		return anyOf(words, func(s string) string { return "ISNUMBER(FIND(" + quote(s) + "," + x + "))" }), nil
	}
	return "", only("文字不比大小")
}

// has asks whether a cell holds the text, alone or among its choices.
func (w *Formulas) has(c *templates.Column, text string) string {
	x := w.at.Column(c)
	if !w.listy(c) {
		return "EXACT(" + x + "," + text + ")"
	}
	return product([]string{filled(x), filled(text), `ISNUMBER(FIND("；"&` + text + `&"；","；"&` + x + `&"；"))`})
}

func (w *Formulas) hasWord(c *templates.Column, word string) string {
	x := w.at.Column(c)
	if !w.listy(c) || strings.Contains(word, cell.ListSeparator) {
		return "EXACT(" + x + "," + quote(word) + ")"
	}
	return "ISNUMBER(FIND(" + quote("；"+word+"；") + `,"；"&` + x + `&"；"))`
}

// columns compares two text columns of a row.
func (w *Formulas) columns(a *templates.Column, op lang.Op, right *lang.Node) (string, error) {
	p := right.Ref.(templates.Path)
	if len(p.Columns) != 1 || p.Extra != "" {
		return "", only("与引用来的内容比较")
	}
	op, negative := op.Positive()
	out, err := w.texts(a, op, p.Columns[0])
	if err == nil && negative {
		out = not(out)
	}
	return out, err
}

// texts compares two text columns of a row.
func (w *Formulas) texts(a *templates.Column, op lang.Op, b *templates.Column) (string, error) {
	x, y := w.at.Column(a), w.at.Column(b)
	switch {
	case w.listy(b) || w.look(b).bars:
		return "", only("与多选的栏目比较")
	case op == lang.Equal:
		return or([]string{w.has(a, y), empty(x) + "*" + empty(y)}), nil
	case op == lang.In:
		return filled(y) + "*" + w.has(a, y), nil
	case op == lang.Contains:
		return filled(y) + "*ISNUMBER(FIND(" + y + "," + x + "))", nil
	}
	return "", only("文字不比大小")
}
