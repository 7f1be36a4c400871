package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/lang"
)

// Condition is what a row, or a place in a notice, has to satisfy; the zero one
// always holds.
type Condition struct {
	Tree *lang.Node
}

// Empty reports whether the condition asks for nothing.
func (c Condition) Empty() bool { return c.Tree == nil || len(c.Tree.Args) == 0 }

// And is the condition that both hold.
func (c Condition) And(d Condition) Condition {
	switch {
	case c.Empty():
		return d
	case d.Empty():
		return c
	}
	return Condition{&lang.Node{Kind: lang.All, Type: lang.Truth, Args: slices.Concat(c.Tree.Args, d.Tree.Args)}}
}

// Columns lists the ledger columns of the row itself that the condition reads.
func (c Condition) Columns() []*Column {
	var out []*Column
	c.Tree.Walk(func(n *lang.Node) {
		if p, ok := n.Ref.(Path); ok && p.Up == 0 {
			out = append(out, p.Columns[0])
		}
	})
	return out
}

// Holds evaluates the condition over a row's values.
func (c Condition) Holds(values []string, e Env) bool {
	return c.Empty() || c.Tree.Holds(&source{e, values})
}

// Over prepares to evaluate the condition over one row after another.
func (c Condition) Over(e Env) func(values []string) bool {
	if c.Empty() {
		return func([]string) bool { return true }
	}
	row := &source{Env: e}
	return func(values []string) bool {
		row.values = values
		return c.Tree.Holds(row)
	}
}

// Same reports whether two conditions ask for the same.
func (c Condition) Same(d Condition) bool { return c.Words() == d.Words() }

// Words says the condition as a person would; "" for the empty one.
func (c Condition) Words() string {
	if c.Empty() {
		return ""
	}
	return sayFormula(c.Tree)
}

// sayFormula says a formula or condition over a row.
func sayFormula(n *lang.Node) string {
	return n.Say(func(leaf *lang.Node) string {
		switch ref := leaf.Ref.(type) {
		case Path:
			return strings.ReplaceAll(ref.Text, ".", "的")
		case *Total:
			return ref.Say()
		}
		return "参数“" + leaf.Text + "”"
	})
}

// Scope says what a condition or formula may name. The zero value but for Plan
// and one ledger is that of the plan: columns of the row and parameters.
type Scope struct {
	Plan *Plan
	// Ledgers are that of the row and, in a notice, those of the rows around
	// it, reached by 外.
	Ledgers []*Ledger
	// Inward lets a name without 外. also be that of a row around.
	Inward bool
	// Figures lists the figures that may stand in brackets; nil where none may.
	Figures func(text string) []lang.Match
	// Params names parameters besides the plan's.
	Params []string
	// Missing says what to write instead of a name that is not known.
	Missing func(name string, bracketed bool) (message, fix string)
}

// ParseCondition reads a condition over rows of ledger l; outer is the ledger
// that 外. stands for, nil where there is none.
func (p *Plan) ParseCondition(text string, l, outer *Ledger) (Condition, error) {
	return Scope{Plan: p, Ledgers: []*Ledger{l, outer}}.Condition(text)
}

// Condition reads a condition.
func (s Scope) Condition(text string) (Condition, error) {
	tree, err := lang.ParseCondition(text, s)
	return Condition{tree}, err
}

// Bare lists the paths that a text begins with.
func (s Scope) Bare(text string) []lang.Match { return s.paths(text) }

// Bracketed lists figures and paths: figures first, unless a path is compared.
func (s Scope) Bracketed(text string, left *lang.Node) []lang.Match {
	paths := s.paths(text)
	if s.Figures == nil {
		return paths
	}
	if left != nil {
		if _, row := left.Ref.(Path); row {
			return append(paths, s.Figures(text)...)
		}
	}
	return append(s.Figures(text), paths...)
}

// Param is the present value of a parameter that may be named. One that is
// called a day is one, whether it is set or not.
func (s Scope) Param(name string) (string, lang.Type, bool) {
	switch {
	case slices.Contains(s.Params, name):
		return "", lang.Text, true
	case !s.Plan.HasParam(ParamName(name)):
		return "", lang.Whatever, false
	case namesDay(name):
		return s.Plan.Param(ParamName(name)), lang.Day, true
	}
	return s.Plan.Param(ParamName(name)), lang.Whatever, true
}

// Unknown says why a name means nothing here.
func (s Scope) Unknown(name string, bracketed bool) (message, fix string) {
	if s.Missing != nil && !strings.HasPrefix(name, outward) && (bracketed || s.ledger(0) == nil) {
		return s.Missing(name, bracketed)
	}
	path, up := name, 0
	for rest, found := strings.CutPrefix(path, outward); found; rest, found = strings.CutPrefix(path, outward) {
		path, up = rest, up+1
	}
	l := s.ledger(up)
	if l == nil {
		return fmt.Sprintf("“%s”前面没有可用的台账", name), ""
	}
	return l.unknown(path), l.instead(path, true)
}

// Facts are what the condition asks for, one by one.
func (c Condition) Facts() []string {
	if c.Empty() {
		return nil
	}
	var out []string
	if c.Tree.Kind != lang.All {
		return []string{sayFormula(c.Tree)}
	}
	for _, n := range c.Tree.Args {
		out = append(out, sayFormula(n))
	}
	return out
}

// GroupFact is what rows of one group have in common, said as a condition says it.
func GroupFact(path, group string) string {
	return strings.ReplaceAll(path, ".", "的") + lang.Equal.Words() + group
}
