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
		case "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:sdtPr", "w:rt":
			// properties, deleted text, the small characters over others
		case "w:txbxContent":
			t.boxes = append(t.boxes, k)
		case "mc:AlternateContent":
			t.inline(choice(k))
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
