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

// overlays are drawn over the letter before them: a line through it, a circle that forbids.
const overlays = "\u0334\u0335\u0336\u0337\u0338\u0489\u20d2\u20d3\u20d8\u20d9\u20da\u20e0\u20e5\u20e6\u20ea\u20eb"

// struck reports whether letters of a text are struck through by such characters.
func struck(s string) bool {
	if !strings.ContainsAny(s, overlays) {
		return false
	}
	var last rune
	for _, r := range s {
		if strings.ContainsRune(overlays, r) && (unicode.IsLetter(last) || unicode.IsNumber(last)) {
			return true
		}
		last = r
	}
	return false
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
