package check

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// groupMinimum: every group reaches a minimum, in every period if the rule
// names a period column. Groups over a dictionary include its names without
// any row.
func (r *run) groupMinimum(rule *templates.Rule, b *batch) {
	limit, err := strconv.Atoi(rule.Arg(r.plan, "下限"))
	if err != nil || r.clouded(rule) {
		return
	}
	unit, date := period(rule)
	periods := []string{""}
	if date != nil {
		if periods = cell.PeriodsOver(rule.Arg(r.plan, "起"), rule.Arg(r.plan, "止"), r.asOf(), unit); len(periods) == 0 {
			return
		}
	}
	n, last := r.boxes(rule, unit, date)
	for _, group := range r.groups(rule, last) {
		for _, p := range periods {
			if got := len(n[box{group, p}].different); got < limit {
				name := group // nobody's row, but a name of the dictionary
				if row := last[group]; row != nil {
					name = shown(row, rule.Columns["分组"])
				}
				words := map[string]string{"值": name, "月": cell.PrintPeriod(p), "期": cell.PrintPeriod(p), "数": strconv.Itoa(got), "应": strconv.Itoa(limit)}
				b.add(nil, words)
			}
		}
	}
}

// box is a group, in one period where the rule names a period column.
type box struct{ group, period string }

// content is what is in a box: its rows, and how many different things they are.
type content struct {
	rows      []*sheets.Row
	different map[string]bool
}

// boxes sorts the rule's rows into its groups; last is the last row of each.
func (r *run) boxes(rule *templates.Rule, unit string, date *templates.Column) (n map[box]content, last map[string]*sheets.Row) {
	n, last = map[box]content{}, map[string]*sheets.Row{}
	for i, row := range r.rows(rule) {
		group := joined(row, rule.Columns["分组"])
		if group == "" {
			continue
		}
		at := box{group, ""}
		if date != nil {
			at.period = cell.Period(row.Value(date), unit)
		}
		what := strconv.Itoa(i)
		if d := rule.Columns["去重"]; d != nil {
			what = sameCode(row, d)
		}
		in := n[at]
		if in.different == nil {
			in.different = map[string]bool{}
		}
		in.rows, in.different[what] = append(in.rows, row), true
		n[at], last[group] = in, row
	}
	return n, last
}

// groupMaximum: no group goes beyond a maximum, in any period if the rule names
// a period column. The finding stands at the group's last row.
func (r *run) groupMaximum(rule *templates.Rule, b *batch) {
	limit, err := strconv.Atoi(rule.Arg(r.plan, "上限"))
	if err != nil {
		return
	}
	unit, date := period(rule)
	from, to := rule.Arg(r.plan, "起"), rule.Arg(r.plan, "止")
	n, _ := r.boxes(rule, unit, date)
	for _, at := range slices.SortedFunc(maps.Keys(n), func(a, b box) int {
		return cmp.Or(cell.Compare(a.group, b.group), cmp.Compare(a.period, b.period))
	}) {
		in := n[at]
		if got := len(in.different); got > limit && within(at.period, unit, from, to) {
			last := in.rows[len(in.rows)-1]
			b.add(last, map[string]string{"值": shown(last, rule.Columns["分组"]), "月": cell.PrintPeriod(at.period), "期": cell.PrintPeriod(at.period),
				"数": strconv.Itoa(got), "应": strconv.Itoa(limit), "另": shown(in.rows[0], rule.Ledger.Key)})
		}
	}
}

// within reports whether a period is one that the days from one to another touch;
// a missing day sets no end, and rows without a date belong to no period.
func within(p, unit, from, to string) bool {
	if unit == "" {
		return true
	}
	return p != "" && (from == "" || p >= cell.Period(from, unit)) && (to == "" || p <= cell.Period(to, unit))
}

// groups are the values seen, and all names of the dictionary a single
// grouping column refers to that were in office during the whole campaign.
func (r *run) groups(rule *templates.Rule, seen map[string]*sheets.Row) []string {
	cols := rule.Columns["分组"]
	if len(cols) != 1 || cols[0].Dict == nil || r.stage == templates.StageReturn {
		return slices.Sorted(maps.Keys(seen))
	}
	d := cols[0].Dict
	var out []string
	for _, row := range cols[0].Members() {
		name := row[d.Key]
		if until := d.Value(row, "止"); seen[name] == nil && until != "" && until < rule.Arg(r.plan, "止") {
			continue
		}
		out = append(out, name)
	}
	return out
}

func period(rule *templates.Rule) (string, *templates.Column) {
	for _, unit := range cell.PeriodUnits {
		if c := rule.Columns[unit]; c != nil {
			return unit, c[0]
		}
	}
	return "", nil
}

// everyYear: a unit has rows in every year, or said that it has none.
func (r *run) everyYear(rule *templates.Rule, _ *batch) {
	all := cell.Periods(rule.Arg(r.plan, "起"), min(cmp.Or(rule.Arg(r.plan, "止"), r.asOf()), r.asOf()), cell.Year)
	if len(all) == 0 || r.clouded(rule) {
		return
	}
	type answer struct{ unit, year string }
	given := map[answer]bool{}
	for _, row := range r.rows(rule) {
		given[answer{row.Unit, cell.Period(row.Value(rule.Columns["列"][0]), cell.Year)}] = true
	}
	for _, unit := range r.units {
		u := r.plan.Unit(unit)
		said, filed := r.facts.Nil[unit][rule.Ledger]
		if u == nil || !u.Is(rule.Ledger.FiledBy) || said.Whole || !filed {
			continue
		}
		for _, y := range said.Years {
			given[answer{unit, strconv.Itoa(y)}] = true
		}
		var gaps []string
		for _, y := range all {
			if !given[answer{unit, y}] {
				gaps = append(gaps, y)
			}
		}
		if len(gaps) > 0 {
			r.report(rule, nil, map[string]string{"单位": unit, "值": strings.Join(gaps, "、"), "数": strconv.Itoa(len(gaps))})
		}
	}
}
