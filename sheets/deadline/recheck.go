package deadline

import (
	"cmp"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
)

// Recheck is a ledger of later looks at items of another, by the roles of its
// columns.
type Recheck struct {
	Ledger              *templates.Ledger
	Object, Day, Result *templates.Column
	NewDue              *templates.Column // nil if it sets no new deadlines
}

// Rechecks are the plan's ledgers of later looks.
func Rechecks(p *templates.Plan) []Recheck {
	var out []Recheck
	for _, l := range p.Ledgers {
		r := Recheck{Ledger: l, Object: l.Role(templates.RoleRechecked), Day: l.Role(templates.RoleRecheckDay), Result: l.Role(templates.RoleRecheckResult), NewDue: l.Role(templates.RoleNewDue)}
		if r.Object != nil && r.Object.Target != nil && r.Day != nil && r.Result != nil {
			out = append(out, r)
		}
	}
	return out
}

// Look is one row of such a ledger.
type Look struct {
	Recheck
	Row *sheets.Row
}

// On is the day of the look.
func (l Look) On() string { return l.Row.Value(l.Day) }

// Rebound reports whether the look found that the item did not hold.
func (l Look) Rebound() bool {
	return l.Result.Meaning(l.Row.Value(l.Result)) == templates.MeansRebound
}

// looks files the plan's later looks up to a day under their items, in the
// order of their days.
func looks(data *sheets.Data, asOf string) map[*sheets.Row][]Look {
	out := map[*sheets.Row][]Look{}
	for _, r := range Rechecks(data.Plan) {
		for _, row := range data.Rows(r.Ledger) {
			l := Look{r, row}
			if !row.Counts() || l.On() > asOf {
				continue
			}
			if item := data.Find(r.Object.Target, row.Value(r.Object)); item != nil {
				out[item] = append(out[item], l)
			}
		}
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b Look) int { return cmp.Compare(a.On(), b.On()) })
	}
	return out
}
