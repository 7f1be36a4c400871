package docx

import (
	"cmp"
	"strconv"

	"taizhang/sheets/ooxml"
)

// Place is where in a document a paragraph stands.
type Place uint8

// Places.
const (
	InBody Place = iota
	InTable
	InTextBox
	InHeader
	InFooter
	InNote    // footnote or endnote
	InPicture // what stands there instead of text
)

// Content is the text of a .docx, paragraph by paragraph in reading order: the body with its tables
// and text boxes, then notes, then headers and footers.
type Content struct {
	Paragraphs []TextParagraph
}

// TextParagraph is a paragraph as read. Tracked insertions are in the text, deletions are not.
type TextParagraph struct {
	Text             string
	Style            string // name of the style as shown in Word
	Place            Place
	Table, Row, Cell int // from 1, 0 outside tables; of the outermost table
	Span             int // grid columns of that cell
}

// Read reads the bytes of a .docx.
func Read(file []byte) (*Content, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	styles, err := c.styleNames()
	if err != nil {
		return nil, err
	}
	rd := &textReader{styles: styles}
	if err := rd.all(c); err != nil {
		return nil, err
	}
	return &Content{Paragraphs: rd.out}, nil
}

// all reads every story of a document.
func (r *textReader) all(c *container) error {
	if err := r.unseenStyles(c); err != nil {
		return err
	}
	if err := r.story(c, c.document, InBody); err != nil {
		return err
	}
	for _, s := range []struct {
		kind  string
		place Place
	}{{"footnotes", InNote}, {"endnotes", InNote}, {"header", InHeader}, {"footer", InFooter}} {
		for _, name := range c.relatedParts(s.kind) {
			if err := r.story(c, name, s.place); err != nil {
				return err
			}
		}
	}
	return nil
}

// styleNames maps the ids of paragraph styles to the names people see.
func (c *container) styleNames() (map[string]string, error) {
	names := map[string]string{}
	for _, part := range c.relatedParts("styles") {
		root, err := c.tree(part)
		if err != nil {
			return nil, err
		}
		if root == nil {
			continue
		}
		for _, s := range root.Children {
			if s.Kind == "w:style" && s.KindAttr("w:type") == "paragraph" {
				if n := s.ChildKind("w:name"); n != nil {
					names[s.KindAttr("w:styleId")] = n.KindAttr("w:val")
				}
			}
		}
	}
	return names, nil
}

func (r *textReader) unseenStyles(c *container) error {
	r.unseen = map[string]string{}
	for _, part := range c.relatedParts("styles") {
		root, err := c.tree(part)
		if root == nil || err != nil {
			return err
		}
		for _, s := range root.Children {
			if s.Kind == "w:style" {
				r.unseen[s.KindAttr("w:styleId")] = unseenAs(s.ChildKind("w:rPr"), true)
			}
		}
	}
	return nil
}

// textReader collects paragraphs; where says where the next one stands.
type textReader struct {
	styles map[string]string
	unseen map[string]string // by style, the kind of its letters that nobody reads
	out    []TextParagraph
	where  TextParagraph
	tables int
	nodes  []*ooxml.Node // of the paragraphs
	// skipped are the kinds of letters that were left out.
	skipped []string
}

func (r *textReader) story(c *container, part string, place Place) error {
	root, err := c.tree(part)
	if root == nil || err != nil {
		return err
	}
	r.where = TextParagraph{Place: place}
	if body := root.ChildKind("w:body"); body != nil {
		root = body
	}
	r.blocks(root)
	return nil
}

// blocks reads block-level content: paragraphs, tables, and whatever wraps them.
func (r *textReader) blocks(n *ooxml.Node) {
	for _, k := range n.Children {
		switch k.Kind {
		case "w:p":
			r.paragraph(k)
		case "w:tbl":
			r.table(k)
		case "w:footnote", "w:endnote":
			if t := k.KindAttr("w:type"); t == "" || t == "normal" {
				r.blocks(k)
			}
		case "mc:AlternateContent":
			for _, b := range branches(k) {
				r.blocks(b)
			}
		case "w:altChunk":
			if last := len(r.nodes) - 1; last >= 0 { // a remark stands at the paragraph before
				r.out, r.nodes = append(r.out, TextParagraph{Place: InPicture, Text: "插入的文档1份"}), append(r.nodes, r.nodes[last])
			}
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			r.blocks(k)
		}
	}
}

func (r *textReader) table(n *ooxml.Node) {
	if r.where.Table > 0 || r.where.Place != InBody { // nested, or in a text box or header
		for _, row := range rowsOf(n) {
			for _, cell := range cellsOf(row) {
				r.blocks(cell)
			}
		}
		return
	}
	r.tables++
	outside := r.where
	for i, row := range rowsOf(n) {
		for j, cell := range cellsOf(row) {
			span, _ := strconv.Atoi(cell.ChildKind("w:tcPr").ChildKind("w:gridSpan").KindAttr("w:val"))
			r.where = TextParagraph{Place: InTable, Table: r.tables, Row: i + 1, Cell: j + 1, Span: max(span, 1)}
			r.blocks(cell)
		}
	}
	r.where = outside
}

func rowsOf(n *ooxml.Node) []*ooxml.Node  { return find(n, "w:tr", nil) }
func cellsOf(n *ooxml.Node) []*ooxml.Node { return find(n, "w:tc", nil) }

// find collects the children of a name, looking through content controls and their like.
func find(n *ooxml.Node, name string, out []*ooxml.Node) []*ooxml.Node {
	for _, k := range n.Children {
		switch k.Kind {
		case name:
			out = append(out, k)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			out = find(k, name, out)
		}
	}
	return out
}

// choice is the one branch to read of content written in several ways.
func choice(n *ooxml.Node) *ooxml.Node {
	if c := n.ChildKind("mc:Choice"); c != nil {
		return c
	}
	if f := n.ChildKind("mc:Fallback"); f != nil {
		return f
	}
	return &ooxml.Node{}
}

func (r *textReader) paragraph(n *ooxml.Node) {
	style := n.ChildKind("w:pPr").ChildKind("w:pStyle").KindAttr("w:val")
	shaded := r.where.Place == InTable || n.ChildKind("w:pPr").ChildKind("w:shd") != nil
	t := textCollector{unseen: func(run *ooxml.Node) string {
		own := run.ChildKind("w:rPr")
		return cmp.Or(unseenAs(own, shaded), r.unseen[style], r.unseen[own.ChildKind("w:rStyle").KindAttr("w:val")])
	}}
	t.inline(n)
	r.skipped = append(r.skipped, t.skipped...)
	p := r.where
	p.Text = turned(t.text.String())
	p.Style = r.styles[style]
	r.out, r.nodes = append(r.out, p), append(r.nodes, n)
	for _, text := range pictures(n) {
		r.out, r.nodes = append(r.out, TextParagraph{Place: InPicture, Text: text}), append(r.nodes, n)
	}
	outside := r.where
	r.where.Place = InTextBox
	for _, box := range t.boxes {
		r.blocks(box)
	}
	r.where = outside
}
