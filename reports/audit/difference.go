package audit

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/reports/audit/quantity"
)

// difference judges one difference of words.
func (c *comparison) difference(s stretch, h hunk) Entry {
	was, is := c.old(h.old), c.edited.words(h.new)
	e := Entry{Status: Reworded, Number: is, Expected: was}
	reason := c.reason(s, h)
	if reason != "" {
		e.Status = Contradicts
	}
	if reason == reasonNumber && !slices.ContainsFunc(h.old, func(i int) bool { return c.draft.tokens[i].Quantity != nil }) {
		e.Status = Unknown
	}
	e.Note = note(h, reason, was, is, e.Status)
	e.Minor = e.Status == Reworded && !c.stating(s)
	at := h.new
	if at.size() > 0 {
		e.Sentence = c.edited.sentence(at.from)
	} else if at.from > 0 {
		e.Sentence = c.edited.sentence(at.from - 1)
	}
	if j := c.edge(h); e.Sentence == "" && j >= 0 {
		e.Sentence = c.edited.sentence(j)
	}
	return c.entry(e, at)
}

// stating says whether a sentence states something of the campaign: a quantity,
// what was filled in, or a name; or says what the words or numbers below it are of.
func (c *comparison) stating(s stretch) bool {
	if c.heads(s) {
		return true
	}
	for i := s.from; i < s.to; i++ {
		if c.draft.stated(i) || c.draft.span(i) != nil {
			return true
		}
	}
	return named(c.draft, s, s, c.names)
}

// longestHeading is how many letters a heading has at the most.
const longestHeading = 40

// heads says whether a sentence is a heading, one of numbered points, or cells of a
// table.
func (c *comparison) heads(s stretch) bool {
	if s.size() == 0 {
		return false
	}
	first, last := c.draft.tokens[s.from], c.draft.tokens[s.to-1]
	p := c.draft.paragraphs[first.From.Paragraph]
	whole := first.From.Paragraph == last.To.Paragraph && strings.TrimSpace(p.Text[last.To.Byte:]) == "" && len([]rune(p.Text)) <= longestHeading
	return p.Row > 0 || whole || c.numbered(s) && c.draft.tokens[s.from+1].Key == "是"
}

// note says what is different, and what to do.
func note(h hunk, reason, was, is string, status Status) string {
	switch {
	case status == Unknown:
		return fmt.Sprintf("“%s”里的数底稿没有，无法核对。请写明出处，或删去。", is)
	case h.torn:
		return "次序与底稿不同，请对照底稿核对。"
	}
	what := fmt.Sprintf("底稿是“%s”，这里是“%s”，", was, is)
	switch {
	case was == "":
		what = fmt.Sprintf("“%s”是底稿里没有的，", is)
	case is == "":
		what = fmt.Sprintf("底稿里的“%s”没有了，", was)
	}
	if reason == "" {
		return what + "请核对意思有没有变。"
	}
	return what + reason + "变了，请改回，或核实后改台账、方案再出稿。"
}

// edge is the token of the edited text behind a difference; -1 for none.
func (c *comparison) edge(h hunk) int {
	if h.at < len(c.of) {
		return c.of[h.at]
	}
	return -1
}

// old is what stands in the draft and not in the edited text.
func (c *comparison) old(tokens []int) string {
	if len(tokens) == 0 {
		return ""
	}
	return c.draft.words(stretch{tokens[0], tokens[len(tokens)-1] + 1})
}

const reasonNumber = "数"

// reason says what a difference turns; "" where it is words.
func (c *comparison) reason(s stretch, h hunk) string {
	old, new := c.oldKeys(h), c.edited.keys(h.new)
	switch {
	case h.torn:
		return "次序"
	case c.counting(h):
		return reasonNumber
	case c.unitOf(s, h):
		return "计量单位"
	case c.inSlot(h):
		return "填入的内容"
	case c.nameIn(s, h):
		return "名称"
	case c.swapped[old] || c.swapped[new]:
		return "位置对调，说的事"
	case turns(old + new):
		return "说法"
	}
	return ""
}

