package papers

import (
	"slices"
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// summon: measures that are overdue by so many days, satisfy the plan's condition and
// stand on a paper that went unanswered past its day, call for the unit's head to come
// in, unless a talk about them has been held or called for since.
func (g *generator) summon(register []*logged, open []*measure) *draft {
	when, err := g.Plan.SummonsWhen()
	if err != nil { // the plan would not have loaded
		return nil
	}
	ripe := func(m *measure) bool {
		return m.Late() && -m.Left >= g.summonsDays() && when.Holds(m.Values, g.data.Env())
	}
	n := &draft{kind: summons}
	for _, p := range g.unanswered(register) {
		about := slices.DeleteFunc(g.stillAsked(p), func(m *measure) bool { return !slices.Contains(open, m) || !ripe(m) })
		talked := slices.ContainsFunc(register, func(q *logged) bool { return q.kind == summons && q.day >= p.day && q.shares(p) })
		if len(about) == 0 || talked {
			continue
		}
		n.basis = append(n.basis, p)
		n.add(about...)
	}
	if len(n.basis) == 0 {
		return nil
	}
	sortByDue(n.measures)
	return n
}

// unanswered are the papers past their day of the kinds that lead to a summons.
func (g *generator) unanswered(register []*logged) []*logged {
	var kinds []string
	for _, name := range strings.Split(g.param(string(templates.ParamSummonsBasis)), "|") {
		if o := g.registry.kind.Group.Called(strings.TrimSpace(name)); o != nil {
			kinds = append(kinds, o.Name)
		}
	}
	return slices.DeleteFunc(slices.Clone(register), func(p *logged) bool {
		return !slices.Contains(kinds, g.registry.kind.Present(p.Value(g.registry.kind))) || !p.late(g.AsOf)
	})
}

func (g *generator) summonsDays() int {
	return g.number(string(templates.ParamSummonsDays), 30)
}

// summoned are those who are asked to come in.
func (g *generator) summoned(unit string, ms []*measure) string {
	return cell.Enumerate(cell.JoinList(g.addressees(g.param("约谈对象"), unit, ms, deadline.Red)))
}
