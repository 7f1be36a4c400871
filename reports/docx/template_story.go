package docx

import (
	"slices"
	"taizhang/sheets/ooxml"
)

// story is a part that holds paragraphs, cut into the pieces Fill puts together again.
type story struct {
	name string
	size int // of the part
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
	node   *ooxml.Node
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
	node  *ooxml.Node
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
	root, err := t.container.tree(part)
	if root == nil || err != nil {
		return err
	}
	s := &story{name: part, size: len(root.Src)}
	holder := root
	if body := root.ChildKind("w:body"); body != nil {
		holder = body
	} else if place == InBody {
		return &Error{Message: "文档里没有正文，请核对文件"}
	}
	b := &storyBuilder{t: t, s: s, where: TemplateParagraph{TextParagraph: TextParagraph{Place: place}, Part: part}}
	s.root = &branch{kind: holder.Kind, open: string(root.Src[:holder.Start]) + holder.Open(), close: string(root.Src[holder.Inner[1]:])}
	if holder.Empty { // <w:body/>
		s.root.close = "</" + string(holder.Name) + ">" + string(root.Src[holder.Stop:])
	}
	b.entries(s.root, holder.Children, nil)
	t.stories = append(t.stories, s)
	return nil
}

// headers are the children of a branch or wrap that belong to its head.
var headers = map[string]bool{
	"w:tblPr": true, "w:tblGrid": true, "w:tblPrEx": true, "w:trPr": true, "w:tcPr": true,
	"w:customXmlPr": true, "w:smartTagPr": true,
}

// head is the start tag of n with the properties that follow it.
func head(n *ooxml.Node) (open string, rest []*ooxml.Node) {
	end := n.End
	rest = n.Children
	for len(rest) > 0 && headers[rest[0].Kind] {
		end, rest = rest[0].Stop, rest[1:]
	}
	return n.Open() + string(n.Src[n.End:end]), rest
}

func wrapOf(n *ooxml.Node) (*wrap, []*ooxml.Node) {
	open, rest := head(n)
	return &wrap{open, "</" + string(n.Name) + ">"}, rest
}

// controlWrap is the wrap of a content control; nil when it holds nothing.
func controlWrap(sdt *ooxml.Node) (*wrap, []*ooxml.Node) {
	content := sdt.ChildKind("w:sdtContent")
	if content == nil {
		return nil, nil
	}
	return &wrap{
		open:  string(sdt.Src[sdt.Start:content.Start]) + content.Open(),
		close: "</" + string(content.Name) + "></" + string(sdt.Name) + ">",
	}, content.Children
}

// entries cuts the children of a branch.
func (b *storyBuilder) entries(br *branch, kids []*ooxml.Node, wraps []*wrap) {
	inside := func(w *wrap, kids []*ooxml.Node) { b.entries(br, kids, append(wraps[:len(wraps):len(wraps)], w)) }
	for _, k := range kids {
		switch k.Kind {
		case "w:sdt":
			if w, kids := controlWrap(k); w != nil {
				inside(w, kids)
				continue
			}
		case "w:customXml":
			inside(wrapOf(k))
			continue
		}
		e := &entry{wraps: wraps, node: k}
		br.entries = append(br.entries, e)
		b.chain = append(b.chain, len(br.entries)-1)
		switch k.Kind {
		case "w:p":
			e.source = b.paragraph(k)
		case "w:tbl", "w:tr", "w:tc":
			e.branch = b.branch(k)
		}
		b.chain = b.chain[:len(b.chain)-1]
	}
}

// branch cuts a table, a row or a cell, and counts those of the outermost table.
func (b *storyBuilder) branch(n *ooxml.Node) *branch {
	outside := b.where
	if n.Kind == "w:tbl" {
		b.nested++
		defer func() { b.nested, b.where = b.nested-1, outside }()
	}
	if b.nested == 1 {
		switch n.Kind {
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
	open, kids := head(n)
	br := &branch{kind: n.Kind, open: open, close: "</" + string(n.Name) + ">"}
	b.entries(br, kids, nil)
	return br
}

// paragraph cuts a paragraph and numbers it.
func (b *storyBuilder) paragraph(n *ooxml.Node) *source {
	style := b.t.styles[n.ChildKind("w:pPr").ChildKind("w:pStyle").KindAttr("w:val")]
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
