package docx

import "strings"

// blockWriter writes blocks as WordprocessingML.
type blockWriter struct {
	strings.Builder
	// styleID finds the id of a role's style in the file being written. Where there is none, as in a
	// template of another house, the role's form is written out on the paragraph itself.
	styleID func(Style) (string, bool)
}

func ownStyle(s Style) (string, bool) { return forms[s].id, true }

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
			w.table(b)
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

// separator is an empty paragraph that takes almost no room.
func (w *blockWriter) separator() { w.WriteString(separatorXML) }

const separatorXML = `<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`

// paragraph writes one paragraph.
func (w *blockWriter) paragraph(p Paragraph, a around) {
	f := forms[p.Style]
	id, styled := w.styleID(p.Style)
	w.WriteString(`<w:p><w:pPr>`)
	if styled {
		w.WriteString(element("w:pStyle", "val", id) + a.apply(p, f).departures(f))
	} else {
		w.WriteString(a.apply(p, f).paragraphXML())
	}
	w.WriteString(`</w:pPr>`)
	for _, r := range p.Runs {
		w.run(r, f, styled)
	}
	w.WriteString(`</w:p>`)
}

// run writes one run; f is the form of its paragraph.
func (w *blockWriter) run(r Run, f form, styled bool) {
	if r.Text == "" {
		return
	}
	w.WriteString(`<w:r><w:rPr>`)
	switch {
	case r.Font != FontStyle:
		w.WriteString(fontsXML(r.Font, true))
	case styled:
		w.WriteString(`<w:rFonts w:hint="eastAsia"/>`)
	default:
		w.WriteString(fontsXML(f.font, true))
	}
	if r.Bold {
		w.WriteString(`<w:b/><w:bCs/>`)
	}
	if r.Colour != "" {
		w.WriteString(element("w:color", "val", r.Colour))
	}
	if !styled {
		if !f.free {
			w.WriteString(element("w:spacing", "val", charTighten))
		}
		w.WriteString(element("w:sz", "val", f.size) + element("w:szCs", "val", f.size))
	}
	if r.Mark {
		w.WriteString(`<w:highlight w:val="yellow"/>`)
	}
	w.WriteString(`</w:rPr>` + textXML("w:", r.Text) + `</w:r>`)
}
