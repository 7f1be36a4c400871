package lang

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// lexer walks over a text. What it reads next depends on the place: names are
// matched against those known, words run to the end of their term.
type lexer struct {
	text      string
	at        int  // bytes read
	condition bool // comparisons may stand here, and a line break ends one
	nest      int  // brackets around the place that a ) would close
	commas    bool // a comma ends an argument
}

// signs folds what an input method writes instead of a sign of the language;
// full-width ASCII folds by itself.
var signs = map[rune]rune{'×': '*', '÷': '/', '−': '-', '　': ' '}

func foldRune(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	if s, ok := signs[r]; ok {
		return s
	}
	return r
}

// fold folds the first n runes of a text.
func fold(text string, n int) string {
	out := make([]rune, 0, n)
	for _, r := range text {
		if len(out) == n {
			break
		}
		out = append(out, foldRune(r))
	}
	return string(out)
}

func hasFolded(text, prefix string) bool {
	return strings.HasPrefix(fold(text, utf8.RuneCountInString(prefix)), prefix)
}

// widthOf is the number of bytes in text that fold to the sign it begins with.
func widthOf(text, sign string) int {
	at := 0
	for range sign {
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
	return at
}

// peek is the next rune, folded, and its bytes; 0, 0 at the end.
func (l *lexer) peek() (rune, int) {
	if l.at >= len(l.text) {
		return 0, 0
	}
	r, n := utf8.DecodeRuneInString(l.text[l.at:])
	return foldRune(r), n
}

func (l *lexer) blank(r rune) bool { return unicode.IsSpace(r) && !(l.condition && r == '\n') }

// space skips blanks.
func (l *lexer) space() {
	for r, n := l.peek(); n > 0 && l.blank(r); r, n = l.peek() {
		l.at += n
	}
}

// accept reads one of the signs after blanks; 0 if there is none.
func (l *lexer) accept(set string) byte {
	l.space()
	if r, n := l.peek(); n > 0 && r < utf8.RuneSelf && strings.IndexByte(set, byte(r)) >= 0 {
		l.at += n
		return byte(r)
	}
	return 0
}

// done skips blanks and reports whether the text, or the term, is over.
func (l *lexer) done() bool {
	l.space()
	return l.at == l.ends(l.at)
}

// ends is where the term around a place ends, if it ends there: at a line break,
// a 且 or 或, what closes the bracket around it, or the end of the text; -1 if it
// goes on.
func (l *lexer) ends(at int) int {
	if at >= len(l.text) {
		return at
	}
	r, _ := utf8.DecodeRuneInString(l.text[at:])
	switch sign := foldRune(r); {
	case l.nest > 0 && sign == ')', l.commas && sign == ',':
		return at
	case l.condition && (r == '\n' || l.joins(at, "且") || l.joins(at, "或")):
		return at
	}
	return -1
}

// joins reports whether a word that joins terms stands at a place: between
// blanks, so that it may be part of any other word.
func (l *lexer) joins(at int, word string) bool {
	rest, ok := strings.CutPrefix(l.text[at:], word)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(l.text[:at])
	after, _ := utf8.DecodeRuneInString(rest)
	return (at == 0 || unicode.IsSpace(before)) && (rest == "" || unicode.IsSpace(after))
}

// join skips to the next term and says what joins it to the one before: 且, 或,
// a line break, or nothing at the end.
func (l *lexer) join() string {
	line := false
	for r, n := l.peek(); n > 0 && unicode.IsSpace(r); r, n = l.peek() {
		line = line || r == '\n'
		l.at += n
	}
	for _, word := range []string{"且", "或"} {
		if l.joins(l.at, word) {
			l.at += len(word)
			for r, n := l.peek(); n > 0 && unicode.IsSpace(r); r, n = l.peek() {
				l.at += n
			}
			return word
		}
	}
	if line && l.at < len(l.text) && l.ends(l.at) < 0 {
		return "\n"
	}
	return ""
}

// words reads up to the end of the term. Quotes keep what they hold together,
// and so do brackets that open in the words themselves.
func (l *lexer) words() string {
	from, nest := l.at, 0
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		sign := foldRune(r)
		if l.ends(l.at) >= 0 && !(nest > 0 && (sign == ')' || sign == ',')) {
			break
		}
		switch sign {
		case '(':
			nest++
		case ')':
			nest = max(nest-1, 0)
		}
		l.at += n
		if close := map[rune]string{'“': "”", '"': `"`}[r]; close != "" {
			if i := strings.Index(l.text[l.at:], close); i >= 0 {
				l.at += i + len(close)
			}
		}
	}
	return strings.TrimSpace(l.text[from:l.at])
}

