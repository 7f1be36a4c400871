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

// longUnits are units of more than one letter, and those that scale others.
var longUnits = []string{"万㎡", "万元", "亿元", "户次", "人次", "件次", "个月"}

func (s *stream) unit(at int) string {
	rest := s.runes[at:min(len(s.runes), at+3)]
	for _, u := range longUnits {
		if strings.HasPrefix(string(rest), u) {
			return u
		}
	}
	if len(rest) > 0 && rest[0] != gap && rest[0] != '/' {
		return string(rest[:1])
	}
	return ""
}

var scales = map[string]struct {
	base   string
	factor decimal.Decimal
}{
	"万㎡": {"㎡", decimal.NewFromInt(10000)},
	"万元": {"元", decimal.NewFromInt(10000)},
	"亿元": {"元", decimal.NewFromInt(100000000)},
}

// base is the number in its unit without a scale.
func (n *number) base() (decimal.Decimal, string) {
	if s, ok := scales[n.unit]; ok {
		return n.value.Mul(s.factor), s.base
	}
	return n.value, n.unit
}

// same says whether two numbers mean the same amount; a different word of
// measure is a matter of style, a different scale is not.
func (n *number) same(m *number) bool {
	a, unitA := n.base()
	b, unitB := m.base()
	if unitA == "%" != (unitB == "%") {
		return false
	}
	if _, scaled := scales[n.unit]; !scaled {
		if _, scaled := scales[m.unit]; scaled && unitA != unitB {
			return false
		}
	}
	return a.Equal(b)
}
