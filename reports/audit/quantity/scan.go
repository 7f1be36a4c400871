package quantity

import (
	"github.com/shopspring/decimal"
)

// Kind is what sort of quantity a token is.
type Kind uint8

// Kinds.
const (
	Number Kind = iota
	Share       // a percentage, a fraction, tenths
	Date
	Clock
	Code // digits that are a name: a telephone number, 1.2.3
)

// Quantity is a number that a text states.
type Quantity struct {
	Kind  Kind
	Value decimal.Decimal // in the base of its unit; a share of one
	Step  decimal.Decimal // what one in its last written place is worth, likewise
	Unit  string          // of those that are converted
	// Idiom says that it is written in Chinese numerals and counts nothing, as
	// far as can be seen: 一是, 三会一课.
	Idiom bool
}

// Token is a quantity, a word in Latin letters, a letter or a sign.
type Token struct {
	Key      string // the same for the same meaning
	Gap      Gap    // before it
	From, To Place
	Quantity *Quantity
}

// Scan reads a text.
func Scan(text []Paragraph) []Token {
	s := &scanner{in: letters(text)}
	for s.at < len(s.in) {
		s.next()
	}
	return s.out
}

// Text scans one piece of text.
func Text(text string) []Token { return Scan([]Paragraph{{Text: text}}) }

type scanner struct {
	in  []letter
	at  int
	out []Token
}

// put adds a token that ends before the letter end.
func (s *scanner) put(key string, end int, q *Quantity) {
	first, last := s.in[s.at], s.in[end-1]
	s.out = append(s.out, Token{Key: key, Gap: first.gap, From: first.from, To: last.to, Quantity: q})
	s.at = end
}

func (s *scanner) next() {
	r := s.in[s.at].r
	switch {
	case s.share() || s.dated() || s.coded() || s.numbered():
	case s.bareUnit():
	case isLatin(r) || r == '@':
		s.latin()
	case r == '-' || r == '~' || r == '—' || r == '–' || r == '/' || r == '.' || r == ',' || r == ':':
		s.dash()
	case r == '到' && s.ranges(s.at):
		s.put("至", s.at+1, nil)
	default:
		if n := circled(r); n > 0 {
			s.put(key(decimal.NewFromInt(n), ""), s.at+1, &Quantity{Value: decimal.NewFromInt(n), Step: decimal.NewFromInt(1), Idiom: true})
			return
		}
		s.put(string(lower(r)), s.at+1, nil)
	}
}

// bareUnit puts a unit without a number, as it stands at the head of a table.
func (s *scanner) bareUnit() bool {
	gap := s.in[s.at].gap
	s.in[s.at].gap = 0
	u, end, ok := s.unit(s.at)
	s.in[s.at].gap = gap
	if !ok || end == s.at+1 || !containsRune("㎡³", []rune(u.base)[len([]rune(u.base))-1]) || !u.factor.Equal(decimal.NewFromInt(1)) {
		return false
	}
	if first := s.in[s.at]; isLatin(first.r) && first.gap == 0 && s.at > 0 && (isLatin(s.in[s.at-1].r) || isDigit(s.in[s.at-1].r)) {
		return false
	}
	s.put(u.base, end, nil)
	return true
}

func circled(r rune) int64 {
	switch {
	case r >= '①' && r <= '⑳':
		return int64(r-'①') + 1
	case r >= '㈠' && r <= '㈩':
		return int64(r-'㈠') + 1
	case r >= '⑴' && r <= '⒇':
		return int64(r-'⑴') + 1
	}
	return 0
}

func key(v decimal.Decimal, unit string) string {
	k := "Q:" + v.String()
	if unit != "" {
		k += "|" + unit
	}
	return k
}

// dash reads a range between two quantities as 至; any other is a mark.
func (s *scanner) dash() {
	if s.ranges(s.at) {
		s.put("至", s.at+1, nil)
		return
	}
	if s.at+1 < len(s.in) {
		s.in[s.at+1].gap |= s.in[s.at].gap | Mark
	}
	s.at++
}

// ranges says whether a sign at i stands between two quantities.
func (s *scanner) ranges(i int) bool {
	if len(s.out) == 0 || s.out[len(s.out)-1].Quantity == nil || i+1 >= len(s.in) || containsRune("/.,:", s.in[i].r) {
		return false
	}
	next := i + 1
	for next < len(s.in) && containsRune("-—–~", s.in[next].r) {
		next++
	}
	if next >= len(s.in) || s.in[i].gap.closed() || s.in[next].gap.closed() {
		return false
	}
	if isDigit(s.in[next].r) {
		return true
	}
	_, _, ok := s.numeral(next)
	return ok && (s.in[i].r == '到' || s.out[len(s.out)-1].Quantity.Kind == Date)
}

// dated puts a date or a time of day.
func (s *scanner) dated() bool {
	if k, end, ok := s.date(s.at); ok {
		s.put(k, end, &Quantity{Kind: Date})
		return true
	}
	if k, end, ok := s.clock(s.at); ok {
		s.put(k, end, &Quantity{Kind: Clock})
		return true
	}
	return false
}

// numbered puts a number with its sign, scale and unit.
func (s *scanner) numbered() bool {
	i, negative := s.sign()
	n, end, ok := s.numeral(i)
	if !ok || n.chinese && negative {
		return false
	}
	q := &Quantity{Value: n.value, Step: n.step}
	if negative {
		q.Value = q.Value.Neg()
	}
	if end < len(s.in) && !s.in[end].gap.closed() {
		switch r := s.in[end].r; {
		case r == '%' || r == '‰':
			rate := hundredth
			if r == '‰' {
				rate = thousandth
			}
			s.put(shareKey(q, rate), end+1, q)
			return true
		case r == '成' && s.tenths(n, end):
			return s.putTenths(q, end)
		case isLatin(r) && s.in[end].gap == 0:
			if _, _, unit := s.unit(end); !unit && n.plain {
				s.latin() // 3D, 12306A
				return true
			}
		}
	}
	if u, at, ok := s.unit(end); ok {
		q.Value, q.Step, q.Unit, end = q.Value.Mul(u.factor), q.Step.Mul(u.factor), u.base, at
	}
	q.Idiom = n.chinese && q.Unit == "" && !s.counts(end)
	s.put(key(q.Value, q.Unit), end, q)
	return true
}

// sign reads a minus before digits.
func (s *scanner) sign() (i int, negative bool) {
	l := s.in[s.at]
	if (l.r == '-' || l.r == '负') && s.at+1 < len(s.in) && isDigit(s.in[s.at+1].r) && s.in[s.at+1].gap == 0 {
		if n := len(s.out); l.r == '负' || n == 0 || l.gap != 0 || s.out[n-1].Quantity == nil && !isLatin(s.in[s.at-1].r) {
			return s.at + 1, true
		}
	}
	return s.at, false
}

// counters are words of measure by which a Chinese numeral is known to count.
const counters = "次个项处户件人名条家起宗座栋幢套份张篇期场轮届批类种天年月日时元角块万亿倍例笔台辆间层所位组队支颗株棵亩吨米斤方余多余几岁回遍趟部门栏点分秒页版号楼室"

// counts says whether a word of measure stands behind a number.
func (s *scanner) counts(i int) bool {
	return i < len(s.in) && !s.in[i].gap.closed() && containsRune(counters, s.in[i].r)
}
