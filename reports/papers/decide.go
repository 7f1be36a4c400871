package papers

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// draft is a paper that has to be issued and has no number yet.
type draft struct {
	kind     string
	unit     string
	light    deadline.Light
	measures []*measure
	summary  string
	basis    []*logged // the unanswered papers it goes back to
}

// escalation is what an unanswered paper leads to.
var escalation = []string{reminder, oversight, urging, discipline}

// committees are the papers that only the discipline committee issues.
var committees = []string{urging, discipline, summons}

// add adds measures that are not named yet.
func (n *draft) add(ms ...*measure) {
	for _, m := range ms {
		if !slices.Contains(n.measures, m) {
			n.measures = append(n.measures, m)
			n.light = max(n.light, m.Light)
		}
	}
}

// decide lists the papers the day calls for, in the plan's order of units:
// what each unit has not been told yet, and what it has left unanswered.
func (g *generator) decide() (issue, propose []draft) {
	register := g.papers()
	g.unassigned()
	for _, u := range g.Plan.Units {
		if !g.active(u) {
			continue
		}
		of := slices.DeleteFunc(slices.Clone(register), func(p *logged) bool { return p.to != u.Name })
		open := g.openOf(u.Name)
		drafts := []*draft{g.task(of, open), g.remind(of, open)}
		for i, to := range escalation[1:] {
			drafts = append(drafts, g.escalate(of, escalation[i], to))
		}
		drafts = append(drafts, g.summon(of, open))
		for _, n := range drafts {
			if n == nil {
				continue
			}
			if n.unit = u.Name; slices.Contains(committees, n.kind) {
				propose = append(propose, *n)
			} else {
				issue = append(issue, *n)
			}
		}
	}
	g.onlyKnown(&issue)
	order := slices.Concat([]string{taskSheet}, escalation, []string{summons})
	for _, list := range [][]draft{issue, propose} {
		slices.SortStableFunc(list, func(a, b draft) int { return slices.Index(order, a.kind) - slices.Index(order, b.kind) })
	}
	return issue, propose
}

func (g *generator) active(u *templates.Unit) bool {
	return u != nil && u.Closed(g.AsOf) == ""
}

// unassigned warns of open measures that no unit answers for: nobody would be
// sent a paper about them.
func (g *generator) unassigned() {
	for _, m := range g.measures {
		units := cell.SplitList(m.unit)
		if !m.Done && !slices.ContainsFunc(units, func(name string) bool { return g.active(g.Plan.Unit(name)) }) {
			g.findings = append(g.findings, m.Finding(finding.Warning, "R-06", g.roles.unit,
				fmt.Sprintf("措施%s的责任单位“%s”不在“单位”表里，或已经停用、还没有启用，没有给它发文书。", m.Key(), strings.Join(units, "、")), "请在总台账里改为现在负责的单位，再运行一次。"))
		}
	}
}

// onlyKnown leaves out the kinds that the plan's options have no name for.
func (g *generator) onlyKnown(issue *[]draft) {
	said := map[string]bool{}
	*issue = slices.DeleteFunc(*issue, func(n draft) bool {
		if g.registry.kind.Group.WithMeaning(templates.Meaning(n.kind)) != nil {
			return false
		}
		if !said[n.kind] {
			said[n.kind] = true
			g.skip(n.kind, "含义为“"+n.kind+"”的文书类型")
		}
		return true
	})
}

// task: a task sheet names every open measure of the unit, once there is one
// that no task sheet has named since it last changed.
func (g *generator) task(register []*logged, open []*measure) *draft {
	told := func(m *measure) bool {
		return slices.ContainsFunc(register, func(p *logged) bool {
			return p.kind == taskSheet && slices.Contains(p.measures, m) && (p.index < 0 || p.index > m.changed)
		})
	}
	if !slices.ContainsFunc(open, func(m *measure) bool { return !told(m) }) {
		return nil
	}
	return &draft{kind: taskSheet, measures: open, summary: fmt.Sprintf("下达整改任务%d项，请按期完成", len(open))}
}

// remind: a reminder names every open measure within the warning days, once
// one of them has come to a level it has not been reminded of, or is past its
// deadline still although the last reminder was answered.
func (g *generator) remind(register []*logged, open []*measure) *draft {
	n := &draft{kind: reminder}
	due, over := false, 0
	for _, m := range open {
		if m.Light == deadline.NoLight {
			continue
		}
		n.measures = append(n.measures, m)
		n.light = max(n.light, m.Light)
		if m.Left < 0 {
			over++
		}
		reminded := deadline.NoLight
		for _, p := range register {
			if p.kind == reminder && slices.Contains(p.measures, m) && (p.index < 0 || p.index > m.resumed) {
				reminded = max(reminded, g.cal.LightOn(p.day, m.Due))
			}
		}
		due = due || m.Light > reminded || m.Left < 0 && g.settled(register, m)
	}
	if !due {
		return nil
	}
	late := ""
	if over > 0 {
		late = fmt.Sprintf("（超期%d项）", over)
	}
	n.summary = fmt.Sprintf("%d项整改任务临近或超过期限%s，请书面回复进展和下一步安排", len(n.measures), late)
	return n
}

// settled: every reminder of a measure is answered and the day for the answer
// is over, so that nothing would be asked of the unit any more.
func (g *generator) settled(register []*logged, m *measure) bool {
	any := false
	for _, p := range register {
		if !slices.Contains(escalation, p.kind) || !slices.Contains(p.measures, m) || p.index >= 0 && p.index < m.resumed {
			continue
		}
		if any = true; !p.answered || p.limit >= g.AsOf {
			return false
		}
	}
	return any
}

// escalate: papers of one kind that are unanswered past their day, about
// measures still open, call for one paper of the next kind, unless one has
// followed already or one is still unanswered: that one leads further itself.
func (g *generator) escalate(register []*logged, from, to string) *draft {
	n := &draft{kind: to}
	for _, p := range register {
		open := g.stillAsked(p)
		followed := slices.ContainsFunc(register, func(q *logged) bool {
			return q.kind == to && (q.day > p.day || !q.answered) && q.shares(p)
		})
		if p.kind != from || !p.late(g.AsOf) || len(open) == 0 || followed {
			continue
		}
		n.basis = append(n.basis, p)
		n.add(open...)
	}
	if len(n.basis) == 0 {
		return nil
	}
	sortByDue(n.measures)
	n.summary = fmt.Sprintf("%s逾期未回复，%d项整改任务没有完成，请主要负责人牵头限期回复并整改", numbers(n.basis), len(n.measures))
	return n
}

// numbers lists papers by number.
func numbers(ps []*logged) string {
	var parts []string
	for _, p := range ps {
		parts = append(parts, p.number)
	}
	return strings.Join(parts, "、")
}
