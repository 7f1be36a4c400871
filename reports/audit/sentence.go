package audit

import (
	"strings"

	"taizhang/reports/audit/quantity"
)

// text is a text with its tokens and sentences.
type text struct {
	paragraphs []Paragraph
	tokens     []quantity.Token
	sentences  []stretch
	within     []int // the sentence of each token
}

// stretch is a stretch of tokens.
type stretch struct{ from, to int }

func (s stretch) size() int { return s.to - s.from }

func newText(ps []Paragraph) *text {
	t := &text{paragraphs: ps, tokens: scan(ps)}
	for i := range t.tokens {
		if i == 0 || t.parted(i) {
			t.sentences = append(t.sentences, stretch{i, i})
		}
		last := len(t.sentences) - 1
		t.sentences[last].to = i + 1
		t.within = append(t.within, last)
	}
	return t
}

// parted says whether a sentence begins with a token. A row of a table is one.
func (t *text) parted(i int) bool {
	if i == len(t.tokens) || i == 0 {
		return true
	}
	a, b := t.tokens[i-1].To.Paragraph, t.tokens[i].From.Paragraph
	if row := t.paragraphs[a].Row; row > 0 && row == t.paragraphs[b].Row {
		return false
	}
	return t.tokens[i].Gap >= quantity.Stop
}

// ended says whether something ends before a token: a sentence, or what a colon
// introduces.
func (t *text) ended(i int) bool {
	return t.parted(i) || t.tokens[i].Gap&quantity.Colon != 0
}

// words is a stretch as it is written.
func (t *text) words(s stretch) string {
	if s.size() <= 0 {
		return ""
	}
	return t.between(t.tokens[s.from].From, t.tokens[s.to-1].To)
}

func (t *text) between(from, to quantity.Place) string {
	if from.Paragraph == to.Paragraph {
		return t.paragraphs[from.Paragraph].Text[from.Byte:to.Byte]
	}
	var b strings.Builder
	b.WriteString(t.paragraphs[from.Paragraph].Text[from.Byte:])
	for p := from.Paragraph + 1; p <= to.Paragraph; p++ {
		if row := t.paragraphs[p].Row; row > 0 && row == t.paragraphs[p-1].Row {
			b.WriteString(" | ")
		}
		if p == to.Paragraph {
			b.WriteString(t.paragraphs[p].Text[:to.Byte])
		} else {
			b.WriteString(t.paragraphs[p].Text)
		}
	}
	return b.String()
}

// sentence is the whole sentence of a token.
func (t *text) sentence(i int) string { return t.words(t.sentences[t.within[i]]) }

// stretchOf is the sentence of a token.
func (t *text) stretchOf(i int) stretch { return t.sentences[t.within[i]] }

// keys joins the keys of a stretch, to compare words.
func (t *text) keys(s stretch) string {
	var b strings.Builder
	for _, x := range t.tokens[s.from:s.to] {
		b.WriteString(x.Key)
	}
	return b.String()
}

// span is the source of a token; nil for the template's own words.
func (t *text) span(i int) *Span {
	x := t.tokens[i]
	for k := range t.paragraphs[x.From.Paragraph].Spans {
		if s := &t.paragraphs[x.From.Paragraph].Spans[k]; s.Start <= x.From.Byte && x.From.Byte < s.End {
			return s
		}
	}
	return nil
}

// stated says whether a token is a quantity that the text states: not one that
// is part of an idiom or a number before a heading.
func (t *text) stated(i int) bool {
	q := t.tokens[i].Quantity
	if q == nil {
		return false
	}
	return !q.Idiom
}
