package ooxml

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Edits collects changes to a part and makes them all at once.
type Edits struct{ list []edit }

type edit struct {
	start, end int
	text       string
}

// Replace puts text in the place of src[start:end].
func (e *Edits) Replace(start, end int, text string) {
	e.list = append(e.list, edit{start, end, text})
}

// Insert puts text at a place. Insertions at one place keep their order.
func (e *Edits) Insert(at int, text string) { e.Replace(at, at, text) }

// None says that there is nothing to change.
func (e *Edits) None() bool { return len(e.list) == 0 }

// Apply gives the changed part.
func (e *Edits) Apply(src []byte) []byte {
	slices.SortStableFunc(e.list, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	size := len(src)
	for _, c := range e.list {
		size += len(c.text) - (c.end - c.start)
	}
	out := make([]byte, 0, max(size, 0))
	at := 0
	for _, c := range e.list {
		if c.start < at { // inside what was replaced already
			continue
		}
		out = append(out, src[at:c.start]...)
		out = append(out, c.text...)
		at = c.end
	}
	return append(out, src[at:]...)
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Escape makes text fit for an attribute or an element. Characters that XML
// cannot hold become a replacement character.
func Escape(s string) string {
	return escapes.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r != 0xfffe && r != 0xffff:
			return r
		case r == '\r':
			return -1
		}
		return utf8.RuneError
	}, s))
}

// Text is what stands between two tags, without its entities.
func Text(src []byte) string {
	var b strings.Builder
	addChars(&b, src)
	return b.String()
}

// unescape decodes entities.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "&")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, rest, ok := strings.Cut(after, ";")
		if r := entity(name); ok && r != "" {
			b.WriteString(r)
			s = rest
			continue
		}
		b.WriteByte('&')
		s = after
	}
}

func entity(name string) string {
	switch name {
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "amp":
		return "&"
	case "quot":
		return `"`
	case "apos":
		return "'"
	}
	num, ok := strings.CutPrefix(name, "#")
	if !ok {
		return ""
	}
	base := 10
	if strings.HasPrefix(num, "x") {
		num, base = num[1:], 16
	}
	n, err := strconv.ParseUint(num, base, 21)
	if err != nil {
		return ""
	}
	return string(rune(n))
}
