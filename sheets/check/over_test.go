package check

import (
	"strings"
	"testing"

	"taizhang/templates"
)

// What is not over yet is missing from nobody.
func TestOver(t *testing.T) {
	for _, c := range []struct{ day, unit, want string }{
		{"2021-11-20", "月", "2021-09 2021-10 2021-11"},
		{"2021-12-31", "月", "2021-09 2021-10 2021-11"},
		{"2021-10-31", "月", "2021-09 2021-10"},
		{"2021-10-30", "月", "2021-09"},
		{"2021-09-29", "月", ""},
	} {
		r := &run{Checker: &Checker{plan: &templates.Plan{}}, facts: Facts{AsOf: c.day}}
		if got := strings.Join(r.over("2021-09-01", "2021-11-20", c.unit), " "); got != c.want {
			t.Errorf("on %s: %q, want %q", c.day, got, c.want)
		}
	}
}
