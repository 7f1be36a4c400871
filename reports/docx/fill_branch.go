package docx

import "strings"

// branch writes a body, table, row or cell with the outputs that belong in it; depth is the number
// of branches around it.
func (f *filler) branch(b *strings.Builder, br *branch, depth int, outs []*output) {
	b.WriteString(br.open)
	w := entryWriter{f: f, b: b, br: br, depth: depth}
	for _, group := range w.groups(outs) {
		w.group(group)
	}
	w.carry(len(br.entries))
	if br.kind == "w:tc" && w.last != "w:p" {
		w.emptyParagraph() // a cell has to end in a paragraph
	}
	w.moveTo(nil)
	b.WriteString(br.close)
}

// entryWriter writes the entries of one branch.
type entryWriter struct {
	f     *filler
	b     *strings.Builder
	br    *branch
	depth int
	wraps []*wrap
	next  int    // first entry that has not been passed
	last  string // w:p or w:tbl, whichever was written last
}

// groups parts outputs into those that go into one copy of an entry. The cells of a row stand in the
// row's order, each once, however the outputs come.
func (w *entryWriter) groups(outs []*output) [][]*output {
	var groups [][]*output
	if w.br.kind == "w:tr" {
		for i, e := range w.br.entries {
			if e.branch == nil {
				continue
			}
			group := []*output{}
			for _, o := range outs {
				if o.source.chain[w.depth] == i {
					group = append(group, o)
				}
			}
			groups = append(groups, group)
		}
		return groups
	}
	for i, o := range outs {
		if i > 0 && w.together(outs[i-1], o) {
			groups[len(groups)-1] = append(groups[len(groups)-1], o)
		} else {
			groups = append(groups, []*output{o})
		}
	}
	return groups
}

// together says whether two outputs in a row go into the same copy of a table or row.
func (w *entryWriter) together(a, b *output) bool {
	i := a.source.chain[w.depth]
	if i != b.source.chain[w.depth] || w.br.entries[i].branch == nil {
		return false
	}
	if w.br.kind == "w:tbl" {
		return a.RowCopy == b.RowCopy
	}
	return a.TableCopy == b.TableCopy
}

func (w *entryWriter) group(outs []*output) {
	if w.br.kind == "w:tr" {
		w.cell(outs)
		return
	}
	i := outs[0].source.chain[w.depth]
	e := w.br.entries[i]
	w.carry(i)
	w.moveTo(e.wraps)
	if e.branch != nil {
		w.copyBranch(e, outs)
		return
	}
	w.f.paragraph(w.b, outs[0])
	w.last = "w:p"
}

// cell writes the next cell of a row; one without outputs keeps an empty paragraph.
func (w *entryWriter) cell(outs []*output) {
	i := w.next
	for w.br.entries[i].branch == nil {
		i++
	}
	w.carry(i)
	w.next = i + 1
	w.moveTo(w.br.entries[i].wraps)
	w.copyBranch(w.br.entries[i], outs)
}

func (w *entryWriter) copyBranch(e *entry, outs []*output) {
	br := *e.branch
	if w.f.done[e] {
		br.open = withoutIDs(br.open)
	}
	w.f.done[e] = true
	if br.kind == "w:tbl" && w.last == "w:tbl" {
		w.b.WriteString(bind(separatorXML, outs[0].source)) // keeps two tables from growing into one
	}
	w.f.branch(w.b, &br, w.depth+1, outs)
	w.last = br.kind
}

// bind makes generated markup valid in a file that does not write w: for its namespace.
func bind(markup string, beside *source) string {
	if beside.node.Prefix() == "w:" {
		return markup
	}
	i := strings.IndexAny(markup, " />")
	return markup[:i] + ` xmlns:w="` + wordNS + `"` + markup[i:]
}

func (w *entryWriter) emptyParagraph() {
	for _, e := range w.br.entries {
		if e.source != nil {
			s := e.source
			w.moveTo(e.wraps)
			w.b.WriteString("<" + string(s.node.Name) + ">" + s.properties(false, nil) + "</" + string(s.node.Name) + ">")
			return
		}
	}
	w.b.WriteString(`<w:p xmlns:w="` + wordNS + `"/>`)
}

// carry writes, once, what stands before entry i and is neither paragraph nor branch: bookmarks, the
// final section; and the section break of a paragraph that is left out.
func (w *entryWriter) carry(i int) {
	for ; w.next < i; w.next++ {
		e := w.br.entries[w.next]
		if e.branch != nil || w.f.done[e] {
			continue
		}
		if s := e.source; s == nil {
			w.moveTo(e.wraps)
			w.b.WriteString(e.node.XML())
		} else if w.f.copies[s.index] == 0 && s.node.ChildKind("w:pPr").ChildKind("w:sectPr") != nil {
			w.moveTo(nil)
			w.b.WriteString("<" + string(s.node.Name) + ">" + s.properties(true, nil) + "</" + string(s.node.Name) + ">")
			w.last = "w:p"
		} else {
			continue
		}
		w.f.done[e] = true
	}
}

func (w *entryWriter) moveTo(wraps []*wrap) {
	moveWraps(w.b, w.wraps, wraps)
	w.wraps = wraps
}
