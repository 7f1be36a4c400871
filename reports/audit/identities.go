package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// identities recomputes from the edited text's own numbers what they say of
// each other: figures that are formulas over others, the plan's cross-checks,
// and lists of groups that add up to a total.
func (a *Auditor) identities(c *comparison) []Identity {
	s := a.statements(c.said(false))
	var out []Identity
	for _, f := range a.Plan.Figures {
		printed, ok := s.figures[f]
		if !ok || f.Op != templates.OpFormula {
			continue
		}
		if v, ok := s.eval(f.Expr, divisor(f)); ok && several(printed, v) {
			out = append(out, identity(f.Name+" = "+words(f.Expr), lang.Equal, printed, v, int32(f.Decimals), decimal.Zero))
		}
	}
	for _, r := range a.Plan.Relation {
		left, okLeft := s.eval(r.Left, decimal.NewFromInt(1))
		right, okRight := s.eval(r.Right, decimal.NewFromInt(1))
		if okLeft && okRight && several(left, right) {
			tolerance, _ := decimal.NewFromString(r.Tolerance)
			out = append(out, identity(words(r.Left)+" "+string(r.Op)+" "+words(r.Right), r.Op, left, right, lang.DivisionDigits/4, tolerance))
		}
	}
	return append(out, a.sums(s, a.statements(c.said(true)))...)
}

// several says whether two amounts rest on more than one number of the text.
func several(a, b amount) bool {
	all := append(slices.Clone(a.from), b.from...)
	return slices.ContainsFunc(all, func(f *templates.Figure) bool { return f != all[0] })
}

// sums adds up lists of groups. A list that does not add up to the total in the
// draft either is no full list, and nothing follows from it.
func (a *Auditor) sums(s, fresh *statements) []Identity {
	var out []Identity
	for g, items := range s.groups {
		if len(items) < 2 {
			continue
		}
		if id, found := fresh.total(g, fresh.groups[g]); !found || !id.OK {
			continue
		}
		if id, found := s.total(g, items); found {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(x, y Identity) int { return strings.Compare(x.Name, y.Name) })
	return out
}

func (s *statements) total(g grouping, items []amount) (Identity, bool) {
	total, ok := s.value(g.figure, true)
	if !ok {
		return Identity{}, false
	}
	return identity(fmt.Sprintf("各%s的%s相加 = %s", g.by, g.figure.Name, total.from[0].Name), lang.Equal, add(items), total, int32(g.figure.Decimals), decimal.Zero), true
}

func add(items []amount) amount {
	var out amount
	for _, v := range items {
		// Rows have no more decimals than their sums print: no slack here.
		out.value = out.value.Add(v.value)
		out.from = append(out.from, v.from...)
	}
	return out
}

func identity(name string, op lang.Op, left, right amount, decimals int32, tolerance decimal.Decimal) Identity {
	d := left.value.Sub(right.value)
	slack := left.slack.Add(right.slack).Add(tolerance)
	id := Identity{Name: name, Left: left.value.Round(decimals).String(), Right: right.value.Round(decimals).String(), Difference: d.Round(decimals).String()}
	switch op {
	case lang.Equal:
		id.OK = d.Abs().LessThanOrEqual(slack)
	case lang.AtMost, lang.Less:
		id.OK = d.LessThanOrEqual(slack)
	case lang.AtLeast, lang.Greater:
		id.OK = d.GreaterThanOrEqual(slack.Neg())
	default:
		id.OK = !d.IsZero()
	}
	if id.OK && op == lang.Equal {
		id.Difference = "0"
	}
	return id
}

// words writes a formula with the names of its figures.
func words(x *templates.Expr) string {
	return x.Say(func(leaf *templates.Expr) string {
		if f, ok := leaf.Ref.(*templates.Figure); ok {
			return f.Name
		}
		return leaf.Text
	})
}
