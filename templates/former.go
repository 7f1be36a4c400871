package templates

import (
	"fmt"
	"slices"
	"strings"
)

// FormerHeader is the column of a plan's sheet that holds the names a thing had
// before: whoever still writes one of them means the present name.
const FormerHeader = "曾用名"

// RenameAdvice is for an office whose own sheets hold a name that the plan has
// no more.
const RenameAdvice = "请改成方案里有的名称；方案里改过名称的，请把旧名写进那一行的“曾用名”，别处会自己跟着改。"

// former are an entry's earlier names, separated by 、 or, where a name holds a 、
// itself, by |.
func (e entry) former() []string {
	if text := e.get(FormerHeader); !strings.Contains(text, "|") {
		return splitNames(text, "、")
	}
	return splitNames(e.get(FormerHeader), "|")
}

func splitNames(text, separator string) []string {
	var out []string
	for _, s := range strings.Split(text, separator) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// claim gives an entry its former names. spoken says whose each name is already:
// a name of two things would mean neither.
func (e entry) claim(spoken map[string]string, owner string) []string {
	var out []string
	for _, name := range e.former() {
		if other, taken := spoken[name]; taken {
			e.bad(FormerHeader, fmt.Sprintf("“%s”的曾用名“%s”也是“%s”的名称、代码或曾用名，分不清指哪一个", owner, name, other), "一个名称只能指一个；请删去写错的那一处。")
			continue
		}
		spoken[name] = owner
		out = append(out, name)
		e.ld.plan.renames = true
	}
	return out
}

// formerUnits reads the former names of units and of the entries of other lists,
// once all present ones are known, and writes the present ones wherever lists and
// parameters name units.
func (ld *loader) formerUnits() {
	for _, d := range ld.plan.Lists() {
		ld.formerEntries(d)
	}
	for _, d := range ld.plan.Lists() {
		if d.Name == SheetUnits {
			continue
		}
		for _, row := range d.Rows {
			for i, v := range row {
				if i != d.Key && i != 0 && d.Columns[i] != FormerHeader {
					row[i] = ld.unitsIn(v)
				}
			}
		}
	}
	for i, p := range ld.plan.Params {
		v := ld.unitsIn(p.Value)
		for _, d := range ld.plan.Lists() {
			if at, renamed := d.former[v]; renamed {
				v = d.Rows[at][d.Key]
			}
		}
		ld.plan.Params[i].Value, ld.plan.params[ParamName(p.Name)] = v, v
	}
}

// formerEntries reads the former names of one list's entries.
func (ld *loader) formerEntries(d *Dict) {
	units := d.Name == SheetUnits
	spoken := map[string]string{}
	for text, i := range d.index {
		spoken[text] = d.Rows[i][d.Key]
	}
	if units {
		for _, u := range ld.plan.Units {
			spoken[u.Type] = u.Type
		}
	}
	d.former = map[string]int{}
	ld.each(d.Name, func(e entry) {
		present := e.get(d.Columns[d.Key])
		for _, text := range e.claim(spoken, present) {
			d.former[text] = d.index[present]
			if u := ld.plan.units[present]; u != nil && units {
				u.Former = append(u.Former, text)
				ld.plan.units[text] = u
			}
		}
	})
}

// unitsIn puts present names of units for former ones in a text that is one name
// or several with | between.
func (ld *loader) unitsIn(text string) string {
	return strings.Join(ld.plan.presentUnits(strings.Split(text, "|")), "|")
}

func (p *Plan) presentUnits(names []string) []string {
	for i, n := range names {
		if u := p.units[n]; u != nil && slices.Contains(u.Former, n) {
			names[i] = u.Name
		}
	}
	return names
}

// formerOptions reads the former names of choices.
func (ld *loader) formerOptions() {
	spoken := map[*OptionGroup]map[string]string{}
	for _, g := range ld.plan.Groups {
		spoken[g] = map[string]string{}
		for _, o := range g.Options {
			spoken[g][o.Name] = o.Name
		}
	}
	ld.each(SheetOptions, func(e entry) {
		g := ld.plan.Groups[e.get("选项组")]
		if g == nil {
			return
		}
		if o := g.Option(e.get("名称")); o != nil {
			o.Former = append(o.Former, e.claim(spoken[g], o.Name)...)
		}
	})
}

// formerLedgers reads the former names of ledgers.
func (ld *loader) formerLedgers() {
	spoken := map[string]string{}
	for text, l := range ld.plan.ledgers {
		spoken[text] = l.Name
	}
	ld.each(SheetLedgers, func(e entry) {
		l := ld.plan.ledgers[e.get("代号")]
		if l == nil || l.Name != e.get("名称") {
			return
		}
		l.Former = e.claim(spoken, l.Name)
		for _, name := range l.Former {
			ld.plan.ledgers[name] = l
		}
	})
}

// formerColumns reads the former headers of columns.
func (ld *loader) formerColumns() {
	spoken := map[*Ledger]map[string]string{}
	ld.each(SheetColumns, func(e entry) {
		l := ld.plan.Ledger(e.get("台账"))
		if l == nil || l.Column(e.get("栏目")) == nil {
			return
		}
		if spoken[l] == nil {
			spoken[l] = map[string]string{}
			for _, c := range l.Columns {
				spoken[l][c.Name] = c.Name
			}
		}
		c := l.Column(e.get("栏目"))
		c.Former = e.claim(spoken[l], c.Name)
	})
}

// presentWords puts present names into what the plan says of a column's choices.
func (c *Column) presentWords() {
	for i := range c.Tags {
		t := &c.Tags[i]
		for n, w := range t.Words {
			if t.Other != nil {
				t.Words[n] = t.Other.Present(w)
			}
		}
	}
	if c.Group == nil || c.Parent == nil {
		return
	}
	for _, o := range c.Group.Options {
		for n, w := range o.Under {
			o.Under[n] = c.Parent.Present(w)
		}
	}
}

// Renames reports whether anything in the plan had another name before.
func (p *Plan) Renames() bool { return p.renames }

// Named finds a column by its header, or by one that it had before; nil if there
// is none.
func (l *Ledger) Named(header string) *Column {
	if l == nil {
		return nil
	}
	if c := l.Column(header); c != nil {
		return c
	}
	for _, c := range l.Columns {
		if slices.Contains(c.Former, header) {
			return c
		}
	}
	return nil
}
