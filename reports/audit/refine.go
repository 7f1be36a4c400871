package audit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// How sure a place is.
const (
	firm   = 0.70 // the words around leave no doubt
	likely = 0.50 // enough to call a number wrong
	called = 0.30 // share of a number's label that names a figure
)

// label is what a number is called in its clause: the words before it, back to
// a mark or another number.
func (s *stream) label(o origin) string {
	text := s.paragraphs[o.paragraph][:o.start]
	if i := strings.LastIndexAny(text, "，。；：、！？（）,;:!?()0123456789\n"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	return text
}

// pairs are the neighbouring letters of some texts.
func pairs(texts ...string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	for _, t := range texts {
		var last rune
		for _, r := range t {
			if !unicode.IsLetter(r) {
				continue
			}
			if last != 0 {
				out[[2]rune{last, r}] = true
			}
			last = r
		}
	}
	return out
}

// naming says for each fresh number how much of an edited number's label is in
// its own label and its figure's name.
func (a *Auditor) naming(edited *stream, n *number) []float64 {
	out := make([]float64, len(a.numbers))
	want := pairs(edited.label(n.where))
	if len(want) == 0 {
		return out
	}
	for j, have := range a.labels {
		found := 0
		for p := range want {
			if have[p] {
				found++
			}
		}
		out[j] = float64(found) / float64(len(want))
	}
	return out
}

// refine looks again at numbers whose sentence was rewritten, so that their
// words leave them without a place or in a doubtful one. A long number that
// stands elsewhere in the filled notice belongs there if its label says so as
// much as it says anything else; a doubtful place is not enough to call a
// number wrong.
func (a *Auditor) refine(edited *stream, numbers []number, place []int) (doubtful []bool) {
	doubtful = make([]bool, len(numbers))
	for i := range numbers {
		n := &numbers[i]
		fit := float32(0)
		if j := place[i]; j >= 0 {
			if fit = a.aligner.scores(n)[j]; fit >= firm || n.same(&a.numbers[j]) {
				continue
			}
		}
		names := a.naming(edited, n)
		if j := a.equalElsewhere(n, names); j >= 0 {
			place[i] = j
		} else if j := place[i]; j >= 0 && fit < likely && names[j] < likely {
			doubtful[i] = true
		}
	}
	return doubtful
}

// equalElsewhere finds the fresh number of the same amount that a label names.
func (a *Auditor) equalElsewhere(n *number, names []float64) int {
	if significant(n.value) < 3 {
		return -1
	}
	best, top := -1, 0.0
	for j := range a.numbers {
		top = max(top, names[j])
		if n.same(&a.numbers[j]) && names[j] >= called && (best < 0 || names[j] > names[best]) {
			best = j
		}
	}
	if best >= 0 && names[best] < top-0.2 {
		return -1
	}
	return best
}

// significant counts the digits of a number that tell it from others.
func significant(v decimal.Decimal) int {
	return len(strings.Trim(strings.Replace(v.String(), ".", "", 1), "0"))
}
