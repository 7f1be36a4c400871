package docx

import (
	"io"
	"os"
	"strconv"
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
	InNote // footnote or endnote
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

// Open reads the .docx file at path.
func Open(path string) (*Content, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return Read(f, info.Size())
}

// Read reads a .docx of the given size.
func Read(r io.ReaderAt, size int64) (*Content, error) {
	c, err := openContainer(r, size)
	if err != nil {
		return nil, err
	}
	styles, err := c.styleNames()
	if err != nil {
		return nil, err
	}
	rd := &textReader{styles: styles}
	if err := rd.story(c, c.document, InBody); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		kind  string
		place Place
	}{{"footnotes", InNote}, {"endnotes", InNote}, {"header", InHeader}, {"footer", InFooter}} {
		for _, name := range c.relatedParts(s.kind) {
			if err := rd.story(c, name, s.place); err != nil {
				return nil, err
			}
		}
	}
	return &Content{Paragraphs: rd.out}, nil
}

// styleNames maps the ids of paragraph styles to the names people see.
func (c *container) styleNames() (map[string]string, error) {
	names := map[string]string{}
	for _, part := range c.relatedParts("styles") {
		root, _, err := c.tree(part)
		if err != nil {
			return nil, err
		}
		if root == nil {
			continue
		}
		for _, s := range root.kids {
			if s.name == "w:style" && s.attr("w:type") == "paragraph" {
				if n := s.child("w:name"); n != nil {
					names[s.attr("w:styleId")] = n.attr("w:val")
				}
			}
		}
	}
	return names, nil
}

// textReader collects paragraphs; where says where the next one stands.
type textReader struct {
	styles map[string]string
	out    []TextParagraph
	where  TextParagraph
	tables int
}

func (r *textReader) story(c *container, part string, place Place) error {
	root, _, err := c.tree(part)
	if root == nil || err != nil {
		return err
	}
	r.where = TextParagraph{Place: place}
	if body := root.child("w:body"); body != nil {
		root = body
	}
	r.blocks(root)
	return nil
}

// blocks reads block-level content: paragraphs, tables, and whatever wraps them.
func (r *textReader) blocks(n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "w:p":
			r.paragraph(k)
		case "w:tbl":
			r.table(k)
		case "w:footnote", "w:endnote":
			if t := k.attr("w:type"); t == "" || t == "normal" {
				r.blocks(k)
			}
		case "mc:AlternateContent":
			r.blocks(choice(k))
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			r.blocks(k)
		}
	}
}

func (r *textReader) table(n *node) {
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
			span, _ := strconv.Atoi(cell.child("w:tcPr").child("w:gridSpan").value())
			r.where = TextParagraph{Place: InTable, Table: r.tables, Row: i + 1, Cell: j + 1, Span: max(span, 1)}
			r.blocks(cell)
		}
	}
	r.where = outside
}

// value is the w:val of an element that may not be there.
func (n *node) value() string {
	if n == nil {
		return ""
	}
	return n.attr("w:val")
}

func rowsOf(n *node) []*node  { return find(n, "w:tr", nil) }
func cellsOf(n *node) []*node { return find(n, "w:tc", nil) }

// find collects the children of a name, looking through content controls and their like.
func find(n *node, name string, out []*node) []*node {
	for _, k := range n.kids {
		switch k.name {
		case name:
			out = append(out, k)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			out = find(k, name, out)
		}
	}
	return out
}

// choice is the one branch to read of content written in several ways.
func choice(n *node) *node {
	if c := n.child("mc:Choice"); c != nil {
		return c
	}
	if f := n.child("mc:Fallback"); f != nil {
		return f
	}
	return &node{}
}

func (r *textReader) paragraph(n *node) {
	var t textCollector
	t.inline(n)
	p := r.where
	p.Text = t.text.String()
	p.Style = r.styles[n.child("w:pPr").child("w:pStyle").value()]
	r.out = append(r.out, p)
	outside := r.where
	r.where.Place = InTextBox
	for _, box := range t.boxes {
		r.blocks(box)
	}
	r.where = outside
}
