package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// sameValues: no two rows (repetitions aside) agree in all the columns.
func (r *run) sameValues(rule *templates.Rule) {
	first := map[string]*sheets.Row{}
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		key, ok := joined(row, rule.Columns["列"])
		if !ok || row.Duplicate() {
			continue
		}
		if o := first[key]; o != nil {
			b.add(row, map[string]string{"另": place(o, row), "值": shown(row, rule.Columns["列"])})
			continue
		}
		first[key] = row
	}
	b.end()
}

// determined: rows that agree in 列 agree in 同值.
func (r *run) determined(rule *templates.Rule) {
	first := map[string]*sheets.Row{}
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		key, ok := joined(row, rule.Columns["列"])
		value, filled := joined(row, rule.Columns["同值"])
		if !ok || !filled || row.Duplicate() {
			continue
		}
		o := first[key]
		if o == nil {
			first[key] = row
			continue
		}
		if other, _ := joined(o, rule.Columns["同值"]); other != value {
			same := rule.Columns["同值"]
			b.add(row, map[string]string{"另": place(o, row), "值": shown(row, same), "应": shown(o, same)})
		}
	}
	b.end()
}

// shown is the columns' values as a message may give them.
func shown(row *sheets.Row, cols []*templates.Column) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = c.Show(row.Value(c))
	}
	return strings.Join(parts, " ")
}

// joined is the columns' values as one key; false while any is empty.
func joined(row *sheets.Row, cols []*templates.Column) (string, bool) {
	parts := make([]string, len(cols))
	for i, c := range cols {
		if parts[i] = row.Value(c); parts[i] == "" {
			return "", false
		}
	}
	return strings.Join(parts, "\x00"), true
}

// gapless: the numbers are 1 to n.
func (r *run) gapless(rule *templates.Rule) {
	if r.clouded(rule) {
		return
	}
	c := rule.Columns["列"][0]
	have := map[int]bool{}
	rows := r.everyRow(rule)
	for _, row := range rows {
		if n, err := strconv.Atoi(row.Value(c)); err == nil {
			have[n] = true
		}
	}
	for n := 1; n <= len(rows); n++ {
		if !have[n] {
			r.report(rule, rows[min(n, len(rows))-1], map[string]string{"应": itoa(n), "数": itoa(len(rows))})
			return
		}
	}
}

// pointedAt: no target is pointed at more often than allowed.
func (r *run) pointedAt(rule *templates.Rule) {
	limit, err := strconv.Atoi(rule.Arg(r.plan, "上限"))
	if err != nil {
		return
	}
	n := map[string]int{}
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		v := row.Value(rule.Columns["列"][0])
		if v == "" {
			continue
		}
		if n[v]++; n[v] > limit {
			b.add(row, map[string]string{"值": rule.Columns["列"][0].Show(v), "数": itoa(n[v]), "应": itoa(limit)})
		}
	}
	b.end()
}

// intervals: within a group no range of kind 甲 overlaps one of kind 乙; without
// kinds, no two ranges overlap.
func (r *run) intervals(rule *templates.Rule) {
	groups := map[string][]*sheets.Row{}
	var order []string
	for _, row := range r.rows(rule) {
		key, ok := joined(row, rule.Columns["分组"])
		if !ok || row.Duplicate() {
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], row)
	}
	b := r.batch(rule)
	for _, key := range order {
		for j, row := range groups[key] {
			for _, o := range groups[key][:j] {
				if r.clash(rule, o, row) {
					b.add(row, map[string]string{"另": place(o, row)})
					break
				}
			}
		}
	}
	b.end()
}

func (r *run) clash(rule *templates.Rule, a, b *sheets.Row) bool {
	if kind := rule.Columns["种类"]; kind != nil {
		x, y := rule.Arg(r.plan, "甲"), rule.Arg(r.plan, "乙")
		ka, kb := a.Value(kind[0]), b.Value(kind[0])
		if !(ka == x && kb == y || ka == y && kb == x) {
			return false
		}
	}
	from, to := rule.Columns["起"][0], rule.Columns["止"][0]
	fa, ta, fb, tb := a.Value(from), a.Value(to), b.Value(from), b.Value(to)
	if fa == "" || fb == "" {
		return false
	}
	return fa <= orElse(tb, fb) && fb <= orElse(ta, fa)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// shareMinimum: at least so many percent of the rows satisfy 要求.
func (r *run) shareMinimum(rule *templates.Rule) {
	limit, err := decimal.NewFromString(rule.Arg(r.plan, "下限"))
	rows := r.rows(rule)
	if err != nil || len(rows) == 0 || r.clouded(rule) {
		return
	}
	n := 0
	for _, row := range rows {
		if rule.Must.Holds(row.Values, r.data.Env()) {
			n++
		}
	}
	share := decimal.NewFromInt(int64(100*n)).DivRound(decimal.NewFromInt(int64(len(rows))), 1)
	if share.LessThan(limit) {
		r.report(rule, nil, map[string]string{"值": share.String(), "应": limit.String(), "数": itoa(n)})
	}
}

// sameText: a long text stands word for word in several rows.
func (r *run) sameText(rule *templates.Rule) {
	length := 10
	if n, err := strconv.Atoi(rule.Arg(r.plan, "字数")); err == nil {
		length = n
	}
	first := map[string]*sheets.Row{}
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		v := row.Value(rule.Column)
		if len([]rune(v)) < length {
			continue
		}
		if o := first[v]; o != nil {
			b.add(row, map[string]string{"另": place(o, row)})
			continue
		}
		first[v] = row
	}
	b.end()
}

// missingUnits: units that have not returned everything by the day set.
func (r *run) missingUnits(rule *templates.Rule) {
	for _, u := range r.facts.Returns {
		if late := u.Overdue(); len(late) > 0 {
			r.report(rule, nil, map[string]string{"单位": u.Called(late), "值": u.Called(late)})
			r.out[len(r.out)-1].Unit = u.Name
		}
	}
}

// late: open although the deadline in force has gone by, and the rule's column
// is the one that holds it.
func (r *run) late(rule *templates.Rule) {
	day, roles := deadline.On(r.asOf(), r.data), deadline.RolesOf(rule.Ledger)
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		s := day.Of(row)
		if s.Late() && s.Column == rule.Column && readable(row, []*templates.Column{roles.State, rule.Column}) {
			b.add(row, map[string]string{"期限": s.Due, "剩余": s.Remaining()})
		}
	}
	b.end()
}

// reminder states something a person must know while a condition holds.
func (r *run) reminder(rule *templates.Rule) {
	if rule.Ledger == nil {
		if f := r.plan.Figure(rule.Args["左"]); f != nil {
			got := r.set.Get(f)
			if !got.OK || got.Rounded().String() == rule.Arg(r.plan, "右") {
				return
			}
		}
		r.report(rule, nil, nil)
		return
	}
	if rows := r.rows(rule); len(rows) > 0 {
		r.report(rule, rows[0], map[string]string{"数": itoa(len(rows))})
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
