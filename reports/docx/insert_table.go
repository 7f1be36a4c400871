package docx

import (
	"bytes"
	"strings"

	"taizhang/sheets/ooxml"
)

// WithTables puts tables into a document where a slot stands alone in a paragraph
// of the body; table gives the one for what stands between the braces, nil to
// leave the paragraph.
func WithTables(file []byte, table func(expr string) *Table) ([]byte, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	root, err := c.tree(c.document)
	if err != nil {
		return nil, err
	}
	var e ooxml.Edits
	for _, p := range root.ChildKind("w:body").Children {
		if p.Kind != "w:p" || p.ChildKind("w:pPr").ChildKind("w:sectPr") != nil {
			continue
		}
		if t := table(slotAlone(plainText(p))); t != nil {
			var w blockWriter
			w.table(*t, false)
			e.Replace(p.Start, p.Stop, declared(w.String(), p.Prefix()))
		}
	}
	if e.None() {
		return file, nil
	}
	raw, err := c.pkg.Read(c.document)
	if err != nil {
		return nil, unreadable(c.document, err)
	}
	out := c.pkg.Clone()
	out.Set(c.document, e.Apply(raw))
	var b bytes.Buffer
	err = out.Write(&b)
	return b.Bytes(), err
}

// TablesIn does the same in a document that is not yet a file.
func (d *Document) TablesIn(table func(expr string) *Table) {
	for i, b := range d.Blocks {
		if p, ok := b.(Paragraph); ok {
			if t := table(slotAlone(p.Text())); t != nil {
				d.Blocks[i] = *t
			}
		}
	}
}

// slotAlone is what stands between the braces of a text that is one slot; "" of
// any other.
func slotAlone(text string) string {
	text = strings.TrimSpace(NormalizeSlots(text))
	if slots, _ := FindSlots(text); len(slots) == 1 && slots[0].Start == 0 && slots[0].End == len(text) {
		return slots[0].Expr
	}
	return ""
}

// declared names the namespace of markup in a file that does not write w: for it.
func declared(markup, prefix string) string {
	if prefix == "w:" {
		return markup
	}
	return strings.Replace(markup, "<w:tbl>", `<w:tbl xmlns:w="`+wordNS+`">`, 1)
}
