package cell

import (
	"slices"
	"strings"
)

// ListSeparator joins several choices in one canonical value.
const ListSeparator = "；"

// SplitList splits a canonical value of several choices.
func SplitList(v string) []string {
	if v == "" {
		return nil
	}
	return strings.Split(v, ListSeparator)
}

// JoinList is the canonical value of several choices.
func JoinList(words []string) string { return strings.Join(words, ListSeparator) }

// Enumerate is a value of several choices as a person writes it: 甲、乙.
func Enumerate(v string) string { return strings.ReplaceAll(v, ListSeparator, "、") }

// The separators that people use. Options may hold 、 themselves, so the
// stronger ones are tried first.
const (
	strongSeparators = "；;\n"
	allSeparators    = "；;\n、,，"
)

func (s *Spec) parseList(text string) (string, *Issue) {
	if s.Vocabulary.Open() {
		return s.takeList(text, allSeparators)
	}
	if v, ok := s.Vocabulary.Match(text); ok {
		return v, s.noteName(text, v)
	}
	if v, issue := s.takeList(text, strongSeparators); issue == nil {
		return v, nil
	}
	return s.takeList(text, allSeparators)
}

func (s *Spec) takeList(text, separators string) (string, *Issue) {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if part = trimBlank(part); part == "" {
			continue
		}
		v, ok := s.Vocabulary.Match(part)
		if !ok {
			return "", s.unknown(part)
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return "", s.unknown(text)
	}
	return JoinList(out), nil
}
