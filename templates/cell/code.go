package cell

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"
)

// Same is what two values of the column have in common if they mean one and the
// same thing, wherever different ones are counted: of codes that people type
// neither case, width, separators nor leading noughts count.
func (s *Spec) Same(v string) string {
	if !s.Spelt() {
		return v
	}
	return codeKey(v)
}

// Spelt reports whether people spell the column's values as they like, so that two
// spellings may be the same.
func (s *Spec) Spelt() bool {
	return s.Type == Text || s.Vocabulary != nil && !s.Several() && s.Vocabulary.Open()
}

var plainFraction = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)

// codeKey is a code as its runs of letters and digits. A mark stays between two
// runs of digits, as 1-11 is not 11-1.
func codeKey(v string) string {
	if v == "" {
		return v
	}
	text := strings.Map(plainRune, v)
	if text[0] <= '9' && plainFraction.MatchString(text) {
		return decimal.RequireFromString(text).String() // a nought behind the point counts
	}
	var b strings.Builder
	last := byte(0) // of what was written
	for text != "" {
		if n := digits(text); n != "" {
			if last >= '0' && last <= '9' {
				b.WriteByte('-')
			}
			number := strings.TrimLeft(n, "0")
			if number == "" {
				number = "0"
			}
			b.WriteString(number)
			last, text = '0', text[len(n):]
			continue
		}
		r, size := utf8.DecodeRuneInString(text)
		if !strings.ContainsRune(Separators, r) {
			b.WriteRune(r)
			last = 'a'
		}
		text = text[size:]
	}
	if b.Len() == 0 {
		return v
	}
	return b.String()
}

// Separators are what people put between the parts of a code, or leave out.
const Separators = " \t\n\u3000\u00a0\u200b-‐‑‒–—―−_.·•/\\,、:()[]#~"

// Resembles is Same without the marks between digits: 1101 may be 1-101, and a
// person can tell. Bare says that a code has no such marks.
func Resembles(same string) (likeness string, bare bool) {
	return strings.ReplaceAll(same, "-", ""), !strings.Contains(same, "-")
}

// LooksLike is a number that codes have in common which resemble each other, made
// without a copy; others may have it, too.
func LooksLike(v string) uint64 {
	const prime = 1099511628211 // FNV-1a
	h := uint64(14695981039346656037)
	for _, r := range v {
		if r = plainRune(r); r == '0' || r < '\u4e00' && strings.ContainsRune(Separators, r) {
			continue
		}
		h = (h ^ uint64(r)) * prime
	}
	return h
}

// plainRune is a letter without its case and width.
func plainRune(r rune) rune {
	switch {
	case '\u4e00' <= r && r <= '\u9fff': // has neither
		return r
	case r >= utf8.RuneSelf:
		if n := width.LookupRune(r).Narrow(); n != 0 {
			r = n
		}
	}
	return unicode.ToLower(r)
}
