package lang

import (
	"errors"
	"fmt"
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// part is a period of a day; a year is a number.
func part(day *Node, unit string, end int) *Node {
	out := &Node{Kind: Part, Type: Period, At: day.At, End: end, Args: []*Node{day}, Unit: unit}
	if unit == cell.Year {
		out.Type = Numeric
	}
	return out
}

// typeOf is what a parameter's text stands for.
func typeOf(text string) Type {
	text = strings.TrimSpace(text)
	if text == "" {
		return Whatever
	}
	if _, ok := cell.ISODate(text); ok && !cell.IsNumber(text) {
		return Day
	}
	if _, ok := cell.ReadNumber(text); ok {
		return Numeric
	}
	return Text
}

// hinted is an error that says what to write instead.
type hinted struct{ message, fix string }

func (h hinted) Error() string { return h.message }

// Wrong is why a word can never match, and what to write instead.
func Wrong(fix, format string, args ...any) error {
	return hinted{fmt.Sprintf(format, args...), fix}
}

// FixOf is what an error says to write instead; "" if it does not.
func FixOf(err error) string {
	h := hinted{}
	errors.As(err, &h)
	return h.fix
}

// word is a word in the canonical form of what it is compared with.
func (n *Node) word(op Op, word string) (string, error) {
	switch {
	case n.Domain != nil:
		return n.Domain.Word(op, word)
	case n.Type == Numeric:
		if n.Kind == Part {
			word = strings.TrimSuffix(word, cell.Year)
		}
		if d, ok := cell.ReadNumber(word); ok {
			return d.String(), nil
		}
		return word, Wrong("写成数，如 100；要和栏目或指标比，写在方括号里。", "“%s”是数，不能与“%s”比较", n.Text, word)
	case n.Type == Day:
		if iso, ok := cell.ISODate(word); ok {
			return iso, nil
		}
		return word, Wrong("写成 2021-08-06、{参数} 或 {参数}-30 的样子。", "“%s”是日期，不能与“%s”比较", n.Text, word)
	case n.Type == Period:
		if p, ok := cell.ReadPeriod(word, n.Unit); ok {
			return p, nil
		}
		return word, Wrong("写成 "+cell.PeriodExample(n.Unit)+" 的样子，或者 {参数}."+n.Unit+"。", "“%s”不能与“%s”比较", n.Text, word)
	case n.Type == Whatever:
		if iso, ok := cell.WrittenDate(word); ok {
			return iso, nil
		}
		return word, errors.New("")
	}
	return word, nil
}

// ParamWords reads what a parameter holds as it is compared with a node: its
// words in canonical form. What cannot be read matches nothing.
func (n *Node) ParamWords(op Op, value string) []string {
	var out []string
	for _, w := range SplitWords(value) {
		if w == "" {
			continue
		}
		if c, err := n.word(op, w); err == nil || n.Type == Whatever {
			out = append(out, c)
		}
	}
	return out
}

// fits refuses sides that can never be equal or ordered.
func (p *parser) fits(left *Node, op Op, right *Node) error {
	if right.Kind == Param && left.Type != Whatever {
		return p.fitsParam(left, op, right)
	}
	positive, _ := op.Positive()
	switch {
	case positive == In && right.computed():
		return p.fail(right.At, fmt.Sprintf("指标之间不能用“%s”比较", op), "写成 =、>、< 等，或者列出几个值：属于 1|2。")
	case !left.alike(right):
		return p.fail(right.At, fmt.Sprintf("“%s”是%s，不能与%s“%s”比较", left.Text, left.typeWord(), right.typeWord(), right.Text), "请换成同一种内容来比。")
	case left.apart(right):
		return p.fail(right.At, fmt.Sprintf("“%s”和“%s”没有一个相同的内容，永远不会相等", left.Text, right.Text), "请核对两栏的取值。")
	case left.Type == Day && op.Ordered() && right.Kind == Arithmetic || left.Kind == Arithmetic:
		return p.wholeDays(left, right)
	}
	return nil
}

// alike: both sides are, or may be, of one type.
func (n *Node) alike(o *Node) bool {
	switch {
	case n.Type == Whatever || o.Type == Whatever:
		return true
	case n.Type == Numeric:
		return o.Type == Numeric
	}
	return n.Type == o.Type && n.Unit == o.Unit
}

// closed: all words that may stand there are known, and have been looked up.
func (n *Node) closed() bool {
	c, ok := n.Domain.(interface{ Closed() bool })
	return ok && c.Closed()
}

// apart: two names that have no word in common.
func (n *Node) apart(o *Node) bool {
	c, ok := n.Domain.(interface{ Shares(Domain) bool })
	return ok && o.Kind == Name && o.Domain != nil && !c.Shares(o.Domain)
}

// wholeDays refuses half days.
func (p *parser) wholeDays(sides ...*Node) error {
	var err error
	for _, s := range sides {
		s.Visit(func(n *Node) {
			if n.Kind == Arithmetic && n.Type == Day && err == nil {
				for _, a := range n.Args {
					if a.Kind == Number && !a.Value.IsInteger() {
						err = p.fail(a.At, "日期只能加减整天数", "请写成整数。")
					}
				}
			}
		})
	}
	return err
}

// fitsParam holds the present words of a parameter against what they are
// compared with.
func (p *parser) fitsParam(left *Node, op Op, right *Node) error {
	value, _, _ := p.scope.Param(right.Text)
	if op.Ordered() && len(SplitWords(value)) > 1 {
		return p.fail(right.At, fmt.Sprintf("参数“%s”现在是“%s”，有几个值，“%s”只比一个", right.Text, value, op), fmt.Sprintf("写成 %s %s {%s}。", left.Text, map[bool]Op{false: In, true: NotIn}[op == NotEqual], right.Text))
	}
	for _, w := range SplitWords(value) {
		if w == "" {
			continue
		}
		if _, err := left.word(op, w); err != nil {
			return p.fail(right.At, fmt.Sprintf("参数“%s”现在是“%s”：%s", right.Text, value, err), "请在“参数”表改正它的值，或者改这里的条件。"+FixOf(err))
		}
	}
	right.Type, right.Unit = left.Type, left.Unit
	return nil
}

func (n *Node) typeWord() string {
	if n.Type == Period {
		return n.Unit + "份"
	}
	return typeWords[n.Type]
}

func number(text string) decimal.Decimal {
	d, _ := decimal.NewFromString(text)
	return d
}
