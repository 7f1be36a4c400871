package figure

import (
	"slices"
	"strings"

	"taizhang/templates/cell"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// term compiles a condition's term to an array of 1 or 0 (or true or false)
// for the rows of the ledger that its path starts from.
func (w *Formulas) term(t templates.Term) (string, error) {
	c := t.Left.Path.Columns[0]
	switch {
	case len(t.Left.Path.Columns) > 1:
		return w.reference(t)
	case t.Left.Path.Extra != "":
		return w.attribute(t)
	case t.Op == lang.Empty:
		return empty(w.at.Column(c)), nil
	case t.Op == lang.Filled:
		return filled(w.at.Column(c)), nil
	case t.Right.Path != nil:
		return w.columns(c, t.Op, *t.Right.Path)
	}
	op, negative := t.Op.Positive()
	x, err := w.literal(c, op, t.Right)
	if err == nil && negative {
		x = not(x)
	}
	return x, err
}

// literal compares a column with words or a parameter.
func (w *Formulas) literal(c *templates.Column, op lang.Op, v templates.Operand) (string, error) {
	words := v.Words
	if v.Param != "" {
		words = strings.Split(w.set.data.Plan.Param(templates.ParamName(v.Param)), "|")
	}
	switch {
	case op == lang.Equal && words[0] == "":
		return empty(w.at.Column(c)), nil
	case !slices.ContainsFunc(words, func(s string) bool { return s != "" }) || op != lang.In && op != lang.Contains && words[0] == "":
		return "0", nil
	case textual(c):
		return w.text(c, op, words, v.Param)
	}
	return w.number(c, op, words, v.Param)
}

// text compares a text column.
func (w *Formulas) text(c *templates.Column, op lang.Op, words []string, param string) (string, error) {
	x := w.at.Column(c)
	if op != lang.In {
		if err := w.lookalike(c, words[0]); err != nil && op == lang.Equal {
			return "", err
		}
	}
	live := param != "" && !slices.ContainsFunc(words, func(s string) bool { return cell.IsNumber(s) || isDay(s) })
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
	return "", only("文字的先后，各表格软件排法不同")
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

// number compares a number or date column. An empty cell is no number: to
// Excel it would equal 0, and a text be greater than any number.
func (w *Formulas) number(c *templates.Column, op lang.Op, words []string, param string) (string, error) {
	x := w.at.Column(c)
	if err := w.regular(c); err != nil {
		return "", err
	}
	switch op {
	case lang.In:
		return anyOf(words, func(s string) string {
			if v := constant(c, s); v != "" && canonical(c, s) {
				return compare(x, lang.Equal, v)
			}
			return ""
		}), nil
	case lang.Contains:
		if c.Type != cell.Date {
			return "", only("在数字里找字")
		}
		return anyOf(words, func(s string) string {
			return "ISNUMBER(" + x + ")*ISNUMBER(FIND(" + quote(s) + ",TEXT(" + x + `,"yyyy-mm-dd")))`
		}), nil
	}
	v := constant(c, words[0])
	switch {
	case v == "" && op == lang.Equal:
		return "0", nil
	case v == "":
		return "", only("“" + words[0] + "”不能与“" + c.Name + "”比大小")
	case param != "" && len(words) == 1:
		v = w.at.Param(param)
		x = w.at.Column(c)
	}
	return compare(x, op, v), nil
}

// columns compares two columns of a row.
func (w *Formulas) columns(a *templates.Column, op lang.Op, p templates.Path) (string, error) {
	if len(p.Columns) != 1 || p.Extra != "" {
		return "", only("与引用来的内容比较")
	}
	b := p.Columns[0]
	x, y := w.at.Column(a), w.at.Column(b)
	if err := w.regular(a, b); err != nil {
		return "", err
	}
	sameKind := a.Numeric() == b.Numeric() && (a.Type == cell.Date) == (b.Type == cell.Date)
	op, negative := op.Positive()
	out := ""
	switch {
	case !sameKind:
		return "", only("不同类型的栏目比较")
	case !textual(a) && (op == lang.In || op == lang.Contains):
		return "", only("在数字里找字")
	case !textual(a) && op == lang.Equal:
		out = or([]string{"ISNUMBER(" + y + ")*" + compare(x, lang.Equal, y), empty(x) + "*" + empty(y)})
	case !textual(a):
		out = "ISNUMBER(" + y + ")*" + compare(x, op, y)
	default:
		var err error
		if out, err = w.texts(a, op, b); err != nil {
			return "", err
		}
	}
	if negative {
		out = not(out)
	}
	return out, nil
}

// texts compares two text columns of a row.
func (w *Formulas) texts(a *templates.Column, op lang.Op, b *templates.Column) (string, error) {
	x, y := w.at.Column(a), w.at.Column(b)
	switch {
	case w.listy(b) || w.look(b).bars:
		return "", only("与多选的栏目比较")
	case op == lang.Equal:
		for _, r := range w.set.data.Rows(a.Ledger) {
			if u, v := r.Value(a), r.Value(b); u != v && cell.Compare(u, v) == 0 {
				return "", only("“" + a.Name + "”里同一个数有不同写法")
			}
		}
		return or([]string{w.has(a, y), empty(x) + "*" + empty(y)}), nil
	case op == lang.In:
		return filled(y) + "*" + w.has(a, y), nil
	case op == lang.Contains:
		return filled(y) + "*ISNUMBER(FIND(" + y + "," + x + "))", nil
	}
	return "", only("文字的先后，各表格软件排法不同")
}
