package templates

import (
	"slices"
	"strconv"
	"time"

	"taizhang/templates/cell"
)

// Calendar counts the days of deadlines as the plan says: calendar days, or
// working days with the plan's holidays.
type Calendar struct {
	Working bool
	days    map[string]bool // listed day → worked
	years   map[int]bool    // years with any listed day
}

// NewCalendar is the plan's way of counting days.
func NewCalendar(p *Plan) *Calendar {
	c := &Calendar{Working: p.Param(ParamWorkingDays) == cell.Yes, days: map[string]bool{}, years: map[int]bool{}}
	for _, h := range p.Holidays {
		c.days[h.Day.Format(time.DateOnly)] = h.Work
		c.years[h.Day.Year()] = true
	}
	return c
}

// Between counts the days from one ISO date to another: the first does not
// count, the last does. Below zero when to lies before from; false if either
// is no date.
func (c *Calendar) Between(from, to string) (int, bool) {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0, false
	}
	if !c.Working {
		return int(b.Sub(a).Hours() / 24), true
	}
	sign := 1
	if b.Before(a) {
		a, b, sign = b, a, -1
	}
	n := 0
	for d := a.AddDate(0, 0, 1); !d.After(b); d = d.AddDate(0, 0, 1) {
		if c.works(d) {
			n++
		}
	}
	return sign * n, true
}

// After is the day n days after an ISO date; with working days, the nth working
// day. A deadline never falls on a day off when working days count.
func (c *Calendar) After(from string, n int) string {
	d, err := time.Parse(time.DateOnly, from)
	if err != nil || n < 0 {
		return from
	}
	if !c.Working {
		return d.AddDate(0, 0, n).Format(time.DateOnly)
	}
	for n > 0 {
		if d = d.AddDate(0, 0, 1); c.works(d) {
			n--
		}
	}
	return d.Format(time.DateOnly)
}

func (c *Calendar) works(d time.Time) bool {
	if worked, listed := c.days[d.Format(time.DateOnly)]; listed {
		return worked
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// Unlisted are the years among some ISO dates for which working days are
// counted without a single holiday, in order.
func (c *Calendar) Unlisted(dates ...string) []string {
	if !c.Working {
		return nil
	}
	var out []string
	for _, d := range dates {
		if t, err := time.Parse(time.DateOnly, d); err == nil && !c.years[t.Year()] {
			out = append(out, strconv.Itoa(t.Year()))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Words say how far off a deadline is.
func (c *Calendar) Words(left int) string {
	switch {
	case left < 0:
		return "超期" + strconv.Itoa(-left) + c.Unit()
	case left == 0:
		return "今天到期"
	}
	return "剩" + strconv.Itoa(left) + c.Unit()
}

// Unit is what the days are called.
func (c *Calendar) Unit() string {
	if c.Working {
		return "个工作日"
	}
	return "天"
}
