package audit

import (
	"strings"

	"taizhang/reports/audit/quantity"
	"taizhang/templates"
)

// compare holds a number against a printed figure.
func compare(said *quantity.Quantity, printed string, f *templates.Figure) Status {
	is := soleQuantity(shownValue(printed, f))
	if is == nil {
		is = soleQuantity(printed)
	}
	if is == nil {
		return Contradicts
	}
	if said.Unit == "" && said.Kind == quantity.Number { // a table may have its unit elsewhere
		if said.Value.Equal(plainValue(printed)) {
			return Agrees
		}
		if plain := soleQuantity(strings.TrimSuffix(printed, "%")); plain != nil {
			if v := near(said, plain); v != Contradicts {
				return v
			}
		}
	}
	if said.Kind != is.Kind {
		return Contradicts
	}
	return near(said, is)
}

// near says whether two quantities are the same, or one the other rounded.
func near(said, is *quantity.Quantity) Status {
	switch {
	case said.Unit == is.Unit && said.Value.Equal(is.Value), rounds(is, said): // also to more places
		return Agrees
	case rounds(said, is):
		return Rounded
	}
	return Contradicts
}

func shownValue(v string, f *templates.Figure) string {
	if strings.HasSuffix(v, "%") {
		return v
	}
	return v + f.Measure
}
