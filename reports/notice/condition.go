package notice

import (
	"errors"
	"fmt"
	"strings"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// test reads the condition of a 如果.
func (c *compiler) test(it item, text string, f *frame) templates.Condition {
	if f.broken() {
		return templates.Condition{}
	}
	cond, err := c.scope(f).Condition(strings.TrimSpace(text))
	if err == nil && cond.Empty() {
		err = fmt.Errorf("没有写条件")
	}
	if err != nil {
		c.fault(it, "{{"+it.token.expr+"}} 看不懂："+err.Error(), hint(err, "条件写成 [指标] = 0、{参数} 非空 或 栏目=值，几个条件用“ 且 ”连接。"))
	}
	return cond
}

// hint is what a mistake says to write instead, or else otherwise.
func hint(err error, otherwise string) string {
	if at := (*lang.Error)(nil); errors.As(err, &at) && at.Fix != "" {
		return at.Fix
	}
	return otherwise
}

// variantParam stands for the variant in conditions.
const variantParam = "变体"

// scope is what a condition at the frame may name: columns of the loops around
// it, figures, parameters and the variant.
func (c *compiler) scope(f *frame) templates.Scope {
	s := templates.Scope{Plan: c.in.Plan, Inward: true, Params: []string{variantParam}}
	known := c.figureNames()
	for f := f; f.ledger() != nil; f = f.outer {
		s.Ledgers = append(s.Ledgers, f.ledger())
		known = append(known, columnNames(f.ledger())...)
	}
	s.Figures = func(text string) []lang.Match {
		if rest, ok := cutGrouped(text); ok {
			return c.groupedIn(rest, len(text)-len(rest), f)
		}
		return c.in.Plan.FiguresIn(text)
	}
	s.Missing = func(name string, bracketed bool) (message, fix string) {
		name, _ = cutGrouped(name)
		switch {
		case !bracketed:
			return "循环外面只能比较 [指标] 和 {参数}", "条件写成 [指标] = 0 或 {参数} 非空。"
		case len(s.Ledgers) > 0:
			return fmt.Sprintf("没有指标或栏目“%s”", name), suggest(name, known)
		}
		return fmt.Sprintf("没有指标“%s”", name), suggest(name, known)
	}
	return s
}

// cutGrouped cuts what stands before a figure of the group around.
func cutGrouped(text string) (name string, grouped bool) {
	for _, prefix := range []string{"组内:", "组内："} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			return strings.TrimLeft(rest, " "), true
		}
	}
	return text, false
}

// groupedIn lists the figures a text begins with, as figures of the group
// around; before is what stood in front of it.
func (c *compiler) groupedIn(text string, before int, f *frame) []lang.Match {
	f, up := f.group()
	matches := c.in.Plan.FiguresIn(text)
	for i, m := range matches {
		figure, now := m.Ref.(*templates.Figure)
		if !now {
			m.Wrong, m.Len = fmt.Sprintf("[组内:%s]：一组里没有以前的数", text[:m.Len]), before+m.Len
			matches[i] = m
			continue
		}
		g := grouping{figure, up}
		if f == nil {
			m.Wrong = fmt.Sprintf("[组内:%s] 不在 {{每组 …}} 里面", text[:m.Len])
		} else if foreign(g.Figure, f.loop.ledger) != nil {
			m.Wrong = fmt.Sprintf("指标“%s”数的不是“%s”", text[:m.Len], f.loop.ledger.Name)
		}
		m.Ref, m.Len = g, before+m.Len
		matches[i] = m
	}
	return matches
}

// grouping is a figure narrowed to the group some loops further out.
type grouping struct {
	*templates.Figure
	up int
}

// holds evaluates a condition at a turn of the loops: over its row, with the
// rows around it.
func (e *eval) holds(c templates.Condition, s *scope) bool {
	var row []string
	var outer *scope
	if s != nil {
		row, outer = s.row.Values, s.outer
	}
	env := e.env(outer)
	env.Figure = e.figures(s)
	return c.Holds(row, env)
}

// conceals: what the condition asks for would show in what the public variant
// prints.
func (e *eval) conceals(c templates.Condition) bool {
	if !e.in.Public || !c.Private() {
		return false
	}
	e.add(e.private("通报模板的一个条件取自限阅台账或敏感栏"))
	return true
}

// figures gives the figures that conditions name at a turn of the loops.
func (e *eval) figures(s *scope) func(leaf *templates.Expr) lang.Value {
	return func(leaf *templates.Expr) lang.Value {
		switch ref := leaf.Ref.(type) {
		case *templates.Figure:
			return e.in.Set.Get(ref).Leaf(leaf.Printed)
		case *templates.Former:
			return e.in.Set.Former(ref)
		case grouping:
			return e.narrowed(s.up(ref.up)).Get(ref.Figure).Leaf(leaf.Printed)
		}
		return lang.Value{}
	}
}
