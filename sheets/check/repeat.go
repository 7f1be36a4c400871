package check

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// repeats gives every row whose key an earlier one has, with the first of them;
// rows with the key "" have none.
func repeats(rows []*sheets.Row, key func(*sheets.Row) string) iter.Seq2[*sheets.Row, *sheets.Row] {
	return func(yield func(row, first *sheets.Row) bool) {
		seen := map[string]*sheets.Row{}
		for _, row := range rows {
			k := key(row)
			if first := seen[k]; first != nil && !yield(row, first) {
				return
			} else if first == nil && k != "" {
				seen[k] = row
			}
		}
	}
}

// sameValues: no two rows (repetitions aside) agree in all the columns.
func (r *run) sameValues(rule *templates.Rule, b *batch) {
	cols := rule.Columns["列"]
	for row, o := range repeats(r.rows(rule), func(row *sheets.Row) string { return joined(row, cols) }) {
		b.add(row, map[string]string{"另": place(o, row), "值": shown(row, cols)})
	}
}

// determined: rows that agree in 列 agree in 同值.
func (r *run) determined(rule *templates.Rule, b *batch) {
	same := rule.Columns["同值"]
	rows := slices.DeleteFunc(r.rows(rule), func(row *sheets.Row) bool { return joined(row, same) == "" })
	for row, o := range repeats(rows, func(row *sheets.Row) string { return joined(row, rule.Columns["列"]) }) {
		if joined(o, same) != joined(row, same) {
			b.add(row, map[string]string{"另": place(o, row), "值": shown(row, same), "应": shown(o, same)})
		}
	}
}

// shown is the columns' values as a message may give them.
func shown(row *sheets.Row, cols []*templates.Column) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = c.Show(row.Value(c))
	}
	return strings.Join(parts, " ")
}

// joined is the columns' values as one key; "" while any is empty, or the row
// repeats another.
func joined(row *sheets.Row, cols []*templates.Column) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		if parts[i] = row.Value(c); parts[i] == "" || row.Duplicate() {
			return ""
		}
	}
	return strings.Join(parts, "\x00")
}

// gapless: the numbers are 1 to n.
func (r *run) gapless(rule *templates.Rule, _ *batch) {
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
			r.report(rule, rows[min(n, len(rows))-1], map[string]string{"应": strconv.Itoa(n), "数": strconv.Itoa(len(rows))})
			return
		}
	}
}

// pointedAt: no target is pointed at more often than allowed.
func (r *run) pointedAt(rule *templates.Rule, b *batch) {
	limit, err := strconv.Atoi(rule.Arg(r.plan, "上限"))
	if err != nil {
		return
	}
	n := map[string]int{}
	for _, row := range r.rows(rule) {
		v := row.Value(rule.Columns["列"][0])
		if v == "" {
			continue
		}
		if n[v]++; n[v] > limit {
			b.add(row, map[string]string{"值": rule.Columns["列"][0].Show(v), "数": strconv.Itoa(n[v]), "应": strconv.Itoa(limit)})
		}
	}
}

// shareMinimum: at least so many percent of the rows satisfy 要求.
func (r *run) shareMinimum(rule *templates.Rule, _ *batch) {
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
		r.report(rule, nil, map[string]string{"值": share.String(), "应": limit.String(), "数": strconv.Itoa(n)})
	}
}

// sameText: a long text stands word for word in several rows.
func (r *run) sameText(rule *templates.Rule, b *batch) {
	length := 10
	if n, err := strconv.Atoi(rule.Arg(r.plan, "字数")); err == nil {
		length = n
	}
	long := func(row *sheets.Row) string {
		if v := row.Value(rule.Column); len([]rune(v)) >= length {
			return v
		}
		return ""
	}
	for row, o := range repeats(r.rows(rule), long) {
		b.add(row, map[string]string{"另": place(o, row)})
	}
}

// missingUnits: units that have not returned everything by the day set.
func (r *run) missingUnits(rule *templates.Rule, _ *batch) {
	for _, u := range r.facts.Returns {
		if late := u.Overdue(); len(late) > 0 {
			r.report(rule, nil, map[string]string{"单位": u.Called(late), "值": u.Called(late), "报送截止日": late[0].Due})
			r.out[len(r.out)-1].Unit = u.Name
		}
	}
}

// late: open although the deadline in force has gone by, and the rule's column
// is the one that holds it.
func (r *run) late(rule *templates.Rule, b *batch) {
	day, roles := deadline.On(r.asOf(), r.data), deadline.RolesOf(rule.Ledger)
	for _, row := range r.rows(rule) {
		s := day.Of(row)
		if s.Late() && s.Column == rule.Column && readable(row, []*templates.Column{roles.State, rule.Column}) {
			b.add(row, map[string]string{"期限": s.Due, "剩余": s.Remaining()})
		}
	}
}

// reminder states something a person must know while a condition holds.
func (r *run) reminder(rule *templates.Rule, _ *batch) {
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
		r.report(rule, rows[0], map[string]string{"数": strconv.Itoa(len(rows))})
	}
}
