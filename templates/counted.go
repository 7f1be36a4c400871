package templates

import "slices"

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
			add(f.Columns()...)
		}
	}
	for _, r := range p.Rules {
		add(r.Columns[OpDistinct]...)
	}
	for _, b := range p.Blocks {
		if b.Kind != "交叉表" {
			continue
		}
		tallies, _ := p.Tallies(b)
		for _, t := range tallies {
			if t.Op == OpDistinct && t.Figure == nil && t.Path.end() != nil {
				add(t.Path.end())
			}
		}
	}
	return out
}
