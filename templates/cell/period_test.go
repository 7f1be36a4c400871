package cell

import (
	"strings"
	"testing"
)

// What is not over yet is missing from nobody.
func TestPeriodsOver(t *testing.T) {
	for _, c := range []struct{ day, want string }{
		{"", "2021-09 2021-10 2021-11"},
		{"2021-11-20", "2021-09 2021-10 2021-11"},
		{"2021-12-31", "2021-09 2021-10 2021-11"},
		{"2021-10-31", "2021-09 2021-10"},
		{"2021-10-30", "2021-09"},
		{"2021-09-29", ""},
		{"2021-08-29", ""},
	} {
		if got := strings.Join(PeriodsOver("2021-09-01", "2021-11-20", c.day, Month), " "); got != c.want {
			t.Errorf("on %s: %q, want %q", c.day, got, c.want)
		}
	}
}
