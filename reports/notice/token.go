package notice

import (
	"strings"

	"taizhang/reports/docx"
)

// kind is what a token of a template paragraph is.
type kind uint8

const (
	literal  kind = iota // text to be kept
	slot                 // {{…}} to be filled
	opener               // 每行, 每组, 如果
	divider              // 否则
	closer               // 完
	unclosed             // a pair of braces without a partner
)

// token is a stretch of a paragraph's text.
type token struct {
	kind     kind
	from, to int // bytes
	expr     string
}

var openers = []string{"每行", "每组", "如果"}

// tokens splits a paragraph whose slots are normalised.
func tokens(text string) []token {
	slots, broken := docx.FindSlots(text)
	var out []token
	at := 0
	keep := func(to int) {
		for len(broken) > 0 && broken[0] < to {
			if b := broken[0]; b > at {
				out = append(out, token{kind: literal, from: at, to: b})
			}
			out = append(out, token{kind: unclosed, from: broken[0], to: broken[0] + 2})
			at, broken = broken[0]+2, broken[1:]
		}
		if to > at {
			out = append(out, token{kind: literal, from: at, to: to})
		}
	}
	for _, s := range slots {
		keep(s.Start)
		out = append(out, token{kind: slotKind(s.Expr), from: s.Start, to: s.End, expr: s.Expr})
		at = s.End
	}
	keep(len(text))
	return out
}

func slotKind(expr string) kind {
	switch expr {
	case "否则":
		return divider
	case "完":
		return closer
	}
	for _, o := range openers {
		if strings.HasPrefix(expr, o) {
			return opener
		}
	}
	return slot
}

// directive says whether the token steers and prints nothing.
func (t token) directive() bool { return t.kind == opener || t.kind == divider || t.kind == closer }

// split parts a paragraph's directives that have no partner in the paragraph,
// at its beginning and at its end, from what stands between. They reach over
// paragraphs; a paragraph of nothing else is not printed.
func split(text string, ts []token) (before, inner, after []token) {
	alone := true
	for _, t := range ts {
		alone = alone && (t.directive() || blank(text, t))
	}
	if alone && len(ts) > 0 {
		for _, t := range ts {
			if t.directive() {
				before = append(before, t)
			}
		}
		return before, nil, nil
	}
	paired := pairs(ts)
	first, last := 0, len(ts)
	for i, t := range ts {
		if t.directive() && !paired[i] {
			before, first = append(before, t), i+1
		} else if !blank(text, t) {
			break
		}
	}
	for i := len(ts) - 1; i >= first; i-- {
		if t := ts[i]; t.directive() && !paired[i] {
			after, last = append([]token{t}, after...), i
		} else if !blank(text, t) {
			break
		}
	}
	return before, ts[first:last], after
}

func blank(text string, t token) bool {
	return t.kind == literal && strings.TrimSpace(text[t.from:t.to]) == ""
}

// pairs marks the directives whose loop or condition begins and ends among the
// tokens.
func pairs(ts []token) []bool {
	paired := make([]bool, len(ts))
	var open [][]int // the opener and its dividers
	for i, t := range ts {
		switch {
		case t.kind == opener:
			open = append(open, []int{i})
		case t.kind == divider && len(open) > 0:
			open[len(open)-1] = append(open[len(open)-1], i)
		case t.kind == closer && len(open) > 0:
			for _, j := range append(open[len(open)-1], i) {
				paired[j] = true
			}
			open = open[:len(open)-1]
		}
	}
	return paired
}
