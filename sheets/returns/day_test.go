package returns

import "testing"

func TestDays(t *testing.T) {
	own := Days{Last: "2021-11-20", First: "2021-05-20", Till: "2021-12-31"}
	for _, c := range []struct {
		days           Days
		asOf, today    string
		earlier, apart bool
	}{
		{own, "2021-11-20", "2026-11-25", false, false},
		{own, "2021-11-19", "2026-11-25", true, false},
		{own, "2022-12-31", "2026-11-25", false, false},
		{own, "2023-01-01", "2026-11-25", false, true},
		{own, "2020-05-20", "2026-11-25", true, false},
		{own, "2020-05-19", "2026-11-25", true, true},
		{own, "2012-11-21", "2026-11-25", true, true},
		{own, "2026-11-25", "2026-11-25", false, true},
		{Days{}, "2026-11-20", "2026-11-25", false, false},
		{Days{}, "2025-11-24", "2026-11-25", false, true},
		{Days{}, "2027-11-26", "2026-11-25", false, true},
	} {
		if got := c.days.Earlier(c.asOf); (got != "") != c.earlier {
			t.Errorf("%s of %+v earlier: %q", c.asOf, c.days, got)
		}
		if got := c.days.Far(c.asOf, c.today); (got != "") != c.apart {
			t.Errorf("%s of %+v far: %q", c.asOf, c.days, got)
		}
	}
}
