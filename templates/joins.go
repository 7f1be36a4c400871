package templates

import "fmt"

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
