package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

var (
	chineseDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4, '五': 5, '伍': 5,
		'六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9}
	small = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}
	large = map[rune]int64{'万': 1e4, '亿': 1e8}
)

// numeral is a number as written, without its unit.
type numeral struct {
	value   decimal.Decimal
	step    decimal.Decimal // what one in its last written place is worth
	digits  string          // its digits as written, where it is nothing but digits
	chinese bool
	plain   bool // without a scale word
}

// numeral reads a number from the i-th letter on; end is where it stops.
func (s *scanner) numeral(i int) (n numeral, end int, ok bool) {
	if i < len(s.in) && isDigit(s.in[i].r) {
		return s.arabic(i)
	}
	return s.chinese(i)
}

// arabic reads 1,234.5, 12.4万, 3百, 12万3千 and 3亿5000万.
func (s *scanner) arabic(i int) (n numeral, end int, ok bool) {
	v, end := s.digits(i)
	if v == "" {
		return n, i, false
	}
	n.value, n.step, n.plain, n.digits = decimal.RequireFromString(v), step(v), true, v
	total, scaled, last := decimal.Zero, false, int64(1<<62)
	part, partStep := n.value, n.step
	for {
		factor, at := s.scale(end, last)
		if factor == 0 {
			break
		}
		scaled, last, end = true, factor, at
		f := decimal.NewFromInt(factor)
		total, n.step = total.Add(part.Mul(f)), partStep.Mul(f)
		part = decimal.Zero
		more, at := s.digits(end)
		f2, _ := s.scale(at, last)
		if more == "" || s.in[end].gap != 0 || f2 == 0 && !s.tail(more, last) {
			break
		}
		part, partStep, end = decimal.RequireFromString(more), step(more), at
	}
	if scaled {
		n.value, n.plain, n.digits = total.Add(part), false, ""
		if !part.IsZero() {
			n.step = partStep
		}
	}
	return n, end, true
}

// tail says whether digits behind a scale word go on with the number: 3万5000.
func (s *scanner) tail(digits string, scale int64) bool {
	return !strings.Contains(digits, ".") && len(digits) <= len(decimal.NewFromInt(scale).String())-1 && len(digits) >= 3
}

// scale reads 万, 百万, 千亿 behind a number, below the scale before it.
func (s *scanner) scale(i int, below int64) (factor int64, end int) {
	factor, end = 1, i
	for end < len(s.in) && !s.in[end].gap.closed() {
		f := small[s.in[end].r]
		if f == 0 {
			f = large[s.in[end].r]
		}
		if f == 0 || factor > 1 && f < 1e4 || factor*f >= below {
			break
		}
		factor, end = factor*f, end+1
		if f >= 1e4 {
			if end < len(s.in) && s.in[end].r == '亿' && f == 1e4 && s.in[end].gap == 0 {
				factor, end = factor*1e8, end+1
			}
			break
		}
	}
	if factor == 1 || s.word(end-1) {
		return 0, i
	}
	return factor, end
}

// word says whether a scale word begins another word: 百姓, 百分点, 十分.
func (s *scanner) word(i int) bool {
	return i+1 < len(s.in) && s.in[i+1].gap == 0 && (s.in[i].r == '百' && containsRune("姓分", s.in[i+1].r) || s.in[i].r == '十' && s.in[i+1].r == '分')
}

// digits reads digits with thousands separators and a decimal point.
func (s *scanner) digits(i int) (digits string, end int) {
	var b strings.Builder
	point, at := false, i
	for at < len(s.in) {
		l := s.in[at]
		if at > i && l.gap != 0 {
			break
		}
		switch {
		case isDigit(l.r):
			b.WriteRune(l.r)
		case l.r == '.' && !point && at > i && s.isDigit(at+1) && !s.dotted(at):
			b.WriteByte('.')
			point = true
		case l.r == ',' && !point && at > i && s.thousands(at):
		default:
			return b.String(), at
		}
		at++
	}
	return b.String(), at
}

// dotted says whether a point parts the members of a code: 1.2.3.
func (s *scanner) dotted(at int) bool {
	for at++; s.isDigit(at); at++ {
	}
	return at < len(s.in) && s.in[at].r == '.' && s.in[at].gap == 0
}

// thousands says whether a comma stands before exactly three digits, and is as
// wide as they are.
func (s *scanner) thousands(at int) bool {
	n := 0
	for s.isDigit(at + 1 + n) {
		n++
	}
	if n != 3 || s.in[at].wide != s.in[at+1].wide {
		return false
	}
	before := 0
	for before < 4 && at-1-before >= 0 && isDigit(s.in[at-1-before].r) {
		if s.in[at-1-before].gap != 0 {
			before++
			break
		}
		before++
	}
	return before <= 3
}

// isDigit says whether the i-th letter is a digit right behind the one before.
func (s *scanner) isDigit(i int) bool {
	return i < len(s.in) && isDigit(s.in[i].r) && s.in[i].gap == 0
}

