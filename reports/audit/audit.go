package audit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"taizhang/reports/audit/quantity"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

var errDraft = errors.New("审计底稿读不出来")

// Campaign is what a text is held against.
type Campaign struct {
	Plan *templates.Plan
	Set  *figure.Set // today's figures
	// Drafts are the notices that the text may have come from, the newest first.
	Drafts []*Draft
	// Today are the notices as they would be filled today, by variant.
	Today map[string]*Draft
}

// Auditor holds texts against one draft. It serves one goroutine at a time.
type Auditor struct {
	Campaign
	of    *Draft
	texts map[bool]*text // of the draft; true for what plain text holds of it
	names []string
	alike map[*templates.Figure][]*templates.Figure
}

// New prepares an audit against a draft.
func New(c Campaign, of *Draft) *Auditor {
	return &Auditor{Campaign: c, of: of, texts: map[bool]*text{}, names: vocabulary(c.Plan), alike: map[*templates.Figure][]*templates.Figure{}}
}

// Text is a text to audit. Plain ones hold no headers and notes.
type Text struct {
	Paragraphs []Paragraph
	Plain      bool
}

// Choose picks the draft that a text came from: of the variant that it says it
// is, the one most of which stands in the text. Like is the share that does.
func (c Campaign) Choose(t Text) (best *Draft, like float64) {
	keys := grams4(newText(t.Paragraphs))
	for _, d := range c.Drafts {
		if v := variant(t.Paragraphs); v != "" && v != d.Variant {
			continue
		}
		if d.grams == nil {
			d.grams = grams4(newText(d.Paragraphs))
		}
		own := d.grams
		n := 0
		for k := range keys {
			if own[k] {
				n++
			}
		}
		if l := float64(n) / float64(max(1, len(own))); best == nil || l > like {
			best, like = d, l
		}
	}
	return best, like
}

// variant is the one that a text says it is, under its title; "" for neither.
func variant(ps []Paragraph) string {
	for _, p := range ps[:min(len(ps), 8)] {
		switch {
		case strings.Contains(p.Text, "社会公开"):
			return "社会公开稿"
		case strings.Contains(p.Text, "党内通报"):
			return "党内通报稿"
		}
	}
	return ""
}

func grams4(t *text) map[string]bool {
	out := map[string]bool{}
	for i := 0; i+4 <= len(t.tokens); i++ {
		out[t.keys(stretch{i, i + 4})] = true
	}
	return out
}

// Audit holds a text against the draft.
func (a *Auditor) Audit(t Text) *Report {
	c := &comparison{draft: a.draft(t.Plain), edited: newText(t.Paragraphs), names: a.names}
	_, c.places = slots(c.draft.paragraphs)
	c.alignment = align(c.draft, c.edited)
	r := &Report{Variant: a.of.Variant, AsOf: a.of.AsOf, Merge: a.of.Merge, Counts: map[Status]int{}, Entries: []Entry{}, Identities: []Identity{}}
	hunks, added := c.hunks()
	c.swaps(hunks)
	today := a.today(c)
	for k, s := range c.draft.sentences {
		for _, e := range c.sentence(s, hunks[k]) {
			r.add(today(e))
		}
	}
	for _, s := range added {
		for _, e := range c.repeated(s) {
			r.add(e)
		}
	}
	for _, e := range c.order() {
		r.add(e)
	}
	slices.SortStableFunc(r.Entries, func(x, y Entry) int {
		if x.From != y.From {
			if before(x.From, y.From) {
				return -1
			}
			return 1
		}
		return 0
	})
	r.Identities = append(r.Identities, a.identities(c)...)
	return r
}

func before(a, b quantity.Place) bool {
	return a.Paragraph < b.Paragraph || a.Paragraph == b.Paragraph && a.Byte < b.Byte
}

// draft is the text that another is held against.
func (a *Auditor) draft(plain bool) *text {
	if a.texts[plain] == nil {
		a.texts[plain] = newText(a.of.Paragraphs)
		if plain {
			a.texts[plain] = newText(a.of.body())
		}
	}
	return a.texts[plain]
}

// swaps remembers words that were taken out in one place and put in at another.
func (c *comparison) swaps(of [][]hunk) {
	out, in := map[string]bool{}, map[string]bool{}
	for _, hs := range of {
		for _, h := range hs {
			out[c.oldKeys(h)] = true
			in[c.edited.keys(h.new)] = true
		}
	}
	c.swapped = map[string]bool{}
	for k := range out {
		if len([]rune(k)) >= 2 && in[k] {
			c.swapped[k] = true
		}
	}
}

