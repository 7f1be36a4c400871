package disclosure

import (
	"slices"
	"strings"

	"taizhang/templates"
)

// Step is a number that two editions show and that differs by fewer rows than the limit:
// who reads both knows that so few have come, gone or changed.
type Step struct {
	Facts   []string // what the rows have in common
	Was, Is int
}

// Since lists what a reader of an earlier edition can set off against this one, by
// ledger. Both are decided.
func (c *Control) Since(earlier *Control) map[*templates.Ledger][]Step {
	if c == nil || earlier == nil {
		return nil
	}
	out := map[*templates.Ledger][]Step{}
	for l, u := range c.ledgers {
		before := earlier.ledgers[l]
		if before == nil {
			continue
		}
		was := map[string]*number{}
		for _, n := range before.numbers {
			for _, f := range n.facts {
				if before.shows(n) {
					was[strings.Join(f, "\x00")] = n
				}
			}
		}
		for _, n := range u.numbers {
			if s, few := u.step(n, was); few {
				out[l] = append(out[l], s)
			}
		}
	}
	return out
}

// step is how a number differs from what was shown of the same.
func (u *universe) step(n *number, was map[string]*number) (Step, bool) {
	if !u.shows(n) {
		return Step{}, false
	}
	for _, f := range n.facts {
		if o := was[strings.Join(f, "\x00")]; o != nil {
			if d := n.n - o.n; d != 0 && -u.limit < d && d < u.limit {
				return Step{slices.Clone(f), o.n, n.n}, true
			}
		}
	}
	return Step{}, false
}

// shows: the number was printed and is not withheld.
func (u *universe) shows(n *number) bool {
	return n.printed && !n.held && !n.few && !n.vague && (n.n == 0 || n.n >= u.limit)
}
