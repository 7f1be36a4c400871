package audit

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// statements are what one text says of the figures: the numbers in their places,
// nothing else.
type statements struct {
	auditor *Auditor
	figures map[*templates.Figure]amount
	groups  map[grouping][]amount
}

// grouping is one list of a figure's groups. A list ends where a group comes again: what
// the text lists, a table may list once more.
type grouping struct {
	figure *templates.Figure
	by     string
	list   int
}

// amount is a number read from a text: exact to within slack, since a figure is
// printed rounded. From lists the figures it was read from.
type amount struct {
	value, slack decimal.Decimal
	from         []*templates.Figure
}

// said is a number of a text and the slot of the draft that it stands for.
type said struct {
	value decimal.Decimal // as the slot prints it
	span  *Span
}

// statements collects what the numbers of a text say of the plan's figures.
func (a *Auditor) statements(all []said) *statements {
	s := &statements{auditor: a, figures: map[*templates.Figure]amount{}, groups: map[grouping][]amount{}}
	type item struct {
		grouping
		group string
	}
	listed, lists := map[item]bool{}, map[grouping]int{}
	for _, x := range all {
		f := a.Plan.Figure(x.span.Code)
		if f == nil || f.Op == templates.OpList || f.Style == "月日" || f.Style == "年月日" || f.Style == "年月" {
			continue
		}
		v := amount{x.value, halfStep(f), []*templates.Figure{f}}
		if x.span.By != "" {
			g := grouping{figure: f, by: x.span.By}
			if n := lists[g]; listed[item{grouping{f, g.by, n}, x.span.Group}] {
				lists[g] = n + 1
			}
			g.list = lists[g]
			listed[item{g, x.span.Group}] = true
			s.groups[g] = append(s.groups[g], v)
		} else if _, known := s.figures[f]; !known {
			s.figures[f] = v
		}
	}
	return s
}

// said lists the numbers of the edited text that stand for slots; of the draft
// itself where own is true.
func (c *comparison) said(own bool) (out []said) {
	for i, t := range c.draft.tokens {
		span := c.draft.span(i)
		if span == nil || !c.draft.stated(i) || t.From.Byte != span.Start {
			continue
		}
		printed, err := decimal.NewFromString(strings.TrimSuffix(c.draft.paragraphs[t.From.Paragraph].Text[span.Start:span.End], "%"))
		if err != nil {
			continue
		}
		v := printed
		if !own {
			if c.of[i] < 0 {
				continue
			}
			is := c.edited.tokens[c.of[i]].Quantity
			v = is.Value
			if rounds(is, t.Quantity) {
				v = printed
			} else if !printed.IsZero() {
				v = is.Value.Mul(printed).DivRound(t.Quantity.Value, 20)
			}
		}
		out = append(out, said{v, span})
	}
	return out
}

// halfStep is how far a figure may be from its printed number.
func halfStep(f *templates.Figure) decimal.Decimal {
	if f.Lossless() {
		return decimal.Zero
	}
	return decimal.New(5, -int32(f.Decimals)-1)
}

// value is what the text says of a figure: directly, by the same figure in
// another scale, or through its formula. Direct is false to look past the
// figure's own number.
func (s *statements) value(f *templates.Figure, direct bool) (amount, bool) {
	if v, ok := s.figures[f]; ok && direct {
		return v, true
	}
	if f.Op == templates.OpFormula {
		return s.eval(f.Expr, divisor(f))
	}
	for _, g := range s.auditor.siblings(f) {
		if v, ok := s.figures[g]; ok {
			ratio := divisor(g).DivRound(divisor(f), lang.DivisionDigits)
			return amount{v.value.Mul(ratio), v.slack.Mul(ratio), v.from}, true
		}
	}
	return amount{}, false
}

// siblings are the other figures that count the same.
func (a *Auditor) siblings(f *templates.Figure) []*templates.Figure {
	found, known := a.alike[f]
	if !known {
		for _, g := range a.Plan.Figures {
			if g != f && alike(f, g) {
				found = append(found, g)
			}
		}
		a.alike[f] = found
	}
	return found
}

// alike figures count the same and differ in scale alone.
func alike(f, g *templates.Figure) bool {
	return f.Op != templates.OpFormula && f.Op == g.Op && f.Ledger == g.Ledger && f.Column == g.Column && f.WithDups == g.WithDups && f.When.Same(g.When)
}

func divisor(f *templates.Figure) decimal.Decimal {
	if d, err := decimal.NewFromString(f.Divisor); err == nil && !d.IsZero() {
		return d
	}
	return decimal.NewFromInt(1)
}

// eval computes a formula from the text's numbers alone; false where it lacks
// one. The slack is how far the result moves with that of each number.
func (s *statements) eval(x *templates.Expr, div decimal.Decimal) (amount, bool) {
	leaves := map[*templates.Expr]amount{}
	ok := true
	x.Walk(func(leaf *templates.Expr) {
		if leaf.Kind == lang.Number || !ok {
			return
		}
		var v amount
		var f *templates.Figure
		if f, ok = leaf.Ref.(*templates.Figure); ok {
			v, ok = s.value(f, true)
		}
		if leaf.Printed { // as printed, also where the text does not print it
			v.value, v.slack = v.value.Round(int32(f.Decimals)), decimal.Zero
		}
		leaves[leaf] = v
	})
	if !ok {
		return amount{}, false
	}
	at := func(shifted *templates.Expr) (decimal.Decimal, bool) {
		v, ok := x.Eval(func(leaf *templates.Expr) (decimal.Decimal, bool) {
			if leaf == shifted {
				return leaves[leaf].value.Add(leaves[leaf].slack), true
			}
			return leaves[leaf].value, true
		})
		return v.DivRound(div, lang.DivisionDigits), ok
	}
	out := amount{}
	if out.value, ok = at(nil); !ok {
		return out, false
	}
	x.Walk(func(leaf *templates.Expr) {
		if leaf.Kind == lang.Number {
			return
		}
		out.from = append(out.from, leaves[leaf].from...)
		if moved, ok := at(leaf); ok {
			out.slack = out.slack.Add(moved.Sub(out.value).Abs())
		}
	})
	return out, true
}
