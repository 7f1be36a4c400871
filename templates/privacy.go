package templates

import (
	"slices"

	"taizhang/templates/cell"
)

// What draws on a 限阅 ledger or a 敏感 column is private, however many steps lie
// between: columns, paths and conditions, figures over them, formulas and
// cross-checks over those. The plan lifts it figure by figure (可公开).

// Private reports whether what stands in the column must not be public.
func (c *Column) Private() bool { return c.private(nil) }

func (c *Column) private(within []*Column) bool {
	private := c.Sensitive || c.Ledger != nil && c.Ledger.Restricted
	c.Computed.Walk(func(leaf *Expr) {
		for _, o := range operands(leaf) {
			private = private || !slices.Contains(within, o) && o.private(append(within, c))
		}
	})
	return private
}

// Private reports whether the rows below tell something private.
func (t *Total) Private() bool { return slices.ContainsFunc(t.columns(), (*Column).Private) }

func (t *Total) columns() []*Column {
	if t.Column == nil {
		return []*Column{t.By}
	}
	return []*Column{t.By, t.Column}
}

// Private reports whether a step of the path is.
func (p Path) Private() bool {
	return slices.ContainsFunc(p.Columns, (*Column).Private)
}

// Private reports whether the condition asks for something private.
func (c Condition) Private() bool { return privateLeaves(c.Tree) }

// Private reports whether the figure must not be shown to the public.
func (f *Figure) Private() bool {
	switch {
	case f.Public:
		return false
	case f.Ledger != nil && f.Ledger.Restricted, f.Column != nil && slices.ContainsFunc(f.Columns(), (*Column).Private):
		return true
	}
	return f.When.Private() || privateLeaves(f.Expr)
}

// Private reports whether a side of the cross-check is made of such figures.
func (r *Relation) Private() bool { return privateLeaves(r.Left) || privateLeaves(r.Right) }

// PrivateFormula reports whether a formula reads something private.
func PrivateFormula(x *Expr) bool { return privateLeaves(x) }

// shownOf is a formula's value as a message may give it: masked if it is made of
// a sensitive column.
func shownOf(x *Expr, value string) string {
	sensitive := false
	x.Walk(func(leaf *Expr) {
		sensitive = sensitive || slices.ContainsFunc(operands(leaf), func(c *Column) bool { return c.Sensitive })
	})
	if sensitive {
		return cell.Mask(value)
	}
	return value
}

// operands are the columns that a leaf of a formula over rows reads.
func operands(leaf *Expr) []*Column {
	switch ref := leaf.Ref.(type) {
	case Path:
		return ref.Columns
	case *Total:
		return ref.columns()
	}
	return nil
}

func privateLeaves(x *Expr) bool {
	private := false
	x.Walk(func(leaf *Expr) {
		f, ok := leaf.Ref.(interface{ Private() bool })
		private = private || ok && f.Private()
	})
	return private
}

// Private reports whether what the rule finds tells something private.
func (r *Rule) Private(p *Plan) bool {
	if r.Ledger != nil && r.Ledger.Restricted || r.Sub != nil && r.Sub.Private() {
		return true
	}
	columns := []*Column{r.Column}
	for _, named := range r.Columns {
		columns = append(columns, named...)
	}
	if slices.ContainsFunc(columns, func(c *Column) bool { return c != nil && c.Private() }) {
		return true
	}
	return r.tellsPrivate(p) || r.When.Private() || r.Must.Private() || r.SubWhen.Private()
}

// tellsPrivate: a name in braces in the rule's sentences is of something private.
func (r *Rule) tellsPrivate(p *Plan) bool {
	for _, m := range braces.FindAllStringSubmatch(r.Message+r.Fix, -1) {
		if f := p.Figure(m[1]); f != nil && f.Private() {
			return true
		}
		if r.Ledger == nil {
			continue
		}
		if path, err := p.ParsePath(m[1], r.Ledger, nil); err == nil && path.Private() {
			return true
		}
	}
	return false
}

// Private reports whether the block tells something private.
func (b *Block) Private(p *Plan) bool {
	if b.Ledger == nil {
		return false // its figures are asked one by one
	}
	if b.Ledger.Restricted || b.When.Private() {
		return true
	}
	tallies, err := p.Tallies(b)
	return err == nil && slices.ContainsFunc(tallies, func(t Tally) bool { return t.Figure != nil && t.Figure.Private() })
}
