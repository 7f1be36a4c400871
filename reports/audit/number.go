package audit

import (
	"strings"

	"github.com/shopspring/decimal"
)

// number is a number of a stream.
type number struct {
	start, end int // runes of the stream, without the unit
	where      origin
	text       string // as written
	digits     string // normalised
	value      decimal.Decimal
	unit       string
	left       []rune // the words before it, nearest last
	right      []rune // the words after it
}

// How many letters around a number are looked at.
const (
	leftWindow  = 18
	rightWindow = 12
)

// any number stands as one of these among the words around another.
const placeholder = '#'

// numbers finds the numbers of a stream. A number that is part of a code of
// letters and digits is none.
func (s *stream) numbers() []number {
	var out []number
	for i := 0; i < len(s.runes); i++ {
		if !isDigit(s.runes[i]) {
			continue
		}
		start := i
		for i < len(s.runes) && (isDigit(s.runes[i]) || s.runes[i] == '.' || s.runes[i] == ',') {
			i++
		}
		end := i
		if start > 0 && latin(s.runes[start-1]) || end < len(s.runes) && latin(s.runes[end]) {
			continue
		}
		digits := strings.ReplaceAll(string(s.runes[start:end]), ",", "")
		v, err := decimal.NewFromString(digits)
		if err != nil { // 1.2.3
			v = decimal.Zero
		}
		n := number{start: start, end: end, digits: digits, value: v, unit: s.unit(end)}
		first, last := s.from[start], s.from[end-1]
		n.where = origin{first.paragraph, first.start, last.end}
		n.text = s.paragraphs[first.paragraph][first.start:last.end]
		out = append(out, n)
	}
	skeleton, at := s.skeleton(out)
	for i := range out {
		n := &out[i]
		n.left = skeleton[max(0, at[i]-leftWindow):at[i]]
		n.right = skeleton[at[i]+1 : min(len(skeleton), at[i]+1+rightWindow)]
	}
	return out
}

func latin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// skeleton is the stream with every number as a placeholder, and where each
// stands in it.
func (s *stream) skeleton(numbers []number) (out []rune, at []int) {
	last := 0
	keep := func(to int) {
		for _, r := range s.runes[last:to] {
			if r != gap {
				out = append(out, r)
			}
		}
	}
	for _, n := range numbers {
		keep(n.start)
		at = append(at, len(out))
		out = append(out, placeholder)
		last = n.end
	}
	keep(len(s.runes))
	return out, at
}

// longUnits are units of more than one letter.
var longUnits = []string{"户次", "人次", "件次", "个月"}

// unit is the word of measure that follows a number, with its scale: 万㎡.
func (s *stream) unit(at int) string {
	scale := ""
	if at < len(s.runes) && (s.runes[at] == '万' || s.runes[at] == '亿') {
		scale = string(s.runes[at])
		at++
	}
	rest := s.runes[at:min(len(s.runes), at+2)]
	for _, u := range longUnits {
		if string(rest) == u {
			return scale + u
		}
	}
	if len(rest) > 0 && rest[0] != gap && rest[0] != '/' {
		return scale + string(rest[:1])
	}
	return scale
}

var scales = []struct {
	word   string
	factor decimal.Decimal
}{{"万", decimal.NewFromInt(10_000)}, {"亿", decimal.NewFromInt(100_000_000)}}

// scale parts 万㎡ into 10000 and ㎡.
func scale(unit string) (decimal.Decimal, string) {
	for _, s := range scales {
		if base, ok := strings.CutPrefix(unit, s.word); ok {
			return s.factor, base
		}
	}
	return decimal.NewFromInt(1), unit
}

// base is the number in its unit without a scale.
func (n *number) base() (decimal.Decimal, string) {
	factor, unit := scale(n.unit)
	return n.value.Mul(factor), unit
}

// in is the number's value in a unit that may scale otherwise.
func (n *number) in(unit string) decimal.Decimal {
	v, _ := n.base()
	factor, _ := scale(unit)
	return v.Div(factor)
}

// same says whether two numbers mean the same amount. Another word of measure
// is a matter of style; another scale, or a % too few, is not.
func (n *number) same(m *number) bool {
	a, unitA := n.base()
	b, unitB := m.base()
	return a.Equal(b) && (unitA == "%") == (unitB == "%")
}
