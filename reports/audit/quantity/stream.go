package quantity

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Paragraph is a piece of text. Nothing is read across the edges of one that
// stands apart, as a cell of a table does.
type Paragraph struct {
	Text  string
	Apart bool
}

// Place is a byte of a paragraph.
type Place struct{ Paragraph, Byte int }

// Gap is what stands before a token or letter besides words.
type Gap uint8

// Gaps.
const (
	Blank Gap = 1 << iota // blanks
	Quote                 // a quote, a bracket
	Mark                  // a comma, any other mark
	Colon                 // what a salutation or a heading ends with
	Stop                  // the end of a sentence
	Break                 // the end of a paragraph or line
	Edge                  // the edge of a cell
)

// closed reports whether a quantity cannot go on behind the gap.
func (g Gap) closed() bool { return g&(Quote|Mark|Colon|Stop|Edge) != 0 }

// letter is a rune that counts, in its one spelling.
type letter struct {
	r        rune
	wide     bool // it was written in full width
	gap      Gap
	from, to Place
}

// Marks that are left out, by what they do to a sentence.
const (
	stops  = "。！？；!?;"
	quotes = "“”‘’\"'「」『』〈〉《》（）()〔〕[]【】{}"
)

// letters runs a text together without marks, blanks and controls.
func letters(text []Paragraph) []letter {
	var out []letter
	gap := Edge
	for i, p := range text {
		if p.Apart {
			gap |= Edge
		}
		page := 0 // where the number of a page ends
		for at, r := range p.Text {
			if !p.Apart && (at == 0 || p.Text[at-1] == '\n') {
				page = at + pageNumber(p.Text[at:])
			}
			size := utf8.RuneLen(r)
			if r == utf8.RuneError {
				size = 1
			}
			l := letter{r: narrow(r), gap: gap, from: Place{i, at}, to: Place{i, at + size}}
			if gap >= Break && bullet(l.r) || at < page {
				continue
			}
			l.wide = l.r != r
			if l.r == '0' && len(out) > 0 && chineseDigit(out[len(out)-1].r) && gap == 0 && chineseDigit(next(p.Text[at+size:])) {
				l.r = '〇' // 二0三五年
			}
			if l.r == '—' && dashedOne(p.Text[at+size:]) {
				l.r = '一'
			}
			if g, skip := l.skipped(out, p.Text[at+size:]); skip {
				gap |= g
				continue
			}
			out = append(out, l)
			gap = 0
		}
		gap |= Break
		if p.Apart {
			gap |= Edge
		}
	}
	return out
}

// skipped says whether a rune is no letter, and what gap it makes instead.
func (l letter) skipped(before []letter, rest string) (Gap, bool) {
	r := l.r
	switch {
	case containsRune("\n\r\v\f\u2028\u2029", r):
		return Break, true
	case unicode.IsSpace(r):
		return Blank, true
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn):
		return 0, true
	case containsRune(stops, r):
		return Stop, true
	case containsRune(quotes, r):
		return Quote, true
	case r == ':':
		return Colon, !l.between(before, rest)
	case r == '.' || r == ',':
		return Mark, !l.between(before, rest)
	case containsRune("-~/—–", r):
		return Mark, false // the scanner decides
	}
	return Mark, containsRune("|`^\\_*#", r) || !counts(r)
}

// counts says whether a rune is part of a word, a number or a sign.
func counts(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.S) || r == '%' || r == '‰' || r == '@'
}

// between says whether a mark joins two digits of one number.
func (l letter) between(before []letter, rest string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, func(r rune) bool {
		return unicode.Is(unicode.Cf, r) || l.r == ':' && (r == '\t' || unicode.Is(unicode.Zs, r))
	}))
	if len(before) == 0 || l.gap != 0 || !isDigit(narrow(next)) && !isLatin(narrow(next)) {
		return false
	}
	last := before[len(before)-1].r
	return isDigit(last) && isDigit(narrow(next)) || l.r == '.' && isLatin(last) && isLatin(narrow(next))
}

// narrow is the plain twin of a rune that is written in several ways.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '−' || r == '‐' || r == '‑' || r == '﹣':
		return '-'
	case r == '―' || r == '─' || r == '－':
		return '—'
	case r == '〜' || r == '∼':
		return '~'
	case r == '﹪':
		return '%'
	case r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF: // radicals, as text copied out of a PDF has them
		n, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		return n
	case r == '○' || r == '◯' || r == 'Ｏ':
		return '〇'
	}
	return r
}

// chineseDigit says whether a rune is a digit such as 三.
func chineseDigit(r rune) bool {
	_, ok := chineseDigits[r]
	return ok
}

func next(rest string) rune {
	r, _ := utf8.DecodeRuneInString(rest)
	return r
}

// bullet says whether a rune at the beginning of a paragraph only points to it. A box
// that is ticked or not says something.
func bullet(r rune) bool {
	return r >= 0xF000 && r <= 0xF0FF || unicode.Is(unicode.So, r) && r >= 0x25A0 && r <= 0x27BF && !containsRune("☐☑☒✓✔✕✖✗✘", r)
}

var pageShape = regexp.MustCompile(`^[ \t　]*(?:[-—–－─][ \t　]*[0-9０-９]{1,3}[ \t　]*[-—–－─]|第[ 　]*[0-9０-９]{1,3}[ 　]*页(?:[ 　，,/]*共[ 　]*[0-9０-９]{1,3}[ 　]*页)?)[ \t　]*(?:\r?\n|$)`)

// pageNumber is how long the number of a page is that stands on a line of its own.
func pageNumber(line string) int {
	if m := pageShape.FindStringIndex(line); m != nil {
		return len(strings.TrimRight(line[:m[1]], "\r\n"))
	}
	return 0
}

// dashedOne says whether a dash stands for 一, as scanned texts have it: —是.
func dashedOne(rest string) bool {
	rest = strings.TrimLeft(rest, "—")
	return strings.HasPrefix(rest, "是") || strings.HasPrefix(rest, "记录")
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func containsRune(s string, r rune) bool {
	for _, x := range s {
		if x == r {
			return true
		}
	}
	return false
}
