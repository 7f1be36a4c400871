package templates

import (
	"slices"
	"testing"
	"time"

	"taizhang/templates/cell"

	"pgregory.net/rapid"
)

func nationalDay(working bool) *Calendar {
	c := &Calendar{Working: working, days: map[string]bool{}, years: map[int]bool{2021: true}}
	for day, work := range map[string]bool{
		"2021-10-01": false, "2021-10-04": false, "2021-10-05": false, "2021-10-06": false, "2021-10-07": false, "2021-10-09": true,
	} {
		c.days[day] = work
	}
	return c
}

func TestDaysBetween(t *testing.T) {
	for _, c := range []struct {
		working  bool
		from, to string
		want     int
	}{
		{false, "2021-09-30", "2021-10-11", 11},
		{false, "2021-10-11", "2021-09-30", -11},
		{false, "2021-10-11", "2021-10-11", 0},
		{true, "2021-09-30", "2021-10-11", 3}, // 8日、9日（班）、11日
		{true, "2021-10-11", "2021-09-30", -3},
		{true, "2021-10-08", "2021-10-09", 1}, // a worked Saturday
		{true, "2021-10-09", "2021-10-10", 0}, // a Sunday
		{true, "2021-10-01", "2021-10-07", 0},
	} {
		got, ok := nationalDay(c.working).Between(c.from, c.to)
		if !ok || got != c.want {
			t.Errorf("working %v, %s to %s: %d, want %d", c.working, c.from, c.to, got, c.want)
		}
	}
	if _, ok := nationalDay(true).Between("", "2021-10-01"); ok {
		t.Error("no date was counted from")
	}
}

func TestDayAfter(t *testing.T) {
	for _, c := range []struct {
		working bool
		from    string
		n       int
		want    string
	}{
		{false, "2021-09-30", 7, "2021-10-07"},
		{true, "2021-09-30", 1, "2021-10-08"},
		{true, "2021-09-30", 3, "2021-10-11"},
		{true, "2021-09-30", 0, "2021-09-30"},
	} {
		if got := nationalDay(c.working).After(c.from, c.n); got != c.want {
			t.Errorf("working %v, %s + %d: %s, want %s", c.working, c.from, c.n, got, c.want)
		}
	}
}

// The nth day after is n days away, however days are counted.
func TestAfterIsBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := nationalDay(rapid.Bool().Draw(t, "working"))
		from := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 700).Draw(t, "day")).Format(time.DateOnly)
		n := rapid.IntRange(0, 60).Draw(t, "n")
		if got, _ := c.Between(from, c.After(from, n)); got != n {
			t.Fatalf("%s + %d is %d days away", from, n, got)
		}
	})
}

func TestYearsWithoutHolidays(t *testing.T) {
	dates := []string{"2022-01-05", "2021-12-30", "2022-03-01", ""}
	if got := nationalDay(true).Unlisted(dates...); !slices.Equal(got, []string{"2022"}) {
		t.Errorf("unlisted: %v", got)
	}
	if got := nationalDay(false).Unlisted(dates...); got != nil {
		t.Errorf("calendar days need no holidays, got %v", got)
	}
}

func TestMonthsAfter(t *testing.T) {
	for from, want := range map[string]string{"2021-08-31": "2021-11-30", "2021-11-30": "2022-02-28", "2021-05-20": "2021-08-20"} {
		if got := cell.MonthsAfter(from, 3); got != want {
			t.Errorf("%s + 3 months: %s, want %s", from, got, want)
		}
	}
}
