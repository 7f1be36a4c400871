package xlsx

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// isBlank says whether b is nothing but white space.
func isBlank(b []byte) bool {
	for _, c := range b {
		if class[c]&isSpace == 0 {
			return false
		}
	}
	return true
}

// appendDecoded appends raw with its entities replaced and its line ends made
// "\n" (in attributes: spaces), as XML demands.
func appendDecoded(dst, raw []byte, attribute bool) ([]byte, bool) {
	for len(raw) > 0 {
		i := 0
		for i < len(raw) && raw[i] != '&' && raw[i] != '\r' && (!attribute || class[raw[i]]&needsDecoding == 0) {
			i++
		}
		dst = append(dst, raw[:i]...)
		raw = raw[i:]
		if len(raw) == 0 {
			break
		}
		if raw[0] == '&' {
			r, n := entity(raw)
			if n == 0 {
				return dst, false
			}
			dst = utf8.AppendRune(dst, r)
			raw = raw[n:]
			continue
		}
		if raw[0] == '\r' && len(raw) > 1 && raw[1] == '\n' {
			raw = raw[1:]
		}
		if attribute {
			dst = append(dst, ' ')
		} else {
			dst = append(dst, '\n')
		}
		raw = raw[1:]
	}
	return dst, true
}

// entity reads the entity at the start of raw. n is 0 if there is none that
// XML knows without a DOCTYPE.
func entity(raw []byte) (r rune, n int) {
	end := bytes.IndexByte(raw[:min(len(raw), 16)], ';')
	if end < 2 {
		return 0, 0
	}
	name := raw[1:end]
	switch string(name) {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	digits, base := name[1:], rune(10)
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 {
		return 0, 0
	}
	for _, c := range digits {
		v, ok := hexDigit(c)
		if !ok || v >= base {
			return 0, 0
		}
		if r = r*base + v; r > utf8.MaxRune {
			return 0, 0
		}
	}
	if !isXMLChar(r) {
		return 0, 0
	}
	return r, end + 1
}

func isXMLChar(r rune) bool {
	return r >= ' ' && r != 0xFFFE && r != 0xFFFF && !utf16.IsSurrogate(r) ||
		r == '\n' || r == '\t' || r == '\r'
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0'), true
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10, true
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// unescape replaces, in place, the escapes by which the format writes the
// characters that XML can't hold: "_x000D_" is a carriage return, and
// "_x005F_" the underscore itself. Half a surrogate pair stays as written.
func unescape(b []byte) []byte {
	from := bytes.Index(b, []byte("_x"))
	if from < 0 {
		return b
	}
	out := b[:from]
	for i := from; i < len(b); {
		r, n := escape(b[i:])
		switch {
		case n == 0:
			out = append(out, b[i])
			i++
			continue
		case utf16.IsSurrogate(r):
			low, m := escape(b[i+n:])
			pair := utf16.DecodeRune(r, low)
			if m == 0 || pair == utf8.RuneError {
				out = append(out, b[i:i+n]...)
				i += n
				continue
			}
			r, n = pair, n+m
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

// escape reads "_xHHHH_" at the start of b.
func escape(b []byte) (r rune, n int) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, 0
	}
	for _, c := range b[2:6] {
		v, ok := hexDigit(c)
		if !ok {
			return 0, 0
		}
		r = r<<4 | v
	}
	return r, 7
}

// longerThan says whether text has more characters than limit, counted as
// Excel counts them.
func longerThan(text []byte, limit int) bool {
	if len(text) <= limit {
		return false
	}
	n := 0
	for _, r := range string(text) {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n > limit
}
