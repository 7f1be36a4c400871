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
	if looksNumeric(a) && looksNumeric(b) {
		x, errX := decimal.NewFromString(a)
		y, errY := decimal.NewFromString(b)
		if errX == nil && errY == nil {
			return x.Cmp(y)
		}
	}
	return Natural(a, b)
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
