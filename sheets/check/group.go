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
	type box struct{ group, period string }
	n := map[box]map[string]bool{}
	last := map[string]*sheets.Row{}
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
		if n[at] == nil {
			n[at] = map[string]bool{}
		}
		n[at][what] = true
		last[group] = row
	}
	for _, group := range r.groups(rule, last) {
		for _, p := range periods {
			if got := len(n[box{group, p}]); got < limit {
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
	for _, unit := range []string{cell.Month, cell.Quarter, cell.Year} {
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