func (c *comparison) oldKeys(h hunk) string {
	var b strings.Builder
	for _, i := range h.old {
		b.WriteString(c.draft.tokens[i].Key)
	}
	return b.String()
}

// counting says whether a difference is one of numbers that are part of words.
func (c *comparison) counting(h hunk) bool {
	for _, i := range h.old {
		if c.draft.tokens[i].Quantity != nil {
			return true
		}
	}
	for j := h.new.from; j < h.new.to; j++ {
		if c.edited.tokens[j].Quantity != nil {
			return true
		}
	}
	return false
}

// longSlot is how long a slot's content may be to be a name or a value.
const longSlot = 40 * 3

// inSlot says whether a difference lies in a short value that was filled in.
func (c *comparison) inSlot(h hunk) bool {
	within := func(i int) *Span {
		if x := c.draft.span(i); x != nil && x.End-x.Start <= longSlot && !strings.ContainsAny(c.draft.paragraphs[c.draft.tokens[i].From.Paragraph].Text[x.Start:x.End], "，。；") {
			return x
		}
		return nil
	}
	for _, i := range h.old {
		if within(i) != nil {
			return true
		}
	}
	return len(h.old) == 0 && h.at > 0 && h.at < len(c.draft.tokens) && within(h.at) != nil && within(h.at) == within(h.at-1)
}

// unitOf says whether a difference stands where the measure of a quantity does.
func (c *comparison) unitOf(s stretch, h hunk) bool {
	first := h.first()
	if first-1 >= s.from && c.draft.stated(first-1) && (first >= s.to || len(h.old) == 0 || c.draft.tokens[first].Gap == 0) && (h.new.size() == 0 || len(h.old) > 0 || c.edited.tokens[h.new.from].Gap == 0) {
		return true
	}
	if first-2 < s.from || !c.draft.stated(first-2) || first < s.to && len(h.old) > 0 && c.draft.tokens[first].Gap != 0 {
		return false
	}
	changed := ""
	if len(h.old) > 0 {
		changed = c.draft.tokens[first].Key
	}
	if h.new.size() > 0 && c.edited.tokens[h.new.from].Gap == 0 {
		changed += c.edited.tokens[h.new.from].Key
	}
	return strings.ContainsAny(changed, tails)
}

// first is the draft's token at which a difference begins.
func (h hunk) first() int {
	if len(h.old) > 0 {
		return h.old[0]
	}
	return h.at
}

// nameIn says whether a difference lies in a name that the plan knows.
func (c *comparison) nameIn(s stretch, h hunk) bool {
	last := h.at
	if len(h.old) > 0 {
		last = h.old[len(h.old)-1] + 1
	}
	if named(c.draft, s, stretch{h.first(), last}, c.names) {
		return true
	}
	if h.new.size() == 0 {
		return false
	}
	return named(c.edited, c.edited.stretchOf(h.new.from), stretch{h.new.from, min(h.new.to, c.edited.stretchOf(h.new.from).to)}, c.names)
}

// beside is the quantity of the draft that a difference belongs to, with no mark
// between; -1 for none.
func (c *comparison) beside(s stretch, h hunk) int {
	first := h.first()
	joined := func(i int) bool {
		return i >= s.from && i < s.to && c.draft.tokens[i].Gap&^(quantity.Blank|quantity.Quote) == 0
	}
	told := func(i int) bool { return i >= s.from && i < s.to && c.draft.stated(i) && c.of[i] >= 0 }
	before := first == s.to || joined(first)
	if len(h.old) == 0 && h.new.size() > 0 {
		before = c.edited.tokens[h.new.from].Gap&^(quantity.Blank|quantity.Quote) == 0
	}
	switch {
	case before && told(first-1):
		return first - 1
	case before && told(first-2) && c.unitOf(s, h):
		return first - 2
	case told(h.at) && joined(h.at):
		return h.at
	}
	return -1
}

// onlyUnit says whether a difference stands right behind a quantity.
func (h hunk) onlyUnit(c *comparison, i int) bool {
	return h.first() == i+1 && c.unitOf(c.draft.stretchOf(i), h)
}
