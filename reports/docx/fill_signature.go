package docx

import (
	"strconv"
	"taizhang/sheets/ooxml"
)

// placeSignatures moves signature and date to where the standard wants them for their new text. It
// does so only where the template's own are in our styles and stand where the standard wants the
// template's text: whoever has moved them by hand is left alone.
func (f *filler) placeSignatures(outs []*output) {
	for i := 1; i < len(outs); i++ {
		signature, date := outs[i-1], outs[i]
		if signature.source.index+1 != date.source.index ||
			signature.source.style != Signature.Name() || date.source.style != Date.Name() {
			continue
		}
		sign, dated := placeSignature(signature.source.text, date.source.text)
		if !signature.source.standsAt(sign, Signature) || !date.source.standsAt(dated, Date) {
			continue
		}
		if signature.newText() == signature.source.text && date.newText() == date.source.text {
			continue
		}
		sign, dated = placeSignature(signature.newText(), date.newText())
		signature.place, date.place = &sign, &dated
	}
}

// standsAt says whether a paragraph has the indents of a place, its own or its style's.
func (s *source) standsAt(p place, style Style) bool {
	ind := s.node.ChildKind("w:pPr").ChildKind("w:ind")
	return near(indent(ind, forms[style].left, "w:left", "w:start"), p.left) && near(indent(ind, forms[style].right, "w:right", "w:end"), p.right)
}

// near allows for programs that round lengths to points or tenths of a millimetre.
func near(a, b int) bool { return a-b <= 20 && b-a <= 20 }

// indent reads an indent in twips under one of its names.
func indent(ind *ooxml.Node, otherwise int, names ...string) int {
	if ind != nil {
		for _, name := range names {
			if n, err := strconv.Atoi(ind.KindAttr(name)); err == nil {
				return n
			}
		}
	}
	return otherwise
}

// newText is the text of an output.
func (o *output) newText() string {
	text := ""
	for _, p := range o.Pieces {
		if p.Text != "" {
			text += p.Text
		} else if p.From < p.To {
			text += o.source.text[p.From:p.To]
		}
	}
	return text
}
