package pii

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// reduce makes a character a digit or capital in half width, or else says how
// far it sets apart.
func reduce(c rune, signs signs) (byte, level) {
	if c >= utf8.RuneSelf {
		if d, ok := digit(c); ok {
			return d, 0
		}
		if d := signDigits[c]; d.kind != none && (d.kind == signs || signs == mixed) {
			return d.digit, 0
		}
		c = narrow(c)
	}
	if d := lookalikes[c]; d != 0 && signs == mixed {
		return d, 0
	}
	if c < utf8.RuneSelf && wordByte(byte(c)) {
		return byte(unicode.ToUpper(c)), 0
	}
	return 0, levelOf(c)
}

var marksAt = map[level]string{
	spaced: "\t−",
	dotted: ".·•・‧∙⋅˙",
	marked: "/\\|_*+=:~'\"()[]<>#&⁄∕（）",
	listed: ",、;。!?，；､｡",
	broken: "\n\r\v\f\u0085\u2028\u2029",
}

// fillers are letters without a shape.
const fillers = "\u115f\u1160\u3164\uffa0\u2800"

func levelOf(c rune) level {
	for l, marks := range marksAt {
		if strings.ContainsRune(marks, c) {
			return l
		}
	}
	switch {
	case unicode.In(c, unicode.Zs, unicode.Pd):
		return spaced
	case unicode.In(c, unicode.Cf, unicode.Mn, unicode.Me, unicode.Cc) || strings.ContainsRune(fillers, c):
		return unseen
	}
	return apart
}

func blank(c rune) bool { return c == '\t' || unicode.Is(unicode.Zs, c) }

// digit is a decimal digit of any script.
func digit(c rune) (byte, bool) {
	if !unicode.IsDigit(c) {
		return 0, false
	}
	for _, r := range unicode.Nd.R16 {
		if c >= rune(r.Lo) && c <= rune(r.Hi) {
			return '0' + byte((c-rune(r.Lo))%10), true
		}
	}
	for _, r := range unicode.Nd.R32 {
		if c >= rune(r.Lo) && c <= rune(r.Hi) {
			return '0' + byte((c-rune(r.Lo))%10), true
		}
	}
	return 0, false
}

// signs are characters that stand for digits besides being words or numbering
// what follows.
type signs uint8

const (
	none signs = iota
	written
	enclosed
	mixed // any of these, and letters that look like digits
)

// lookalikes are letters that people type, or choose, for a digit.
var lookalikes = map[rune]byte{'O': '0', 'o': '0', 'Ο': '0', 'ο': '0', 'О': '0', 'о': '0', 'I': '1', 'l': '1', 'Ι': '1', 'І': '1', 'ӏ': '1', 'Ⅰ': '1', '丨': '1', 'З': '3', 'з': '3'}

// signRows are signs from zero to nine; a blank is a digit without one.
var signRows = map[signs][]string{
	written: {"〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺        "},
	enclosed: {"⓪①②③④⑤⑥⑦⑧⑨", " ⑴⑵⑶⑷⑸⑹⑺⑻⑼", " ⒈⒉⒊⒋⒌⒍⒎⒏⒐", "⓿❶❷❸❹❺❻❼❽❾", " ➀➁➂➃➄➅➆➇➈", " ➊➋➌➍➎➏➐➑➒", " ⓵⓶⓷⓸⓹⓺⓻⓼⓽",
		" ㈠㈡㈢㈣㈤㈥㈦㈧㈨", " ㊀㊁㊂㊃㊄㊅㊆㊇㊈", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"},
}

type signDigit struct {
	digit byte
	kind  signs
}

var signDigits = func() map[rune]signDigit {
	out := map[rune]signDigit{}
	for kind, rows := range signRows {
		for _, row := range rows {
			for d, c := range []rune(row) {
				if c != ' ' {
					out[c] = signDigit{byte('0' + d), kind}
				}
			}
		}
	}
	out['两'] = signDigit{'2', written}
	return out
}()

// digitsIn counts the digits of a text, the signs for them and what looks like them.
func digitsIn(text string) (plain, signs, letters int) {
	for _, c := range text {
		switch {
		case c < utf8.RuneSelf:
			if c >= '0' && c <= '9' {
				plain++
			} else if lookalikes[c] != 0 {
				letters++
			}
		case lookalikes[narrow(c)] != 0:
			letters++
		case signDigits[c].kind != none:
			signs++
		default:
			if _, ok := digit(c); ok {
				plain++
			}
		}
	}
	return plain, signs, letters
}

func narrow(c rune) rune {
	if n := width.LookupRune(c).Narrow(); n != 0 {
		return n
	}
	return c
}

// InWord reports whether a stretch of a text in half width is part of a longer
// word of letters and digits.
func InWord(text string, from, to int) bool {
	return from > 0 && wordByte(text[from-1]) || to < len(text) && wordByte(text[to])
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
