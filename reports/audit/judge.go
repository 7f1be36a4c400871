package audit

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/reports/audit/quantity"
)

// comparison is an edited text laid beside a draft.
type comparison struct {
	*alignment
	draft, edited *text
	names         []string // that the plan knows
	swapped       map[string]bool
	places        map[*Span]slot
}

func (c *comparison) entry(e Entry, at stretch) Entry {
	if at.size() > 0 {
		e.From, e.To = c.edited.tokens[at.from].From, c.edited.tokens[at.to-1].To
	} else if len(c.edited.tokens) > 0 {
		place := c.edited.tokens[len(c.edited.tokens)-1].To
		if at.from < len(c.edited.tokens) {
			place = c.edited.tokens[at.from].From
		}
		if at.from > 0 && at.from < len(c.edited.tokens) && !c.edited.parted(at.from) {
			place = c.edited.tokens[at.from-1].To
		}
		e.From, e.To = place, place
	}
	e.Paragraph = e.From.Paragraph + 1
	return e
}

// sentence judges one sentence of the draft.
func (c *comparison) sentence(s stretch, hunks []hunk) (out []Entry) {
	draft := c.draft.words(s)
	first := -1
	for i := s.from; i < s.to && first < 0; i++ {
		first = c.of[i]
	}
	if first < 0 {
		return c.lost(s, draft)
	}
	spoilt := map[int]Entry{} // quantities of the draft that a difference belongs to
	for _, h := range hunks {
		if h.new.size() == 0 && slices.ContainsFunc(h.old, c.draft.stated) {
			continue // told of each number in it
		}
		e := c.difference(s, h)
		e.Draft = draft
		if i := c.beside(s, h); i >= 0 && (e.Status == Contradicts || e.Status == Reworded && h.onlyUnit(c, i)) {
			if _, known := spoilt[i]; !known {
				e.Status = Contradicts
				spoilt[i] = e
				continue
			}
		}
		out = append(out, e)
	}
	for i := s.from; i < s.to; i++ {
		if c.draft.stated(i) {
			out = append(out, c.statement(i, draft, spoilt))
		}
	}
	return out
}

// lost are the statements of a sentence that is gone.
func (c *comparison) lost(s stretch, draft string) (out []Entry) {
	place := stretch{len(c.edited.tokens), len(c.edited.tokens)}
	for i := s.from; i >= 0; i-- {
		if c.of[i] >= 0 {
			place = stretch{c.of[i] + 1, c.of[i] + 1}
			break
		}
	}
	for i := s.from; i < s.to; i++ {
		if c.draft.stated(i) {
			out = append(out, c.missing(i, draft, place))
		}
	}
	if len(out) == 0 {
		out = append(out, c.entry(Entry{Status: Missing, Expected: draft, Draft: draft, Note: "底稿的这一句没有了。有意删去的，请确认；不是的，请补回。"}, place))
	}
	return out
}

func (c *comparison) missing(i int, draft string, place stretch) Entry {
	e := c.source(i, Entry{Status: Missing, Draft: draft})
	e.Expected = c.phrase(c.draft, i)
	e.Note = fmt.Sprintf("底稿写的“%s”没有了。有意删去的，请确认；不是的，请补回。", e.Expected)
	return c.entry(e, place)
}

// source says where a token of the draft came from.
func (c *comparison) source(i int, e Entry) Entry {
	if s := c.draft.span(i); s != nil {
		e.Figure, e.Name, e.slot = s.Code, s.Name, c.places[s]
		if s.Group != "" && s.Name != "" {
			e.Name += "（" + s.Group + "）"
		}
	}
	return e
}

// phrase is a quantity with the word of measure behind it.
func (c *comparison) phrase(t *text, i int) string {
	end := i + 1
	if end < len(t.tokens) && t.tokens[end].Gap&^quantity.Blank == 0 && t.tokens[i].Quantity.Kind == quantity.Number && t.tokens[end].Quantity == nil && len([]rune(t.tokens[end].Key)) == 1 {
		end++
	}
	return t.words(stretch{i, end})
}

// statement judges a quantity of the draft.
func (c *comparison) statement(i int, draft string, spoilt map[int]Entry) Entry {
	j := c.of[i]
	if j < 0 {
		place := stretch{}
		for k := i; k >= 0; k-- {
			if c.of[k] >= 0 {
				place = stretch{c.of[k] + 1, c.of[k] + 1}
				break
			}
		}
		return c.missing(i, draft, place)
	}
	e := c.source(i, Entry{Number: c.phrase(c.edited, j), Status: Agrees, Sentence: c.edited.sentence(j), Draft: draft})
	e.clause = c.draft.keys(stretch{max(c.draft.stretchOf(i).from, i-2), min(c.draft.stretchOf(i).to, i+2)})
	at := stretch{j, j + 1}
	p, q := c.draft.tokens[i].Quantity, c.edited.tokens[j].Quantity
	switch {
	case !c.same(i, j) && rounds(q, p):
		e.Status, e.Expected = Rounded, c.phrase(c.draft, i)
		e.Note = fmt.Sprintf("由“%s”四舍五入而来。", e.Expected)
	case !c.same(i, j):
		e.Status, e.Expected = Contradicts, c.phrase(c.draft, i)
		e.Note = fmt.Sprintf("底稿是“%s”，请改回，或核对后重新运行“taizhang report”。", e.Expected)
	default:
		if s := c.draft.span(i); s == nil {
			e.Note = "模板里的原文。"
		}
	}
	if x, ok := spoilt[i]; ok {
		if e.Status == Contradicts {
			x.Note = e.Note + x.Note
		}
		e.Status, e.Note = Contradicts, x.Note
		e.Number, e.Expected = c.clause(c.edited, j), c.clause(c.draft, i)
	}
	return c.entry(e, at)
}

// clause is a token with some words around it.
func (c *comparison) clause(t *text, i int) string {
	s := t.stretchOf(i)
	return t.words(stretch{max(s.from, i-4), min(s.to, i+4)})
}

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
// what was filled in, or a name.
func (c *comparison) stating(s stretch) bool {
	for i := s.from; i < s.to; i++ {
		if c.draft.stated(i) || c.draft.span(i) != nil {
			return true
		}
	}
	return named(c.draft, s, s, c.names)
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

// fresh judges a sentence that the draft does not have.
func (c *comparison) fresh(s stretch) (out []Entry) {
	for j := s.from; j < s.to; j++ {
		if c.edited.stated(j) {
			out = append(out, c.unknown(j))
		}
	}
	if len(out) == 0 {
		out = append(out, c.entry(Entry{Status: Reworded, Number: c.edited.words(s), Sentence: c.edited.words(s), Minor: true, Note: "新加的一句，没有数，无从核对。"}, s))
	}
	return out
}

func (c *comparison) unknown(j int) Entry {
	return c.entry(Entry{Status: Unknown, Number: c.phrase(c.edited, j), Sentence: c.edited.sentence(j),
		Note: fmt.Sprintf("“%s”是底稿里没有的数，无法核对。请写明出处，或删去。", c.clause(c.edited, j))}, stretch{j, j + 1})
}
