package audit

import (
	"cmp"
	"slices"
	"strings"

	"taizhang/templates"
)

// hint names figures that happen to equal a number that has no place. It is
// for a person to follow up: an equal number proves nothing.
func (a *Auditor) hint(n *number) string {
	if len(n.digits) < 2 {
		return ""
	}
	words := string(n.left) + string(n.right)
	var equal []*templates.Figure
	for _, f := range a.plan.Figures {
		r := a.in.Set.Get(f)
		if f.Op == templates.OpList || !r.OK || r.List != nil {
			continue
		}
		v, unit := (&number{value: r.Rounded(), unit: f.Measure}).base()
		w, measured := n.base()
		if v.Equal(w) && unit == measured {
			equal = append(equal, f)
		}
	}
	if len(equal) == 0 {
		return ""
	}
	slices.SortStableFunc(equal, func(f, g *templates.Figure) int {
		return cmp.Compare(common(g.Name, words), common(f.Name, words))
	})
	var names []string
	for _, f := range equal[:min(len(equal), 3)] {
		names = append(names, "“"+f.Name+"”")
	}
	return "台账里正好等于它的有" + strings.Join(names, "、") + "，是不是它要人来定。"
}

// common counts the letters of a name that are among the words.
func common(name, words string) int {
	n := 0
	for _, r := range name {
		if strings.ContainsRune(words, r) {
			n++
		}
	}
	return n
}
