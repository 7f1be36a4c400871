package templates

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// Expr is arithmetic over figures, parameters and numbers (指标, 勾稽), or over
// the number columns of one row (公式).
type Expr struct {
	Op          byte // + - * / for inner nodes; n number, p parameter, f figure, c column
	Left, Right *Expr
	Number      decimal.Decimal
	Name        string // parameter, figure code
	Printed     bool   // the figure as printed: [代号!]
	Figure      *Figure
	Column      *Column
}

// DivisionDigits is the precision of division, far beyond any printed figure.
const DivisionDigits = 24

// ParseExpr reads a formula. With a ledger, words are its columns, in brackets
// or not.
func (p *Plan) ParseExpr(text string, l *Ledger) (*Expr, error) {
	s := &exprScanner{plan: p, ledger: l, text: []rune(strings.NewReplacer("（", "(", "）", ")", "＋", "+", "－", "-", "×", "*", "÷", "/", "−", "-").Replace(text))}
	e, err := s.sum()
	if err != nil {
		return nil, fmt.Errorf("公式“%s”：%w", text, err)
	}
	s.space()
	if s.at < len(s.text) {
		return nil, fmt.Errorf("公式“%s”从第 %d 个字起看不懂", text, s.at+1)
	}
	return e, nil
}

type exprScanner struct {
	plan   *Plan
	ledger *Ledger
	text   []rune
	at     int
	depth  int
}

func (s *exprScanner) space() {
	for s.at < len(s.text) && unicode.IsSpace(s.text[s.at]) {
		s.at++
	}
}

func (s *exprScanner) accept(set string) byte {
	s.space()
	if s.at < len(s.text) && s.text[s.at] < 128 && strings.IndexByte(set, byte(s.text[s.at])) >= 0 {
		s.at++
		return byte(s.text[s.at-1])
	}
	return 0
}

func (s *exprScanner) sum() (*Expr, error) { return s.chain("+-", s.product) }

func (s *exprScanner) product() (*Expr, error) { return s.chain("*/", s.operand) }

func (s *exprScanner) chain(ops string, next func() (*Expr, error)) (*Expr, error) {
	left, err := next()
	for err == nil {
		op := s.accept(ops)
		if op == 0 {
			return left, nil
		}
		var right *Expr
		right, err = next()
		left = &Expr{Op: op, Left: left, Right: right}
	}
	return nil, err
}

func (s *exprScanner) operand() (*Expr, error) {
	if s.depth++; s.depth > 50 {
		return nil, fmt.Errorf("括号层数太多")
	}
	defer func() { s.depth-- }()
	switch {
	case s.accept("(") != 0:
		e, err := s.sum()
		if err == nil && s.accept(")") == 0 {
			err = fmt.Errorf("缺少右括号")
		}
		return e, err
	case s.accept("[") != 0:
		name := s.until(']')
		if s.ledger != nil {
			return s.column(name)
		}
		code, printed := strings.CutSuffix(name, "!")
		return &Expr{Op: 'f', Name: code, Printed: printed}, nil
	case s.accept("{") != 0:
		name := s.until('}')
		if !s.plan.HasParam(name) {
			return nil, fmt.Errorf("参数“%s”不在“参数”表中", name)
		}
		return &Expr{Op: 'p', Name: name}, nil
	}
	s.space()
	start := s.at
	for s.at < len(s.text) && !strings.ContainsRune("+-*/()[]{} ", s.text[s.at]) {
		s.at++
	}
	word := string(s.text[start:s.at])
	if word == "" {
		return nil, fmt.Errorf("第 %d 个字处缺少数或名称", start+1)
	}
	if d, err := decimal.NewFromString(word); err == nil {
		return &Expr{Op: 'n', Number: d}, nil
	}
	if s.ledger == nil {
		return nil, fmt.Errorf("“%s”不是数；指标要写在方括号里，如 [%s]", word, word)
	}
	return s.column(word)
}

func (s *exprScanner) column(name string) (*Expr, error) {
	c := s.ledger.Column(name)
	if c == nil {
		return nil, fmt.Errorf("“%s”没有栏目“%s”", s.ledger.Name, name)
	}
	if !c.Numeric() {
		return nil, fmt.Errorf("栏目“%s”不是数字栏", name)
	}
	return &Expr{Op: 'c', Column: c}, nil
}

func (s *exprScanner) until(end rune) string {
	start := s.at
	for s.at < len(s.text) && s.text[s.at] != end {
		s.at++
	}
	name := strings.TrimSpace(string(s.text[start:s.at]))
	if s.at < len(s.text) {
		s.at++
	}
	return name
}

// Eval computes the expression; leaf gives the value of a parameter, figure or
// column, and false where it has none. A missing leaf or a division by zero
// makes the whole expression have no value.
func (e *Expr) Eval(leaf func(*Expr) (decimal.Decimal, bool)) (decimal.Decimal, bool) {
	switch e.Op {
	case 'n':
		return e.Number, true
	case 'p', 'f', 'c':
		return leaf(e)
	}
	a, ok := e.Left.Eval(leaf)
	if !ok {
		return a, false
	}
	b, ok := e.Right.Eval(leaf)
	if !ok {
		return b, false
	}
	switch e.Op {
	case '+':
		return a.Add(b), true
	case '-':
		return a.Sub(b), true
	case '*':
		return a.Mul(b), true
	}
	if b.IsZero() {
		return b, false
	}
	return a.DivRound(b, DivisionDigits), true
}

// Walk visits every leaf.
func (e *Expr) Walk(visit func(*Expr)) {
	if e == nil {
		return
	}
	if e.Left == nil {
		visit(e)
		return
	}
	e.Left.Walk(visit)
	e.Right.Walk(visit)
}
