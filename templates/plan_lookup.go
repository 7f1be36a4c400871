package templates

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// Param returns a parameter's value, "" if it is not set.
func (p *Plan) Param(name ParamName) string { return p.params[name] }

// SetAsOf makes a day the campaign's 截至日, as --as-of does.
func (p *Plan) SetAsOf(iso string) { p.params[ParamAsOf] = iso }

// On is the plan as it stands on a day, where it says no 截至日 itself.
func (p *Plan) On(day string) *Plan {
	if p.Param(ParamAsOf) != "" || day == "" {
		return p
	}
	dated := *p
	dated.params = maps.Clone(p.params)
	dated.SetAsOf(day)
	return &dated
}

// HasParam reports whether the plan names the parameter at all.
func (p *Plan) HasParam(name ParamName) bool { _, ok := p.params[name]; return ok }

// Ledger finds a ledger by code, name or former name; nil if there is none.
func (p *Plan) Ledger(name string) *Ledger { return p.ledgers[name] }

// Figure finds a figure by code or name; nil if there is none.
func (p *Plan) Figure(code string) *Figure { return p.figures[code] }

// Lists reports whether the figure is a list of values.
func (f *Figure) Lists() bool { return f.Op == OpList }

// Unit finds a unit by code, name or former name; nil if there is none.
func (p *Plan) Unit(name string) *Unit { return p.units[name] }

// Expects reports whether the unit is to file returns on a day.
func (p *Plan) Expects(u *Unit, asOf string) bool {
	return u.Closed(asOf) == "" && slices.ContainsFunc(p.Ledgers, func(l *Ledger) bool { return u.Is(l.FiledBy) })
}

// Closed says why nothing is asked of the unit on a day; "" if it is at work.
func (u *Unit) Closed(day string) string {
	switch {
	case u.Until != "" && u.Until < day:
		return "单位已于" + cell.ChineseDate(u.Until) + "停用"
	case u.From > day:
		return "单位" + cell.ChineseDate(u.From) + "才启用"
	}
	return ""
}

// Is reports whether the unit is meant by one of the names: its own name or
// code, its type, or 单位 for anyone.
func (u *Unit) Is(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return n == u.Name || n == u.Code || n == u.Type || n == OwnerUnit
	})
}

// Column finds a column by header text; nil if there is none.
func (l *Ledger) Column(name string) *Column { return l.columns[name] }

// Role finds the column that plays a role; nil if none does.
func (l *Ledger) Role(role Role) *Column { return l.roles[role] }

// HasDeadlines reports whether the ledger's rows can be late: they have a state
// and a deadline.
func (l *Ledger) HasDeadlines() bool {
	return l.Role(RoleState) != nil && l.Role(RoleDue) != nil || l.Role(RolePaperState) != nil && l.Role(RoleReplyDue) != nil
}

// Measures is the ledger that is followed through: the first whose rows have a
// deadline, a unit and a state that can be claimed and closed; nil if there is none.
func (p *Plan) Measures() *Ledger {
	for _, l := range p.Ledgers {
		state := l.Role(RoleState)
		if state == nil || state.Group == nil || l.Role(RoleDue) == nil || l.Role(RoleUnit) == nil || l.Role(RoleClosed) == nil {
			continue
		}
		if state.Group.WithMeaning(MeansDone) != nil && state.Group.WithMeaning(MeansClosed) != nil {
			return l
		}
	}
	return nil
}

// PaperKinds are the kinds of papers; nil if the plan has no register of them.
func (p *Plan) PaperKinds() *OptionGroup {
	for _, l := range p.Ledgers {
		if c := l.Role(RolePaperKind); c != nil && c.Group != nil {
			return c.Group
		}
	}
	return nil
}

// Receives reports whether the unit gets a sheet of this ledger.
func (l *Ledger) Receives(u *Unit) bool { return u.Is(l.FiledBy) || u.Is(l.AlsoTo) }

// Owner is the column that says whose a row is: the routing one, or one of the
// key that names a unit; nil if there is none.
func (l *Ledger) Owner() *Column {
	if l.Route != nil {
		return l.Route
	}
	for _, c := range l.Key {
		if c.Dict != nil && c.Dict.Name == SheetUnits && c.Type == cell.Ref {
			return c
		}
	}
	return nil
}

// Gives reports whether an existing row goes out to the unit up to 截至日: by the routing
// column, to those who receive every row, or back to whoever added it.
func (l *Ledger) Gives(r Record, u *Unit, addedBy string) bool {
	return l.Receives(u) && (u.Is(l.AlsoTo) || slices.Contains(l.Addressees(r, addedBy, l.plan.Param(ParamAsOf)), u.Name))
}

// Addressees are the units that answer on a day for what a row itself names as its
// own, or for what they have added: those at work, and for a closed one whoever took
// over from it. Those that get every row of the ledger are not among them.
func (l *Ledger) Addressees(r Record, addedBy, day string) []string {
	names := []string{addedBy}
	if l.Route != nil {
		names = cell.SplitList(r.Values[l.Route.Index])
	}
	for i, name := range names {
		if u := l.plan.Unit(name); u != nil && u.Joins != "" {
			names[i] = l.plan.Successor(u, day).Name
		}
	}
	return names
}

