package cell

import (
	"slices"
	"strconv"
	"time"
)

// The periods that rows are grouped by.
const (
	Month   = "月"
	Quarter = "季"
	Year    = "年"
)

// Period is the month, quarter or year of an ISO date: 2021-06, 2021-2 or 2021.
// Periods of one unit sort as text. "" for what is no date.
func Period(iso, unit string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	switch unit {
	case Year:
		return t.Format("2006")
	case Quarter:
		return t.Format("2006-") + strconv.Itoa((int(t.Month())+2)/3)
	}
	return t.Format("2006-01")
}

// PrintPeriod prints a period as 2021年6月, 2021年第2季度 or 2021年; anything else
// is returned as it is.
func PrintPeriod(p string) string {
	if t, err := time.Parse("2006-01", p); err == nil {
		return t.Format("2006年1月")
	}
	t, err := time.Parse("2006", p[:min(4, len(p))])
	switch {
	case err != nil:
		return p
	case len(p) == 4:
		return t.Format("2006年")
	case len(p) == 6 && p[4] == '-' && p[5] >= '1' && p[5] <= '4':
		return t.Format("2006年第") + p[5:] + "季度"
	}
	return p
}

// Periods are the periods of a unit that the days from one to another touch, in
// order; none if either is no date.
func Periods(from, to, unit string) []string {
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return nil
	}
	var out []string
	for t := first.AddDate(0, 0, 1-first.Day()); !t.After(last); t = t.AddDate(0, 1, 0) {
		out = append(out, Period(t.Format(time.DateOnly), unit))
	}
	return slices.Compact(out)
}

// PeriodsOver are those of the Periods that are over on a day: nobody has left out
// what may still come. Without a day, all are.
func PeriodsOver(from, to, day, unit string) []string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || day >= to {
		return Periods(from, to, unit)
	}
	all := Periods(from, day, unit)
	if n := len(all); n > 0 && Period(t.AddDate(0, 0, 1).Format(time.DateOnly), unit) == all[n-1] {
		all = all[:n-1]
	}
	return all
}
