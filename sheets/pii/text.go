package pii

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// group is digits that stand together, the last perhaps an X.
type group struct {
	digits     string // in half width, x as X
	start, end int    // in the text
	gap        gap    // what stands before it
}

// gap is what stands between two groups: its marks without blanks, a blank where
// there is nothing else, nothing for characters without width.
type gap struct {
	marks string
	wide  bool // with blanks
	level level
}

// level is how far a mark sets two groups apart.
type level uint8

const (
	unseen level = iota // characters without width
	spaced              // blanks and hyphens
	dotted              // dots
	marked              // strokes, brackets, colons
	listed              // commas and stops
	broken              // line breaks
	apart               // anything else
)

// run is groups with nothing but marks between them, and what they stand among.
type run struct {
	text   string
	groups []group
	all    []group // of which groups are those from a place on
	from   int
	grown  string // see there
}

// behind is the run without its first digit, which may belong to a word: 张三 一三八….
func (r run) behind() run {
	first := r.groups[0]
	if len(first.digits) < 2 {
		return r.part(1, len(r.groups))
	}
	groups := slices.Clone(r.groups)
	groups[0].start, groups[0].digits = advance(r.text, first.start, 1), first.digits[1:]
	return run{r.text, groups, groups, 0, r.grown}
}

func (r run) part(i, j int) run { return run{r.text, r.groups[i:j], r.all, r.from + i, r.grown} }
func (r run) start() int        { return r.groups[0].start }
func (r run) end() int          { return r.groups[len(r.groups)-1].end }

func (r run) length() int {
	n := 0
	for _, g := range r.groups {
		n += len(g.digits)
	}
	return n
}

func (r run) digits() string {
	var b strings.Builder
	for _, g := range r.groups {
		b.WriteString(g.digits)
	}
	return b.String()
}

// runs cuts a text into runs of digits. Signs for digits, 一 or ①, are digits
// only if asked: they also number what stands behind them.
func runs(text string, signs signs) []run {
	var out []run
	var now []group
	flush := func() {
		if len(now) > 0 {
			out, now = append(out, run{text, now, now, 0, grown}), nil
		}
	}
	between := gap{level: apart}
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		b, mark := reduce(c, signs)
		if b == 0 {
			between.add(mark, c)
			at += size
			continue
		}
		word, end := wordAt(text, at, signs)
		lead, digits := figures(string(word), strings.HasPrefix(text[end:], "@") || strings.HasPrefix(text[end:], "＠"))
		if lead > 0 || between.level >= apart || signs != none && between.level > spaced || digits == "" {
			flush()
		}
		if len(now) >= mostGroups && between.level >= spaced {
			tail := slices.Clone(now[len(now)-longest:])
			flush()
			now = tail
		}
		if digits != "" && (len(now) > 0 || digits != "X") {
			now = append(now, group{digits: digits, start: advance(text, at, lead), end: end, gap: between})
			if strings.HasSuffix(digits, "X") {
				flush()
			}
		}
		at, between = end, gap{}
	}
	flush()
	return out
}

// mostGroups bounds the work on a long row of figures; the next run begins with
// the end of the one before.
const mostGroups = 256

// add lengthens a gap by a character. Blanks count once, and more than two marks
// set apart.
func (g *gap) add(l level, c rune) {
	switch {
	case l == unseen || g.level == apart:
	case l == apart:
		g.level = apart
	case l == spaced && blank(c):
		g.wide, g.level = true, max(g.level, spaced)
	default:
		g.marks, g.level = g.marks+string(narrow(c)), max(g.level, l)
		if utf8.RuneCountInString(g.marks) > 2 && l != broken {
			g.level = apart
		}
	}
}

func (g gap) like(o gap) bool { return g.marks == o.marks && (g.wide == o.wide || g.marks != "") }

// wordAt is the letters and digits from a place, in half width, and where they
// end.
func wordAt(text string, at int, signs signs) (word []byte, end int) {
	for at < len(text) {
		c, size := utf8.DecodeRuneInString(text[at:])
		b, _ := reduce(c, signs)
		if b == 0 {
			break
		}
		word, at = append(word, b), at+size
	}
	return word, at
}

func advance(text string, at, letters int) int {
	for range letters {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// labels are what people write straight before a number.
var labels = []string{"TEL", "PHONE", "MOBILE", "MOB", "ID", "NO", "WX", "VX", "V", "QQ", "CARD"}

// figures are the digits of a word and where they begin; "" for a word that is
// more than a number. Before @ anybody's letters stand: zhang13812345678@….
func figures(word string, mailbox bool) (at int, digits string) {
	if word == "X" {
		return 0, word
	}
	digits = strings.TrimLeft(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	at = len(word) - len(digits)
	if strings.Trim(strings.TrimSuffix(digits, "X"), "0123456789") != "" || at > 0 && !mailbox && !slices.Contains(labels, word[:at]) {
		return 0, ""
	}
	return at, digits
}
