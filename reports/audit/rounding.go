package audit

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/reports/audit/quantity"
)

var unity = decimal.NewFromInt(1)

// rounds says whether a quantity is another one, rounded half up to the place
// that it is written to. A whole is never what only rounds to it, and a count is
// not rounded.
func rounds(written, exact *quantity.Quantity) bool {
	if written.Kind != exact.Kind || written.Unit != exact.Unit || written.Kind > quantity.Share || written.Step.LessThanOrEqual(exact.Step) {
		return false
	}
	places := written.Value.Abs().DivRound(written.Step, 0)
	whole := exact.Kind == quantity.Share && written.Value.Equal(unity)
	if places.LessThan(decimal.NewFromInt(10)) || whole || counted(exact) && exact.Value.LessThan(decimal.NewFromInt(10_000)) {
		return false
	}
	return exact.Value.DivRound(written.Step, 12).Round(0).Mul(written.Step).Equal(written.Value)
}

// counted quantities are whole by nature.
func counted(q *quantity.Quantity) bool {
	return q.Kind == quantity.Number && q.Unit == "" && q.Value.IsInteger() && q.Step.GreaterThanOrEqual(unity)
}

// plainValue is a printed figure without its unit.
func plainValue(printed string) decimal.Decimal {
	v, err := decimal.NewFromString(strings.TrimSuffix(printed, "%"))
	if err != nil {
		return decimal.NewFromInt(-1 << 62)
	}
	return v
}
