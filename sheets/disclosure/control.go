package disclosure

import (
	"context"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Mark says whether the public may see a number.
type Mark int

// The marks there are.
const (
	Shown Mark = iota
	Held       // a smaller number would follow from it
	Few        // it is of fewer rows than the limit
)

// Words stand in place of a number; "" for one that is shown.
func (m Mark) Words(l *templates.Ledger) string {
	switch m {
	case Few:
		return l.FewWords()
	case Held:
		return templates.HeldWords
	}
	return ""
}

// Worth is how much it matters that a number is shown.
type Worth int

// From a cell of a table to a figure of a sentence.
const (
	OfCell   Worth = 10
	OfTotal  Worth = 16
	OfFigure Worth = 30
)

// Number is one that is to be printed.
type Number struct {
	Ledger *templates.Ledger
	Rows   []*sheets.Row
	Facts  []string // what the rows have in common, as conditions say it
	Worth  Worth
	Small  bool   // its value is under the limit although the rows are not
	Loose  bool   // it stands for itself and not in a line: others may be set off against it
	Group  string // those of one group of rows, where it is narrowed to one
}

// Control decides for one set of outputs. A nil one shows everything.
type Control struct {
	data    *sheets.Data
	ledgers map[*templates.Ledger]*universe
	decided bool
}

// New prepares a decision; nil where no ledger has a limit.
func New(data *sheets.Data) *Control {
	c := &Control{data: data, ledgers: map[*templates.Ledger]*universe{}}
	for _, l := range data.Plan.Ledgers {
		if l.Few > 0 {
			c.ledgers[l] = newUniverse(l.Few)
		}
	}
	if len(c.ledgers) == 0 {
		return nil
	}
	return c
}

// Covers reports whether numbers over the ledger are decided here.
func (c *Control) Covers(l *templates.Ledger) bool { return c != nil && c.ledgers[l] != nil }

// Say names a number that is to be printed, or asks for what was decided of it.
func (c *Control) Say(n Number) Mark {
	if !c.Covers(n.Ledger) {
		return Shown
	}
	u := c.ledgers[n.Ledger]
	if c.decided {
		return u.mark(n)
	}
	u.say(n)
	return Shown
}

// Line says that rows are printed as the sum of their parts, some of which may not
// be printed at all. Parts that overlap make no sum.
func (c *Control) Line(l *templates.Ledger, whole Part, parts ...Part) {
	if c.Covers(l) && !c.decided {
		c.ledgers[l].line(whole, parts)
	}
}

// Part is some rows of a ledger and what they have in common.
type Part struct {
	Rows  []*sheets.Row
	Facts []string
}

// Figure names a figure over a set, or asks for what was decided of it. facts are
// what the rows of a narrowed set have in common.
func (c *Control) Figure(set *figure.Set, f *templates.Figure, worth Worth, facts ...string) Mark {
	switch {
	case c == nil:
		return Shown
	case f.Op == templates.OpFormula:
		return c.Formula(set, f.Expr, worth, facts...)
	case !c.Covers(f.Ledger):
		return Shown
	}
	group := strings.Join(facts, "\x00")
	facts = append(slices.Clone(facts), Facts(f)...)
	return c.Say(Number{Ledger: f.Ledger, Rows: set.Rows(f), Facts: facts, Worth: worth, Small: small(f, set.Get(f)), Loose: true, Group: group})
}

// Facts are what the rows of a figure have in common.
func Facts(f *templates.Figure) []string {
	facts := f.When.Facts()
	if f.Op == templates.OpLate {
		facts = append(facts, string(templates.OpLate))
	}
	return facts
}

// small reports whether the figure itself counts to less than the limit.
func small(f *templates.Figure, r *figure.Result) bool {
	return f.Op == templates.OpDistinct && r.Exact != nil && r.Exact.Sign() > 0 && r.Value.IntPart() < int64(f.Ledger.Few)
}

// Formula is what a formula is over figures: from it and the others each of them
// follows, so it is withheld with any.
func (c *Control) Formula(set *figure.Set, x *templates.Expr, worth Worth, facts ...string) Mark {
	mark := Shown
	if c == nil {
		return mark
	}
	x.Walk(func(leaf *templates.Expr) {
		switch ref := leaf.Ref.(type) {
		case *templates.Figure:
			mark = max(mark, min(c.Figure(set, ref, worth, facts...), Held))
		case *templates.Former:
			if c.Counts(ref.Figure) { // what has come since the last time may be a single row
				mark = Held
			}
		}
	})
	return mark
}

// Counts reports whether a figure is made of rows of a ledger with a limit.
func (c *Control) Counts(f *templates.Figure) bool {
	return c.LedgerOf(f) != nil
}

// LedgerOf is the first ledger with a limit that a figure is made of.
func (c *Control) LedgerOf(f *templates.Figure) *templates.Ledger {
	switch {
	case c == nil:
		return nil
	case f.Op != templates.OpFormula:
		if c.Covers(f.Ledger) {
			return f.Ledger
		}
		return nil
	}
	return c.Behind(f.Expr)
}

// Behind is the first ledger with a limit that a formula over figures is made of.
func (c *Control) Behind(x *templates.Expr) (l *templates.Ledger) {
	if c == nil {
		return nil
	}
	x.Walk(func(leaf *templates.Expr) {
		switch ref := leaf.Ref.(type) {
		case *templates.Figure:
			if l == nil {
				l = c.LedgerOf(ref)
			}
		case *templates.Former:
			if l == nil {
				l = c.LedgerOf(ref.Figure)
			}
		}
	})
	return l
}

// Decide decides of all that was said.
func (c *Control) Decide(ctx context.Context) error {
	if c == nil {
		return nil
	}
	for _, l := range c.data.Plan.Ledgers {
		if u := c.ledgers[l]; u != nil {
			u.decide(ctx)
		}
	}
	c.decided = true
	return ctx.Err()
}
