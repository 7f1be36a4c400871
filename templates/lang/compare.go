package lang

import (
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// compare holds the sides against each other as package documentation says.
func (e evaluator) compare(n *Node) bool {
	if sign, plain := e.plainly(n); plain {
		return n.Op.Of(sign)
	}
	left := n.Args[0]
	x := e.value(left)
	if n.Op.Unary() {
		return x.Missing() == (n.Op == Empty)
	}
	right := n.Args[1]
	if left.Type == Text || right.Type == Text && left.Type == Whatever {
		return n.Op.Holds(x.Text, e.words(n.Op, left, right))
	}
	op, not := n.Op.Positive()
	cells := n.Cells()
	if x.Missing() && !cells {
		return false
	}
	if op == In {
		return not != slices.ContainsFunc(e.words(op, left, right), func(w string) bool { return w != "" && x.against(left.valueOf(w), Equal) })
	}
	y := Value{}
	if right.Kind != Literal && right.Kind != Param {
		y = e.value(right)
	} else if words := e.words(op, left, right); len(words) > 0 {
		y = left.valueOf(words[0])
	}
	if y.Missing() && !cells {
		return false
	}
	return x.against(y, op) != not
}

// plainly holds a number that a cell has against a written one by their digits, which
// is what a condition over many rows mostly asks; false where that is not so.
func (e evaluator) plainly(n *Node) (sign int, plain bool) {
	left := n.Args[0]
	if left.Kind != Name || left.Type != Numeric || !n.Op.Ordered() || len(n.Args[1].Words) != 1 {
		return 0, false
	}
	v := e.Leaf(left)
	if v.Number != nil {
		return 0, false
	}
	return cell.CompareNumbers(v.Text, n.Args[1].Words[0])
}

// valueOf is a canonical word as a value to compare with the node.
func (n *Node) valueOf(word string) Value {
	if n.Type == Numeric {
		return Rat(number(word))
	}
	return Value{Text: word}
}

// words are those on the right side.
func (e evaluator) words(op Op, left, right *Node) []string {
	switch right.Kind {
	case Literal:
		return right.Words
	case Param:
		return right.read(left, op, e.Leaf(right).Text).words
	}
	// A dictionary's cell lists with |, a ledger's with ；.
	return cell.SplitList(strings.ReplaceAll(e.value(right).Text, "|", cell.ListSeparator))
}

// against compares two numbers, or two days or periods; blanks are equal, and
// have no order.
func (v Value) against(w Value, op Op) bool {
	switch {
	case v.Missing() || w.Missing():
		return v.Missing() && w.Missing() && op == Equal
	case v.Number != nil && w.Number != nil:
		return op.Of(v.Number.Cmp(w.Number))
	case v.Number != nil || w.Number != nil:
		return false
	}
	return op.Of(strings.Compare(v.Text, w.Text))
}

// reading is what a parameter's text means at its place: alone, or as words that
// are compared with a node.
type reading struct {
	text  string
	left  *Node
	op    Op
	value Value
	words []string
}

// read reads a parameter; what was read last is kept, since it seldom changes
// between two rows.
func (n *Node) read(left *Node, op Op, text string) *reading {
	if n.memo != nil {
		if last := n.memo.Load(); last != nil && last.text == text && last.left == left && last.op == op {
			return last
		}
	}
	r := &reading{text: text, left: left, op: op}
	if left != nil {
		r.words = left.ParamWords(op, text)
	} else {
		r.value = n.alone(strings.TrimSpace(text))
	}
	if n.memo != nil {
		n.memo.Store(r)
	}
	return r
}

// alone is a parameter's value by its type.
func (n *Node) alone(text string) Value {
	switch n.Type {
	case Day:
		iso, _ := cell.ISODate(text)
		return Value{Text: iso}
	case Numeric:
		if d, ok := cell.ReadNumber(text); ok {
			return Rat(d)
		}
		return Value{}
	}
	return Value{Text: text}
}