// quoted reads words in quotes; false if none stand at the place.
func (l *lexer) quoted() (string, bool) {
	for open, close := range map[string]string{"“": "”", `"`: `"`} {
		if rest, ok := strings.CutPrefix(l.text[l.at:], open); ok {
			if text, _, ok := strings.Cut(rest, close); ok {
				l.at += len(open) + len(text) + len(close)
				return text, true
			}
		}
	}
	return "", false
}

// day reads a date as people write it, 2021-08-06 or 2021年8月6日; 0 bytes if
// there is none, and "" for one that the calendar does not have.
func (l *lexer) day() (string, int) {
	m := dayShape.FindString(l.text[l.at:])
	if m == "" || !l.boundary(l.at+len(m)) && l.unit(l.at+len(m)) == "" {
		return "", 0
	}
	iso, _ := cell.WrittenDate(m)
	return iso, len(m)
}

var dayShape = regexp.MustCompile(`^[0-9０-９]{4}[-./．－／年][0-9０-９]{1,2}[-./．－／月][0-9０-９]{1,2}[日号]?`)

// unit is the period that stands behind a dot at a place: 日期.月; "" if none.
func (l *lexer) unit(at int) string {
	rest, ok := strings.CutPrefix(l.text[min(at, len(l.text)):], ".")
	if !ok {
		return ""
	}
	for _, u := range cell.PeriodUnits {
		if strings.HasPrefix(rest, u) && l.boundary(at+1+len(u)) {
			return u
		}
	}
	return ""
}

// number reads the digits at the place, with a sign before and a point between;
// 0 bytes if there are none or more follows.
func (l *lexer) number() (decimal.Decimal, int) {
	at := *l
	text := ""
	if at.accept("-") != 0 {
		text = "-"
		at.space()
	}
	for r, n := at.peek(); r >= '0' && r <= '9' || r == '.'; r, n = at.peek() {
		text += string(r)
		at.at += n
	}
	d, err := decimal.NewFromString(text)
	if err != nil || !l.boundary(at.at) {
		return d, 0
	}
	return d, at.at - l.at
}

// boundary reports whether a name or number may end at a place.
func (l *lexer) boundary(at int) bool {
	if at >= len(l.text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(l.text[at:])
	if unicode.IsSpace(r) || strings.ContainsRune("+-*/()[]{}", foldRune(r)) {
		return true
	}
	if l.commas && foldRune(r) == ',' {
		return true
	}
	_, n := operator(l.text[at:])
	return l.condition && n > 0
}

// compares reports whether a condition's comparison stands at a place, after
// blanks.
func (l lexer) compares(at int) bool {
	l.at = at
	l.space()
	_, n := operator(l.text[l.at:])
	return l.condition && n > 0
}

// stray reads something that is no name known: as far as the next sign, in a
// condition as far as the next comparison.
func (l *lexer) stray() string {
	from, word := l.at, -1
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		if !l.condition && strings.ContainsRune("+-*/()[]{} ", foldRune(r)) || l.ends(l.at) >= 0 {
			break
		}
		if op, size := operator(l.text[l.at:]); l.condition && size > 0 && (l.at > from || op.Ordered()) {
			before, _ := utf8.DecodeLastRuneInString(l.text[:l.at])
			if op.Ordered() || unicode.IsSpace(before) {
				return strings.TrimSpace(l.text[from:l.at])
			}
			if word < 0 { // it may be part of the name
				word = l.at
			}
		}
		l.at += n
	}
	if word >= 0 {
		l.at = word
	}
	return strings.TrimSpace(l.text[from:l.at])
}
