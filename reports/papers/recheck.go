package papers

import (
	"cmp"
	"fmt"
	"slices"

	"taizhang/sheets/deadline"
	"taizhang/templates/cell"
)

// Recheck is a closed measure whose 回头看 is due.
type Recheck struct {
	Measure string `json:"measure"`
	Unit    string `json:"unit"`
	Closed  string `json:"closed"`
	Last    string `json:"last,omitempty"` // the recheck before
	Reason  string `json:"reason"`

	m    *measure
	rank int
	from string // since when it waits
}

// proposeRechecks: what has rebounded before, then what nobody has looked at since
// it was closed, then what was looked at longest ago; each once its months are
// over, a rebound at once.
func (g *generator) proposeRechecks() []Recheck {
	w, months := g.roles, g.number("回头看月数", 3)
	var out []Recheck
	for _, m := range g.measures {
		if !m.Closed {
			continue
		}
		r := Recheck{Measure: m.Key(), Unit: m.unit, Closed: m.Value(w.closed), m: m, from: m.Value(w.closed)}
		since := slices.DeleteFunc(slices.Clone(g.cal.Looks(m.Row)), func(x deadline.Look) bool { return x.On() < r.Closed })
		if n := len(since); n > 0 {
			r.Last = since[n-1].On()
			r.from = r.Last
		}
		due := r.from != "" && cell.MonthsAfter(r.from, months) <= g.AsOf
		switch {
		case m.reopened > 0 && r.Last == "":
			r.rank, r.Reason = 0, fmt.Sprintf("销号后重开过%d次，再次销号后还没有回头看", m.reopened)
		case r.Last == "" && due:
			r.rank, r.Reason = 1, fmt.Sprintf("销号满%d个月，没有回头看过", months)
		case due:
			r.rank, r.Reason = 2, fmt.Sprintf("上次回头看已过%d个月", months)
		default:
			continue
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Recheck) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from), cell.Natural(a.Measure, b.Measure))
	})
	return out
}
