package audit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stream is a whole text run together: neither paragraphs nor lines part it,
// because editing moves those. Marks, quotes and blanks are left out, letters
// and digits stand in one width, and a square metre is always ㎡.
type stream struct {
	paragraphs []string
	runes      []rune
	from       []origin
}

// origin is where a rune of the stream stands in the text.
type origin struct{ paragraph, start, end int }

// gap parts digits that a blank or mark stands between.
const gap = '·'

func newStream(paragraphs []string) *stream {
	s := &stream{paragraphs: paragraphs}
	size := 0
	for _, p := range paragraphs {
		size += utf8.RuneCountInString(p) + 1
	}
	s.runes, s.from = make([]rune, 0, size), make([]origin, 0, size)
	for i, p := range paragraphs {
		s.add(i, p)
	}
	return s
}

func (s *stream) add(paragraph int, text string) {
	start := len(s.runes)
	for at, r := range text {
		end := at + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = at + 1
		}
		s.put(narrow(r), origin{paragraph, at, end}, text[end:])
	}
	if len(s.runes) > start {
		s.runes = append(s.runes, gap)
		s.from = append(s.from, origin{paragraph, len(text), len(text)})
	}
}

// put adds one rune, with what it makes of the ones before it.
func (s *stream) put(r rune, o origin, rest string) {
	last := gap
	if n := len(s.runes); n > 0 {
		last = s.runes[n-1]
	}
	switch {
	case r == '²' || r == '2' && last == 'm' && !startsDigit(rest):
		if last == 'm' || last == '㎡' {
			s.runes[len(s.runes)-1] = '㎡'
			s.from[len(s.from)-1].end = o.end
		}
		return
	case counts(r, last, rest):
		r = spelled(r, last, rest)
	case isDigit(last) && startsDigit(strings.TrimLeft(rest, " 　\t\n")):
		r = gap // a blank or mark is left out, but must not join two numbers
	default:
		return
	}
	s.runes = append(s.runes, r)
	s.from = append(s.from, o)
	s.squareMetre()
}

// counts reports whether a rune is part of a word or number.
func counts(r, last rune, rest string) bool {
	switch r {
	case '.':
		return isDigit(last) && startsDigit(rest)
	case ',':
		return isDigit(last) && thousands(rest)
	case '—', '-', '–':
		return dashedOne(rest)
	}
	return strings.ContainsRune("%/㎡@", r) || r >= '一' && r <= '鿿' || isDigit(r) || unicode.IsLetter(r)
}

// spelled is the one spelling of a rune that is written in several ways.
func spelled(r, last rune, rest string) rune {
	switch {
	case r == '—' || r == '-' || r == '–':
		return '一'
	case r != 'm' && r != 'M':
		return r
	case (isDigit(last) || last == '万') && !startsLetter(rest):
		return '㎡'
	}
	return 'm'
}

// squareMetre joins 平方米.
func (s *stream) squareMetre() {
	n := len(s.runes)
	if n >= 3 && s.runes[n-1] == '米' && s.runes[n-2] == '方' && s.runes[n-3] == '平' {
		s.runes[n-3] = '㎡'
		s.from[n-3].end = s.from[n-1].end
		s.runes, s.from = s.runes[:n-2], s.from[:n-2]
	}
}

// dashedOne says whether a dash stands for 一, as scanned texts have it: —是.
func dashedOne(rest string) bool {
	rest = strings.TrimLeft(rest, "—")
	return strings.HasPrefix(rest, "是") || strings.HasPrefix(rest, "记录")
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func startsDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isDigit(narrow(r))
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return latin(narrow(r))
}

// narrow is the ASCII twin of a full-width letter, digit or mark.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// thousands says whether exactly three digits follow a comma.
func thousands(rest string) bool {
	n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	return n == 3
}

// sentence is the sentence of the text around some bytes of a paragraph.
func (s *stream) sentence(o origin) string { return s.around(o, "。；！？;!?\n") }

// clause is what stands between the nearest commas.
func (s *stream) clause(o origin) string {
	return strings.TrimRight(s.around(o, "。；！？;!?\n，,：:"), "。；！？;!?，,：:")
}

func (s *stream) around(o origin, marks string) string {
	text := s.paragraphs[o.paragraph]
	from, to := 0, len(text)
	if i := strings.LastIndexAny(text[:o.start], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		from = i + n
	}
	if i := strings.IndexAny(text[o.end:], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[o.end+i:])
		to = o.end + i + n
	}
	return strings.TrimSpace(text[from:to])
}