// chinese reads 三, 十四, 一百零五万, 二〇二一, 三点五 and 三点五万.
func (s *scanner) chinese(i int) (n numeral, end int, ok bool) {
	end = i
	for end < len(s.in) && (end == i || s.in[end].gap&^Blank == 0) && s.numeralAt(end, i) {
		end++
	}
	run := make([]rune, 0, end-i)
	for _, l := range s.in[i:end] {
		run = append(run, l.r)
	}
	v, ok := readChinese(run)
	for !ok && len(run) > 1 { // 一百姓, 三万万: as far as it is a number
		run, end = run[:len(run)-1], end-1
		v, ok = readChinese(run)
	}
	if !ok {
		return n, i, false
	}
	n = numeral{value: v, step: decimal.NewFromInt(1), chinese: true, plain: true}
	if last := run[len(run)-1]; large[last] > 0 {
		n.step, n.plain = decimal.NewFromInt(large[last]), false
	}
	if fraction, at := s.fraction(end); at > end && n.plain {
		f := decimal.RequireFromString("0." + fraction)
		n.value, n.step, end = n.value.Add(f), step("0."+fraction), at
		if factor, at := s.scale(end, 1<<62); factor >= 1e4 {
			n.value, n.step, n.plain, end = n.value.Mul(decimal.NewFromInt(factor)), n.step.Mul(decimal.NewFromInt(factor)), false, at
		}
	}
	return n, end, true
}

// numeralAt says whether the letter at may go on with a Chinese number.
func (s *scanner) numeralAt(at, start int) bool {
	r := s.in[at].r
	if _, digit := chineseDigits[r]; digit {
		return true
	}
	if at == start {
		return r == '十' || r == '拾'
	}
	return (small[r] > 0 || large[r] > 0) && !s.word(at)
}

// fraction reads the digits behind 点.
func (s *scanner) fraction(i int) (digits string, end int) {
	if i+1 >= len(s.in) || s.in[i].r != '点' || s.in[i].gap != 0 {
		return "", i
	}
	end = i + 1
	for end < len(s.in) && s.in[end].gap == 0 {
		d, ok := chineseDigits[s.in[end].r]
		if !ok || s.in[end].r == '两' {
			break
		}
		digits += string(rune('0' + d))
		end++
	}
	if digits == "" {
		return "", i
	}
	return digits, end
}

// readChinese gives the value of Chinese numerals, by places or digit by digit.
func readChinese(run []rune) (decimal.Decimal, bool) {
	if len(run) == 0 {
		return decimal.Zero, false
	}
	plain := ""
	for _, r := range run {
		d, ok := chineseDigits[r]
		if !ok {
			return byPlaces(run)
		}
		plain += string(rune('0' + d))
	}
	return decimal.RequireFromString(plain), true
}

// byPlaces reads 一千零五, 三百二 (320), 两万五 (25000), 一亿零三百万.
func byPlaces(run []rune) (decimal.Decimal, bool) {
	v, ok := places(run)
	return decimal.NewFromInt(v), ok
}

func places(run []rune) (int64, bool) {
	for _, big := range []rune{'亿', '万'} {
		at := len(run) - 1
		for at >= 0 && run[at] != big {
			at--
		}
		if at < 0 {
			continue
		}
		high, ok := places(run[:at])
		if !ok || high == 0 {
			return 0, false
		}
		low, ok := below(run[at+1:], large[big])
		return high*large[big] + low, ok
	}
	return section(run)
}

// below reads what stands behind 万 or 亿: a lone digit counts the place below.
func below(run []rune, scale int64) (int64, bool) {
	if len(run) == 0 {
		return 0, true
	}
	if d := chineseDigits[run[0]]; len(run) == 1 && d > 0 {
		return d * scale / 10, true
	}
	v, ok := places(run)
	return v, ok && v < scale
}

// section reads a number below 万.
func section(run []rune) (v int64, ok bool) {
	digit, last, zero := int64(-1), int64(1<<62), false
	for i, r := range run {
		if d, is := chineseDigits[r]; is {
			if digit > 0 {
				return 0, false
			}
			digit, zero = d, zero || d == 0
			if d == 0 {
				digit = -1
			}
			continue
		}
		u := small[r]
		if u >= last || digit < 0 && (u != 10 || i > 0 && !zero) {
			return 0, false
		}
		v += max(digit, 1) * u
		digit, last, zero = -1, u, false
	}
	if digit > 0 {
		if last >= 100 && last <= 1000 && !zero { // 三百二
			digit *= last / 10
		}
		v += digit
	}
	return v, len(run) > 0
}

// step is what one in the last place of a number is worth.
func step(digits string) decimal.Decimal {
	if i := strings.IndexByte(digits, '.'); i >= 0 {
		return decimal.New(1, -int32(len(digits)-i-1))
	}
	return decimal.NewFromInt(1)
}
