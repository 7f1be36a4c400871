package figure

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// amount is a number or day for every row: an array, and the factors that say
// where it has a value. An empty cell counts as 0 in the array.
type amount struct {
	text  string
	known []string
	sums  bool // binary fractions may have left something behind the digits
}

// The days that the language and a workbook know alike, as serial numbers:
// 1900-03-01 and 2999-12-31.
const firstSerial, lastSerial = 61, 401768

// amounts compiles a comparison of numbers, days or periods.
func (w *Formulas) amounts(n *lang.Node) (string, error) {
	left, err := w.amount(n.Args[0], false)
	if err != nil {
		return "", err
	}
	switch n.Op {
	case lang.Empty:
		return not(w.all(left.known)), nil
	case lang.Filled:
		return w.all(left.known), nil
	}
	op, negative := n.Op, false
	if n.Cells() {
		op, negative = n.Op.Positive()
	}
	out, err := w.against(n, left, op)
	if err == nil && negative {
		out = not(out)
	}
	return out, err
}

func (w *Formulas) against(n *lang.Node, left amount, op lang.Op) (string, error) {
	right := n.Args[1]
	switch {
	case right.Kind == lang.Literal || op == lang.In && right.Kind == lang.Param:
		words := right.Words
		if right.Kind == lang.Param {
			words = n.Args[0].ParamWords(n.Op, w.set.data.Plan.Param(templates.ParamName(right.Text)))
		}
		if op == lang.In || op == lang.NotIn {
			in := anyOf(words, func(s string) string {
				y, err := constant(n.Args[0], right, s)
				if err != nil {
					return ""
				}
				return left.compared(lang.Equal, amount{text: y})
			})
			if op == lang.NotIn {
				return "(" + w.all(left.known) + "*" + not(in) + ")", nil
			}
			return in, nil
		}
		y, err := constant(n.Args[0], right, words[0])
		if err != nil {
			return "", err
		}
		return left.compared(op, amount{text: y}), nil
	case op == lang.In || op == lang.NotIn:
		return "", only("与一栏里的几个数比较")
	}
	y, err := w.amount(right, false)
	if err != nil {
		return "", err
	}
	out := left.compared(op, y)
	if op == lang.Equal && n.Cells() && right.Kind != lang.Number {
		out = or([]string{out, not(w.all(left.known)) + "*" + not(w.all(y.known))})
	}
	return out, nil
}

// constant is a word of a comparison as a formula has it.
func constant(left, right *lang.Node, word string) (string, error) {
	switch {
	case left.Type == lang.Period:
		start, ok := cell.PeriodStart(word, left.Unit)
		if !ok {
			return "", only("“" + word + "”不是时段")
		}
		day, err := lang.ExcelDay(start)
		return lang.ExcelPeriod(day, left.Unit), err
	case left.Type == lang.Day || right.Type == lang.Day:
		if !isDay(word) {
			return "", only("“" + word + "”不是各软件都认的日期")
		}
		return lang.ExcelDay(word)
	}
	d, err := decimal.NewFromString(word)
	if err != nil || d.NumDigits() > maxDigits {
		return "", only("“" + word + "”不是 15 位以内的数")
	}
	return d.String(), nil
}

func (w *Formulas) all(known []string) string {
	if len(known) == 0 {
		return "1"
	}
	return "(" + product(known) + ")"
}

// compared orders two amounts where both have a value.
func (a amount) compared(op lang.Op, b amount) string {
	test := "(" + a.text + op.Excel() + b.text + ")"
	if a.sums || b.sums {
		test = "(ROUND(" + a.text + "-(" + b.text + "),8)" + op.Excel() + "0)"
	}
	return product(append(append(append([]string{}, a.known...), b.known...), test))
}

// amount compiles a formula over the cells of a row; inside a 空作0 an empty cell
// has a value.
func (w *Formulas) amount(n *lang.Node, zero bool) (amount, error) {
	switch n.Kind {
	case lang.Number:
		return amount{text: n.Value.String()}, nil
	case lang.Literal:
		x, err := constant(n, n, n.Words[0])
		return amount{text: x}, err
	case lang.Param:
		if x := w.param(n); x != "NA()" {
			return amount{text: x}, nil
		}
		return amount{text: "0", known: []string{"0"}}, nil
	case lang.Name:
		return w.cells(n, zero)
	case lang.Part:
		x, err := w.amount(n.Args[0], false)
		x.text = lang.ExcelPeriod(x.text, n.Unit)
		return x, err
	case lang.Arithmetic:
		return w.arithmetic(n, zero)
	case lang.Call:
		return w.call(n, zero)
	}
	return amount{}, only(lang.ErrUnwritten.Error())
}

func (w *Formulas) cells(n *lang.Node, zero bool) (amount, error) {
	p, ok := n.Ref.(templates.Path)
	if !ok || len(p.Columns) != 1 || p.Extra != "" {
		return amount{}, only("引用来的数参加计算")
	}
	c := p.Columns[0]
	if err := w.regular(c); err != nil {
		return amount{}, err
	}
	x := w.at.Column(c)
	out := amount{text: x, sums: c.Numeric() && c.Decimals > 0}
	if !zero || n.Type != lang.Numeric {
		out.known = []string{"ISNUMBER(" + x + ")"}
	}
	return out, nil
}

func (w *Formulas) arithmetic(n *lang.Node, zero bool) (amount, error) {
	a, err := w.amount(n.Args[0], zero)
	if err != nil {
		return a, err
	}
	b, err := w.amount(n.Args[1], zero)
	if err != nil {
		return b, err
	}
	out := amount{known: append(append([]string{}, a.known...), b.known...), sums: n.Type == lang.Numeric}
	if n.Sign == '/' { // an error in one row would be one of them all
		out.known = append(out.known, "("+b.text+"<>0)")
		b.text = "(" + b.text + "+(" + b.text + "=0))"
	}
	out.text = "(" + a.text + string(n.Sign) + b.text + ")"
	if n.Type == lang.Day {
		out.known = append(out.known, "("+out.text+fmt.Sprintf(">=%d)", firstSerial), "("+out.text+fmt.Sprintf("<=%d)", lastSerial))
	}
	if strings.Count(out.text, "!") > 40 {
		return out, only("公式太长")
	}
	return out, nil
}

func (w *Formulas) call(n *lang.Node, zero bool) (amount, error) {
	switch {
	case n.Func == lang.BlankAsZero:
		return w.amount(n.Args[0], true)
	case n.Func != lang.If || n.Type == lang.Text:
		return amount{}, only(lang.ErrUnwritten.Error())
	}
	test, err := w.condition(n.Args[0])
	if err != nil {
		return amount{}, err
	}
	yes, err := w.amount(n.Args[1], zero)
	if err != nil {
		return yes, err
	}
	no, err := w.amount(n.Args[2], zero)
	if err != nil {
		return no, err
	}
	choose := func(a, b string) string { return fmt.Sprintf("((%[1]s)*%[2]s+(1-(%[1]s))*%[3]s)", test, a, b) }
	out := amount{text: choose(yes.text, no.text), sums: yes.sums || no.sums}
	if len(yes.known)+len(no.known) > 0 {
		out.known = []string{choose(w.all(yes.known), w.all(no.known))}
	}
	return out, nil
}
