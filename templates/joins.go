package templates

import (
	"fmt"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// JoinsHeader is the column of 单位 that says which unit takes over from one that
// is closed.
const JoinsHeader = "并入"

// lastDay is after every day of a campaign.
const lastDay = "9999-12-31"

// loadJoins checks who takes over from whom.
func (ld *loader) loadJoins() {
	ld.each(SheetUnits, func(e entry) {
		u := ld.plan.Unit(e.get("单位代码"))
		if u == nil || u.Joins == "" {
			return
		}
		switch {
		case ld.plan.Unit(u.Joins) == nil:
			e.bad(JoinsHeader, fmt.Sprintf("“%s”不在“单位”表里", u.Joins), "请写“单位”表里的单位名称。")
		case u.Until == "":
			e.bad(JoinsHeader, fmt.Sprintf("“%s”写了并入，没有写停用日", u.Name), "请写上从哪一天起不再用这个单位。")
		case ld.plan.Successor(u, lastDay) == u:
			e.bad(JoinsHeader, fmt.Sprintf("“%s”并来并去又并回了自己", u.Name), "请写最后由哪个单位接着负责。")
		}
	})
}

// Successor is the unit that answers on a day for what a unit has not finished: the
// unit itself while it is at work or nobody takes over.
func (p *Plan) Successor(u *Unit, day string) *Unit {
	now := u
	for range p.Units {
		next := p.Unit(now.Joins)
		if next == nil || now.Until == "" || now.Until >= day {
			return now
		}
		if now = next; now == u {
			break
		}
	}
	return u
}

// orphaned lists the ledgers of which a unit's rows get no form once it has joined
// another: they are not sent to whoever takes over.
func (p *Plan) orphaned(u *Unit) []*Ledger {
	var out []*Ledger
	next := p.Successor(u, lastDay)
	for _, l := range p.Ledgers {
		if next != u && l.Receives(u) && !l.Receives(next) {
			out = append(out, l)
		}
	}
	return out
}

// checkJoins doubts a unit that takes over rows of ledgers that it never gets.
func (ld *loader) checkJoins() {
	ld.each(SheetUnits, func(e entry) {
		u := ld.plan.Unit(e.get("单位代码"))
		if u == nil || u.Joins == "" {
			return
		}
		var names []string
		for _, l := range ld.plan.orphaned(u) {
			names = append(names, "“"+l.Name+"”")
		}
		if len(names) > 0 {
			next := ld.plan.Successor(u, lastDay).Name
			ld.plan.Doubts = append(ld.plan.Doubts, finding.Finding{Severity: finding.Warning, Code: "方案", Sheet: SheetUnits, Cell: xlsx.CellName(e.col(JoinsHeader)+1, e.row.Number),
				Message: fmt.Sprintf("“%s”并入“%s”，可%s不发给“%s”，其中“%s”的行以后没有单位填。", u.Name, next, strings.Join(names, "、"), next, u.Name),
				Fix:     fmt.Sprintf("请在“台账”表的“填报单位”里加上“%s”，或者在总台账里把这些行改由别的单位负责。", next)})
		}
	})
}
