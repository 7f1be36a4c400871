package docx

import (
	"strings"

	"taizhang/sheets/ooxml"
)

// textCollector gathers the text of a paragraph as a reader sees it, and the text boxes anchored in
// it.
type textCollector struct {
	text  strings.Builder
	boxes []*ooxml.Node
	// unseen, if set, is the kind of letters of a run that nobody reads.
	unseen func(run *ooxml.Node) string
	// skipped are the kinds that were met, with anything to say.
	skipped []string
}

func (t *textCollector) inline(n *ooxml.Node) {
	for _, k := range n.Children {
		switch k.Kind {
		case "w:t", "m:t":
			t.text.WriteString(k.Chars())
		case "w:tab", "w:ptab":
			t.text.WriteByte('\t')
		case "w:br", "w:cr":
			t.text.WriteByte('\n')
		case "w:noBreakHyphen":
			t.text.WriteByte('-')
		case "w:sym":
			t.text.WriteString(symbol(k))
		case "w:r":
			t.run(k)
		case "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:sdtPr", "w:rt":
			// properties, deleted text, the small characters over others
		case "w:txbxContent":
			t.boxes = append(t.boxes, k)
		case "mc:AlternateContent":
			for _, b := range branches(k) {
				t.inline(b)
			}
		default:
			t.inline(k)
		}
	}
}

func (t *textCollector) run(n *ooxml.Node) {
	kind := ""
	if t.unseen != nil {
		kind = t.unseen(n)
	}
	switch {
	case kind == "":
		t.inline(n)
	case strings.TrimSpace(allText(n)) != "":
		t.skipped = append(t.skipped, kind)
	}
}

// plainText is the text of a paragraph, without its text boxes.
func plainText(n *ooxml.Node) string {
	var t textCollector
	t.inline(n)
	return t.text.String()
}
