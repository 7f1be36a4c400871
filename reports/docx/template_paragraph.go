package docx

import (
	"strings"
	"unicode/utf8"

	"taizhang/sheets/ooxml"
)

// atom is a stretch of a paragraph that is copied in one way: text that can be cut anywhere, an object
// that is copied whole, or a mark without width.
type atom struct {
	kind  atomKind
	at    int    // byte of the paragraph's text it begins at
	text  string // what it adds to the paragraph's text
	raw   string // objects and marks: their XML
	run   *run   // nil: stands beside runs
	wraps []*wrap
}

type atomKind uint8

const (
	textAtom atomKind = iota
	objectAtom
	markAtom // must be unique or balanced in the document: bookmarks, comments, deleted text
)

// run is a run of the template: its start tag and its formatting.
type run struct {
	prefix    string // of the namespace, with colon
	open, rPr string
	mark      *run // the same, highlighted; made on demand
}

const objectText = "\uFFFC"

// cutter takes a paragraph apart.
type cutter struct {
	atoms []*atom
}

func (s *source) cut() {
	var c cutter
	c.inline(s.node.Children, nil)
	c.atoms = joinFields(c.atoms)
	normalizeAtoms(c.atoms)
	var text strings.Builder
	for _, a := range c.atoms {
		a.at = text.Len()
		text.WriteString(a.text)
	}
	s.atoms, s.text = c.atoms, text.String()
}

// inline cuts the children of a paragraph.
func (c *cutter) inline(kids []*ooxml.Node, wraps []*wrap) {
	inside := func(w *wrap, kids []*ooxml.Node) { c.inline(kids, append(wraps[:len(wraps):len(wraps)], w)) }
	for _, k := range kids {
		switch k.Kind {
		case "w:pPr", "w:proofErr":
		case "w:r":
			c.run(k, wraps)
		case "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo":
			inside(wrapOf(k))
		case "w:sdt":
			if w, kids := controlWrap(k); w != nil {
				inside(w, kids)
			}
		case "w:fldSimple":
			if hasBraces(plainText(k)) {
				c.inline(k.Children, wraps) // the slot is worth more than the field around it
			} else {
				c.add(atom{kind: objectAtom, text: objectText, raw: k.XML(), wraps: wraps})
			}
		case "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd",
			"w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd", "w:del", "w:moveFrom":
			c.add(atom{kind: markAtom, raw: k.XML(), wraps: wraps})
		default:
			c.add(atom{kind: objectAtom, text: objectText, raw: k.XML(), wraps: wraps})
		}
	}
}

// run cuts the children of a run.
func (c *cutter) run(n *ooxml.Node, wraps []*wrap) {
	r := &run{prefix: n.Prefix(), open: n.Open()}
	for _, k := range n.Children {
		a := atom{kind: objectAtom, text: objectText, run: r, wraps: wraps}
		switch k.Kind {
		case "w:rPr":
			r.rPr = k.XML()
			continue
		case "w:lastRenderedPageBreak", "w:softHyphen":
			continue
		case "w:t":
			a.kind, a.text = textAtom, k.Chars()
		case "w:tab":
			a.text = "\t"
		case "w:cr":
			a.text = "\n"
		case "w:br":
			if t := k.KindAttr("w:type"); t == "" || t == "textWrapping" {
				a.text = "\n"
			}
		case "w:noBreakHyphen":
			a.text = "-"
		case "w:fldChar", "w:instrText", "w:delInstrText", "w:delText", "w:commentReference", "w:annotationRef":
			a.kind, a.text = markAtom, ""
		}
		if a.kind != textAtom {
			a.raw = k.XML()
		}
		if a.kind != textAtom || a.text != "" {
			c.add(a)
		}
	}
}

func (c *cutter) add(a atom) { c.atoms = append(c.atoms, &a) }

func hasBraces(text string) bool { return strings.ContainsAny(text, "{｛") }

// normalizeAtoms normalises the slots of the paragraph and gives every atom its share of the text
// back: normalising keeps the number of characters.
func normalizeAtoms(atoms []*atom) {
	var b strings.Builder
	for _, a := range atoms {
		b.WriteString(a.text)
	}
	rest := NormalizeSlots(b.String())
	if rest == b.String() {
		return
	}
	for _, a := range atoms {
		n := 0
		for range utf8.RuneCountInString(a.text) {
			_, size := utf8.DecodeRuneInString(rest[n:])
			n += size
		}
		a.text, rest = rest[:n], rest[n:]
	}
}
