package audit

import (
	"fmt"
	"slices"

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

// fresh judges a sentence that the draft does not have.
func (c *comparison) fresh(s stretch) (out []Entry) {
	for j := s.from; j < s.to; j++ {
		if c.edited.stated(j) {
			out = append(out, c.unknown(j))
		}
	}
	if len(out) == 0 {
		e := Entry{Status: Reworded, Number: c.edited.words(s), Sentence: c.edited.words(s), Minor: true, Note: "新加的一句，没有数，无从核对。"}
		if scoped(c.edited.keys(s)) {
			e.Minor, e.Note = false, "新加的一句没有数，但说到数的口径、时间，或者办得怎样，请核对。"
		}
		out = append(out, c.entry(e, s))
	}
	return out
}

func (c *comparison) unknown(j int) Entry {
	return c.entry(Entry{Status: Unknown, Number: c.phrase(c.edited, j), Sentence: c.edited.sentence(j),
		Note: fmt.Sprintf("“%s”是底稿里没有的数，无法核对。请写明出处，或删去。", c.clause(c.edited, j))}, stretch{j, j + 1})
}
