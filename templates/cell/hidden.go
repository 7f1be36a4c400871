package cell

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Hidden reports whether a character does not show and may change how what is
// around it shows: control characters, those without width, those that turn the
// direction of writing. Line breaks and tabs are none.
func Hidden(r rune) bool {
	switch {
	case r >= 0x20 && r < 0x7f, r >= 0x3041 && r <= 0x9fff && r != '\u3164', r == '\n', r == '\t', r == '\r':
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) || strings.ContainsRune("\u034f\u115f\u1160\u3164\uffa0\u2028\u2029", r)
}

// HasHidden reports whether a text holds such a character.
func HasHidden(s string) bool { return strings.ContainsFunc(s, Hidden) }

// WithoutHidden is a text without them; breaks of other kinds become line breaks.
func WithoutHidden(s string) string {
	if !HasHidden(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case Hidden(r):
			return -1
		}
		return r
	}, s)
}

// ShowHidden writes them as JSON does, \u001b, so that a terminal prints them.
func ShowHidden(s string) string {
	if !HasHidden(s) && !strings.Contains(s, "\r") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !Hidden(r) && r != '\r':
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
