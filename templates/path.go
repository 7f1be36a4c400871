package templates

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// Path is a column of the row, or references followed from it:
// 移交批次.方向. Extra holds the name of a dictionary column or of an option's
// attribute at the end, which no ledger column stands for.
type Path struct {
	Text    string
	Columns []*Column
	Extra   string
	Up      int // rows of a notice's loops further out than the innermost one
}

// outward before a path is the row of the loop around.
const outward = "外."

// ScoreHeader ends a path in a formula: the number that an option carries.
const ScoreHeader = "分值"

// ParsePath resolves a path from ledger l; outer is the ledger that 外. stands
// for, nil where there is none.
func (p *Plan) ParsePath(text string, l, outer *Ledger) (Path, error) {
	if c := l.Named(text); c != nil {
		return Path{Text: c.Name, Columns: []*Column{c}}, nil
	}
	s := Scope{Plan: p, Ledgers: []*Ledger{l, outer}}
	for _, m := range s.paths(text) {
		if m.Len == len(text) {
			return m.Ref.(Path), nil
		}
	}
	message, fix := s.Unknown(text, false)
	return Path{Text: text}, lang.Wrong(fix, "%s", message)
}

// paths lists the paths that a text begins with: from the row, or behind 外.
// from the rows around it.
func (s Scope) paths(text string) []lang.Match {
	rest, up := text, 0
	for {
		inner, found := strings.CutPrefix(rest, outward)
		if !found || s.ledger(up) != nil && len(s.ledger(up).paths(rest)) > 0 {
			break
		}
		rest, up = inner, up+1
	}
	skipped := len(text) - len(rest)
	var out []lang.Match
	for ; s.ledger(up) != nil; up++ {
		for _, p := range s.ledger(up).paths(rest) {
			p.Text, p.Up = text[:skipped]+p.Text, up
			out = append(out, lang.Match{Len: skipped + p.size, Ref: p.Path, Type: p.Type(), Domain: pathDomain{p.Path}, Cell: true})
		}
		if skipped > 0 || !s.Inward {
			break
		}
	}
	return out
}

func (s Scope) ledger(up int) *Ledger {
	if up < len(s.Ledgers) {
		return s.Ledgers[up]
	}
	return nil
}

// written is a path as a text spells it, with former headers perhaps.
type written struct {
	Path
	size int
}

// paths lists the paths from the ledger that a text begins with; of two as
// long, the one with fewer steps comes first, since a name may hold a dot.
func (l *Ledger) paths(text string) []written {
	var out []written
	for _, c := range l.Columns {
		for _, header := range append([]string{c.Name}, c.Former...) {
			if tail, found := strings.CutPrefix(text, header); found {
				out = append(out, written{Path{Text: c.Name, Columns: []*Column{c}}, len(header)})
				out = append(out, c.onward(tail, len(header))...)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b written) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(len(a.Columns)+len(a.Extra), len(b.Columns)+len(b.Extra)))
	})
	return out
}

// onward lists the paths that go on from the column; size is what the text has of
// it already.
func (c *Column) onward(tail string, size int) []written {
	tail, found := strings.CutPrefix(tail, ".")
	if !found {
		return nil
	}
	var out []written
	head := c.Name + "."
	size += len(".")
	if c.Target != nil {
		for _, p := range c.Target.paths(tail) {
			p.Text, p.Columns, p.size = head+p.Text, append([]*Column{c}, p.Columns...), size+p.size
			out = append(out, p)
		}
	}
	for _, extra := range c.extras() {
		if strings.HasPrefix(tail, extra) {
			out = append(out, written{Path{Text: head + extra, Columns: []*Column{c}, Extra: extra}, size + len(extra)})
		}
	}
	return out
}

// attributes are what a path may ask of an option: behind its name, by header.
var attributes = map[string]func(*Option) string{
	"":          func(o *Option) string { return o.Name },
	"附加":        func(o *Option) string { return o.Extra },
	"含义":        func(o *Option) string { return string(o.Meaning) },
	"说明":        func(o *Option) string { return o.Help },
	ScoreHeader: func(o *Option) string { return o.Score },
}

// Attribute is what the plan says of an option under a header; "" is its name.
func (o *Option) Attribute(header string) string { return attributes[header](o) }

// extras are what a path may end with after the column.
func (c *Column) extras() []string {
	switch {
	case c.Dict != nil:
		return c.Dict.Columns
	case c.Group != nil:
		return slices.Sorted(maps.Keys(attributes))[1:]
	}
	return nil
}

// unknown says which step of a path leads nowhere.
func (l *Ledger) unknown(path string) string {
	head, tail, found := strings.Cut(path, ".")
	switch c := l.Named(head); {
	case c == nil:
		return fmt.Sprintf("“%s”没有栏目“%s”", l.Name, head)
	case !found:
		return fmt.Sprintf("“%s”后面看不懂", head)
	case c.Target != nil:
		return c.Target.unknown(tail)
	}
	return fmt.Sprintf("“%s”的“%s”不能再取“%s”", l.Name, head, tail)
}

// end is the ledger column the path ends at, nil for a dictionary column.
func (p Path) end() *Column {
	if p.Extra != "" || len(p.Columns) == 0 {
		return nil
	}
	return p.Columns[len(p.Columns)-1]
}

// Value follows the path from a row; "" where a reference leads nowhere.
func (p Path) Value(values []string, e Env) string {
	if p.Up > 0 {
		if p.Up > len(e.Outer) {
			return ""
		}
		values = e.Outer[p.Up-1]
	}
	v := ""
	for i, c := range p.Columns {
		if values == nil {
			return ""
		}
		v = values[c.Index]
		if i == len(p.Columns)-1 {
			break
		}
		if e.Find == nil {
			return ""
		}
		values = e.Find(c.Target, v)
	}
	if p.Extra == "" {
		return v
	}
	c := p.Columns[len(p.Columns)-1]
	if c.Dict != nil {
		return c.Dict.Value(c.Dict.Find(v), p.Extra)
	}
	var out []string
	for _, choice := range cell.SplitList(v) {
		if o := c.Group.Option(choice); o != nil {
			out = append(out, o.Attribute(p.Extra))
		}
	}
	return cell.JoinList(out)
}
