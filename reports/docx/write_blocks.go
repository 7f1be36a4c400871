package docx

import "strings"

// blockWriter writes blocks as WordprocessingML.
type blockWriter struct{ strings.Builder }

// blocks writes a whole document's blocks. What depends on neighbours is decided here: the place of
// signature and date, the blank line under the title, the hanging indent of the list of attachments.
func (w *blockWriter) blocks(blocks []Block) {
	for i, b := range blocks {
		switch b := b.(type) {
		case Table:
			if i > 0 {
				if _, ok := blocks[i-1].(Table); ok {
					w.separator() // two tables in a row would grow into one
				}
			}
			// A signature must not stand on a page alone: the last row goes with it.
			w.table(b, i+1 < len(blocks) && beginsSignature(blocks[i+1]))
		case Paragraph:
			w.paragraph(b, neighbours(blocks, i))
		}
	}
	if n := len(blocks); n == 0 {
		w.separator()
	} else if _, ok := blocks[n-1].(Table); ok {
		w.separator() // the body has to end in a paragraph
	}
}

func beginsSignature(b Block) bool {
	p, ok := b.(Paragraph)
	return ok && p.Style == Signature
}

// separator is an empty paragraph that takes almost no room.
func (w *blockWriter) separator() { w.WriteString(separatorXML) }

const separatorXML = `<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`

// paragraph writes one paragraph.
func (w *blockWriter) paragraph(p Paragraph, a around) {
	f := forms[p.Style]
	w.WriteString(`<w:p><w:pPr>` + element("w:pStyle", "val", f.id) + a.apply(p, f).departures(f) + `</w:pPr>`)
	for _, r := range p.Runs {
		w.run(r)
	}
	w.WriteString(`</w:p>`)
}

func (w *blockWriter) run(r Run) {
	if r.Text == "" {
		return
	}
	w.WriteString(`<w:r><w:rPr>`)
	if r.Font == FontStyle {
		w.WriteString(`<w:rFonts w:hint="eastAsia"/>`)
	} else {
		w.WriteString(fontsXML(r.Font, true))
	}
	if r.Bold {
		w.WriteString(`<w:b/><w:bCs/>`)
	}
	if r.Colour != "" {
		w.WriteString(element("w:color", "val", r.Colour))
	}
	w.WriteString(`</w:rPr>` + textXML("w:", r.Text) + `</w:r>`)
}
