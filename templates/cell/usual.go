package cell

import (
	"strings"
	"sync/atomic"
	"time"

	"taizhang/sheets/xlsx"
)

// Nearly all cells hold what they should in the usual spelling. That is seen
// here, at a glance and without a copy; anything else is left to Read.

// usualNumber reports whether a number stands in the file just as its canonical
// form: no more than 15 digits, no more decimals than the column has, nothing to
// round, convert or leave out.
func (s *Spec) usualNumber(x xlsx.Cell) bool {
	text := x.Text
	if x.Kind != xlsx.Number || x.Percent || len(text) == 0 || len(text) > 17 || speaks(x.Code) {
		return false
	}
	if text[0] == '-' {
		text = text[1:]
	}
	whole, part, point := strings.Cut(text, ".")
	switch {
	case len(whole) == 0 || len(whole)+len(part) > 15 || !allDigits(whole) || !allDigits(part):
		return false
	case point && (len(part) == 0 || part[len(part)-1] == '0' || len(part) > s.Decimals):
		return false
	case whole[0] == '0':
		return len(whole) == 1 && (len(part) > 0 || len(text) == len(x.Text)) // 0 and 0.5, not 007 and -0
	}
	return true
}

// speaks: the format shows more than the number.
func speaks(code string) bool {
	for i := range len(code) {
		if c := code[i]; c >= 0x80 || c == '"' || c == '$' || c == '\\' {
			return true
		}
	}
	return false
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// repaired is a text with line breaks and blanks as they should be.
func repaired(raw string) string {
	if strings.IndexByte(raw, '\r') >= 0 || strings.Contains(raw, "\u00a0") {
		raw = lineBreaks.Replace(raw)
	}
	return trimBlank(raw)
}

// Days that whole numbers stand for, as texts that are made once.
const (
	firstSerial = 18264 // 1950-01-01
	lastSerial  = 73415 // 2100-12-31
)

var days [lastSerial - firstSerial + 1]atomic.Pointer[string]

// usualDay is the day that a date cell holds, if it is a whole number of the
// usual calendar.
func usualDay(x xlsx.Cell, date1904 bool) (string, bool) {
	if x.Kind != xlsx.Date || date1904 || len(x.Text) != 5 || !allDigits(x.Text) {
		return "", false
	}
	n := 0
	for i := range len(x.Text) {
		n = n*10 + int(x.Text[i]-'0')
	}
	if n < firstSerial || n > lastSerial {
		return "", false
	}
	at := &days[n-firstSerial]
	if day := at.Load(); day != nil {
		return *day, true
	}
	t, err := x.Time(false)
	if err != nil {
		return "", false
	}
	day := t.Format(time.DateOnly)
	at.Store(&day)
	return day, true
}
