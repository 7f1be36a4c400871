package templates

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"

	"github.com/shopspring/decimal"
)

// Expr is a formula over figures, parameters and numbers (指标, 勾稽), or over
// the columns of one row and what it refers to (公式). Its names stand for a
// *Figure, a Path or a *Total.
type Expr = lang.Node

// ParseExpr reads a formula that gives a number: over the ledger's columns, in
// brackets or not, or without a ledger over figures in brackets.
func (p *Plan) ParseExpr(text string, l *Ledger) (*Expr, error) {
	s := Scope{Plan: p, Ledgers: []*Ledger{l}}
	if l == nil {
		s.Figures, s.Missing = p.FiguresIn, noFigure
	}
	x, err := lang.ParseFormula(text, s)
	if err == nil && x.Type != lang.Numeric && x.Type != lang.Whatever {
		return nil, &lang.Error{What: "公式", Text: text, Message: "公式算出来的要是数", Fix: "两个日期相减得天数；文字用“如果”换成数。引用的文字、日期不用另加一栏，条件、规则和交叉表里直接写 引用栏.栏目。"}
	}
	return x, err
}

func noFigure(name string, bracketed bool) (message, fix string) {
	if bracketed {
		return fmt.Sprintf("没有指标“%s”", name), "请对照“指标”表的代号填写。"
	}
	return fmt.Sprintf("“%s”不是数", name), fmt.Sprintf("指标要写在方括号里，如 [%s]。", name)
}

// FiguresIn lists the figures whose code or name a text begins with.
func (p *Plan) FiguresIn(text string) []lang.Match {
	var out []lang.Match
	for _, f := range p.Figures {
		for _, name := range []string{f.Code, f.Name} {
			if !strings.HasPrefix(text, name) {
				continue
			}
			g := p.figures[name]
			m := lang.Match{Len: len(name), Ref: g, Type: g.Type(), Domain: figureDomain{g}, Figure: true}
			out = append(out, m)
			for _, when := range []string{LastTime, LastYear} {
				if strings.HasPrefix(text[len(name):], when) {
					m.Len, m.Ref, m.Figure = len(name)+len(when), &Former{g, when}, false
					if g.Type() != lang.Numeric {
						m.Wrong = fmt.Sprintf("指标“%s”不是数，没有“%s”", name, when)
					}
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// Behind a figure's name: what it was at the last merge of an earlier day, or of
// a day a year before.
const (
	LastTime = "@上期"
	LastYear = "@去年"
)

// Former is a figure as it was printed at an earlier merge.
type Former struct {
	*Figure
	When string
}

// LooksBack reports whether the figure reads what figures were before.
func (f *Figure) LooksBack() bool { return looksBack(f.Expr) }

func looksBack(x *Expr) bool {
	found := false
	x.Walk(func(leaf *Expr) {
		switch ref := leaf.Ref.(type) {
		case *Former:
			found = true
		case *Figure:
			found = found || ref.LooksBack()
		}
	})
	return found
}

// Type is what the figure is: a number, the day of a 最小 or 最大, or the text of
// a 列表.
func (f *Figure) Type() lang.Type {
	switch {
	case f.Op == OpList:
		return lang.Text
	case f.Op == OpMin || f.Op == OpMax:
		if f.Column != nil && !f.Column.Numeric() {
			return typeOf(f.Column)
		}
	}
	return lang.Numeric
}

// figureDomain reads what a figure is compared with: numbers with its own unit.
type figureDomain struct{ f *Figure }

func (d figureDomain) Word(op lang.Op, word string) (string, error) {
	switch d.f.Type() {
	case lang.Text:
		return word, nil
	case lang.Day:
		if iso, ok := cell.ISODate(word); ok {
			return iso, nil
		}
		return word, lang.Wrong("写成 2021-08-06 的样子。", "“%s”是日期，不能与“%s”比较", d.f.Name, word)
	}
	if v, ok := cell.ReadNumber(strings.TrimSuffix(word, d.f.Measure)); ok {
		return v.String(), nil
	}
	return word, lang.Wrong("写成数，如 100；和别的指标比，写在方括号里。", "“%s”是数，不能与“%s”比较", d.f.Name, word)
}

// Total is what a function over the rows below stands for.
func (s Scope) Total(f lang.Func, text string) (any, lang.Type, error) {
	l := s.ledger(0)
	if l == nil {
		return nil, lang.Whatever, lang.Wrong("", "这里没有台账，不能用“%s”", f)
	}
	return l.totalOf(s.Plan, f, text)
}

// Compute fills the row's formula columns from the row alone; with an operand
// that is not known the result is not known either. Formulas that look at other
// rows stay empty until Derive.
func (l *Ledger) Compute(values []string) { l.Derive(values, Env{Plan: l.plan}) }

// Derive fills the row's formula columns; env leads to other rows.
func (l *Ledger) Derive(values []string, env Env) {
	for _, c := range l.Columns {
		if c.Computed == nil {
			continue
		}
		values[c.Index] = ""
		if v := c.Computed.Of(&source{env, values}); v.Number != nil {
			values[c.Index] = c.rounded(v.Number)
		}
	}
}

func (c *Column) rounded(r *big.Rat) string { return lang.Round(r, c.Decimals).String() }

// Derived is how many formulas of the ledger need more than their row.
func (l *Ledger) Derived() (n int) {
	for _, c := range l.Columns {
		if c.Computed != nil && looksElsewhere(c.Computed) {
			n++
		}
	}
	return n
}

// looksElsewhere reports whether a formula or condition needs other rows.
func looksElsewhere(x *Expr) bool {
	found := false
	x.Walk(func(n *lang.Node) {
		switch ref := n.Ref.(type) {
		case *Total:
			found = true
		case Path:
			found = found || len(ref.Columns) > 1
		}
	})
	return found
}

// Parts are the paths that the column's formula reads.
func (c *Column) Parts() []Path {
	var out []Path
	c.Computed.Walk(func(n *lang.Node) {
		if p, ok := n.Ref.(Path); ok && !slices.ContainsFunc(out, func(o Path) bool { return o.Text == p.Text }) {
			out = append(out, p)
		}
	})
	return out
}

// dependsOn lists the formula columns that a formula reads.
func (c *Column) dependsOn() (out []*Column) {
	c.Computed.Walk(func(n *lang.Node) {
		switch ref := n.Ref.(type) {
		case *Total:
			out = append(out, ref.Column)
		case Path:
			out = append(out, ref.Columns[len(ref.Columns)-1])
		}
	})
	return slices.DeleteFunc(out, func(d *Column) bool { return d == nil || d.Computed == nil })
}

// circular reports whether a formula comes back to its own column.
func (c *Column) circular(above []*Column) bool {
	return slices.Contains(above, c) || slices.ContainsFunc(c.dependsOn(), func(d *Column) bool { return d.circular(append(above, c)) })
}

// exact is a divisor as a rational number; nil for none.
func (f *Figure) exact() *big.Rat {
	if d, err := decimal.NewFromString(f.Divisor); err == nil && !d.IsZero() {
		return d.Rat()
	}
	return nil
}

// Divided is a value in the figure's own scale.
func (f *Figure) Divided(r *big.Rat) *big.Rat {
	if d := f.exact(); d != nil {
		return new(big.Rat).Quo(r, d)
	}
	return r
}
