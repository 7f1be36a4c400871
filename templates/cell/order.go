package cell

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"
)

// Compare orders two canonical values wherever values are ordered: as numbers
// when both are, else as text with its runs of digits as numbers, which is right
// for ISO dates too. 0 only for the same text or the same number.
func Compare(a, b string) int {
	if a == b {
		return 0
	}
	if sign, plain := CompareNumbers(a, b); plain {
		return sign
	}
	if looksNumeric(a) && looksNumeric(b) {
		x, errX := decimal.NewFromString(a)
		y, errY := decimal.NewFromString(b)
		if errX == nil && errY == nil {
			return x.Cmp(y)
		}
	}
	return Natural(a, b)
}

// CompareNumbers holds two numbers against each other as they are written, digit by
// digit and however long; false of texts that are no numbers, and of numbers with an
// exponent or a sign other than -.
func CompareNumbers(a, b string) (sign int, plain bool) {
	x, plainX := plainNumber(a)
	y, plainY := plainNumber(b)
	if !plainX || !plainY {
		return 0, false
	}
	switch {
	case x.negative != y.negative && x.negative:
		return -1, true
	case x.negative != y.negative:
		return 1, true
	}
	sign = cmp.Or(cmp.Compare(len(x.whole), len(y.whole)), strings.Compare(x.whole, y.whole), strings.Compare(x.fraction, y.fraction))
	if x.negative {
		sign = -sign
	}
	return sign, true
}

// written is a number's digits before and behind the point, without noughts that say
// nothing.
type written struct {
	whole, fraction string
	negative        bool
}

func plainNumber(s string) (n written, plain bool) {
	if !looksNumeric(s) {
		return n, false
	}
	if n.negative = s[0] == '-'; n.negative {
		s = s[1:]
	}
	point := len(s)
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.' && point == len(s) && i > 0:
			point = i
		case c < '0' || c > '9':
			return n, false
		}
	}
	n.whole = strings.TrimLeft(s[:point], "0")
	if point < len(s) {
		n.fraction = strings.TrimRight(s[point+1:], "0")
	}
	n.negative = n.negative && n.whole+n.fraction != "" // there is one nought
	return n, true
}

func looksNumeric(s string) bool {
	return s != "" && len(s) < 40 && (s[0] >= '0' && s[0] <= '9' || s[0] == '-' && len(s) > 1)
}

// IsNumber reports whether Compare takes the text as a number.
func IsNumber(s string) bool {
	if !looksNumeric(s) {
		return false
	}
	_, err := decimal.NewFromString(s)
	return err == nil
}

// Natural orders texts with their runs of digits as numbers: 1-2 before 1-10.
// Texts that differ only in leading zeros are ordered by them.
func Natural(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		if m == "" || n == "" {
			if x[0] != y[0] {
				return cmp.Compare(x[0], y[0])
			}
			x, y = x[1:], y[1:]
			continue
		}
		x, y = x[len(m):], y[len(n):]
		m, n = strings.TrimLeft(m, "0"), strings.TrimLeft(n, "0")
		if d := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func digits(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))] }
