package lang

import (
	"fmt"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Kind is what a node of the tree is.
type Kind uint8

// The kinds of nodes.
const (
	Number     Kind = iota
	Name            // a column, path or figure; Ref is what the scope says it is
	Param           // {参数}
	Literal         // words
	Arithmetic      // Sign over two Args
	Comparison      // Op over one or two Args
	All             // every one of Args
)

// Node is a formula, a condition or a part of one.
type Node struct {
	Kind    Kind
	At      int    // where it begins, in bytes of the text
	Text    string // as written, of names and parameters without brackets
	Args    []*Node
	Sign    byte // + - * /
	Op      Op
	Value   decimal.Decimal
	Words   []string
	Ref     any
	Printed bool // [name!]: the figure as printed
	Amount  bool // it stands for a number by itself, so that formulas may stand beside it
}

// Scope lends the language its names.
type Scope interface {
	// Bare lists the names known that a text begins with and that may be
	// written as they are; Bracketed those that stand in [ ], where left is
	// the node they are compared with, nil before the comparison. Of names of
	// one length the first counts.
	Bare(text string) []Match
	Bracketed(text string, left *Node) []Match
	// Param reports whether {name} may be written.
	Param(name string) bool
	// Unknown says that a name is not known, and what to write instead.
	Unknown(name string, bracketed bool) (message, fix string)
}

// Match is a name known that a text begins with.
type Match struct {
	Len    int // bytes
	Ref    any
	Amount bool
	Wrong  string // why it may not be used here
}

// Error is a place where a text cannot be read.
type Error struct {
	What    string // 条件 or 公式
	Text    string
	At      int // bytes
	Message string
	Fix     string // what to write instead
}

// Place is the number of the character at which the text cannot be read.
func (e *Error) Place() int { return utf8.RuneCountInString(e.Text[:min(e.At, len(e.Text))]) + 1 }

func (e *Error) Error() string {
	return fmt.Sprintf("%s（%s“%s”的第 %d 个字）", e.Message, e.What, e.Text, e.Place())
}

// DivisionDigits is the precision of division, far beyond any printed figure.
const DivisionDigits = 24

// Eval computes a formula; leaf gives the value of a name or parameter, and
// false where it has none. A missing leaf or a division by zero leaves the whole
// formula without a value.
func (n *Node) Eval(leaf func(*Node) (decimal.Decimal, bool)) (decimal.Decimal, bool) {
	switch n.Kind {
	case Number:
		return n.Value, true
	case Name, Param:
		return leaf(n)
	case Arithmetic:
	default:
		return decimal.Zero, false
	}
	a, ok := n.Args[0].Eval(leaf)
	if !ok {
		return a, false
	}
	b, ok := n.Args[1].Eval(leaf)
	if !ok {
		return b, false
	}
	switch n.Sign {
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
func (n *Node) Walk(visit func(*Node)) {
	if n == nil {
		return
	}
	if len(n.Args) == 0 {
		visit(n)
	}
	for _, a := range n.Args {
		a.Walk(visit)
	}
}

// Excel writes a formula for a workbook; leaf writes names and parameters.
func (n *Node) Excel(leaf func(*Node) string) string {
	switch n.Kind {
	case Number:
		return n.Value.String()
	case Arithmetic:
		return "(" + n.Args[0].Excel(leaf) + string(n.Sign) + n.Args[1].Excel(leaf) + ")"
	}
	return leaf(n)
}

// Say writes a formula for people; leaf says names and parameters.
func (n *Node) Say(leaf func(*Node) string) string {
	switch n.Kind {
	case Number:
		return n.Value.String()
	case Arithmetic:
	default:
		return leaf(n)
	}
	left, right := n.Args[0].Say(leaf), n.Args[1].Say(leaf)
	if n.product() && n.Args[0].sum() {
		left = "（" + left + "）"
	}
	if n.Args[1].sum() && n.Sign != '+' || n.Args[1].product() && n.Sign == '/' {
		right = "（" + right + "）"
	}
	return left + map[byte]string{'+': " + ", '-': " − ", '*': " × ", '/': " ÷ "}[n.Sign] + right
}

func (n *Node) sum() bool     { return n.Sign == '+' || n.Sign == '-' }
func (n *Node) product() bool { return n.Sign == '*' || n.Sign == '/' }
