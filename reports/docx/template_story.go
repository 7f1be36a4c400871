package docx

import (
	"slices"
	"strings"
)

// story is a part that holds paragraphs, cut into the pieces Fill puts together again.
type story struct {
	name string
	raw  []byte
	root *branch
}

// branch is an element that holds others: the body, a table, a row, a cell. Between open and close
// stand its entries.
type branch struct {
	kind        string // name of the element
	open, close string
	entries     []*entry
}

// entry is one child of a branch: a paragraph, a branch of its own, or something to carry along.
type entry struct {
	wraps  []*wrap
	node   *node
	raw    []byte
	source *source // a paragraph
	branch *branch // a table, row or cell
}

// wrap is an element around entries or runs that is no branch, such as a content control. Fill opens
// and closes it as what stands in it comes and goes.
type wrap struct{ open, close string }

// source is a paragraph of the template.
type source struct {
	index int
	story *story
	chain []int // the entry to take at each level from the root down
	node  *node
	style string
	text  string
	atoms []*atom
}

// storyBuilder walks a part and numbers its paragraphs.
type storyBuilder struct {
	t     *Template
	s     *story
	where TemplateParagraph
	chain []int

	tables, nested int // tables seen, tables around
}

func (t *Template) addStory(part string, place Place) error {
	root, raw, err := t.container.tree(part)
	if root == nil || err != nil {
		return err
	}
	s := &story{name: part, raw: raw}
	holder := root
	if body := root.child("w:body"); body != nil {
		holder = body
	} else if place == InBody {
		return &Error{Message: "文档里没有正文，请核对文件"}
	}
	b := &storyBuilder{t: t, s: s, where: TemplateParagraph{Place: place, Part: part}}
	s.root = &branch{kind: holder.name, open: openTag(raw, holder, 0), close: string(raw[holder.innerEnd:])}
	if holder.tagEnd == holder.end { // <w:body/>
		s.root.close = "</" + holder.raw + ">" + string(raw[holder.end:])
	}
	b.entries(s.root, holder.kids, nil)
	t.stories = append(t.stories, s)
	return nil
}

// openTag is the text from byte from up to the end of the start tag of n, opened where it was
// self-closing.
func openTag(raw []byte, n *node, from int) string {
	tag := string(raw[from:n.tagEnd])
	if n.tagEnd == n.end {
		tag = strings.TrimSuffix(tag, "/>") + ">"
	}
	return tag
}

// headers are the children of a branch or wrap that belong to its head.
var headers = map[string]bool{
	"w:tblPr": true, "w:tblGrid": true, "w:tblPrEx": true, "w:trPr": true, "w:tcPr": true,
	"w:customXmlPr": true, "w:smartTagPr": true,
}

// head is the start tag of n with the properties that follow it.
func head(raw []byte, n *node) (open string, rest []*node) {
	end := n.tagEnd
	rest = n.kids
	for len(rest) > 0 && headers[rest[0].name] {
		end, rest = rest[0].end, rest[1:]
	}
	return openTag(raw, n, n.start) + string(raw[n.tagEnd:end]), rest
}

func wrapOf(raw []byte, n *node) (*wrap, []*node) {
	open, rest := head(raw, n)
	return &wrap{open, "</" + n.raw + ">"}, rest
}

// controlWrap is the wrap of a content control; nil when it holds nothing.
func controlWrap(raw []byte, sdt *node) (*wrap, []*node) {
	content := sdt.child("w:sdtContent")
	if content == nil {
		return nil, nil
	}
	return &wrap{
		open:  string(raw[sdt.start:content.start]) + openTag(raw, content, content.start),
		close: "</" + content.raw + "></" + sdt.raw + ">",
	}, content.kids
}

// entries cuts the children of a branch.
func (b *storyBuilder) entries(br *branch, kids []*node, wraps []*wrap) {
	inside := func(w *wrap, kids []*node) { b.entries(br, kids, append(wraps[:len(wraps):len(wraps)], w)) }
	for _, k := range kids {
		switch k.name {
		case "w:sdt":
			if w, kids := controlWrap(b.s.raw, k); w != nil {
				inside(w, kids)
				continue
			}
		case "w:customXml":
			inside(wrapOf(b.s.raw, k))
			continue
		}
		e := &entry{wraps: wraps, node: k, raw: b.s.raw[k.start:k.end]}
		br.entries = append(br.entries, e)
		b.chain = append(b.chain, len(br.entries)-1)
		switch k.name {
		case "w:p":
			e.source = b.paragraph(k)
		case "w:tbl", "w:tr", "w:tc":
			e.branch = b.branch(k)
		}
		b.chain = b.chain[:len(b.chain)-1]
	}
}

// branch cuts a table, a row or a cell, and counts those of the outermost table.
func (b *storyBuilder) branch(n *node) *branch {
	outside := b.where
	if n.name == "w:tbl" {
		b.nested++
		defer func() { b.nested, b.where = b.nested-1, outside }()
	}
	if b.nested == 1 {
		switch n.name {
		case "w:tbl":
			b.tables++
			b.where.Table, b.where.Row = b.tables, 0
			if b.where.Place == InBody {
				b.where.Place = InTable
			}
		case "w:tr":
			b.where.Row++
			b.where.Cell = 0
		case "w:tc":
			b.where.Cell++
		}
	}
	open, kids := head(b.s.raw, n)
	br := &branch{kind: n.name, open: open, close: "</" + n.raw + ">"}
	b.entries(br, kids, nil)
	return br
}

// paragraph cuts a paragraph and numbers it.
func (b *storyBuilder) paragraph(n *node) *source {
	style := b.t.styles[n.child("w:pPr").child("w:pStyle").value()]
	src := &source{index: len(b.t.sources), story: b.s, chain: slices.Clone(b.chain), node: n, style: style}
	src.cut()
	b.t.sources = append(b.t.sources, src)
	p := b.where
	p.Index, p.Text, p.Style = src.index, src.text, style
	b.t.paragraphs = append(b.t.paragraphs, p)
	var boxes textCollector
	boxes.inline(n)
	for _, box := range boxes.boxes {
		b.t.strayIn(box)
	}
	return src
}
