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

// measureRolesOf are the roles of the plan's ledger of measures; nil if it has none.
func measureRolesOf(p *templates.Plan) *measureRoles {
	l := p.Measures()
	if l == nil {
		return nil
	}
	return &measureRoles{
		ledger: l, state: l.Role(templates.RoleState), due: l.Role(templates.RoleDue), unit: l.Role(templates.RoleUnit), closed: l.Role(templates.RoleClosed),
		newDue: l.Role(templates.RoleNewDue), approved: l.Role(templates.RoleExtension), leader: l.Role(templates.RoleLeader), person: l.Role(templates.RolePerson),
		action: l.Role(templates.RoleMeasures), result: l.Role(templates.RoleResults), progress: l.Role(templates.RoleProgress), done: l.Role(templates.RoleFinished),
		evidence: l.Role(templates.RoleEvidence), checker: l.Role(templates.RoleChecker), why: l.Role(templates.RoleReason), next: l.Role(templates.RoleNext),
		acrossYears: l.Role(templates.RoleAcrossYears), parent: l.Role(templates.RoleAbove), applied: l.Role(templates.RoleClosing),
	}
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
			ledger: l, kind: l.Role(templates.RolePaperKind), to: l.Role(templates.RoleRecipient), day: l.Role(templates.RoleIssued), links: l.Role(templates.RoleRelated),
			limit: l.Role(templates.RoleReplyDue), answered: l.Role(templates.RoleReplied), state: l.Role(templates.RolePaperState),
			number: l.Role(templates.RolePaperNumber), from: l.Role(templates.RoleIssuer), level: l.Role(templates.RoleLevel), content: l.Role(templates.RoleContent),
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
