package cell

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// TestCompareNumbers: numbers compared digit by digit stand as decimals have them.
func TestCompareNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		sign  int
		plain bool
	}{
		{"0", "-0", 0, true}, {"0.0", "-0.00", 0, true}, {"-0.5", "0", -1, true}, {"007", "7", 0, true}, {"7.10", "7.1", 0, true},
		{"9", "10", -1, true}, {"-9", "-10", 1, true}, {"0.09", "0.1", -1, true}, {"1.", "1", 0, true},
		{"12345678901234567890.1", "12345678901234567890.09", 1, true},
		{"", "1", 0, false}, {"1e3", "1", 0, false}, {"1.2.3", "1", 0, false}, {"-", "1", 0, false}, {"一", "1", 0, false}, {"1-2", "1", 0, false}, {".5", "1", 0, false}, {"-.5", "1", 0, false}, {"+1", "1", 0, false},
	} {
		if sign, plain := CompareNumbers(c.a, c.b); sign != c.sign || plain != c.plain {
			t.Errorf("%q and %q: %d, %t", c.a, c.b, sign, plain)
		}
		if sign, plain := CompareNumbers(c.b, c.a); sign != -c.sign || plain != c.plain {
			t.Errorf("%q and %q: %d, %t", c.b, c.a, sign, plain)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	number := func() string {
		digits := func(n int) string {
			return strings.Map(func(rune) rune { return '0' + rune(random.IntN(3)) }, strings.Repeat("x", n))
		}
		s := digits(1 + random.IntN(3))
		if random.IntN(2) == 0 {
			s = "-" + s
		}
		if random.IntN(2) == 0 {
			s += "." + digits(1+random.IntN(3))
		}
		return s
	}
	for range 20_000 {
		a, b := number(), number()
		want := decimal.RequireFromString(a).Cmp(decimal.RequireFromString(b))
		if sign, plain := CompareNumbers(a, b); sign != want || !plain {
			t.Fatalf("%q and %q: %d, %t; they are %d", a, b, sign, plain, want)
		}
	}
}
