package papers

import (
	"fmt"

	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// measureRoles is the ledger of measures, by the roles of its columns. Those that may
// be missing are nil.
type measureRoles struct {
	ledger *templates.Ledger

	state, due, unit, closed                  *templates.Column // never nil
	newDue, approved, leader, person          *templates.Column
	action, result, progress, done            *templates.Column
	evidence, checker, why, next, acrossYears *templates.Column
	parent, applied                           *templates.Column
}

// measureRolesOf finds the first ledger whose rows have a deadline, a unit and a state
// that can be claimed and closed; nil if the plan has none.
func measureRolesOf(p *templates.Plan) *measureRoles {
	for _, l := range p.Ledgers {
		w := &measureRoles{
			ledger: l, state: l.Role("状态"), due: l.Role("期限"), unit: l.Role("责任单位"), closed: l.Role("销号日期"),
			newDue: l.Role("新期限"), approved: l.Role("延期批准"), leader: l.Role("责任领导"), person: l.Role("责任人"),
			action: l.Role("措施"), result: l.Role("成果"), progress: l.Role("进展"), done: l.Role("完成日期"),
			evidence: l.Role("佐证"), checker: l.Role("审核人"), why: l.Role("未完原因"), next: l.Role("下一步"),
			acrossYears: l.Role("跨年"), parent: l.Role("上级"), applied: l.Role("销号申请"),
		}
		if w.state == nil || w.due == nil || w.unit == nil || w.closed == nil || w.state.Group == nil {
			continue
		}
		if w.state.Group.WithMeaning("完成") != nil && w.state.Group.WithMeaning("销号") != nil {
			return w
		}
	}
	return nil
}

// registry is the ledger on which papers are logged, by the roles of its
// columns.
type registry struct {
	ledger *templates.Ledger

	kind, to, day, links, limit, answered, state *templates.Column // never nil
	number, from, level, content                 *templates.Column
}

// registryOf finds the ledger with papers about the measures; nil and what is
// missing if there is none.
func registryOf(p *templates.Plan, w *measureRoles) (*registry, string) {
	missing := "用途为“文书类型”的栏目"
	for _, l := range p.Ledgers {
		r := &registry{
			ledger: l, kind: l.Role("文书类型"), to: l.Role("收文单位"), day: l.Role("制发日期"), links: l.Role("关联"),
			limit: l.Role("回复时限"), answered: l.Role("回复日期"), state: l.Role("文书状态"),
			number: l.Role("文号"), from: l.Role("制发单位"), level: l.Role("级别"), content: l.Role("主要内容"),
		}
		if r.kind == nil || r.kind.Group == nil {
			continue
		}
		for _, need := range []struct {
			name string
			c    *templates.Column
		}{{"收文单位", r.to}, {"制发日期", r.day}, {"关联", r.links}, {"回复时限", r.limit}, {"回复日期", r.answered}, {"文书状态", r.state}} {
			if need.c == nil {
				return nil, fmt.Sprintf("“%s”里用途为“%s”的栏目", l.Name, need.name)
			}
		}
		if w != nil && r.links.Target != w.ledger {
			missing = fmt.Sprintf("“%s”里引用“%s”的关联栏目", l.Name, w.ledger.Name)
			continue
		}
		return r, ""
	}
	return nil, missing
}

// recheckOf finds the ledger of rechecks of closed measures; nil if the plan
// has none.
func recheckOf(p *templates.Plan, w *measureRoles) *deadline.Recheck {
	for _, r := range deadline.Rechecks(p) {
		if r.Object.Target == w.ledger {
			return &r
		}
	}
	return nil
}