// FilledBy reports whether the unit may change cells of the column. An office
// below reports whole rows; what is approved here is not its to say.
func (c *Column) FilledBy(u *Unit) bool {
	if u.Lower() {
		return c.Role != RoleApproved
	}
	return u.Is(c.Owners)
}

// OfficeAlone reports whether nobody but the office fills the column in.
func (c *Column) OfficeAlone() bool { return slices.Equal(c.Owners, []string{OwnerOffice}) }

// Approved reports whether somebody of the office has looked at a returned text
// with slots, word for word.
func (p *Plan) Approved(text string) bool {
	return slices.ContainsFunc(p.Reviews, func(r Review) bool {
		return r.Kind == ReviewSlots && r.Checked && sameText(r.Word) == sameText(text)
	})
}

// sameText leaves out what cells and people change in a text without meaning to.
func sameText(s string) string {
	return strings.NewReplacer("｛", "{", "｝", "}", "\r\n", "\n", "\r", "\n").Replace(strings.TrimSpace(s))
}

// Meaning is what the program knows of a cell's value: its option's 含义.
func (c *Column) Meaning(value string) Meaning {
	if c == nil || c.Group == nil {
		return ""
	}
	if o := c.Group.Option(value); o != nil {
		return o.Meaning
	}
	return ""
}

// OptionMeaning is what the plan calls a meaning; "" if the column has no such option.
func (c *Column) OptionMeaning(meaning Meaning) string {
	if c == nil || c.Group == nil {
		return ""
	}
	if o := c.Group.WithMeaning(meaning); o != nil {
		return o.Name
	}
	return ""
}

// Option finds a choice by its name, or one that it had before; nil if there is
// none.
func (g *OptionGroup) Option(name string) *Option {
	if o := g.present(name); o != nil {
		return o
	}
	return g.find(func(o *Option) bool { return slices.Contains(o.Former, name) })
}

func (g *OptionGroup) present(name string) *Option {
	return g.find(func(o *Option) bool { return o.Name == name })
}

// Called finds a choice by its name, a former one, or by what it means.
func (g *OptionGroup) Called(name string) *Option {
	return cmp.Or(g.Option(name), g.WithMeaning(Meaning(name)))
}

// WithMeaning returns the first choice that means m; nil if there is none.
func (g *OptionGroup) WithMeaning(m Meaning) *Option {
	return g.find(func(o *Option) bool { return o.Meaning == m })
}

func (g *OptionGroup) find(is func(*Option) bool) *Option {
	for i := range g.Options {
		if is(&g.Options[i]) {
			return &g.Options[i]
		}
	}
	return nil
}

// Find returns the dictionary row whose name, code or former name is the text; nil if none.
func (d *Dict) Find(text string) []string {
	i, ok := d.index[text]
	if !ok {
		i, ok = d.former[text]
	}
	if !ok {
		return nil
	}
	return d.Rows[i]
}

// Value is one cell of a dictionary row.
func (d *Dict) Value(row []string, column string) string {
	if i := slices.Index(d.Columns, column); i >= 0 && row != nil {
		return row[i]
	}
	return ""
}

// Names lists what may stand in a referring cell.
func (d *Dict) Names() []string {
	out := make([]string, len(d.Rows))
	for i, r := range d.Rows {
		out[i] = r[d.Key]
	}
	return out
}

// Under reports whether a choice belongs under a value of the parent column:
// by the dictionary's column named like the parent, or by the option's 从属. A
// choice that names no parents may be chosen under any.
func (c *Column) Under(value, parent string) bool {
	if c.Dict != nil {
		i := slices.Index(c.Dict.Columns, c.Parent.Name)
		row := c.Dict.Find(value)
		return i < 0 || row == nil || row[i] == "" || slices.Contains(strings.Split(row[i], "|"), parent)
	}
	if c.Group == nil {
		return true
	}
	o := c.Group.Option(value)
	return o == nil || len(o.Under) == 0 || slices.Contains(o.Under, parent)
}

// Lists are the plan's lists, in the order of their names.
func (p *Plan) Lists() []*Dict {
	var out []*Dict
	for _, name := range slices.Sorted(maps.Keys(p.Dicts)) {
		out = append(out, p.Dicts[name])
	}
	return out
}

// Texts are all that finds a row of the list: names, codes and earlier names.
func (d *Dict) Texts() []string {
	return slices.Concat(slices.Sorted(maps.Keys(d.index)), slices.Sorted(maps.Keys(d.former)))
}

// LooksBack reports whether a figure or cross-check reads what figures were at an
// earlier merge.
func (p *Plan) LooksBack() bool {
	return slices.ContainsFunc(p.Figures, (*Figure).LooksBack) ||
		slices.ContainsFunc(p.Relation, func(r *Relation) bool { return looksBack(r.Left) || looksBack(r.Right) })
}
