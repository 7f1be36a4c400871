package figure

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

// TestAdder: however numbers are written, their sum is the decimals' own.
func TestAdder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	forms := []func() string{
		func() string { return strconv.Itoa(random.IntN(2_000_000) - 1_000_000) },
		func() string { return decimal.New(random.Int64N(1e11)-5e10, -int32(random.IntN(11))).String() },
		func() string { return decimal.New(random.Int64(), -int32(random.IntN(30))).String() },
		func() string {
			return []string{"", "-", ".", "1e3", "-1E-2", "甲", "1.2.3", ".5", "-.5", "5.", "+7", "-0.0", "999999999999", "-99999999999.9", "12 "}[random.IntN(15)]
		},
	}
	for range 200 {
		a, want := adder{added: maxAdded - 30}, decimal.Zero
		for range 100 {
			text := forms[random.IntN(len(forms))]()
			d, err := decimal.NewFromString(text)
			if a.add(text) != (err == nil) {
				t.Fatalf("%q is a number: %t", text, err == nil)
			}
			if err == nil {
				want = want.Add(d)
			}
			if got := a.total(); !got.Equal(want) {
				t.Fatalf("with %q: %s, not %s", text, got, want)
			}
		}
	}
}
