package docx

import "strings"

// textCollector gathers the text of a paragraph as a reader sees it, and the text boxes anchored in
// it.
type textCollector struct {
	text  strings.Builder
	boxes []*node
}

func (t *textCollector) inline(n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "w:t", "m:t":
			t.text.WriteString(k.text)
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
func plainText(n *node) string {
	var t textCollector
	t.inline(n)
	return t.text.String()
}
