package check

import (
	"strings"

	"taizhang/templates"
)

// formulaGap: a formula has no result because a part of it is empty, although
// another is filled.
func (r *run) formulaGap(rule *templates.Rule, b *batch) {
	env := r.data.Env()
	parts := rule.Column.Parts()
	for _, row := range r.rows(rule) {
		if row.Value(rule.Column) != "" {
			continue
		}
		var empty []string
		filled, clear := false, true
		for _, p := range parts {
			clear = clear && readable(row, p.Columns[:1])
			if p.Value(row.Values, env) == "" {
				empty = append(empty, p.Text)
			} else {
				filled = true
			}
		}
		if filled && clear && len(empty) > 0 {
			b.add(row, map[string]string{"值": strings.Join(empty, "、")})
		}
	}
}
