package quantity

import "strings"

// coded puts digits that are a name: with a leading zero, in parts, or several
// parted by points.
func (s *scanner) coded() bool {
	digits, end := s.plainDigits(s.at)
	if digits == "" {
		return false
	}
	parts, at := 1, end
	for at+1 < len(s.in) && s.in[at].r == '.' && s.in[at].gap == 0 && s.isDigit(at+1) { // 1.2.3
		more, next := s.plainDigits(at + 1)
		digits, at, parts = digits+"."+more, next, parts+1
	}
	if parts > 2 {
		s.put("C:"+digits, at, &Quantity{Kind: Code})
		return true
	}
	digits, end = s.telephone(s.at)
	if digits == "" {
		return false
	}
	s.put("C:"+digits, end, &Quantity{Kind: Code})
	return true
}

// telephone reads 022-65773023, 138 1234 5678 and 400-123-4567.
func (s *scanner) telephone(i int) (digits string, end int) {
	whole, end := s.plainDigits(i)
	digits = whole
	for joins := areaCode(digits); joins && len(digits) < 11; {
		at := end
		if at < len(s.in) && s.in[at].r == '-' {
			at++
		}
		more, next := s.plainDigits(at)
		if len(more) < 3 || at == end && s.in[at].gap != Blank {
			break
		}
		digits, end = digits+more, next
	}
	if s.measured(end) {
		return "", i
	}
	if joined := end-i > len(whole); joined && len(digits) >= 7 || digits[0] == '0' && len(digits) > 1 {
		return digits, end
	}
	return "", i
}

// areaCode says whether digits are the first part of a number written in parts.
func areaCode(d string) bool {
	switch len(d) {
	case 3:
		return d[0] == '0' || d[0] == '1' && d[1] >= '3' || d == "400" || d == "800"
	case 4:
		return d[0] == '0'
	}
	return false
}

// measured says whether digits go on as a number that measures something.
func (s *scanner) measured(end int) bool {
	if end >= len(s.in) || s.in[end].gap != 0 {
		return false
	}
	r := s.in[end].r
	return containsRune("%万亿㎡", r) || containsRune(".,‰", r) && s.isDigit(end+1)
}

// latin puts a word of Latin letters and digits.
func (s *scanner) latin() {
	var b strings.Builder
	end, digits := s.at, false
	for end < len(s.in) && (end == s.at || s.in[end].gap == 0) && (isLatin(s.in[end].r) || isDigit(s.in[end].r) || containsRune("@.-", s.in[end].r) && end > s.at) {
		b.WriteRune(lower(s.in[end].r))
		digits = digits || isDigit(s.in[end].r)
		end++
	}
	for end > s.at+1 && containsRune("@.-", s.in[end-1].r) {
		end--
	}
	word := strings.TrimRight(b.String(), "@.-")
	if end == s.at || word == "" {
		word, end = string(s.in[s.at].r), s.at+1
	}
	var q *Quantity
	if digits {
		q = &Quantity{Kind: Code}
	}
	s.put("W:"+word, end, q)
}
