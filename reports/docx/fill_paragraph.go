package docx

import (
	"strings"
)

func (r *run) close() string { return "</" + r.prefix + "r>" }

// highlighted is the same run with a yellow background.
func (r *run) highlighted() *run {
	if r.mark == nil {
		m := *r
		m.rPr = addHighlight(r.rPr, r.prefix)
		r.mark = &m
	}
	return r.mark
}

// inlineWriter puts a paragraph's content together, opening and closing runs and wraps as needed.
type inlineWriter struct {
	b     *strings.Builder
	run   *run
	wraps []*wrap
}

func (w *inlineWriter) moveTo(r *run, wraps []*wrap) {
	same := commonWraps(w.wraps, wraps)
	if w.run != nil && (w.run != r || same < len(w.wraps) || same < len(wraps)) {
		w.b.WriteString(w.run.close())
		w.run = nil
	}
	moveWraps(w.b, w.wraps, wraps)
	w.wraps = wraps
	if r != nil && w.run == nil {
		w.b.WriteString(r.open + r.rPr)
		w.run = r
	}
}

func commonWraps(a, b []*wrap) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// moveWraps closes and opens wraps to get from one place to another.
func moveWraps(b *strings.Builder, from, to []*wrap) {
	same := commonWraps(from, to)
	for i := len(from) - 1; i >= same; i-- {
		b.WriteString(from[i].close)
	}
	for _, w := range to[same:] {
		b.WriteString(w.open)
	}
}

// paragraph writes one copy of a source paragraph.
func (f *filler) paragraph(b *strings.Builder, o *output) {
	s := o.source
	first, last := f.written[s.index] == 0, f.written[s.index]+1 == f.copies[s.index]
	f.written[s.index]++
	section := s.node.ChildKind("w:pPr").ChildKind("w:sectPr")
	if first && o.whole() && (last || section == nil) && o.place == nil {
		b.WriteString(s.node.XML())
		return
	}
	open := s.node.Open()
	if !first {
		open = withoutIDs(open)
	}
	b.WriteString(open + s.properties(last, o.place))
	w := inlineWriter{b: b}
	c := copier{s: s, w: &w, marks: first}
	for _, p := range o.Pieces {
		c.piece(p)
	}
	c.marksBefore(len(s.atoms))
	w.moveTo(nil, nil)
	b.WriteString("</" + string(s.node.Name) + ">")
}

// copier writes pieces of a source paragraph.
type copier struct {
	s     *source
	w     *inlineWriter
	marks bool // this copy keeps the marks
	next  int  // first atom whose mark has not been written
}

func (c *copier) piece(p Piece) {
	if p.Text != "" {
		i := c.s.atomAt(p.From)
		c.marksBefore(i)
		r, wraps := c.s.runAt(i)
		if p.Mark {
			r = r.highlighted()
		}
		c.w.moveTo(r, wraps)
		c.w.b.WriteString(textXML(r.prefix, p.Text))
		return
	}
	for i, a := range c.s.atoms {
		from, to := max(p.From, a.at), min(p.To, a.at+len(a.text))
		if from >= to {
			continue
		}
		c.marksBefore(i)
		c.w.moveTo(a.run, a.wraps)
		if a.kind == textAtom {
			c.w.b.WriteString(textXML(a.run.prefix, a.text[from-a.at:to-a.at]))
		} else {
			c.w.b.WriteString(a.raw)
		}
	}
}

// marksBefore writes the marks that stand before atom i and have not been written yet.
func (c *copier) marksBefore(i int) {
	for ; c.next < i; c.next++ {
		if a := c.s.atoms[c.next]; a.kind == markAtom && c.marks {
			c.w.moveTo(a.run, a.wraps)
			c.w.b.WriteString(a.raw)
		}
	}
}

// atomAt finds the atom that holds the character at byte at, or the last one.
func (s *source) atomAt(at int) int {
	found := 0
	for i, a := range s.atoms {
		if a.text == "" {
			continue
		}
		found = i
		if at < a.at+len(a.text) {
			break
		}
	}
	return found
}

// runAt is the run, and its wraps, whose formatting text in place of atom i takes.
func (s *source) runAt(i int) (*run, []*wrap) {
	for j := min(i, len(s.atoms)-1); j >= 0; j-- {
		if a := s.atoms[j]; a.run != nil && a.kind != markAtom {
			return a.run, a.wraps
		}
	}
	for _, a := range s.atoms {
		if a.run != nil && a.kind != markAtom {
			return a.run, a.wraps
		}
	}
	return s.markRun(), nil
}
