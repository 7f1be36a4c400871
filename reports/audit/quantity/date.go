package quantity

import (
	"fmt"
	"strconv"
	"strings"
)

// date reads 2021年8月6日 with any of its parts, in any numerals, and 2021-08-06.
func (s *scanner) date(i int) (key string, end int, ok bool) {
	if key, end, ok = s.dashed(i); ok {
		return key, end, true
	}
	year, month, day := "", "", ""
	at := i
	if y, next, ok := s.part(at, "年", 4, 1000, 9999); ok {
		year, at = y, next
	}
	if m, next, ok := s.part(at, "月", 2, 1, 12); ok && (at == i || !s.in[at].gap.closed()) {
		month, at = m, next
		if at < len(s.in) && s.in[at].r == '份' && s.in[at].gap == 0 {
			at++
		}
	}
	if d, next, ok := s.part(at, "日", 2, 1, 31); ok && (at == i || !s.in[at].gap.closed() && month != "") {
		day, at = d, next
	} else if d, next, ok := s.part(at, "号", 2, 1, 31); ok && at > i && month != "" && !s.in[at].gap.closed() {
		day, at = d, next
	}
	if at == i {
		return "", i, false
	}
	return dateKey(year, month, day), at, true
}

func dateKey(year, month, day string) string { return "D:" + year + "-" + month + "-" + day }

// part reads one part of a date: a number and the word behind it.
func (s *scanner) part(i int, word string, digits int, least, most int64) (value string, end int, ok bool) {
	n, end, ok := s.numeral(i)
	if !ok || !n.plain || !n.value.IsInteger() || end >= len(s.in) {
		return "", i, false
	}
	v := n.value.IntPart()
	if n.chinese && digits == 4 && end-i != 4 || !n.chinese && len(n.digits) > digits || strings.Contains(n.digits, ".") || v < least || v > most {
		return "", i, false
	}
	end, ok = s.spells(end, word)
	if !ok || s.goesOn(end, word) {
		return "", i, false
	}
	return strconv.FormatInt(v, 10), end, true
}

// goesOn says whether a letter makes another word of 年, 月 or 日: 2000年代 stays a
// year, 3月饼 is none.
func (s *scanner) goesOn(end int, word string) bool {
	return word == "日" && end < len(s.in) && s.in[end].gap == 0 && containsRune("常益报", s.in[end].r)
}

// dashed reads 2021-08-06, 2021.8.6, 2021/8/6 and 2021-08.
func (s *scanner) dashed(i int) (key string, end int, ok bool) {
	year, at := s.plainDigits(i)
	if len(year) != 4 || at >= len(s.in) || !containsRune("-./", s.in[at].r) || s.in[at].gap != 0 {
		return "", i, false
	}
	mark := s.in[at].r
	month, at := s.plainDigits(at + 1)
	if !within(month, 1, 12) || at >= len(s.in) || s.in[at].r != mark || s.in[at].gap != 0 {
		return "", i, false
	}
	day, at := s.plainDigits(at + 1)
	if !within(day, 1, 31) || s.isDigit(at) {
		return "", i, false
	}
	y, m, d := number(year), number(month), number(day)
	return dateKey(fmt.Sprint(y), fmt.Sprint(m), fmt.Sprint(d)), at, true
}

// clock reads 8:30, 8时30分 and 8点30分.
func (s *scanner) clock(i int) (key string, end int, ok bool) {
	hour, at := s.plainDigits(i)
	if !within(hour, 0, 23) || at >= len(s.in) || s.in[at].gap.closed() || !containsRune(":时点", s.in[at].r) {
		return "", i, false
	}
	colon := s.in[at].r == ':'
	if at+1 < len(s.in) && s.in[at+1].gap.closed() {
		return "", i, false
	}
	minute, at := s.plainDigits(at + 1)
	if !within(minute, 0, 59) || len(minute) != 2 && colon {
		return "", i, false
	}
	if !colon {
		if at >= len(s.in) || s.in[at].r != '分' || s.in[at].gap.closed() {
			return "", i, false
		}
		at++
	}
	return fmt.Sprintf("T:%d:%02d", number(hour), number(minute)), at, true
}

// plainDigits reads digits that stand side by side.
func (s *scanner) plainDigits(i int) (digits string, end int) {
	var b strings.Builder
	for end = i; end < len(s.in) && isDigit(s.in[end].r) && (end == i || s.in[end].gap == 0); end++ {
		b.WriteRune(s.in[end].r)
	}
	return b.String(), end
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func within(digits string, least, most int) bool {
	return digits != "" && len(digits) <= 2 && number(digits) >= least && number(digits) <= most
}
