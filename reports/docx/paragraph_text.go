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
	// unseen, if set, reports whether nobody reads what a run says.
	unseen func(run *ooxml.Node) bool
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
			if t.unseen == nil || !t.unseen(k) {
				t.inline(k)
			}
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

// plainText is the text of a paragraph, without its text boxes.
func plainText(n *ooxml.Node) string {
	var t textCollector
	t.inline(n)
	return t.text.String()
}
