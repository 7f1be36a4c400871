package cell

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

// WrittenDate is ISODate for running text, where digits alone are no date.
func WrittenDate(s string) (string, bool) {
	if !strings.ContainsAny(s, "-./年") {
		return "", false
	}
	return ISODate(s)
}

// layouts are the ways a date may be printed, by their names in a plan or a
// notice.
var layouts = map[string]string{"年月日": "2006年1月2日", "月日": "1月2日", "年月": "2006年1月", "年": "2006年", "月": "1月", "日": "2日"}

// DateStyle reports whether a date can be printed in a style of that name.
func DateStyle(style string) bool { return layouts[style] != "" }

// PrintDate prints an ISO date in a style, without leading zeros; with another
// text or style it returns the text as it is.
func PrintDate(iso, style string) string {
	if t, err := time.Parse(time.DateOnly, iso); err == nil && DateStyle(style) {
		return t.Format(layouts[style])
	}
	return iso
}

// ChineseDate prints an ISO date as 2021年11月25日.
func ChineseDate(iso string) string { return PrintDate(iso, "年月日") }

// MonthDay prints an ISO date as 6月3日.
func MonthDay(iso string) string { return PrintDate(iso, "月日") }

// MonthsAfter is the same day n months later, the month's last day if it has no
// such day.
func MonthsAfter(iso string, n int) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d.Day(), last)-1).Format(time.DateOnly)
}
