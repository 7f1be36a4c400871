package templates

import (
	"slices"
	"strings"
)

// Counted are the columns of a ledger whose different values somebody counts: a
// figure, a block, a rule, and the key itself.
func (p *Plan) Counted(l *Ledger) []*Column {
	var out []*Column
	add := func(cols ...*Column) {
		for _, c := range cols {
			if c != nil && c.Ledger == l && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	if len(l.Key) == 1 {
		add(l.Key...)
	}
	for _, f := range p.Figures {
		if f.Op == OpDistinct {
			add(append([]*Column{f.Column}, f.Further...)...)
		}
	}
	for _, r := range p.Rules {
		add(r.Columns[OpDistinct]...)
	}
	for _, b := range p.Blocks {
		if op, name := cutColon(b.Value); op == OpDistinct && b.Ledger != nil && !strings.Contains(name, ".") {
			add(b.Ledger.Column(name))
		}
	}
	return out
}
