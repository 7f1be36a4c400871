package templates

import (
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// TypeLower is the type (类型) of units that run campaigns of their own and
// report by a package: whole rows, the office's columns there included.
const TypeLower = "下级"

// LowerSeparator stands between a lower office and a name of its own lists.
const LowerSeparator = "·"

// Lower reports whether the unit is an office with a campaign of its own.
func (u *Unit) Lower() bool { return u.Type == TypeLower }

// Lowers lists the offices that report from below.
func (p *Plan) Lowers() []*Unit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u *Unit) bool { return !u.Lower() })
}

// Lower is the office below of a name; nil for any other unit.
func (p *Plan) Lower(name string) *Unit {
	if u := p.Unit(name); u != nil && u.Lower() {
		return u
	}
	return nil
}

// Scope is the name space of the rows that a unit reports: an office below
// numbers and names for itself.
func (p *Plan) Scope(unit string) string {
	if p.Lower(unit) == nil {
		return ""
	}
	return unit
}

// FromBelow reports whether offices below report rows of the ledger.
func (p *Plan) FromBelow(l *Ledger) bool {
	return slices.ContainsFunc(p.Units, func(u *Unit) bool { return u.Lower() && l.Receives(u) })
}

// Lifting says how a value of an office below stands in the ledger above.
type Lifting string

const (
	LiftedPlain Lifting = "照报"
	LiftedID    Lifting = "加单位代码" // numbers and what refers to them
	LiftedName  Lifting = "加单位名称" // names of the lists below
	LiftedUnit  Lifting = "填本单位"  // who answers for it here
)

// Lifting of a column: ids and names are told apart by who gave them; whoever is
// responsible below, here it is the office that reports.
func (p *Plan) Lifting(c *Column) Lifting {
	return c.Lifted(c.Target != nil && p.FromBelow(c.Target))
}

// Lifted is the same where it is known whether the rows it refers to come from
// below too.
func (c *Column) Lifted(referred bool) Lifting {
	l := c.Ledger
	inKey := slices.Contains(l.Key, c)
	switch {
	case c.Target != nil && referred:
		return LiftedID
	case c.Target != nil || c.Computed != nil:
		return LiftedPlain
	case c.Dict != nil && c.Dict.Name == SheetUnits && !inKey && (c == l.Route || c.Role == RoleUnit):
		return LiftedUnit
	case c.Dict != nil:
		return LiftedName
	case c.FilledBySystem() && c.Type == cell.Text, inKey && len(l.Key) == 1 && c.Type == cell.Text:
		return LiftedID
	case c.Type == cell.Text && slices.ContainsFunc(c.Tags, func(t Tag) bool { return t.Name == TagUnique }):
		return LiftedID
	}
	return LiftedPlain
}

// LiftID writes a number of an office below as it stands above.
func LiftID(unitCode, id string) string {
	if id == "" {
		return ""
	}
	return unitCode + "-" + id
}

// LiftName writes a name of an office below as it stands above.
func LiftName(unit, name string) string {
	if name == "" {
		return ""
	}
	return unit + LowerSeparator + name
}

// ofLower reports whether a text is a name of the lists of an office below.
func (d *Dict) ofLower(text string) bool {
	head, name, found := strings.Cut(text, LowerSeparator)
	return found && name != "" && slices.Contains(d.lower, head)
}

// lowerNames tells every list whose own names it has to take as they come.
func (ld *loader) lowerNames() {
	for _, d := range ld.plan.Dicts {
		for _, u := range ld.plan.Lowers() {
			d.lower = append(d.lower, u.Name)
		}
	}
}
