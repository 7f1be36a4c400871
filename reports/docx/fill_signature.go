package docx

import "strconv"

// placeSignatures moves signature and date to where the standard wants them for their new text. It
// does so only where the template's own are in our styles and stand where the standard wants the
// template's text: whoever has moved them by hand is left alone.
func (f *filler) placeSignatures(outs []*output) {
	for i := 1; i < len(outs); i++ {
		signature, date := outs[i-1], outs[i]
		if signature.Block != nil || date.Block != nil || signature.source.index+1 != date.source.index ||
			signature.source.style != Signature.Name() || date.source.style != Date.Name() {
			continue
		}
		s, d := placeSignature(signature.source.text, date.source.text)
		if !near(signature.source.rightIndent(Signature), twips(s)) || !near(date.source.rightIndent(Date), twips(d)) {
			continue
		}
		if signature.newText() == signature.source.text && date.newText() == date.source.text {
			continue
		}
		s, d = placeSignature(signature.newText(), date.newText())
		signature.right, date.right = ptr(twips(s)), ptr(twips(d))
	}
}

// near allows for programs that round lengths to points or tenths of a millimetre.
func near(a, b int) bool { return a-b <= 20 && b-a <= 20 }

// rightIndent is the right indent of a paragraph in twips; where it has none of its own, that of its
// style.
func (s *source) rightIndent(style Style) int {
	ind := s.node.child("w:pPr").child("w:ind")
	if ind != nil {
		for _, name := range []string{"w:right", "w:end"} {
			if n, err := strconv.Atoi(ind.attr(name)); err == nil {
				return n
			}
		}
	}
	return forms[style].right
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
