package figure

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

var hundred = decimal.NewFromInt(100)

// Rounded is the value at the figure's printed precision, half away from zero:
// the only place where a figure is rounded.
func (r *Result) Rounded() decimal.Decimal {
	if r.Exact == nil {
		return decimal.Zero
	}
	return lang.Round(r.Exact, r.Figure.Decimals)
}

// Printed is the figure as the notice and the summary print it, without its
// unit of measure; "—" where it has no value.
func (r *Result) Printed() string {
	if !r.OK {
		return "—"
	}
	if r.List != nil || r.Figure.Op == templates.OpList {
		out := make([]string, len(r.List))
		for i, v := range r.List {
			out[i] = cell.PrintDate(v, r.Figure.Style)
		}
		return strings.Join(out, "、")
	}
	v := r.Rounded()
	switch r.Figure.Style {
	case "定长":
		return v.StringFixed(int32(r.Figure.Decimals))
	case "百分比":
		if r.Value.Equal(hundred) { // never a share that only rounds to it
			return "100%"
		}
		return v.StringFixed(int32(r.Figure.Decimals)) + "%"
	}
	return v.String()
}
