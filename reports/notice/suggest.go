package notice

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// suggest names what is nearest to a name that is not known.
func suggest(name string, known []string) string {
	type near struct {
		name     string
		distance int
	}
	limit := max(1, utf8.RuneCountInString(name)/2)
	var found []near
	for _, k := range known {
		d := levenshtein.ComputeDistance(name, k)
		if d > limit && name != "" && (strings.Contains(k, name) || strings.Contains(name, k)) {
			d = limit
		}
		if d <= limit && !slices.Contains(found, near{k, d}) {
			found = append(found, near{k, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	if len(found) == 0 {
		return "请对照方案的“指标”“参数”“栏目”表填写。"
	}
	var names []string
	for _, n := range found[:min(3, len(found))] {
		names = append(names, "“"+n.name+"”")
	}
	return "是不是 " + strings.Join(names, "、") + "？"
}

// known lists what a slot at the frame may name.
func (c *compiler) known(f *frame) []string {
	out := c.figureNames()
	for _, p := range c.in.Plan.Params {
		out = append(out, p.Name)
	}
	for ; f != nil; f = f.outer {
		out = append(out, columnNames(f.ledger())...)
	}
	return append(out, "变体", "序", "序一", "是序", placeWord, "待补充", withheldWord)
}

func (c *compiler) figureNames() []string {
	var out []string
	for _, f := range c.in.Plan.Figures {
		out = append(out, f.Code, f.Name)
	}
	return out
}
