package lang

import (
	"fmt"
	"sync/atomic"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Kind is what a node of the tree is.
type Kind uint8

// The kinds of nodes.
const (
	Number     Kind = iota // Value
	Literal                // Words: texts, days, periods or numbers to compare with
	Name                   // a column, path or figure; Ref is what the scope says it is
	Param                  // {参数}; Text is its name
	Arithmetic             // Sign over two Args
	Part                   // the Unit of the day in Args[0]
	Call                   // Func over Args, or over what Ref stands for
	Comparison             // Op over one or two Args
	All                    // every one of Args
	Any                    // one of Args at least
)

// Type is what a node stands for.
type Type uint8

// The types there are. Whatever is the type of a parameter that is empty.
const (
	Whatever Type = iota
	Numeric
	Day
	Text
	Period
	Truth
)

// typeWords say a type to people.
var typeWords = map[Type]string{Whatever: "空", Numeric: "数", Day: "日期", Text: "文字", Period: "时段", Truth: "条件"}

// Node is a formula, a condition or a part of one.
type Node struct {
	Kind    Kind
	Type    Type
	At, End int    // where it stands, in bytes of the text
	Text    string // as written, of names and parameters without brackets
	Args    []*Node
	Sign    byte // + - * /
	Op      Op
	Func    Func
	Unit    string // of a Part, and of a Literal of its periods
	Value   decimal.Decimal
	Words   []string
	Ref     any
	Domain  Domain // what may be compared with a name
	Printed bool   // [name!]: the figure as printed
	Cell    bool   // a name that may be blank as a cell is

	memo *atomic.Pointer[reading] // of a parameter: how it was read last
}

// Scope lends the language its names.
type Scope interface {
	// Bare lists the names known that a text begins with and that may be
	// written as they are; Bracketed those that stand in [ ], where left is
	// the node they are compared with, nil before the comparison. Of names of
	// one length the first counts.
	Bare(text string) []Match
	Bracketed(text string, left *Node) []Match
	// Param is what {name} holds at present; false if it may not be written.
	Param(name string) (value string, typ Type, known bool)
	// Unknown says that a name is not known, and what to write instead.
	Unknown(name string, bracketed bool) (message, fix string)
	// Total is what a function over the rows below stands for.
	Total(f Func, text string) (ref any, typ Type, err error)
}

// Domain is what may be compared with a name.
type Domain interface {
	// Word is a word in canonical form, or why it can never match.
	Word(op Op, word string) (string, error)
}

// Match is a name known that a text begins with.
type Match struct {
	Len    int // bytes
	Ref    any
	Type   Type
	Domain Domain
	Cell   bool
	Figure bool   // it may be asked for as printed
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

// Walk visits every leaf.
func (n *Node) Walk(visit func(*Node)) {
	n.Visit(func(n *Node) {
		if len(n.Args) == 0 {
			visit(n)
		}
	})
}

// Visit visits every node, the outer ones first.
func (n *Node) Visit(visit func(*Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, a := range n.Args {
		a.Visit(visit)
	}
}

// Cells reports whether a comparison's sides are cells, parameters and constants
// alone, so that it takes a blank as a value.
func (n *Node) Cells() bool {
	for _, a := range n.Args {
		for a.Kind == Part {
			a = a.Args[0]
		}
		if a.computed() {
			return false
		}
	}
	return true
}

// computed: a figure, or made of others.
func (n *Node) computed() bool {
	return n.Kind == Arithmetic || n.Kind == Call || n.Kind == Name && !n.Cell
}

// constant: nothing outside of the text has a say in it.
func (n *Node) constant() bool {
	known := true
	n.Visit(func(n *Node) { known = known && (n.Kind == Number || n.Kind == Literal || n.Kind == Arithmetic) })
	return known
}
