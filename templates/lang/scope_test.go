package lang

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// names is a scope of a few columns, figures and parameters; what a name stands
// for is its text.
type names struct{ columns, figures, params []string }

func (s names) Bare(text string) []Match { return begin(s.columns, text, false) }

func (s names) Bracketed(text string, _ *Node) []Match {
	return append(begin(s.figures, text, true), begin(s.columns, text, false)...)
}

func (s names) Param(name string) bool { return slices.Contains(s.params, name) }

func (s names) Unknown(name string, _ bool) (message, fix string) {
	return fmt.Sprintf("没有“%s”", name), "请改。"
}

func begin(known []string, text string, amount bool) []Match {
	var out []Match
	for _, n := range known {
		if strings.HasPrefix(text, n) {
			out = append(out, Match{Len: len(n), Ref: n, Amount: amount})
		}
	}
	return out
}

// show writes a tree with brackets around every part.
func show(n *Node) string {
	switch n.Kind {
	case Number:
		return n.Value.String()
	case Name:
		if n.Printed {
			return "<" + n.Text + "!>"
		}
		return "<" + n.Text + ">"
	case Param:
		return "{" + n.Text + "}"
	case Literal:
		return "‹" + strings.Join(n.Words, "|") + "›"
	case Arithmetic:
		return "(" + show(n.Args[0]) + string(n.Sign) + show(n.Args[1]) + ")"
	case Comparison:
		if n.Op.Unary() {
			return show(n.Args[0]) + " " + string(n.Op)
		}
		return show(n.Args[0]) + " " + string(n.Op) + " " + show(n.Args[1])
	}
	var out []string
	for _, a := range n.Args {
		out = append(out, show(a))
	}
	return strings.Join(out, " 且 ")
}

var odd = names{
	columns: []string{"面积", "金额（含税）", "完成=是", "完成", "上报数", "重复-上报数", "含税额", "甲 且 乙", "单价[元]", "是否包含", "100万以上", "移交批次", "移交批次.方向"},
	figures: []string{"违建.总量面积", "违建.总量", "违建（万）", "问题.数"},
	params:  []string{"截至日", "类别"},
}

func value(of map[string]string) func(*Node) (decimal.Decimal, bool) {
	return func(n *Node) (decimal.Decimal, bool) {
		d, err := decimal.NewFromString(of[n.Text])
		return d, err == nil
	}
}
