package templates

import (
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"

	"github.com/shopspring/decimal"
)

// scale is how many decimals an exact value can have; endless where a division
// may leave a value that no decimals hold.
type scale struct {
	decimals int
	endless  bool
}

// Where nothing says otherwise, what does not come out even is printed with two
// decimals, and nothing with more than ten.
const (
	fewDecimals  = 2
	mostDecimals = 10
)

// Columns are what a figure is of; several only of a 去重.
func (f *Figure) Columns() []*Column { return append([]*Column{f.Column}, f.Further...) }

// settleDecimals gives a figure whose 小数位 is left open as many as its data
// have.
func (f *Figure) settleDecimals() {
	s := f.natural()
	if !f.open {
		return
	}
	f.Decimals = min(s.decimals, mostDecimals)
	if s.endless {
		f.Decimals = max(f.Decimals, fewDecimals)
	}
}

// Lossless reports whether printing the figure never takes anything off.
func (f *Figure) Lossless() bool {
	s := f.natural()
	return !s.endless && s.decimals <= f.Decimals
}

func (f *Figure) natural() scale {
	if f.scale == nil {
		f.scale = &scale{} // a formula that comes back to itself is refused elsewhere
		s := f.ownScale()
		if f.Divisor != "" {
			s = s.over(f.Divisor)
		}
		f.scale = &s
	}
	return *f.scale
}

func (f *Figure) ownScale() scale {
	switch f.Op {
	case OpFormula:
		if f.Expr != nil {
			return scaleOf(f.Expr)
		}
	case OpSum, OpMin, OpMax:
		if f.Column != nil && f.Column.Numeric() {
			return scale{decimals: f.Column.Decimals}
		}
	case OpAverage:
		if f.Column != nil {
			return scale{f.Column.Decimals, true}
		}
	}
	return scale{}
}

func scaleOf(n *Expr) scale {
	switch n.Kind {
	case lang.Number:
		return scale{decimals: int(max(0, -n.Value.Exponent()))}
	case lang.Name:
		if was, ok := n.Ref.(*Former); ok {
			was.settleDecimals()
			return scale{decimals: was.Decimals}
		}
		f, ok := n.Ref.(*Figure)
		switch {
		case ok && n.Printed:
			f.settleDecimals()
			return scale{decimals: f.Decimals}
		case ok:
			return f.natural()
		}
	case lang.Param:
		return scale{decimals: fewDecimals}
	case lang.Call:
		var out scale
		for _, a := range n.Args {
			out = out.and(scaleOf(a))
		}
		return out
	case lang.Arithmetic:
		a, b := scaleOf(n.Args[0]), scaleOf(n.Args[1])
		switch n.Sign {
		case '*':
			return scale{a.decimals + b.decimals, a.endless || b.endless}
		case '/':
			if n.Args[1].Kind == lang.Number {
				return a.over(n.Args[1].Value.String())
			}
			return scale{max(a.decimals, b.decimals), true}
		}
		return a.and(b)
	}
	return scale{}
}

func (s scale) and(t scale) scale { return scale{max(s.decimals, t.decimals), s.endless || t.endless} }

// over is the scale of a quotient by a number: ten of one nought adds a decimal.
func (s scale) over(divisor string) scale {
	d, err := decimal.NewFromString(divisor)
	if err != nil || d.IsZero() {
		return s
	}
	if noughts, ok := strings.CutPrefix(d.Abs().String(), "1"); ok && strings.Trim(noughts, "0") == "" {
		return scale{s.decimals + len(noughts), s.endless}
	}
	if d.Equal(decimal.NewFromInt(1)) || !cell.IsNumber(divisor) {
		return s
	}
	return scale{s.decimals, true}
}
