// Package pii finds numbers that identify a person: identity cards, mobile
// phones, bank cards. It is the only detector: what guards returns, the summary
// and the notice see the same numbers, in full or half width, in groups or not,
// with or without the country's prefix. A number inside a longer word of letters
// and digits, such as a credit code, identifies nobody. A hit never carries the
// number itself.
package pii

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"
)

// Hit is one number found: what it is and where it stands in the text, in
// bytes.
type Hit struct {
	Kind       string // 身份证号 手机号 银行卡号
	Start, End int
}

// Allowed are numbers that may stand: an office's own.
type Allowed map[string]bool

// Allow allows every number that stands in the texts.
func Allow(texts ...string) Allowed {
	a := Allowed{}
	for _, t := range texts {
		for _, r := range runs(t) {
			a[national(r.digits(0, len(r)))] = true
			for i := range r {
				a[national(r[i].digits)] = true
			}
		}
	}
	return a
}

// Find lists the numbers in a text, in order, without those that are allowed.
func Find(text string, allowed Allowed) []Hit {
	var out []Hit
	for _, r := range runs(text) {
		out = r.find(out, allowed)
	}
	return out
}

// Mask puts *** in the place of every number that Find would find.
func Mask(text string, allowed Allowed) string {
	hits := Find(text, allowed)
	if len(hits) == 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for _, h := range hits {
		b.WriteString(text[from:h.Start] + "***")
		from = h.End
	}
	return b.String() + text[from:]
}

// group is digits that stand together, the last perhaps an X.
type group struct {
	digits     string // in half width, x as X
	start, end int    // in the text
	gap        string // what stands before it, blanks and hyphens
}

// run is groups with nothing but blanks and hyphens between them.
type run []group

// find adds the numbers of a run to the hits: what stands beside one is a run of
// its own.
func (r run) find(out []Hit, allowed Allowed) []Hit {
	i, j, kind := r.first()
	if kind == "" {
		return out
	}
	out = r[:i].find(out, allowed)
	if !allowed[national(r.digits(i, j))] {
		out = append(out, Hit{Kind: kind, Start: r[i].start, End: r[j-1].end})
	}
	return r[j:].find(out, allowed)
}

// most is how many digits the longest number has.
const most = 19

// first is a number among the groups: a group that is one by itself, all of
// them together, or the longest that is written like one.
func (r run) first() (from, to int, kind string) {
	for i := range r {
		if kind := r.kind(i, i+1); kind != "" {
			return i, i + 1, kind
		}
	}
	if kind := r.kind(0, len(r)); kind != "" {
		return 0, len(r), kind
	}
	for i := range r {
		for j, n := i, 0; j < len(r) && n+len(r[j].digits) <= most; j++ {
			n += len(r[j].digits)
			if k := r.kind(i, j+1); k != "" && r.written(i, j+1) {
				from, to, kind = i, j+1, k
			}
		}
		if kind != "" {
			break
		}
	}
	return from, to, kind
}

func (r run) kind(i, j int) string { return classify(national(r.digits(i, j))) }

// written: groups next to others are one number only if they look like it, in
// groups of three and more with the same between them; the figures of a table,
// or dates, do not.
func (r run) written(i, j int) bool {
	for k := i; k < j; k++ {
		if short := len(r[k].digits) < 3 && r[k].digits != country && r[k].digits != "X"; short || k > i+1 && r[k].gap != r[i+1].gap {
			return false
		}
	}
	return true
}

func (r run) digits(i, j int) string {
	var b strings.Builder
	for _, g := range r[i:j] {
		b.WriteString(g.digits)
	}
	return b.String()
}

// country is the prefix of a number dialled from abroad.
const country = "86"

// national is a mobile number without the country's prefix.
func national(n string) string {
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(n, "00"), country); ok && mobile(rest) {
		return rest
	}
	return n
}

var words = regexp.MustCompile(`[0-9A-Z]+`)

// runs cuts a text into runs of digits.
func runs(text string) []run {
	plain, from := normalised(text)
	var out []run
	var now run
	flush := func() {
		if len(now) > 0 {
			out, now = append(out, now), nil
		}
	}
	end := 0 // of the word before
	for _, w := range words.FindAllStringIndex(plain, -1) {
		gap := plain[end:w[0]]
		end = w[1]
		at, digits := number(plain[w[0]:w[1]])
		if at > 0 || strings.Trim(gap, " -") != "" || digits == "" {
			flush()
		}
		if digits == "" || len(now) == 0 && digits == "X" {
			continue
		}
		now = append(now, group{digits: digits, start: from[w[0]+at], end: from[w[1]], gap: gap})
		if strings.HasSuffix(digits, "X") {
			flush()
		}
	}
	flush()
	return out
}

// normalised is the text with one byte for each letter: capitals and digits in
// half width, a blank, a hyphen, or a stop for everything else; and where each
// stood.
func normalised(text string) (string, []int) {
	plain := make([]byte, 0, len(text))
	from := make([]int, 0, len(text)+1)
	for i, r := range text {
		c := byte('.')
		switch r = narrow(r); {
		case r < unicode.MaxASCII && wordByte(byte(r)):
			c = byte(unicode.ToUpper(r))
		case unicode.Is(unicode.Zs, r), unicode.Is(unicode.Cf, r), r == '\t':
			c = ' '
		case unicode.Is(unicode.Pd, r), r == '−':
			c = '-'
		}
		plain, from = append(plain, c), append(from, i)
	}
	return string(plain), append(from, len(text))
}

// labels are what people write straight before a number.
var labels = []string{"TEL", "PHONE", "MOBILE", "MOB", "ID", "NO", "WX", "VX", "CARD"}

// number is the digits of a word and where they begin; "" for a word that is
// more than a number.
func number(word string) (at int, digits string) {
	if word == "X" {
		return 0, word
	}
	digits = strings.TrimLeft(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	at = len(word) - len(digits)
	if strings.Trim(strings.TrimSuffix(digits, "X"), "0123456789") != "" || at > 0 && !slices.Contains(labels, word[:at]) {
		return 0, ""
	}
	return at, digits
}

func narrow(r rune) rune {
	if n := width.LookupRune(r).Narrow(); n != 0 {
		return n
	}
	return r
}

// InWord reports whether a stretch of a text in half width is part of a longer
// word of letters and digits.
func InWord(text string, from, to int) bool {
	return from > 0 && wordByte(text[from-1]) || to < len(text) && wordByte(text[to])
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func classify(n string) string {
	switch {
	case len(n) == 18 && identityCard(n):
		return "身份证号"
	case strings.HasSuffix(n, "X"):
		return ""
	case mobile(n):
		return "手机号"
	case len(n) >= 16 && len(n) <= 19 && luhn(n):
		return "银行卡号"
	}
	return ""
}

func mobile(n string) bool {
	return len(n) == 11 && n[0] == '1' && n[1] >= '3' && !strings.Contains(n, "X")
}

// identityCard checks the birthday and the check digit of GB 11643.
func identityCard(n string) bool {
	if _, err := time.Parse("20060102", n[6:14]); err != nil {
		return false
	}
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(n[i]-'0') * w
	}
	return "10X98765432"[sum%11] == n[17]
}

// luhn checks the last digit of a bank card number; one digit repeated is none.
func luhn(n string) bool {
	sum := 0
	for i := range n {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(n, n[:1]) != ""
}
