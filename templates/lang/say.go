package lang

import (
	"strings"

	"taizhang/templates/cell"
)

// Say writes a formula or condition for people; leaf says names and parameters.
func (n *Node) Say(leaf func(*Node) string) string {
	switch n.Kind {
	case Number:
		return n.Value.String()
	case Literal:
		return n.sayWords()
	case Part:
		return n.Args[0].Say(leaf) + "的" + n.Unit
	case Arithmetic:
		return n.sayArithmetic(leaf)
	case Call:
		if n.Ref != nil {
			return leaf(n)
		}
		var args []string
		for _, a := range n.Args {
			args = append(args, a.Say(leaf))
		}
		return string(n.Func) + "（" + strings.Join(args, "，") + "）"
	case Comparison:
		return n.sayComparison(leaf)
	case All, Any:
		return n.sayJunction(leaf)
	}
	return leaf(n)
}

func (n *Node) sayWords() string {
	var out []string
	for _, w := range n.Words {
		switch n.Type {
		case Day:
			w = cell.ChineseDate(w)
		case Period:
			w = cell.PrintPeriod(w)
		}
		out = append(out, w)
	}
	return strings.Join(out, "、")
}

func (n *Node) sayComparison(leaf func(*Node) string) string {
	left := n.Args[0].Say(leaf)
	if n.Op.Unary() {
		return left + n.Op.Words()
	}
	right := n.Args[1].Say(leaf)
	if n.Args[1].Kind == Name && n.Args[1].Cell {
		right = "同一行的“" + n.Args[1].Text + "”"
	}
	if positive, _ := n.Op.Positive(); positive == In && n.Args[1].Kind == Literal {
		right = strings.ReplaceAll(right, "、", "或")
	}
	return left + n.Op.Words() + right
}

func (n *Node) sayJunction(leaf func(*Node) string) string {
	var out []string
	for _, a := range n.Args {
		s := a.Say(leaf)
		if len(n.Args) > 1 && (a.Kind == All || a.Kind == Any) {
			s = "（" + s + "）"
		}
		out = append(out, s)
	}
	return strings.Join(out, map[Kind]string{All: " 且 ", Any: " 或 "}[n.Kind])
}

func (n *Node) sayArithmetic(leaf func(*Node) string) string {
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
