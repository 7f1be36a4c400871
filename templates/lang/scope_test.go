package lang

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// names is a scope of a few columns, figures and parameters; what a name stands
// for is its text.
type names struct {
	columns, figures map[string]Type
	params           map[string]string
}

func (s names) Bare(text string) []Match { return begin(s.columns, text, false) }

func (s names) Bracketed(text string, _ *Node) []Match {
	return append(begin(s.figures, text, true), begin(s.columns, text, false)...)
}

func (s names) Param(name string) (string, Type, bool) {
	v, known := s.params[name]
	if strings.HasSuffix(name, "日") {
		return v, Day, known
	}
	return v, Whatever, known
}

func (s names) Unknown(name string, _ bool) (message, fix string) {
	return fmt.Sprintf("没有“%s”", name), "请改。"
}

func (s names) Total(f Func, text string) (any, Type, error) {
	if text != "处罚.金额" && f != Count {
		return nil, Whatever, Wrong("", "没有“%s”", text)
	}
	return text, Numeric, nil
}

// options is a domain of a few words.
type options []string

func (o options) Word(op Op, word string) (string, error) {
	if slices.Contains(o, word) {
		return word, nil
	}
	return word, Wrong("请改。", "“%s”不是选项", word)
}

func begin(known map[string]Type, text string, figures bool) []Match {
	var out []Match
	for n, typ := range known {
		if strings.HasPrefix(text, n) {
			m := Match{Len: len(n), Ref: n, Type: typ, Figure: figures, Cell: !figures}
			if n == "等级" {
				m.Domain = options{"重大", "一般", "甲|乙"}
			}
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Match) int { return strings.Compare(a.Ref.(string), b.Ref.(string)) })
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
	case Part:
		return show(n.Args[0]) + "." + n.Unit
	case Comparison:
		if n.Op.Unary() {
			return show(n.Args[0]) + " " + string(n.Op)
		}
		return show(n.Args[0]) + " " + string(n.Op) + " " + show(n.Args[1])
	}
	var out []string
	for _, a := range n.Args {
		s := show(a)
		if len(n.Args) > 1 && n.Kind == All && a.Kind == Any || n.Kind == Any && a.Kind == All {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	switch n.Kind {
	case Call:
		if n.Ref != nil {
			out = []string{fmt.Sprint(n.Ref)}
		}
		return string(n.Func) + "(" + strings.Join(out, ",") + ")"
	case Any:
		return strings.Join(out, " 或 ")
	}
	return strings.Join(out, " 且 ")
}

var odd = names{
	columns: map[string]Type{
		"面积": Numeric, "金额（含税）": Numeric, "完成=是": Text, "完成": Text, "上报数": Numeric, "重复-上报数": Numeric, "含税额": Text, "甲 且 乙": Numeric, "单价[元]": Numeric,
		"是否包含": Text, "100万以上": Text, "移交批次": Text, "移交批次.方向": Text, "发现日期": Day, "完成日期": Day, "等级": Text, "备注": Text,
	},
	figures: map[string]Type{"违建.总量面积": Numeric, "违建.总量": Numeric, "违建（万）": Numeric, "问题.数": Numeric, "会议.日期": Text},
	params:  map[string]string{"截至日": "", "类别": "", "大额": "1,000", "界限": "12元", "天数": "30", "字": "甲|乙"},
}

func value(of map[string]string) func(*Node) (decimal.Decimal, bool) {
	return func(n *Node) (decimal.Decimal, bool) {
		d, err := decimal.NewFromString(of[n.Text])
		return d, err == nil
	}
}

// row is a source of texts, with a calendar of weekdays only by number.
type row map[string]string

func (r row) Leaf(n *Node) Value { return Value{Text: r[n.Text]} }

func (r row) Working(from, to string) (int, bool) {
	return 7, cell.Period(from, cell.DayUnit) != "" && to != ""
}

func (r row) After(from string, n int) (string, bool) { return from, from != "" }
