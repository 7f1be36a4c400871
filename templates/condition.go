package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"

	"taizhang/templates/lang"
)

// Condition is a conjunction of terms; the empty one always holds.
type Condition []Term

// Term compares two operands. Over rows, the left one is a path.
type Term struct {
	Left  Operand
	Op    lang.Op
	Right Operand
}

// Operand is one side of a term: one of a path, a parameter, literal words, or
// in a notice a formula over figures.
type Operand struct {
	Path  *Path
	Param string
	Words []string
	Expr  *Expr
}

// Scope says what a condition may name. The zero value but for Plan and one
// ledger is that of the plan: columns of the row and parameters.
type Scope struct {
	Plan *Plan
	// Ledgers are that of the row and, in a notice, those of the rows around
	// it, reached by 外.
	Ledgers []*Ledger
	// Inward lets a name without 外. also be that of a row around.
	Inward bool
	// Figures lists the figures that may stand in brackets; nil outside notices.
	Figures func(text string) []lang.Match
	// Params names parameters besides the plan's.
	Params []string
	// Missing says what to write instead of a name that is not known.
	Missing func(name string, bracketed bool) (message, fix string)
}

// ParseCondition reads a condition over rows of ledger l; outer is the ledger
// that 外. stands for, nil where there is none.
func (p *Plan) ParseCondition(text string, l, outer *Ledger) (Condition, error) {
	return Scope{Plan: p, Ledgers: []*Ledger{l, outer}}.Condition(text)
}

// Condition reads a condition.
func (s Scope) Condition(text string) (Condition, error) {
	tree, err := lang.ParseCondition(text, s)
	if err != nil {
		return nil, err
	}
	var out Condition
	for _, n := range tree.Args {
		t, at, err := s.bind(n)
		if err != nil {
			return nil, &lang.Error{What: "条件", Text: text, At: at.At, Message: err.Error()}
		}
		out = append(out, t)
	}
	return out, nil
}

// bind gives a comparison its operands and refuses what can never hold; at is
// the node at fault.
func (s Scope) bind(n *lang.Node) (t Term, at *lang.Node, err error) {
	left := n.Args[0]
	t = Term{Left: operand(left), Op: n.Op}
	if t.Left.Path == nil && s.Figures == nil {
		return t, left, fmt.Errorf("左边要写一个栏目")
	}
	if n.Op.Unary() {
		return t, nil, nil
	}
	right := n.Args[1]
	if f, ok := left.Ref.(interface{ Lists() bool }); ok && f.Lists() && right.Kind == lang.Number {
		right = &lang.Node{Kind: lang.Literal, At: right.At, Words: lang.SplitWords(right.Text)}
	}
	t.Right = operand(right)
	switch {
	case t.Right.Expr != nil && s.Figures == nil:
		return t, right, fmt.Errorf("右边只能写字、{参数}或一个 [栏目]")
	case t.Right.Expr != nil && !t.Op.Ordered():
		return t, right, fmt.Errorf("指标之间不能用“%s”比较", t.Op)
	case t.Right.Words == nil:
		return t, nil, nil
	}
	for i, w := range t.Right.Words {
		t.Right.Words[i] = t.canonical(w)
	}
	return t, right, t.Left.end().allows(t.Op, t.Right.Words)
}

// canonical is a word as the values that it is compared with are written: a date
// in digits, a choice by its present name. What is only looked for in a text
// stays as it is.
func (t Term) canonical(word string) string {
	positive, _ := t.Op.Positive()
	c := t.Left.end()
	switch {
	case t.Left.Path == nil:
		return day(word)
	case c == nil || positive == lang.Contains:
		return word
	case c.Type == cell.Date:
		return day(word)
	}
	return c.Present(word)
}

func operand(n *lang.Node) Operand {
	if path, ok := n.Ref.(Path); ok {
		return Operand{Path: &path}
	}
	switch n.Kind {
	case lang.Param:
		return Operand{Param: n.Text}
	case lang.Literal:
		return Operand{Words: n.Words}
	}
	return Operand{Expr: n}
}

// day is a date as people write it in canonical form; anything else as it is.
func day(s string) string {
	if iso, ok := cell.ISODate(s); ok && strings.ContainsAny(s, "-./年") {
		return iso
	}
	return s
}

// end is the ledger column that a path ends at; nil for any other operand.
func (o Operand) end() *Column {
	if o.Path == nil {
		return nil
	}
	return o.Path.end()
}

// allows refuses a word that can never match: an option nobody can choose, a
// number that is none.
func (c *Column) allows(op lang.Op, words []string) error {
	if positive, _ := op.Positive(); c == nil || positive == lang.Contains {
		return nil
	}
	for _, w := range words {
		switch {
		case c.Group != nil && c.Group.Option(w) == nil:
			return fmt.Errorf("“%s”不是“%s”的选项", w, c.Name)
		case c.Type == cell.YesNo && w != "是" && w != "否":
			return fmt.Errorf("“%s”只能是“是”或“否”", c.Name)
		case c.Numeric():
			if _, err := decimal.NewFromString(w); err != nil {
				return fmt.Errorf("“%s”是数字栏，不能与“%s”比较", c.Name, w)
			}
		}
	}
	return nil
}

// Columns lists the ledger columns of the row itself that the condition reads.
func (c Condition) Columns() []*Column {
	var out []*Column
	for _, t := range c {
		for _, o := range []Operand{t.Left, t.Right} {
			if o.Path != nil && o.Path.Up == 0 {
				out = append(out, o.Path.Columns[0])
			}
		}
	}
	return out
}

// Bare lists the paths that a text begins with.
func (s Scope) Bare(text string) []lang.Match { return s.paths(text, true) }

// Bracketed lists figures and paths: figures first, unless a path is compared.
func (s Scope) Bracketed(text string, left *lang.Node) []lang.Match {
	paths := s.paths(text, true)
	if s.Figures == nil {
		return paths
	}
	if left != nil {
		if _, row := left.Ref.(Path); row {
			return append(paths, s.Figures(text)...)
		}
	}
	return append(s.Figures(text), paths...)
}

// Param reports whether the parameter may be named.
func (s Scope) Param(name string) bool {
	return slices.Contains(s.Params, name) || s.Plan.HasParam(ParamName(name))
}

// Unknown says why a name means nothing here.
func (s Scope) Unknown(name string, bracketed bool) (message, fix string) {
	if s.Missing != nil && !strings.HasPrefix(name, outward) && (bracketed || s.ledger(0) == nil) {
		return s.Missing(name, bracketed)
	}
	path, up := name, 0
	for rest, found := strings.CutPrefix(path, outward); found; rest, found = strings.CutPrefix(path, outward) {
		path, up = rest, up+1
	}
	l := s.ledger(up)
	if l == nil {
		return fmt.Sprintf("“%s”前面没有可用的台账", name), ""
	}
	return l.unknown(path), "请对照“栏目”表填写。"
}
