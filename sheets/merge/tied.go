package merge

import (
	"cmp"
	"slices"

	"taizhang/templates"
)

// ruleBreaks tries the tags of a ledger on a row.
func (j *job) ruleBreaks(l *templates.Ledger) func([]string) []brokenRule {
	if j.checker == nil {
		return nil
	}
	return func(values []string) []brokenRule {
		var out []brokenRule
		for _, x := range j.checker.Broken(l, values) {
			words, _ := x.Message(values)
			b := brokenRule{columns: []int{x.Column.Index}, words: words}
			for _, other := range x.Tag.Others() {
				b.columns = append(b.columns, other.Index)
			}
			out = append(out, b)
		}
		return out
	}
}

// tied are the groups of columns that the plan's rules tie together: a rule that
// names another column, a choice that depends on one.
func tied(l *templates.Ledger) [][]int {
	root := make([]int, len(l.Columns))
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, c := range l.Columns {
		for _, t := range c.Tags {
			for _, other := range t.Others() {
				root[find(c.Index)] = find(other.Index)
			}
		}
		if c.Parent != nil {
			root[find(c.Index)] = find(c.Parent.Index)
		}
	}
	groups := map[int][]int{}
	for i := range root {
		groups[find(i)] = append(groups[find(i)], i)
	}
	var out [][]int
	for _, g := range groups {
		if len(g) > 1 {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}
