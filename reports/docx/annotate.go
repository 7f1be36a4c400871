package docx

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/sheets/ooxml"
)

// Comment is a reviewer's remark on a stretch of a paragraph of Read; on a place,
// where the stretch is empty.
type Comment struct {
	Paragraph  int // of Content.Paragraphs
	Start, End int // bytes of its text
	Text       string
}

const (
	commentsType = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	commentsRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	// commentDay dates remarks: the same remarks give the same file.
	commentDay = "2000-01-01T00:00:00Z"
)

// Annotate writes a copy of a .docx with remarks beside what they are about. What
// is not touched is copied byte for byte. Remarks on headers, footers and notes,
// where Word has none, stand at the beginning.
func Annotate(file []byte, author string, remarks []Comment) ([]byte, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	root, err := c.tree(c.document)
	if err != nil {
		return nil, err
	}
	rd := &textReader{}
	body := root
	if b := root.ChildKind("w:body"); b != nil {
		body = b
	}
	rd.blocks(body)
	part, first, err := c.comments()
	if err != nil {
		return nil, err
	}
	var e ooxml.Edits
	var all strings.Builder
	kept := map[*ooxml.Node]bool{} // text elements told to keep their blanks
	remarks = slices.Clone(remarks)
	for i := range remarks {
		if r := &remarks[i]; r.Paragraph >= len(rd.nodes) || r.Paragraph < 0 {
			r.Paragraph, r.Start, r.End = 0, 0, 0
		}
	}
	slices.SortStableFunc(remarks, func(a, b Comment) int {
		return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for i, r := range remarks {
		if len(rd.nodes) == 0 {
			break
		}
		anchor(&e, rd.nodes[r.Paragraph], r, first+i, kept)
		all.WriteString(commentXML(first+i, author, r.Text))
	}
	c.pkg.Set(c.document, e.Apply(root.Src))
	if err := c.pkg.Edit(part, func(n *ooxml.Node, e *ooxml.Edits) error {
		text := all.String()
		if p := n.Prefix(); p != "w:" {
			text = strings.NewReplacer("<w:", "<"+p, "</w:", "</"+p, " w:", " "+p).Replace(text)
		}
		n.Append(e, text)
		return nil
	}); err != nil {
		return nil, unreadable(part, err)
	}
	var b bytes.Buffer
	err = c.pkg.Write(&b)
	return b.Bytes(), err
}

// comments is the part that holds remarks, made where there is none, and the first
// number that is free.
func (c *container) comments() (part string, free int, err error) {
	for _, name := range c.relatedParts("comments") {
		root, err := c.tree(name)
		if err != nil || root == nil {
			continue
		}
		for _, n := range root.Children {
			id := 0
			if _, err := fmt.Sscan(n.KindAttr("w:id"), &id); err == nil {
				free = max(free, id+1)
			}
		}
		return name, free, nil
	}
	part = c.pkg.Free("word/comments_taizhang%d.xml")
	c.pkg.Set(part, []byte(ooxml.Head+`<w:comments xmlns:w="`+wordNS+`"></w:comments>`))
	if err := c.pkg.SetType(part, commentsType); err != nil {
		return "", 0, unreadable(ooxml.TypesPart, err)
	}
	_, err = c.pkg.AddRel(c.document, commentsRel, part)
	return part, 0, err
}

func commentXML(id int, author, text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="%s" w:date="%s" w:initials="核">`, id, ooxml.Escape(author), commentDay)
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(&b, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, ooxml.Escape(line))
	}
	b.WriteString("</w:comment>")
	return b.String()
}

// anchor notes down what puts a remark beside a stretch of a paragraph.
func anchor(e *ooxml.Edits, p *ooxml.Node, r Comment, id int, kept map[*ooxml.Node]bool) {
	prefix := p.Prefix()
	start := fmt.Sprintf(`<%scommentRangeStart %sid="%d"/>`, prefix, prefix, id)
	end := fmt.Sprintf(`<%[1]scommentRangeEnd %[1]sid="%[2]d"/><%[1]sr><%[1]scommentReference %[1]sid="%[2]d"/></%[1]sr>`, prefix, id)
	pieces := piecesOf(p)
	from, okFrom := pieceAt(pieces, r.Start, false)
	to, okTo := pieceAt(pieces, r.End, true)
	if r.Start == r.End {
		to, okTo = from, okFrom
	}
	if !okFrom || !okTo {
		p.Append(e, start+end)
		return
	}
	for _, x := range []textPiece{from, to} {
		if t := x.node; !kept[t] && !bytes.Contains(t.Src[t.Start:t.End], []byte("xml:space")) {
			kept[t] = true
			e.Insert(t.End-1, ` xml:space="preserve"`)
		}
	}
	from.insert(e, prefix, r.Start, start)
	to.insert(e, prefix, r.End, end)
}

// piece is a text element of a paragraph and where its text stands in it.
type textPiece struct {
	node, run *ooxml.Node
	at, size  int
}

// piecesOf lists the text elements of a paragraph as a reader sees it.
func piecesOf(p *ooxml.Node) (out []textPiece) {
	at := 0
	var walk func(n, run *ooxml.Node)
	walk = func(n, run *ooxml.Node) {
		for _, k := range n.Children {
			switch k.Kind {
			case "w:t":
				size := len(k.Chars())
				if run != nil && !k.Empty {
					out = append(out, textPiece{k, run, at, size})
				}
				at += size
			case "m:t":
				at += len(k.Chars())
			case "w:tab", "w:ptab", "w:br", "w:cr", "w:noBreakHyphen":
				at++
			case "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:sdtPr", "w:rt", "w:txbxContent":
			case "mc:AlternateContent":
				walk(choice(k), nil)
			case "w:r":
				walk(k, k)
			default:
				walk(k, run)
			}
		}
	}
	walk(p, nil)
	return out
}

// pieceAt is the text element that holds a byte of the paragraph; of two that meet
// there the one before it, if asked.
func pieceAt(pieces []textPiece, at int, before bool) (textPiece, bool) {
	for _, x := range pieces {
		if before && at > x.at && at <= x.at+x.size || !before && at >= x.at && at < x.at+x.size {
			return x, true
		}
	}
	if n := len(pieces); n > 0 && at == pieces[n-1].at+pieces[n-1].size {
		return pieces[n-1], true
	}
	return textPiece{}, false
}

// insert parts a run at a byte of the paragraph and puts xml between.
func (x textPiece) insert(e *ooxml.Edits, prefix string, at int, xml string) {
	properties := ""
	if rp := x.run.ChildKind("w:rPr"); rp != nil {
		properties = rp.XML()
	}
	e.Insert(x.place(at-x.at), fmt.Sprintf(`</%[1]st></%[1]sr>%[2]s<%[1]sr>%[3]s<%[1]st xml:space="preserve">`, prefix, xml, properties))
}

// place is the byte of the source at which so many bytes of the text have been
// read.
func (x textPiece) place(n int) int {
	src := x.node.Src[x.node.Inner[0]:x.node.Inner[1]]
	at, read := 0, 0
	for at < len(src) && read < n {
		switch {
		case src[at] == '&':
			end := bytes.IndexByte(src[at:], ';')
			if end < 0 {
				return x.node.Inner[0] + at
			}
			one := &ooxml.Node{}
			*one = *x.node
			one.Children, one.Inner = nil, [2]int{x.node.Inner[0] + at, x.node.Inner[0] + at + end + 1}
			read, at = read+len(one.Chars()), at+end+1
		case bytes.HasPrefix(src[at:], []byte("\r\n")):
			read, at = read+1, at+2
		default:
			_, size := utf8.DecodeRune(src[at:])
			read, at = read+size, at+size
		}
	}
	return x.node.Inner[0] + at
}
