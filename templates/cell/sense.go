package cell

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// The largest numbers that a return may hold without being asked about, by the
// unit of measure.
var mostSensible = map[string]decimal.Decimal{"%": decimal.New(1, 3), "元": decimal.New(1, 10), "万元": decimal.New(1, 7)}

var mostElsewhere = decimal.New(1, 8)

// How many years before and after the day of the campaign a date may lie.
const (
	yearsBefore = 80
	yearsAfter  = 30
)

// Doubt says what about a canonical value is hard to believe, "" if nothing is;
// day is the campaign's.
func (s *Spec) Doubt(v, day string) string {
	switch {
	case v == "", s.plausible(v, day):
	case s.Type == Date:
		return s.doubtDate(v, day)
	case s.Numeric():
		d, err := decimal.NewFromString(v)
		if err == nil && d.Abs().GreaterThanOrEqual(s.mostSensible()) {
			return fmt.Sprintf("“%s”是 %s%s，大得不寻常", s.Name, s.Show(v), s.Measure)
		}
	}
	return ""
}

// plausible sees at a glance that a value is nothing to ask about, as nearly all
// are: a number of few digits, a day of about the same years. Anything else is
// left to a closer look.
func (s *Spec) plausible(v, day string) bool {
	if s.Type == Date {
		if len(v) < 5 || len(day) < 5 || v[4] != '-' || day[4] != '-' || !allDigits(v[:4]) || !allDigits(day[:4]) {
			return false
		}
		years := yearOf(v) - yearOf(day)
		return -yearsBefore < years && years < yearsAfter
	}
	whole, part, _ := strings.Cut(strings.TrimPrefix(v, "-"), ".")
	return s.Numeric() && len(whole) <= int(s.mostSensible().Exponent()) && allDigits(whole) && allDigits(part)
}

// mostSensible is a power of ten.
func (s *Spec) mostSensible() decimal.Decimal {
	if most, ok := mostSensible[s.Measure]; ok {
		return most
	}
	return mostElsewhere
}

func yearOf(day string) int {
	n := 0
	for i := range 4 {
		n = 10*n + int(day[i]-'0')
	}
	return n
}

func (s *Spec) doubtDate(v, day string) string {
	t, err1 := time.Parse(time.DateOnly, v)
	now, err2 := time.Parse(time.DateOnly, day)
	switch {
	case err1 != nil || err2 != nil:
	case t.AddDate(yearsBefore, 0, 0).Before(now):
		return fmt.Sprintf("“%s”是 %s，比本次活动早 %d 年以上", s.Name, s.Show(v), yearsBefore)
	case t.AddDate(-yearsAfter, 0, 0).After(now):
		return fmt.Sprintf("“%s”是 %s，比本次活动晚 %d 年以上", s.Name, s.Show(v), yearsAfter)
	}
	return ""
}
