package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

var (
	weekdays = []rune("日一二三四五六")
	months   = []string{"一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"}
)

// moment shows a date, a time or a duration of so many days.
func (p picture) moment(t time.Time, days float64) (string, bool) {
	if r := p.resolution(); r > 0 {
		t = t.Round(r)
	}
	var b strings.Builder
	for i, x := range p.pieces {
		switch x.kind {
		case literal:
			b.WriteString(x.text)
		case point:
			b.WriteString(".")
		case comma:
			b.WriteString(",")
		case meridian:
			am, pm, _ := strings.Cut(x.text, "/")
			b.WriteString(map[bool]string{true: am, false: pm}[t.Hour() < 12])
		case elapsed:
			b.WriteString(numerals(elapsedText(x.text, days), p.numeral))
		case splitSec:
			b.WriteString("." + fmt.Sprintf("%03d", t.Nanosecond()/1e6)[:min(3, len(x.text))])
		case calendar:
			text, ok := p.part(i, t)
			if !ok {
				return "", false
			}
			b.WriteString(text)
		default:
			return "", false
		}
	}
	return strings.TrimSpace(b.String()), true
}

// resolution is what a shown second is rounded to.
func (p picture) resolution() time.Duration {
	for _, x := range p.pieces {
		switch {
		case x.kind == splitSec:
			return 0
		case strings.HasPrefix(x.text, "s") && (x.kind == calendar || x.kind == elapsed):
			return time.Second
		}
	}
	return 0
}

func elapsedText(code string, days float64) string {
	unit := map[byte]float64{'h': 24, 'm': 24 * 60, 's': 24 * 60 * 60}[code[0]]
	return fmt.Sprintf("%0*d", len(code), int64(math.Floor(days*unit+1e-6)))
}

// part shows one part of a date.
func (p picture) part(i int, t time.Time) (string, bool) {
	code := p.pieces[i].text
	n := len(code)
	switch code[0] {
	case 'y':
		if n <= 2 {
			return numerals(t.Format("06"), p.numeral), true
		}
		return numerals(t.Format("2006"), p.numeral), true
	case 'e':
		return numerals(t.Format("2006"), p.numeral), true
	case 'a':
		switch n {
		case 3:
			return string(weekdays[t.Weekday()]), true
		case 4:
			return "星期" + string(weekdays[t.Weekday()]), true
		}
		return "", false
	case 'd':
		switch {
		case n <= 2:
			return p.padded(t.Day(), n), true
		case p.chinese:
			return map[bool]string{true: "周", false: "星期"}[n == 3] + string(weekdays[t.Weekday()]), true
		}
		return t.Format(map[bool]string{true: "Mon", false: "Monday"}[n == 3]), true
	case 'h':
		hour := t.Hour()
		if p.halves() {
			hour = (hour+11)%12 + 1
		}
		return p.padded(hour, n), true
	case 's':
		return p.padded(t.Second(), n), true
	}
	if n <= 2 && p.minutes(i) {
		return p.padded(t.Minute(), n), true
	}
	return p.month(t, n)
}

func (p picture) month(t time.Time, n int) (string, bool) {
	switch {
	case n <= 2:
		return p.padded(int(t.Month()), n), true
	case p.chinese && n == 4:
		return months[t.Month()-1], true
	case p.chinese && n == 3:
		return strconv.Itoa(int(t.Month())) + "月", true
	case n == 5:
		return t.Format("Jan")[:1], true
	}
	return t.Format(map[bool]string{true: "Jan", false: "January"}[n == 3]), true
}

func (p picture) padded(value, width int) string {
	s := strconv.Itoa(value)
	if p.numeral == 1 || p.numeral == 2 {
		return ordinal(s, p.numeral)
	}
	return numerals(fmt.Sprintf("%0*d", min(2, width), value), p.numeral)
}

// halves: hours are counted twice to twelve.
func (p picture) halves() bool {
	for _, x := range p.pieces {
		if x.kind == meridian {
			return true
		}
	}
	return false
}

// minutes: the m stands behind hours or before seconds.
func (p picture) minutes(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if x := p.pieces[j]; x.kind == calendar || x.kind == elapsed {
			if x.text[0] == 'h' {
				return true
			}
			break
		}
	}
	for _, x := range p.pieces[i+1:] {
		if x.kind == calendar || x.kind == elapsed {
			return x.text[0] == 's'
		}
	}
	return false
}
