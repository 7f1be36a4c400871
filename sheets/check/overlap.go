package check

import (
	"cmp"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
)

// intervals: within a group no range of kind 甲 overlaps one of kind 乙; without
// kinds, no two ranges overlap.
func (r *run) intervals(rule *templates.Rule, b *batch) {
	groups := map[string][]*sheets.Row{}
	var order []string
	for _, row := range r.rows(rule) {
		key := joined(row, rule.Columns["分组"])
		if key == "" {
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], row)
	}
	for _, key := range order {
		r.overlaps(rule, groups[key], b)
	}
}

// overlaps reports every row of a group whose range meets that of an earlier one.
func (r *run) overlaps(rule *templates.Rule, rows []*sheets.Row, b *batch) {
	from, to := rule.Columns["起"][0], rule.Columns["止"][0]
	var starts []string
	for _, row := range rows {
		starts = append(starts, row.Value(from))
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	seen := map[string]latest{}
	for i, row := range rows {
		kind, against, counts := r.opposed(rule, row)
		s := span{start: row.Value(from), row: row, at: i}
		if s.end = cmp.Or(row.Value(to), s.start); s.start == "" || !counts {
			continue
		}
		if o := seen[against].before(starts, s.end); o.row != nil && o.end >= s.start {
			b.add(row, map[string]string{"另": place(o.row, row)})
		}
		if seen[kind] == nil {
			seen[kind] = make(latest, len(starts)+1)
		}
		seen[kind].add(starts, s)
	}
}

// opposed gives the kind of a row and the one that its range must not meet.
func (r *run) opposed(rule *templates.Rule, row *sheets.Row) (kind, against string, counts bool) {
	c := rule.Columns["种类"]
	if c == nil {
		return "", "", true
	}
	kind = row.Value(c[0])
	switch x, y := rule.Arg(r.plan, "甲"), rule.Arg(r.plan, "乙"); kind {
	case x:
		return kind, y, true
	case y:
		return kind, x, true
	}
	return "", "", false
}

// span is a row's range of days, both ends included.
type span struct {
	start, end string
	row        *sheets.Row
	at         int // among the rows of the group
}

// latest is a Fenwick tree over the starts of ranges: of all that start by a day it
// knows the one that ends last, the first of equals. A person may have any number of
// rows.
type latest []span

func (l latest) add(starts []string, s span) {
	i, _ := slices.BinarySearch(starts, s.start)
	for i++; i < len(l); i += i & -i {
		if l[i].row == nil || l[i].end < s.end {
			l[i] = s
		}
	}
}

func (l latest) before(starts []string, day string) (out span) {
	i, found := slices.BinarySearch(starts, day)
	if found {
		i++
	}
	for ; l != nil && i > 0; i &= i - 1 {
		if s := l[i]; s.row != nil && (out.row == nil || s.end > out.end || s.end == out.end && s.at < out.at) {
			out = s
		}
	}
	return out
}
