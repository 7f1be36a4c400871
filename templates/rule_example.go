package templates

import (
	"strings"
	"unicode/utf8"
)

// likeAny reports whether a text looks like one of the examples listed with |.
func likeAny(text, examples string) bool {
	for example := range strings.SplitSeq(examples, "|") {
		if like(text, strings.TrimSpace(example)) {
			return true
		}
	}
	return false
}

// like holds a text against an example, sign by sign: a digit stands for any
// digit, a letter for any of its case, and anything else, or what stands in
// quotes, for itself.
func like(text, example string) bool {
	quoted := false
	for _, e := range example {
		if e == '“' || e == '”' {
			quoted = e == '“'
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		if n == 0 {
			return false
		}
		if text = text[n:]; r != e && (quoted || classOf(r) != classOf(e) || classOf(e) == 0) {
			return false
		}
	}
	return text == ""
}

func classOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return 1
	case r >= 'A' && r <= 'Z':
		return 2
	case r >= 'a' && r <= 'z':
		return 3
	}
	return 0
}
