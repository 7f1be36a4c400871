package cell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// The periods that rows are grouped by.
const (
	Year     = "年"
	HalfYear = "半年"
	Quarter  = "季"
	Month    = "月"
	TenDays  = "旬"
	Week     = "周"
	DayUnit  = "日"
)

// PeriodUnits lists them.
var PeriodUnits = []string{HalfYear, Year, Quarter, Month, TenDays, Week, DayUnit}

// IsPeriod reports whether there is a period of that name.
func IsPeriod(unit string) bool { return slices.Contains(PeriodUnits, unit) }

// Period is the period of an ISO date: 2021, 2021-H1, 2021-2, 2021-06, 2021-06-1
// for the first ten days, 2021-W05 for a week from Monday to Sunday, 2021-06-03.
// Periods of one unit sort as text. "" for what is no date, and for a unit that
// there is none of.
func Period(iso, unit string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	month := int(t.Month())
	switch unit {
	case Year:
		return t.Format("2006")
	case HalfYear:
		return t.Format("2006-H") + strconv.Itoa((month+5)/6)
	case Quarter:
		return t.Format("2006-") + strconv.Itoa((month+2)/3)
	case Month:
		return t.Format("2006-01")
	case TenDays:
		return t.Format("2006-01-") + strconv.Itoa(min(3, (t.Day()+9)/10))
	case Week:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week)
	case DayUnit:
		return iso
	}
	return ""
}

// periodForms are how canonical periods look and how they are printed, and how
// people write them.
var periodForms = []struct {
	unit      string
	canonical *regexp.Regexp
	written   *regexp.Regexp
	example   string
}{
	{Year, regexp.MustCompile(`^(\d{4})$`), regexp.MustCompile(`^(\d{4})年?度?$`), "2021"},
	{HalfYear, regexp.MustCompile(`^(\d{4})-H([12])$`), regexp.MustCompile(`^(\d{4})年?(上|下)半年$`), "2021年上半年"},
	{Quarter, regexp.MustCompile(`^(\d{4})-([1-4])$`), regexp.MustCompile(`^(\d{4})年?-?第?([1-4一二三四])季?度?$`), "2021年第2季度"},
	{Month, regexp.MustCompile(`^(\d{4})-(\d{2})$`), regexp.MustCompile(`^(\d{4})[-./年](\d{1,2})月?$`), "2021-06"},
	{TenDays, regexp.MustCompile(`^(\d{4})-(\d{2})-([123])$`), regexp.MustCompile(`^(\d{4})[-./年](\d{1,2})月(上|中|下)旬$`), "2021年6月上旬"},
	{Week, regexp.MustCompile(`^(\d{4})-W(\d{2})$`), regexp.MustCompile(`^(\d{4})年?第?(\d{1,2})周$`), "2021年第23周"},
	{DayUnit, regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`), nil, "2021-06-03"},
}

var ordinals = map[string]string{"上": "1", "中": "2", "下": "3", "一": "1", "二": "2", "三": "3", "四": "4"}

// ReadPeriod reads a period as people write it; false if it is none of the unit.
func ReadPeriod(text, unit string) (string, bool) {
	text = strings.TrimSpace(width.Narrow.String(text))
	if unit == DayUnit {
		return ISODate(text)
	}
	for _, f := range periodForms {
		if f.unit != unit {
			continue
		}
		if f.canonical.MatchString(text) {
			_, ok := PeriodStart(text, unit)
			return text, ok
		}
		m := f.written.FindStringSubmatch(text)
		if m == nil {
			return "", false
		}
		for i, s := range m {
			if o := ordinals[s]; o != "" && i > 0 {
				m[i] = o
			}
		}
		p := m[1]
		switch unit {
		case HalfYear:
			p += "-H" + map[string]string{"1": "1", "3": "2"}[m[2]]
		case Quarter:
			p += "-" + m[2]
		case Month:
			p += fmt.Sprintf("-%02s", m[2])
		case TenDays:
			p += fmt.Sprintf("-%02s-%s", m[2], m[3])
		case Week:
			p += fmt.Sprintf("-W%02s", m[2])
		}
		_, ok := PeriodStart(p, unit)
		return p, ok
	}
	return "", false
}

// PeriodExample is how a period of a unit may be written.
func PeriodExample(unit string) string {
	for _, f := range periodForms {
		if f.unit == unit {
			return f.example
		}
	}
	return ""
}

// PeriodStart is the first day of a canonical period, as an ISO date; false if
// there is no such period.
func PeriodStart(p, unit string) (string, bool) {
	for _, f := range periodForms {
		m := f.canonical.FindStringSubmatch(p)
		if f.unit != unit || m == nil {
			continue
		}
		part := func(i int) int {
			if i >= len(m) {
				return 1
			}
			n, _ := strconv.Atoi(m[i])
			return n
		}
		year, second := part(1), part(2)
		month, day := 1, 1
		switch unit {
		case HalfYear:
			month = 6*second - 5
		case Quarter:
			month = 3*second - 2
		case Month:
			month = second
		case TenDays:
			month, day = second, 10*part(3)-9
		case Week:
			// 4 January is always in the first week.
			d := time.Date(year, 1, 4+7*(second-1), 0, 0, 0, 0, time.UTC)
			d = d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
			return d.Format(time.DateOnly), Period(d.Format(time.DateOnly), Week) == p
		case DayUnit:
			month, day = second, part(3)
		}
		iso := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		return iso, Period(iso, unit) == p
	}
	return "", false
}

// PrintPeriod prints a period as 2021年6月, 2021年第2季度, 2021年6月上旬 or 2021年; a
// week with its first day; anything else is returned as it is.
func PrintPeriod(p string) string {
	for _, f := range periodForms {
		start, ok := PeriodStart(p, f.unit)
		if !ok {
			continue
		}
		t, _ := time.Parse(time.DateOnly, start)
		last := p[len(p)-1:]
		switch f.unit {
		case Year:
			return t.Format("2006年")
		case HalfYear:
			return t.Format("2006年") + map[string]string{"1": "上半年", "2": "下半年"}[last]
		case Quarter:
			return t.Format("2006年第") + last + "季度"
		case Month:
			return t.Format("2006年1月")
		case TenDays:
			return t.Format("2006年1月") + map[string]string{"1": "上旬", "2": "中旬", "3": "下旬"}[last]
		case Week:
			return p[:4] + "年第" + strings.TrimLeft(p[6:], "0") + "周（" + t.Format("1月2日") + "起）"
		case DayUnit:
			return t.Format("2006年1月2日")
		}
	}
	return p
}

// Periods are the periods of a unit that the days from one to another touch, in
// order; none if either is no date.
func Periods(from, to, unit string) []string {
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil || !IsPeriod(unit) {
		return nil
	}
	var out []string
	for t := first; !t.After(last); {
		p := Period(t.Format(time.DateOnly), unit)
		out = append(out, p)
		t = after(p, unit)
	}
	return out
}

// after is the first day of the period that follows.
func after(p, unit string) time.Time {
	start, _ := PeriodStart(p, unit)
	t, _ := time.Parse(time.DateOnly, start)
	switch unit {
	case Year:
		return t.AddDate(1, 0, 0)
	case HalfYear:
		return t.AddDate(0, 6, 0)
	case Quarter:
		return t.AddDate(0, 3, 0)
	case Month:
		return t.AddDate(0, 1, 0)
	case TenDays:
		if t.Day() > 20 {
			return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		return t.AddDate(0, 0, 10)
	case Week:
		return t.AddDate(0, 0, 7)
	}
	return t.AddDate(0, 0, 1)
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
