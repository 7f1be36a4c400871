package check

import (
	"strconv"
	"strings"
	"time"

	"taizhang/sheets"
	"taizhang/templates"
)

// groupMinimum: every group reaches a minimum, in every period if the rule
// names a period column. Groups over a dictionary include its names without
// any row.
func (r *run) groupMinimum(rule *templates.Rule) {
	limit, err := strconv.Atoi(rule.Arg(r.plan, "下限"))
	if err != nil || r.clouded(rule) {
		return
	}
	unit, date := period(rule)
	periods := []string{""}
	if date != nil {
		if periods = r.periods(rule, unit); len(periods) == 0 {
			return
		}
	}
	type cell struct{ group, period string }
	n := map[cell]map[string]bool{}
	last := map[string]*sheets.Row{}
	for i, row := range r.rows(rule) {
		group, ok := joined(row, rule.Columns["分组"])
		if !ok || row.Duplicate() {
			continue
		}
		at := cell{group, ""}
		if date != nil {
			at.period = periodOf(row.Value(date), unit)
		}
		what := strconv.Itoa(i)
		if d := rule.Columns["去重"]; d != nil {
			what, _ = joined(row, d)
		}
		if n[at] == nil {
			n[at] = map[string]bool{}
		}
		n[at][what] = true
		last[group] = row
	}
	b := r.batch(rule)
	for _, group := range r.groups(rule, last) {
		for _, p := range periods {
			if got := len(n[cell{group, p}]); got < limit {
				name := group // nobody's row, but a name of the dictionary
				if row := last[group]; row != nil {
					name = shown(row, rule.Columns["分组"])
				}
				words := map[string]string{"值": name, "月": p, "期": p, "数": itoa(got), "应": itoa(limit)}
				b.add(nil, words)
			}
		}
	}
	b.end()
}

// groups are the values seen, and all names of the dictionary a single
// grouping column refers to that were in office during the whole campaign.
func (r *run) groups(rule *templates.Rule, seen map[string]*sheets.Row) []string {
	cols := rule.Columns["分组"]
	if len(cols) != 1 || cols[0].Dict == nil || r.stage == templates.StageReturn {
		return sortedKeys(seen)
	}
	d := cols[0].Dict
	var out []string
	for _, row := range d.Rows {
		name := row[d.Key]
		if len(cols[0].UnitTypes) > 0 && !contains(cols[0].UnitTypes, d.Value(row, "类型")) {
			continue
		}
		if until := d.Value(row, "止"); seen[name] == nil && until != "" && until < rule.Arg(r.plan, "止") {
			continue
		}
		out = append(out, name)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func period(rule *templates.Rule) (string, *templates.Column) {
	for _, unit := range []string{"月", "季", "年"} {
		if c := rule.Columns[unit]; c != nil {
			return unit, c[0]
		}
	}
	return "", nil
}

// periodOf names the month, quarter or year of an ISO date.
func periodOf(iso, unit string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	switch unit {
	case "年":
		return t.Format("2006年")
	case "季":
		return t.Format("2006年") + "第" + itoa((int(t.Month())+2)/3) + "季度"
	}
	return t.Format("2006年1月")
}

// periods lists every full period between 起 and 止.
func (r *run) periods(rule *templates.Rule, unit string) []string {
	from, err1 := time.Parse(time.DateOnly, rule.Arg(r.plan, "起"))
	to, err2 := time.Parse(time.DateOnly, rule.Arg(r.plan, "止"))
	if err1 != nil || err2 != nil {
		return nil
	}
	var out []string
	for t := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); !t.After(to); t = t.AddDate(0, 1, 0) {
		p := periodOf(t.Format(time.DateOnly), unit)
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

// everyYear: a unit has rows in every year, or said that it has none.
func (r *run) everyYear(rule *templates.Rule) {
	from, err1 := time.Parse(time.DateOnly, rule.Arg(r.plan, "起"))
	to, err2 := time.Parse(time.DateOnly, orElse(rule.Arg(r.plan, "止"), r.plan.Param("截至日")))
	if err1 != nil || err2 != nil || r.clouded(rule) {
		return
	}
	years := map[string]map[int]bool{}
	for _, row := range r.rows(rule) {
		if t, err := time.Parse(time.DateOnly, row.Value(rule.Columns["列"][0])); err == nil {
			if years[row.Unit] == nil {
				years[row.Unit] = map[int]bool{}
			}
			years[row.Unit][t.Year()] = true
		}
	}
	for _, unit := range r.units {
		u := r.plan.Unit(unit)
		said, filed := r.facts.Nil[unit][rule.Ledger]
		if u == nil || !u.Is(rule.Ledger.FiledBy) || said.Whole || !filed {
			continue
		}
		for _, y := range said.Years {
			if years[unit] == nil {
				years[unit] = map[int]bool{}
			}
			years[unit][y] = true
		}
		var gaps []string
		for y := from.Year(); y <= to.Year(); y++ {
			if !years[unit][y] {
				gaps = append(gaps, itoa(y))
			}
		}
		if len(gaps) > 0 {
			r.report(rule, nil, map[string]string{"单位": unit, "值": strings.Join(gaps, "、"), "数": itoa(len(gaps))})
		}
	}
}
