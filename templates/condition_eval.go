package templates

import (
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"

	"taizhang/templates/lang"
)

// Env is what evaluating a condition needs besides the row.
type Env struct {
	Plan *Plan
	// Find returns the values of the row of a ledger whose key is the text,
	// nil if there is none.
	Find func(l *Ledger, key string) []string
	// Outer are the rows of the notice loops around, from the inside out.
	Outer [][]string
	// Param gives a parameter's value; nil for the plan's own.
	Param func(name string) string
	// Figure gives a figure as printed, "" where it has no value, and its
	// number, false where it has none; nil outside notices.
	Figure func(leaf *Expr) (printed string, value decimal.Decimal, ok bool)
}

// Holds evaluates the condition over a row's values.
func (c Condition) Holds(values []string, e Env) bool {
	for _, t := range c {
		if !t.holds(values, e) {
			return false
		}
	}
	return true
}

// holds compares numbers where a formula stands on the right, and nothing holds
// of one without a value; else it compares texts.
func (t Term) holds(values []string, e Env) bool {
	if t.Right.Expr != nil {
		x, okX := t.Left.number(values, e)
		y, okY := t.Right.number(values, e)
		return okX && okY && t.Op.Of(x.Cmp(y))
	}
	return t.Op.Holds(t.Left.text(values, e), t.Right.words(values, e))
}

func (e Env) param(name string) string {
	if e.Param != nil {
		return e.Param(name)
	}
	return e.Plan.Param(ParamName(name))
}

func (e Env) figure(leaf *Expr) (string, decimal.Decimal, bool) {
	if e.Figure == nil {
		return "", decimal.Zero, false
	}
	return e.Figure(leaf)
}

func (o Operand) text(values []string, e Env) string {
	switch {
	case o.Path != nil:
		return o.Path.Value(values, e)
	case o.Param != "":
		return day(strings.TrimSpace(e.param(o.Param)))
	case o.Expr != nil && o.Expr.Kind == lang.Name:
		printed, _, _ := e.figure(o.Expr)
		return day(strings.TrimSpace(printed))
	}
	if d, ok := o.number(values, e); ok {
		return d.String()
	}
	return ""
}

func (o Operand) words(values []string, e Env) []string {
	switch {
	case o.Param != "":
		return strings.Split(e.param(o.Param), "|")
	case o.Path != nil:
		// A dictionary's cell lists with |, a ledger's with ；.
		return cell.SplitList(strings.ReplaceAll(o.Path.Value(values, e), "|", cell.ListSeparator))
	}
	return o.Words
}

func (o Operand) number(values []string, e Env) (decimal.Decimal, bool) {
	if o.Expr == nil {
		d, err := decimal.NewFromString(o.text(values, e))
		return d, err == nil
	}
	return o.Expr.Eval(func(leaf *Expr) (decimal.Decimal, bool) {
		switch leaf.Ref.(type) {
		case nil: // a parameter
			d, err := decimal.NewFromString(strings.TrimSpace(e.param(leaf.Text)))
			return d, err == nil
		case Path:
			return operand(leaf).number(values, e)
		}
		_, d, ok := e.figure(leaf)
		return d, ok
	})
}
