package figure

import (
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// Additive reports whether a figure over all rows is the sum of the same figure
// over parts of them: counts and sums, and what is added and subtracted of such.
// Shares, distinct counts, extremes and lists are computed anew.
func Additive(f *templates.Figure) bool {
	switch f.Op {
	case templates.OpCount, templates.OpSum, templates.OpLate:
		return true
	case templates.OpFormula:
		return additive(f.Expr)
	}
	return false
}

// additive: a sum or difference of additive figures, each as it is and not as
// printed, possibly times or divided by a number.
func additive(e *templates.Expr) bool {
	switch e.Kind {
	case lang.Name:
		f, ok := e.Ref.(*templates.Figure)
		return ok && !e.Printed && Additive(f)
	case lang.Arithmetic:
		switch e.Sign {
		case '+', '-':
			return additive(e.Args[0]) && additive(e.Args[len(e.Args)-1])
		case '*':
			return additive(e.Args[0]) && e.Args[1].Kind == lang.Number || e.Args[0].Kind == lang.Number && additive(e.Args[1])
		case '/':
			return additive(e.Args[0]) && e.Args[1].Kind == lang.Number
		}
	}
	return false
}

// Resolved is the definition with the values of the parameters it names: two
// figures of one such text count the same.
func Resolved(p *templates.Plan, f *templates.Figure) string {
	text := Definition(f)
	seen := map[string]bool{}
	var walk func(f *templates.Figure)
	walk = func(f *templates.Figure) {
		f.When.Tree.Walk(func(leaf *lang.Node) {
			if leaf.Kind == lang.Param && !seen[leaf.Text] {
				seen[leaf.Text] = true
				text += "；" + leaf.Text + "＝" + p.Param(templates.ParamName(leaf.Text))
			}
		})
		f.Expr.Walk(func(leaf *templates.Expr) {
			if in, ok := leaf.Ref.(*templates.Figure); ok && !seen["["+in.Code] {
				seen["["+in.Code] = true
				text += "；" + in.Name + "＝" + Definition(in)
				walk(in)
			}
		})
	}
	walk(f)
	return strings.TrimSpace(text)
}

// Alike reports whether the rows of an office below answer the figure's
// conditions above as they do below: none of them asks for a name or number that
// is written otherwise above.
func Alike(p *templates.Plan, f *templates.Figure) bool {
	ok := true
	f.When.Tree.Visit(func(n *lang.Node) {
		if n.Kind == lang.Comparison && !n.Op.Unary() {
			n.Walk(func(leaf *lang.Node) { ok = ok && plain(p, leaf) })
		}
	})
	f.Expr.Walk(func(leaf *templates.Expr) {
		if in, is := leaf.Ref.(*templates.Figure); is {
			ok = ok && Alike(p, in)
		}
	})
	return ok
}

// plain reports whether a leaf of a condition stands above as it does below.
func plain(p *templates.Plan, leaf *lang.Node) bool {
	switch ref := leaf.Ref.(type) {
	case *templates.Total:
		return false
	case templates.Path:
		last := ref.Columns[len(ref.Columns)-1]
		return last.Type == cell.Formula || !(ref.Extra != "" && last.Dict != nil) && p.Lifting(last) == templates.LiftedPlain
	}
	return true
}

// Dated reports whether a figure is another one on another day.
func Dated(f *templates.Figure) bool {
	dated := f.Op == templates.OpLate
	f.Expr.Walk(func(leaf *templates.Expr) {
		if in, is := leaf.Ref.(*templates.Figure); is {
			dated = dated || Dated(in)
		}
	})
	f.When.Tree.Walk(func(leaf *lang.Node) {
		dated = dated || leaf.Kind == lang.Param && leaf.Text == string(templates.ParamAsOf)
	})
	return dated
}
