package notice

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// test is the condition of a 如果.
type test func(e *eval, s *scope) bool

// test reads terms joined by 且. A term that begins with [ compares figures,
// one that begins with { a parameter, any other a column of the loop around it.
func (c *compiler) test(it item, text string, f *frame) test {
	if f.broken() {
		return never
	}
	var all []test
	for _, term := range strings.Split(text, " 且 ") {
		t, err := c.term(strings.TrimSpace(term), f)
		if err != nil {
			c.fault(it, "{{"+it.token.expr+"}} 看不懂："+err.Error(), "条件写成 [指标] = 0、{参数} 非空 或 栏目=值，几个条件用“ 且 ”连接。")
			return never
		}
		all = append(all, t)
	}
	return func(e *eval, s *scope) bool {
		return !slices.ContainsFunc(all, func(t test) bool { return !t(e, s) })
	}
}

func never(*eval, *scope) bool { return false }

var comparisons = []string{"不属于", "不为空", "不含", "属于", "为空", "非空", "含", ">=", "<=", "!=", "<>", "≠", "≥", "≤", "=", ">", "<"}

// term reads one comparison.
func (c *compiler) term(text string, f *frame) (test, error) {
	if text == "" {
		return nil, fmt.Errorf("没有写条件")
	}
	switch text[0] {
	case '{':
		return c.paramTerm(text)
	case '[', '(':
		return c.figureTerm(text, f)
	}
	var first error
	for levels := 0; f.ledger() != nil; f, levels = f.outer, levels+1 {
		cond, err := c.in.Plan.ParseCondition(text, f.loop.ledger, f.outer.ledger())
		if err == nil {
			return func(e *eval, s *scope) bool {
				s = s.up(levels)
				return cond.Holds(s.row.Values, e.env(s.outer))
			}, nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = fmt.Errorf("循环外面只能比较 [指标] 和 {参数}")
	}
	return nil, first
}

// operator finds the first comparison after the brackets of a term.
func operator(text string) (left, op, right string, err error) {
	depth := 0
	for i, r := range text {
		switch r {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth > 0 || i == 0 {
			continue
		}
		for _, o := range comparisons {
			if strings.HasPrefix(text[i:], o) {
				return strings.TrimSpace(text[:i]), o, strings.TrimSpace(text[i+len(o):]), nil
			}
		}
	}
	return "", "", "", fmt.Errorf("“%s”没有比较符", text)
}

func (c *compiler) paramTerm(text string) (test, error) {
	left, op, right, err := operator(text)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(strings.Trim(left, "{}"))
	if !c.in.Plan.HasParam(name) && name != "变体" {
		return nil, fmt.Errorf("没有参数“%s”", name)
	}
	if p, ok := strings.CutPrefix(right, "{"); ok {
		p = strings.TrimSpace(strings.TrimSuffix(p, "}"))
		if !c.in.Plan.HasParam(p) {
			return nil, fmt.Errorf("没有参数“%s”", p)
		}
		right = c.in.param(p)
	}
	v := c.in.param(name)
	if name == "变体" {
		v = Variant(c.in.Public)
	}
	return func(*eval, *scope) bool { return compareText(v, op, right) }, nil
}

// compareText compares a text, a date or a number with words.
func compareText(left, op, right string) bool {
	var words []string
	for _, w := range strings.Split(right, "|") {
		words = append(words, canonical(unquote(strings.TrimSpace(w))))
	}
	left = canonical(left)
	d := cell.Compare(left, words[0])
	contains := func(w string) bool { return w != "" && strings.Contains(left, w) }
	switch op {
	case "为空":
		return left == ""
	case "非空", "不为空":
		return left != ""
	case "属于":
		return slices.Contains(words, left)
	case "不属于":
		return !slices.Contains(words, left)
	case "含":
		return slices.ContainsFunc(words, contains)
	case "不含":
		return !slices.ContainsFunc(words, contains)
	}
	return holds(d, op)
}

func canonical(s string) string {
	s = strings.TrimSpace(s)
	if iso, ok := cell.ISODate(s); ok && strings.ContainsAny(s, "-./年") {
		return iso
	}
	return s
}

func holds(d int, op string) bool {
	switch op {
	case "=":
		return d == 0
	case "≠", "!=", "<>":
		return d != 0
	case ">":
		return d > 0
	case "<":
		return d < 0
	case "≥", ">=":
		return d >= 0
	}
	return d <= 0
}

// figureTerm compares a formula over figures with another, or asks whether a
// figure has a value at all.
func (c *compiler) figureTerm(text string, f *frame) (test, error) {
	left, op, right, err := operator(text)
	if err != nil {
		return nil, err
	}
	a, err := c.formula(left, f)
	if err != nil {
		return nil, err
	}
	if op == "为空" || op == "非空" || op == "不为空" {
		return func(e *eval, s *scope) bool { return (a.printed(e, s) == "") == (op == "为空") }, nil
	}
	b, err := c.formula(right, f)
	if err != nil || a.expr.Op == 'f' && a.expr.Figure.Op == templates.OpList {
		if strings.ContainsAny(right, "[{") {
			return nil, err
		}
		return func(e *eval, s *scope) bool { return compareText(a.printed(e, s), op, right) }, nil
	}
	if !slices.Contains([]string{"=", "≠", "!=", "<>", ">", "<", "≥", ">=", "≤", "<="}, op) {
		return nil, fmt.Errorf("指标之间不能用“%s”比较", op)
	}
	return func(e *eval, s *scope) bool {
		x, okX := a.eval(e, s)
		y, okY := b.eval(e, s)
		return okX && okY && holds(x.Cmp(y), op)
	}, nil
}

// formula is arithmetic over figures, some of them of the group around.
type formula struct {
	expr   *templates.Expr
	levels int // to the group; -1 without one
}

func (c *compiler) formula(text string, f *frame) (*formula, error) {
	x, err := c.in.Plan.ParseExpr(text, nil)
	if err != nil {
		return nil, err
	}
	out := &formula{expr: x, levels: -1}
	for levels := 0; f != nil; f, levels = f.outer, levels+1 {
		if f.loop != nil && f.loop.group != nil {
			out.levels = levels
			break
		}
	}
	x.Walk(func(leaf *templates.Expr) {
		if leaf.Op != 'f' || err != nil {
			return
		}
		name, grouped := strings.CutPrefix(strings.ReplaceAll(leaf.Name, "：", ":"), "组内:")
		if leaf.Figure = c.in.Plan.Figure(strings.TrimSpace(name)); leaf.Figure == nil {
			err = fmt.Errorf("没有指标“%s”。%s", name, suggest(name, c.figureNames()))
		} else if grouped && out.levels < 0 {
			err = fmt.Errorf("[%s] 不在 {{每组 …}} 里面", leaf.Name)
		} else if grouped && foreign(leaf.Figure, f.loop.ledger) != nil {
			err = fmt.Errorf("指标“%s”数的不是“%s”", name, f.loop.ledger.Name)
		}
	})
	return out, err
}

// set holds the figures a leaf is read from.
func (x *formula) set(leaf *templates.Expr, e *eval, s *scope) *figure.Set {
	if strings.HasPrefix(leaf.Name, "组内") && x.levels >= 0 {
		return e.narrowed(s.up(x.levels))
	}
	return e.in.Set
}

func (x *formula) eval(e *eval, s *scope) (decimal.Decimal, bool) {
	return x.expr.Eval(func(leaf *templates.Expr) (decimal.Decimal, bool) {
		if leaf.Op == 'f' {
			r := x.set(leaf, e, s).Get(leaf.Figure)
			if leaf.Printed {
				return r.Rounded(), r.OK && r.List == nil
			}
			return r.Value, r.OK && r.List == nil
		}
		d, err := decimal.NewFromString(strings.TrimSpace(e.in.param(leaf.Name)))
		return d, err == nil && leaf.Op == 'p'
	})
}

// printed is the text of a formula that is one figure, "" without a value.
func (x *formula) printed(e *eval, s *scope) string {
	if x.expr.Op == 'f' {
		if r := x.set(x.expr, e, s).Get(x.expr.Figure); r.OK {
			return r.Printed()
		}
		return ""
	}
	if v, ok := x.eval(e, s); ok {
		return v.String()
	}
	return ""
}
