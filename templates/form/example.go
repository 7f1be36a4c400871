package form

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// exampler works out the worked example of a ledger: the plan's own examples as far
// as they suit this plan's lists, units and days, the rest taken from those, so that
// the row as a whole passes the rules of the form.
type exampler struct {
	plan   *templates.Plan
	unit   *templates.Unit
	ledger *templates.Ledger
	rules  *templates.RowValidator
}

// Example is the worked example of a ledger for a unit, a canonical value a column.
func Example(p *templates.Plan, u *templates.Unit, l *templates.Ledger) []string {
	e := &exampler{plan: p, unit: u, ledger: l}
	e.rules, _ = p.NewRowValidator(l) // the plan was tried when it was loaded
	values := make([]string, len(l.Columns))
	for _, c := range l.Columns {
		if own := e.own(c); c.Computed != nil || c.Withdraws() {
			continue
		} else if own != "" {
			values[c.Index] = own
		} else if c.Required == templates.Always || c.Example != "" {
			values[c.Index] = first(e.candidates(c, values))
		}
	}
	e.settle(values)
	return values
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// own is the plan's example of a column where it holds in this plan.
func (e *exampler) own(c *templates.Column) string {
	switch {
	case c.Computed != nil:
		return ""
	case c.FilledBySystem():
		return RowID(e.unit.Code, e.ledger.Code, 0)
	case c.Withdraws() || c.Example == "":
		return ""
	case c == e.ledger.Role(templates.RoleUnit) && c.Dict != nil && slices.Contains(c.Choices(), e.unit.Name):
		return e.unit.Name
	}
	v, issue := c.ParseText(c.Example)
	if issue != nil && issue.Severity == finding.Error || c.Target != nil && !e.known(c, v) {
		return ""
	}
	return v
}

// known: the plan begins the other ledger with such rows, or does not begin it.
func (e *exampler) known(c *templates.Column, keys string) bool {
	begun := e.keys(c)
	return len(begun) == 0 || !slices.ContainsFunc(cell.SplitList(keys), func(k string) bool { return !slices.Contains(begun, k) })
}

func (e *exampler) keys(c *templates.Column) (out []string) {
	for _, r := range e.plan.Seeds[c.Target.Name] {
		if len(c.Target.Key) == 1 {
			out = append(out, r.Values[c.Target.Key[0].Index])
		}
	}
	return out
}

// settle changes cells until the row breaks no rule, or no change helps.
func (e *exampler) settle(values []string) {
	e.ledger.Compute(values)
	e.shift(values)
	for range 3 * len(values) {
		broken := e.broken(values)
		if len(broken) == 0 || !e.improve(values, broken) {
			return
		}
	}
}

// shift moves all days of the row together to where the fewest rules are broken: a
// plan's examples are of its own year.
func (e *exampler) shift(values []string) {
	var days []time.Time
	var at []int
	for _, c := range e.ledger.Columns {
		if d, err := time.Parse(time.DateOnly, values[c.Index]); err == nil && c.Type == cell.Date && c.Computed == nil {
			days, at = append(days, d), append(at, c.Index)
		}
	}
	if len(days) == 0 {
		return
	}
	first, last := slices.MinFunc(days, time.Time.Compare), slices.MaxFunc(days, time.Time.Compare)
	best, least := slices.Clone(values), len(e.broken(values))
	for _, s := range e.days(nil) {
		d, _ := time.Parse(time.DateOnly, s)
		for _, by := range []time.Duration{d.Sub(first), d.Sub(last)} {
			moved := slices.Clone(values)
			for i, old := range days {
				moved[at[i]] = old.Add(by).Format(time.DateOnly)
			}
			e.ledger.Compute(moved)
			if n := len(e.broken(moved)); n < least {
				best, least = moved, n
			}
		}
	}
	copy(values, best)
}

// improve makes the change to a cell that some broken rule speaks of which leaves
// the fewest rules broken.
func (e *exampler) improve(values []string, broken [][]*templates.Column) bool {
	best, bestAt, bestValue := len(broken), -1, ""
	tried := map[*templates.Column]bool{}
	for _, columns := range broken {
		for _, c := range columns {
			if tried[c] || c.Computed != nil || c.FilledBySystem() || c.Withdraws() {
				continue
			}
			tried[c] = true
			was := values[c.Index]
			for _, v := range append(e.candidates(c, values), "") {
				if v == was {
					continue
				}
				values[c.Index] = v
				e.ledger.Compute(values)
				if n := len(e.broken(values)); n < best {
					best, bestAt, bestValue = n, c.Index, v
				}
			}
			values[c.Index] = was
		}
	}
	if bestAt >= 0 {
		values[bestAt] = bestValue
	}
	e.ledger.Compute(values)
	return bestAt >= 0
}

// broken lists, for every rule that the row breaks, the columns it speaks of.
func (e *exampler) broken(values []string) (out [][]*templates.Column) {
	if e.rules != nil {
		for _, v := range e.rules.Check(values, templates.Env{}) {
			columns := []*templates.Column{v.Column}
			if v.Tag.Other != nil {
				columns = append(columns, v.Tag.Other)
			}
			out = append(out, columns)
		}
	}
	for _, c := range e.ledger.Columns {
		v := values[c.Index]
		switch {
		case v == "" && c.Required == templates.Always && c.Computed == nil:
			out = append(out, []*templates.Column{c})
		case v != "" && c.Parent != nil && !c.Under(v, values[c.Parent.Index]):
			out = append(out, []*templates.Column{c, c.Parent})
		}
	}
	for _, r := range e.plan.Rules {
		if r.Ledger != e.ledger || r.Stage != templates.StageReturn || r.Check != "行内" || r.Severity != finding.Error {
			continue
		}
		env := templates.Env{Plan: e.plan, Find: e.find}
		if r.When.Holds(values, env) && !r.Must.Holds(values, env) {
			out = append(out, append(append([]*templates.Column{r.Column}, r.When.Columns()...), r.Must.Columns()...))
		}
	}
	return out
}

// find looks for a row that the plan begins a ledger with.
func (e *exampler) find(l *templates.Ledger, key string) []string {
	for _, r := range e.plan.Seeds[l.Name] {
		if len(l.Key) == 1 && r.Values[l.Key[0].Index] == key {
			return r.Values
		}
	}
	return nil
}

// candidates are values that a column could show, the likeliest first.
func (e *exampler) candidates(c *templates.Column, values []string) []string {
	var out []string
	if own := e.own(c); own != "" {
		out = append(out, own)
	}
	switch {
	case c.Target != nil:
		out = append(out, e.keys(c)...)
		if len(out) == 0 && c.Example != "" {
			out = append(out, c.Example)
		}
	case c.Type == cell.YesNo || c.Group != nil || c.Dict != nil:
		for _, v := range c.Choices() {
			if c.Parent == nil || c.Under(v, values[c.Parent.Index]) {
				out = append(out, v)
			}
		}
		out = append(out, c.Choices()...)
	case c.Type == cell.Date:
		out = append(out, e.days(values)...)
	case c.Type == cell.Integer || c.Type == cell.Decimal:
		out = append(out, "1", "0", "2", "10", "100")
		for _, other := range e.ledger.Columns {
			if other.Type == cell.Integer || other.Type == cell.Decimal {
				out = append(out, values[other.Index])
			}
		}
	default:
		out = append(out, "写明"+c.Name, "示例1", "1")
	}
	out = slices.DeleteFunc(out, func(v string) bool {
		_, issue := c.ParseText(v)
		return v == "" || issue != nil && issue.Severity == finding.Error
	})
	return out[:min(len(out), 40)]
}

// days are days of the campaign: between what its plan names, and around the other
// days of the row.
func (e *exampler) days(values []string) []string {
	var known []string
	for _, name := range []templates.ParamName{templates.ParamFeedback, templates.ParamAsOf, templates.ParamReturnsDue, templates.ParamYearEnd} {
		known = append(known, e.plan.Param(name))
	}
	for _, c := range e.ledger.Columns {
		if c.Type == cell.Date && values != nil {
			known = append(known, values[c.Index])
		}
	}
	var out []string
	for _, by := range []int{0, 14, -14, 1, -1, 30, -30, 60} {
		for _, s := range known {
			if d, err := time.Parse(time.DateOnly, s); err == nil {
				out = append(out, d.AddDate(0, 0, by).Format(time.DateOnly))
			}
		}
	}
	return out
}

// exampleText is a column's example as people write it.
func (s *sheet) exampleText(c *templates.Column) string {
	return strings.ReplaceAll(cmp.Or(s.sample[c.Index], c.Example), cell.ListSeparator, "、")
}
