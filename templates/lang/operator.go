package lang

import (
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// Op is a comparison, as it is printed.
type Op string

// The comparisons there are.
const (
	Equal       Op = "="
	NotEqual    Op = "≠"
	Greater     Op = ">"
	AtLeast     Op = "≥"
	Less        Op = "<"
	AtMost      Op = "≤"
	In          Op = "属于"
	NotIn       Op = "不属于"
	Contains    Op = "含"
	NotContains Op = "不含"
	Empty       Op = "为空"
	Filled      Op = "非空"
)

// operators is all that is known of the comparisons. A spelling stands before
// those that begin it.
var operators = []struct {
	op        Op
	spellings []string
	cell      string // how it is said of a cell, before the value
	number    string // how it is said of a number
	excel     string
	negates   Op // the comparison that this one denies
}{
	{op: NotIn, spellings: []string{"不属于"}, cell: "不为", negates: In},
	{op: Filled, spellings: []string{"不为空", "非空"}, cell: "已填", negates: Empty},
	{op: NotContains, spellings: []string{"不含"}, cell: "不含", negates: Contains},
	{op: In, spellings: []string{"属于"}, cell: "为"},
	{op: Empty, spellings: []string{"为空"}, cell: "没有填"},
	{op: Contains, spellings: []string{"含"}, cell: "含有"},
	{op: NotEqual, spellings: []string{"≠", "!=", "<>"}, cell: "不为", number: "不等于", excel: "<>", negates: Equal},
	{op: AtLeast, spellings: []string{"≥", ">="}, cell: "不小于", number: "不小于", excel: ">="},
	{op: AtMost, spellings: []string{"≤", "<="}, cell: "不大于", number: "不大于", excel: "<="},
	{op: Equal, spellings: []string{"="}, cell: "为", number: "等于", excel: "="},
	{op: Greater, spellings: []string{">"}, cell: "大于", number: "大于", excel: ">"},
	{op: Less, spellings: []string{"<"}, cell: "小于", number: "小于", excel: "<"},
}

// operator reads the comparison that a text begins with; 0 bytes if none.
func operator(text string) (Op, int) {
	folded := fold(text, 3)
	for _, o := range operators {
		for _, s := range o.spellings {
			if strings.HasPrefix(folded, s) {
				return o.op, widthOf(text, s)
			}
		}
	}
	return "", 0
}

// row is the place in the table.
func (o Op) row() int {
	i, known := operatorRows[o]
	if !known {
		panic("lang: no comparison " + string(o))
	}
	return i
}

var operatorRows = func() map[Op]int {
	out := map[Op]int{}
	for i, o := range operators {
		out[o.op] = i
	}
	return out
}()

// Words says the comparison of a cell, as it stands before the value.
func (o Op) Words() string { return operators[o.row()].cell }

// NumberWords says the comparison of two numbers.
func (o Op) NumberWords() string { return operators[o.row()].number }

// Excel is the sign a workbook's formulas use; "" where they have none.
func (o Op) Excel() string { return operators[o.row()].excel }

// Ordered reports whether two numbers can be compared so.
func (o Op) Ordered() bool { return operators[o.row()].excel != "" }

// Unary reports whether nothing is compared with.
func (o Op) Unary() bool { return o == Empty || o == Filled }

// Positive is the comparison without its not, and whether it had one.
func (o Op) Positive() (Op, bool) {
	if n := operators[o.row()].negates; n != "" {
		return n, true
	}
	return o, false
}

// Of reports whether the comparison holds of two numbers of which the first is
// less (-1), equal (0) or greater (1).
func (o Op) Of(sign int) bool {
	switch o {
	case Equal:
		return sign == 0
	case NotEqual:
		return sign != 0
	case Greater:
		return sign > 0
	case AtLeast:
		return sign >= 0
	case Less:
		return sign < 0
	case AtMost:
		return sign <= 0
	}
	return false
}

// Holds compares a text with words. A text of several choices equals each of
// them. Texts have no order.
func (o Op) Holds(left string, words []string) bool {
	if positive, not := o.Positive(); not {
		return !positive.Holds(left, words)
	}
	switch o {
	case Empty:
		return left == ""
	case In:
		return slices.ContainsFunc(words, func(w string) bool { return w != "" && (left == w || has(left, w)) })
	case Contains:
		return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(left, w) })
	case Equal:
		right := ""
		if len(words) > 0 {
			right = words[0]
		}
		return left == right || right != "" && has(left, right)
	}
	return false
}

// has reports whether a value of several choices holds one.
func has(list, word string) bool { return slices.Contains(cell.SplitList(list), word) }

// SplitWords splits the words of a condition, a parameter or a dictionary's
// cell; quotes around one are dropped.
func SplitWords(text string) []string {
	words := strings.Split(text, "|")
	for i, w := range words {
		words[i] = strings.Trim(strings.TrimSpace(w), "“”\"")
	}
	return words
}
