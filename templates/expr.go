package templates

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates/lang"
)

// Expr is arithmetic over figures, parameters and numbers (指标, 勾稽), or over
// the number columns of one row (公式). Its names stand for a *Figure or a
// *Column.
type Expr = lang.Node

// ParseExpr reads a formula: over the ledger's columns, in brackets or not, or
// without a ledger over figures in brackets.
func (p *Plan) ParseExpr(text string, l *Ledger) (*Expr, error) {
	if l == nil {
		return lang.ParseFormula(text, Scope{Plan: p, Figures: p.FiguresIn, Missing: noFigure})
	}
	return lang.ParseFormula(text, rowScope{p, l})
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
			if strings.HasPrefix(text, name) {
				out = append(out, lang.Match{Len: len(name), Ref: p.figures[name], Amount: true})
			}
		}
	}
	return out
}

// rowScope are the number columns of a ledger and the plan's parameters.
type rowScope struct {
	plan   *Plan
	ledger *Ledger
}

func (s rowScope) Bare(text string) []lang.Match {
	var out []lang.Match
	for _, c := range s.ledger.Columns {
		if !strings.HasPrefix(text, c.Name) {
			continue
		}
		m := lang.Match{Len: len(c.Name), Ref: c, Amount: true}
		if !c.Numeric() {
			m.Wrong = fmt.Sprintf("栏目“%s”不是数字栏", c.Name)
		}
		out = append(out, m)
	}
	return out
}

func (s rowScope) Bracketed(text string, _ *Expr) []lang.Match {
	out := s.Bare(text)
	for i := range out {
		out[i].Amount = false // a column has no other value as printed
	}
	return out
}

func (s rowScope) Param(name string) bool { return s.plan.HasParam(ParamName(name)) }

func (s rowScope) Unknown(name string, _ bool) (message, fix string) {
	return fmt.Sprintf("“%s”没有栏目“%s”", s.ledger.Name, name), "请对照“栏目”表填写。"
}

// Compute fills the row's formula columns from its number columns; with an
// operand that is not known the result is not known either.
func (l *Ledger) Compute(values []string) {
	for _, c := range l.Columns {
		if c.Computed == nil {
			continue
		}
		values[c.Index] = ""
		d, ok := c.Computed.Eval(func(leaf *Expr) (decimal.Decimal, bool) {
			operand, isColumn := leaf.Ref.(*Column)
			if !isColumn {
				return decimal.Zero, false
			}
			v, err := decimal.NewFromString(values[operand.Index])
			return v, err == nil
		})
		if ok {
			values[c.Index] = d.Round(int32(c.Decimals)).String()
		}
	}
}
