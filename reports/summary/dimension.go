package summary

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"taizhang/templates/book"
	canon "taizhang/templates/cell"

	"taizhang/sheets"
	"taizhang/templates"
)

// dimension sorts rows into groups by what a path leads to: an option, a unit,
// a month. Groups stand in the order the plan prints them.
type dimension struct {
	m      *maker
	path   templates.Path
	steps  templates.Grouping // of a number
	period string             // of a date
	all    bool               // groups without rows too
	empty  int                // groups that the plan names and no row falls into
}

// unfilled is the group of rows whose value is empty.
const unfilled = "（未填）"

func (m *maker) dimension(l *templates.Ledger, spec string) (*dimension, error) {
	g, err := m.in.Plan.Grouping(spec, l)
	if err != nil {
		return nil, err
	}
	return &dimension{m: m, steps: g, path: g.Path, period: g.Period}, nil
}

// fact is what the rows of a group have in common.
func (d *dimension) fact(group string) string {
	text := d.path.Text
	if d.period != "" {
		text += "." + d.period
	}
	return templates.GroupFact(text, group)
}

// column is where the path ends.
func (d *dimension) column() *templates.Column { return d.path.Columns[len(d.path.Columns)-1] }

func (d *dimension) label() string {
	if d.path.Extra != "" {
		return d.path.Extra
	}
	return d.column().Name
}

// of names the groups of a row; several for a column of several choices.
func (d *dimension) of(r *sheets.Row) []string {
	v := d.path.Value(r.Values, d.m.env)
	if v == "" {
		return []string{unfilled}
	}
	if d.period != "" {
		return []string{cmp.Or(canon.Period(v, d.period), unfilled)}
	}
	if d.steps.Bounds != nil {
		return []string{cmp.Or(d.steps.Step(v), unfilled)}
	}
	if d.path.Extra == "" && d.column().Several() {
		return canon.SplitList(v)
	}
	return []string{v}
}

// groups lists the groups that rows fall into, and those the plan names
// although nothing falls into them.
func (d *dimension) groups(rows []*sheets.Row) []string {
	seen := map[string]bool{}
	for _, r := range rows {
		for _, v := range d.of(r) {
			seen[v] = true
		}
	}
	var out []string
	known, always := d.known()
	always = d.all || always && !d.tooMany(known)
	d.empty = 0
	for _, v := range known {
		if always || seen[v] {
			out = append(out, v)
			delete(seen, v)
		} else {
			d.empty++
		}
	}
	blank := seen[unfilled]
	delete(seen, unfilled)
	rest := slices.SortedFunc(maps.Keys(seen), canon.Compare)
	rest = everyPeriod(rest, d.period)
	if out = append(out, rest...); d.steps.Bounds != nil {
		slices.SortFunc(out, canon.Compare) // what is below the first step comes first
	}
	if blank {
		out = append(out, unfilled)
	}
	return out
}

// mostOptions is how many options of a list each get a line, even of nothing.
const mostOptions = 40

// tooMany: only the options that rows have are listed of a long list. Where small
// numbers are withheld, an option that is left out would be known to be nought.
func (d *dimension) tooMany(known []string) bool {
	return d.column().Group != nil && len(known) > mostOptions && !d.m.control().Covers(d.path.Columns[0].Ledger)
}

// left says how many of the options of a long list have no line.
func (d *dimension) left() string {
	if d == nil || d.column().Group == nil || d.empty == 0 || d.path.Extra != "" {
		return ""
	}
	return fmt.Sprintf("“%s”另有 %d 项都是 0，没有列出。", d.label(), d.empty)
}

// known lists the values the plan gives in its own order; always says that
// each gets a line even when it counts nothing.
func (d *dimension) known() (values []string, always bool) {
	c := d.column()
	switch {
	case d.period != "":
		return nil, false
	case d.steps.Bounds != nil:
		values, _ = d.steps.Steps()
		return values, true
	case c.Group != nil:
		for _, o := range c.Group.Options {
			values = appendNew(values, o.Attribute(d.path.Extra))
		}
		return values, d.path.Extra == ""
	case c.Type == canon.YesNo:
		return c.Choices(), true
	case c.Dict != nil:
		for _, row := range c.Members() {
			v := row[c.Dict.Key]
			if d.path.Extra != "" {
				v = c.Dict.Value(row, d.path.Extra)
			}
			values = appendNew(values, v)
		}
		// Where the column is for units of one kind, each of them answers for it.
		return values, len(c.UnitTypes) > 0
	case c.Target != nil:
		rows := d.m.in.Set.Counted(c.Target)
		for _, r := range rows {
			values = appendNew(values, r.Key())
		}
		return values, len(rows) <= 60
	}
	return nil, false
}

func appendNew(list []string, v string) []string {
	if v == "" || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// everyPeriod fills the gaps of a short series, so that time runs evenly.
func everyPeriod(periods []string, unit string) []string {
	if len(periods) < 2 || unit == "" {
		return periods
	}
	first, _ := canon.PeriodStart(periods[0], unit)
	last, _ := canon.PeriodStart(periods[len(periods)-1], unit)
	if all := canon.Periods(first, last, unit); len(all) > 0 && len(all) <= 24 {
		return all
	}
	return periods
}

// show is a group as a heading: a reference to another ledger with a few words
// of what it refers to.
func (d *dimension) show(v string) string {
	if c := d.column(); c.Target != nil && d.path.Extra == "" {
		if r := d.m.data.Find(c.Target, v); r != nil {
			for _, tc := range c.Target.Columns {
				if tc.Type == canon.LongText && !tc.Sensitive {
					return v + "　" + d.m.clip(r, tc, 22)
				}
			}
		}
	}
	if d.period != "" {
		return canon.PrintPeriod(v)
	}
	if d.steps.Bounds != nil {
		return d.steps.PrintStep(v)
	}
	return v
}

// place is a group as a line's heading: it leads to the full table of such groups, if
// this is not it, or else to the rows.
func (d *dimension) place(v string, brief bool) cell {
	c := cell{text: d.show(v)}
	if v == unfilled || d.period != "" || d.path.Extra != "" || len(d.path.Columns) > 1 {
		return c
	}
	col := d.column()
	if brief {
		c.links = []string{"full:" + col.Ledger.Name + ":" + d.label()}
	}
	c.links = append(c.links, valueMark(col, v), "rows:"+col.Ledger.Name)
	return c
}

// meaningTones gives options of the same meaning the same colour in every
// chart; in grey print neighbours still differ.
var meaningTones = map[templates.Meaning]string{
	"销号": colourClosed, "完成": colourDone, "已回复": colourDone, "巩固": colourDone, "基本完成": colourNearly, "进行": colourOpen, "待回复": colourOpen,
	"未开始": colourNot, "延期": colourMoved, "未完成": "C55A11", "超期": colourLate, "反弹": colourLate,
	"绿": book.Green, "黄": book.Yellow, "红": book.Red,
}

// tones are the colours of a chart's series; nil leaves the palette's.
func (d *dimension) tones(groups []string) []string {
	c := d.column()
	if c.Group == nil || d.path.Extra != "" {
		return nil
	}
	used := map[string]bool{}
	var out []string
	for _, g := range groups {
		t := meaningTones[c.Meaning(g)]
		if t == "" || used[t] {
			return nil // half by meaning, half by chance, would mislead
		}
		used[t] = true
		out = append(out, t)
	}
	return out
}
