package templates

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"
)

var datePattern = regexp.MustCompile(`^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*(?:日|号)?(?:[ T]00:00(?::00)?)?$`)

var compactDate = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})(\d{2})$`)

// ISODate reads a date as people write it (2021.8.6, 2021/8/6, 2021年8月6日,
// 20210806) and returns it as 2021-08-06; false if it is no real day.
func ISODate(s string) (string, bool) {
	s = strings.TrimSpace(width.Narrow.String(strings.ReplaceAll(s, "。", ".")))
	m := datePattern.FindStringSubmatch(s)
	if m == nil {
		m = compactDate.FindStringSubmatch(s)
	}
	if m == nil {
		return "", false
	}
	t, err := time.Parse("2006-1-2", m[1]+"-"+strings.TrimLeft(m[2], "0")+"-"+strings.TrimLeft(m[3], "0"))
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// ChineseDate prints an ISO date as 2021年11月25日, without leading zeros;
// anything else is returned as it is.
func ChineseDate(iso string) string {
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		return t.Format("2006年1月2日")
	}
	return iso
}

// MonthDay prints an ISO date as 6月3日.
func MonthDay(iso string) string {
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		return t.Format("1月2日")
	}
	return iso
}
