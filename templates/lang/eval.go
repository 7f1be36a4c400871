package lang

import (
	"math/big"
	"slices"
	"time"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// Value is what a node has over a row. A value that is not there is the zero
// Value.
type Value struct {
	Text   string   // canonical, of all but numbers
	Number *big.Rat // of a number
	Truth  bool
}

// Missing reports whether there is no value.
func (v Value) Missing() bool { return v.Text == "" && v.Number == nil }

// Rat is a number's value.
func Rat(d decimal.Decimal) Value { return Value{Number: d.Rat()} }

// Source gives what stands outside of the text.
type Source interface {
	// Leaf is the value of a name, a parameter or a function over other rows.
	// Of a number the canonical text will do.
	Leaf(n *Node) Value
	// Working counts the working days from one ISO date to another, and After is
	// the nth working day after one; false where there is no calendar.
	Working(from, to string) (int, bool)
	After(from string, n int) (string, bool)
}

// evaluator carries what a 空作0 around says.
type evaluator struct {
	Source
	zero bool
}

// Of is the value of a formula.
func (n *Node) Of(s Source) Value { return evaluator{s, false}.value(n) }

// Holds reports whether a condition holds.
func (n *Node) Holds(s Source) bool { return n.Of(s).Truth }

func (e evaluator) value(n *Node) Value {
	switch n.Kind {
	case Number:
		return Rat(n.Value)
	case Literal:
		return e.literal(n)
	case Name, Param:
		return e.leaf(n)
	case Part:
		return e.part(n)
	case Arithmetic:
		return e.arithmetic(n)
	case Call:
		return e.call(n)
	case Comparison:
		return Value{Truth: e.compare(n)}
	case All:
		return Value{Truth: !slices.ContainsFunc(n.Args, func(a *Node) bool { return !e.value(a).Truth })}
	case Any:
		return Value{Truth: slices.ContainsFunc(n.Args, func(a *Node) bool { return e.value(a).Truth })}
	}
	return Value{}
}

func (e evaluator) literal(n *Node) Value {
	if len(n.Words) == 0 {
		return Value{}
	}
	if n.Type == Numeric {
		return Rat(number(n.Words[0]))
	}
	return Value{Text: n.Words[0]}
}

// leaf is a leaf's value by the type that its place gives it.
func (e evaluator) leaf(n *Node) Value {
	v := e.Leaf(n)
	if n.Kind == Param && v.Number == nil {
		v = n.read(nil, "", v.Text).value
	}
	if n.Type == Numeric && v.Number == nil {
		v = Value{Number: rat(v.Text)}
	}
	if e.zero && v.Missing() && n.Type == Numeric {
		v.Number = new(big.Rat)
	}
	return v
}

func rat(text string) *big.Rat {
	if text == "" || !cell.IsNumber(text) {
		return nil
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil
	}
	return d.Rat()
}

func (e evaluator) part(n *Node) Value {
	p := cell.Period(e.value(n.Args[0]).Text, n.Unit)
	if n.Type != Numeric {
		return Value{Text: p}
	}
	if d, ok := cell.ReadNumber(p); ok {
		return Rat(d)
	}
	return Value{}
}

func (e evaluator) arithmetic(n *Node) Value {
	a, b := e.value(n.Args[0]), e.value(n.Args[1])
	if a.Missing() || b.Missing() {
		return Value{}
	}
	if a.Number == nil || b.Number == nil {
		return days(a, n.Sign, b)
	}
	out := new(big.Rat)
	switch n.Sign {
	case '+':
		return Value{Number: out.Add(a.Number, b.Number)}
	case '-':
		return Value{Number: out.Sub(a.Number, b.Number)}
	case '*':
		return Value{Number: out.Mul(a.Number, b.Number)}
	}
	if b.Number.Sign() == 0 {
		return Value{}
	}
	return Value{Number: out.Quo(a.Number, b.Number)}
}

// Days move no further than workbooks count them alike.
const firstDay, lastDay = "1900-03-01", "2999-12-31"

// days moves a day, or counts the days between two.
func days(a Value, sign byte, b Value) Value {
	if a.Number != nil {
		a, b = b, a
	}
	from, err := time.Parse(time.DateOnly, a.Text)
	if err != nil {
		return Value{}
	}
	if b.Number == nil {
		to, err := time.Parse(time.DateOnly, b.Text)
		if err != nil {
			return Value{}
		}
		return Value{Number: new(big.Rat).SetInt64(int64(from.Sub(to).Hours() / 24))}
	}
	n, ok := whole(b)
	if sign == '-' {
		n = -n
	}
	if to := from.AddDate(0, 0, n).Format(time.DateOnly); ok && to >= firstDay && to <= lastDay && len(to) == len(lastDay) {
		return Value{Text: to}
	}
	return Value{}
}

// whole is a number of days; false of half days and of ages.
func whole(v Value) (int, bool) {
	if v.Number == nil || !v.Number.IsInt() || !v.Number.Num().IsInt64() {
		return 0, false
	}
	n := v.Number.Num().Int64()
	return int(n), n > -1_000_000 && n < 1_000_000
}

func (e evaluator) call(n *Node) Value {
	switch n.Func {
	case If:
		if e.value(n.Args[0]).Truth {
			return e.value(n.Args[1])
		}
		return e.value(n.Args[2])
	case BlankAsZero:
		return evaluator{e.Source, true}.value(n.Args[0])
	case WorkingDays:
		if count, ok := e.Working(e.value(n.Args[0]).Text, e.value(n.Args[1]).Text); ok {
			return Value{Number: new(big.Rat).SetInt64(int64(count))}
		}
	case AfterDays:
		if count, ok := whole(e.value(n.Args[1])); ok && count >= 0 {
			day, _ := e.After(e.value(n.Args[0]).Text, count)
			return Value{Text: day}
		}
	default:
		return e.leaf(n)
	}
	return Value{}
}

// decimals is a Source of numbers alone.
type decimals func(*Node) (decimal.Decimal, bool)

func (d decimals) Leaf(n *Node) Value {
	if v, ok := d(n); ok {
		return Rat(v)
	}
	return Value{}
}

func (decimals) Working(string, string) (int, bool)      { return 0, false }
func (decimals) After(string, int) (out string, ok bool) { return "", false }

// DivisionDigits is the precision to which a rational number is written out, far
// beyond any printed figure.
const DivisionDigits = 24

// Eval computes a formula of numbers; leaf gives the value of a name or
// parameter, and false where it has none. A missing leaf or a division by zero
// leaves the whole formula without a value.
func (n *Node) Eval(leaf func(*Node) (decimal.Decimal, bool)) (decimal.Decimal, bool) {
	v := n.Of(decimals(leaf))
	if v.Number == nil {
		return decimal.Zero, false
	}
	return Round(v.Number, DivisionDigits), true
}

// Round is a rational number with some decimals, half away from zero.
func Round(r *big.Rat, places int) decimal.Decimal {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	num := new(big.Int).Mul(r.Num(), scale)
	num.Mul(num, big.NewInt(2))
	half := new(big.Int).Set(r.Denom())
	if num.Sign() < 0 {
		half.Neg(half)
	}
	num.Add(num, half)
	num.Quo(num, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	return canonical(decimal.NewFromBigInt(num, -int32(places)))
}

// canonical drops the noughts behind the point.
func canonical(d decimal.Decimal) decimal.Decimal {
	c, err := decimal.NewFromString(d.String())
	if err != nil {
		return d
	}
	return c
}
