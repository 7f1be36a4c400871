package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

const (
	dayMillis = 24 * 60 * 60 * 1000
	lastDay   = 2_958_465 // 9999-12-31 in the 1900 system
	shift1904 = 1_462     // days between the two systems
)

// serialTime turns a serial number of days into a moment.
func serialTime(text string, date1904 bool) (time.Time, error) {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil || !(serial >= 0) || serial > lastDay+1 {
		return time.Time{}, errNotDate
	}
	millis := int64(math.Round(serial * dayMillis))
	days, rest := millis/dayMillis, millis%dayMillis
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		days += shift1904
	case days == 60:
		return time.Time{}, errNotDate
	case days < 60:
		days++ // before the day that does not exist
	}
	if days > lastDay {
		return time.Time{}, errNotDate
	}
	return base.AddDate(0, 0, int(days)).Add(time.Duration(rest) * time.Millisecond), nil
}

// isoLayouts are the forms of t="d" values: dates, times, both, with or
// without zone. Fractions of a second are accepted by time.Parse itself.
var isoLayouts = []string{
	"2006-01-02",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02T15:04",
	"2006-01-02T15:04Z07:00",
	"2006-01-02 15:04:05",
	"15:04:05",
	"T15:04:05",
	"15:04",
}

// parseISO reads an ISO 8601 value as it stands in a t="d" cell. A zone is read
// and dropped: a cell shows the time on the wall.
func parseISO(text string) (time.Time, bool) {
	if !strings.ContainsAny(text, "-:") {
		return time.Time{}, false
	}
	for _, layout := range isoLayouts {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		y, m, d := t.Date()
		if !strings.Contains(layout, "2006") {
			y, m, d = 1899, 12, 31
		}
		return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC), true
	}
	return time.Time{}, false
}
