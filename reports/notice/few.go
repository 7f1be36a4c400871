package notice

import (
	"fmt"
	"slices"

	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// control decides which numbers of small groups the draft may print; nil in the
// internal variant.
func (in Input) control() *disclosure.Control {
	if !in.Public {
		return nil
	}
	return in.Control
}

// few prints what stands in place of a figure that the public may not see.
func (e *eval) few(f *templates.Figure, set *figure.Set, out fill) ([]fill, bool) {
	c := e.in.control()
	mark := c.Figure(set, f, disclosure.OfFigure, out.facts...)
	if mark == disclosure.Shown {
		return nil, false
	}
	out.text, out.code = "（"+mark.Words(c.LedgerOf(f))+"）", f.Code
	return []fill{out}, true
}

// fewBehind is the same for a formula of a slot.
func (e *eval) fewBehind(x *templates.Expr, s *scope) bool {
	c := e.in.control()
	mark := c.Formula(e.in.Set, x, disclosure.OfFigure)
	x.Walk(func(leaf *templates.Expr) {
		if g, ok := leaf.Ref.(grouping); ok {
			at := s.up(g.up)
			mark = max(mark, c.Figure(e.narrowed(at), g.Figure, disclosure.OfFigure, at.facts()...))
		}
	})
	return mark != disclosure.Shown
}

// facts are what the rows of the group have in common.
func (s *scope) facts() (out []string) {
	for ; s != nil; s = s.outer {
		if s.rows != nil && s.run != nil && s.run.loop.group != nil {
			out = append(out, templates.GroupFact(s.run.loop.group.Text, s.label))
			out = append(out, s.run.loop.when.Facts()...)
		}
	}
	return out
}

// singles refuses to print the rows of a ledger with a limit one by one.
func (e *eval) singles(l *loop) bool {
	if l.group != nil || !e.in.control().Covers(l.ledger) {
		return false
	}
	e.add(e.fewFinding(l.ledger, "{{每行 "+l.ledger.Name+"}} 把它一行行印出来"))
	return true
}

// lends refuses a column of a group's first row besides what it is grouped by.
func (e *eval) lends(s *scope, p templates.Path) bool {
	if s.rows == nil || s.run == nil || !e.in.control().Covers(s.run.loop.ledger) || p.Text == s.run.loop.group.Text {
		return false
	}
	e.add(e.fewFinding(s.run.loop.ledger, "{{"+p.Text+"}} 印的是一组里一行的内容"))
	return true
}

func (e *eval) fewFinding(l *templates.Ledger, what string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: codePrivate, File: e.name, Sheet: Variant(true), Ledger: l.Name,
		Message: fmt.Sprintf("“%s”在方案里写了%s，%s，不能写进社会公开稿。", l.Name, l.FewWords(), what),
		Fix:     "请改写，或放进 {{如果 {变体} = 党内通报稿}} 和 {{完}} 之间。"}
}

// tests finds a condition that would tell how much a figure is that is withheld. That
// it is nought, or not, anybody may see.
func (e *eval) testsFew(c templates.Condition, s *scope) (told bool) {
	control := e.in.control()
	if control == nil {
		return false
	}
	c.Tree.Visit(func(n *lang.Node) {
		if n.Kind != lang.Comparison || asksForNought(n) {
			return
		}
		for _, side := range n.Args {
			if l := e.ledgerBehind(side); l != nil && e.fewBehind(side, s) && !told {
				told = true
				e.add(e.fewFinding(l, "通报模板的一个条件按它的数决定写什么"))
			}
		}
	})
	return told
}

func (e *eval) ledgerBehind(x *templates.Expr) *templates.Ledger {
	l := e.in.control().Behind(x)
	x.Walk(func(leaf *templates.Expr) {
		if g, ok := leaf.Ref.(grouping); ok && l == nil {
			l = e.in.control().LedgerOf(g.Figure)
		}
	})
	return l
}

// asksForNought: a figure itself is compared with 0, or asked whether it is there.
func asksForNought(n *lang.Node) bool {
	if n.Op.Unary() {
		return true
	}
	figure := n.Args[0].Kind == lang.Name
	number := n.Args[1].Kind == lang.Number && n.Args[1].Value.IsZero() || n.Args[1].Kind == lang.Literal && len(n.Args[1].Words) == 1 && n.Args[1].Words[0] == "0"
	return figure && number
}

// heldLast puts groups whose place would tell a number behind the others.
func (e *eval) heldLast(l *loop, groups []*scope) {
	c := e.in.control()
	if !c.Covers(l.ledger) {
		return
	}
	held := func(s *scope) bool {
		facts := append(s.facts(), templates.GroupFact(l.group.Text, s.label))
		facts = append(facts, l.when.Facts()...)
		return slices.ContainsFunc(l.order, func(k sortKey) bool {
			return k.figure != nil && c.Figure(e.narrowed(s), k.figure, disclosure.OfFigure, facts...) != disclosure.Shown
		})
	}
	var last []*scope
	rest := slices.DeleteFunc(slices.Clone(groups), func(s *scope) bool {
		if held(s) {
			last = append(last, s)
			return true
		}
		return false
	})
	copy(groups, append(rest, last...))
}

// adds says that the groups of a loop, and what it leaves out, make a whole.
func (e *eval) adds(r *run, turns []*scope) {
	c := e.in.control()
	if r.loop.group == nil || !c.Covers(r.loop.ledger) {
		return
	}
	for _, f := range e.in.Plan.Figures {
		if f.Ledger != r.loop.ledger || len(turns) == 0 {
			continue
		}
		var parts []disclosure.Part
		var whole disclosure.Part
		for _, s := range turns {
			parts = append(parts, disclosure.Part{Rows: e.narrowed(s).Rows(f), Facts: append(s.facts(), disclosure.Facts(f)...)})
		}
		parts = append(parts, disclosure.Part{Rows: e.in.Set.Within(r.left).Rows(f), Facts: []string{templates.HeldWords}})
		for _, p := range parts {
			whole.Rows = append(whole.Rows, p.Rows...)
		}
		whole.Facts = append(append(turns[0].outer.facts(), r.loop.when.Facts()...), disclosure.Facts(f)...)
		c.Line(r.loop.ledger, whole, parts...)
	}
}