// repeated judges a sentence that was added: one that says again what the draft
// says is held to it.
func (c *comparison) repeated(s stretch) []Entry {
	best, top := stretch{}, 0.6
	have := map[string]int{}
	for _, t := range c.edited.tokens[s.from:s.to] {
		have[t.Key]++
	}
	for _, d := range c.draft.sentences {
		n, left := 0, map[string]int{}
		for _, t := range c.draft.tokens[d.from:d.to] {
			if left[t.Key] < have[t.Key] {
				left[t.Key]++
				n++
			}
		}
		if like := float64(n) / float64(max(d.size(), s.size())); like > top {
			best, top = d, like
		}
	}
	if best.size() == 0 || !c.states(s) {
		return c.fresh(s)
	}
	again := *c
	again.alignment = &alignment{a: c.a, b: c.b, keys: c.keys}
	again.clear()
	again.between(best.from, best.to, s.from, s.to)
	of := make([][]hunk, len(c.draft.sentences))
	k := c.draft.within[best.from]
	of[k] = again.inside(best)
	for j := s.from; j < s.to; j++ {
		if again.to[j] >= 0 {
			continue
		}
		end := j
		for end < s.to && again.to[end] < 0 {
			end++
		}
		again.place(of, stretch{j, end})
		j = end
	}
	out := slices.DeleteFunc(again.sentence(best, of[k]), func(e Entry) bool { return e.From == e.To })
	for j := s.from; j < s.to; j++ {
		if again.to[j] < 0 && c.edited.stated(j) {
			out = append(out, c.unknown(j))
		}
	}
	return out
}

// order finds numbered sentences of one paragraph that have changed places.
func (c *comparison) order() (out []Entry) {
	last := -1
	for k, s := range c.draft.sentences {
		if !c.numbered(s) || c.of[s.from] < 0 {
			continue
		}
		if last >= 0 {
			p := c.draft.sentences[last]
			same := c.draft.tokens[p.from].From.Paragraph == c.draft.tokens[s.from].From.Paragraph && c.draft.tokens[p.from+1].Key == c.draft.tokens[s.from+1].Key
			if same && c.of[p.from] > c.of[s.from] {
				j := c.of[s.from]
				out = append(out, c.entry(Entry{Status: Contradicts, Number: c.clause(c.edited, j), Sentence: c.edited.sentence(j), Draft: c.draft.words(s),
					Note: "这一条与前面一条换了位置，序号颠倒了，请按序号排好。"}, stretch{j, j + 1}))
			}
		}
		last = k
	}
	return out
}

// numbered sentences begin with 一是 or the like.
func (c *comparison) numbered(s stretch) bool {
	return s.size() > 2 && c.draft.tokens[s.from].Quantity != nil && c.draft.tokens[s.from+1].Quantity == nil
}

// today gives for an entry what has become of its figure since the draft.
func (a *Auditor) today(c *comparison) func(Entry) Entry {
	now := a.Today[a.of.Variant]
	was, _ := slots(c.draft.paragraphs)
	if now == nil {
		return func(e Entry) Entry { return e }
	}
	is, _ := slots(now.Paragraphs)
	return func(e Entry) Entry {
		old, new := was[e.slot], is[e.slot]
		if e.Figure == "" || e.clause == "" || old == new {
			return e
		}
		long := len([]rune(old)) > 12
		switch {
		case withheld(new) && !withheld(e.Number):
			e.Status, e.Expected = Contradicts, new
			e.Note = fmt.Sprintf("这个数现在不公开：它少于公开下限，或者少于下限的会从它推算出来。请改成“%s”，或改写这一句。", new)
		case long && strings.Contains(keysOf(new), e.clause):
		case e.Status == Agrees || e.Status == Rounded:
			e.Status, e.Expected = Changed, new
			e.Note = fmt.Sprintf("出底稿以后台账变了：底稿是“%s”，现在是“%s”。请重新运行“taizhang report”，或写明截至哪一天。", clip(old), cmp.Or(clip(new), "没有这一项"))
		case e.Status == Contradicts && !long && new != "" && strings.HasPrefix(keysOf(e.Number), keysOf(new)):
			e.Status, e.Expected = Agrees, ""
			e.Note = fmt.Sprintf("与底稿的“%s”不同，与现在的台账相符。", old)
		}
		return e
	}
}

// withheld reports whether a figure stands in a draft as not public.
func withheld(text string) bool {
	return strings.HasPrefix(text, "（") && strings.HasSuffix(text, templates.HeldWords+"）")
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// slot names a filled place: its source, and which of several.
type slot struct {
	code, group, by string
	n               int
}

// slots lists what was filled in, and names every span.
func slots(ps []Paragraph) (map[slot]string, map[*Span]slot) {
	out, names, counts := map[slot]string{}, map[*Span]slot{}, map[slot]int{}
	for _, p := range ps {
		for i := range p.Spans {
			s := &p.Spans[i]
			k := slot{s.Code, s.Group, s.By, 0}
			counts[k]++
			k.n = counts[k]
			out[k], names[s] = p.Text[s.Start:s.End], k
		}
	}
	return out, names
}
