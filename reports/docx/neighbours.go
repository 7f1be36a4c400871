package docx

import "strings"

// around is what a paragraph's neighbours make of it.
type around struct {
	before, after *int // spacing in twips that departs from the style's
	place         *place
	left, hanging int // hanging indent in twips
	keepNext      bool
}

// apply is the form of the paragraph p with all that departs from its style.
func (a around) apply(p Paragraph, f form) form {
	f.keepNext = f.keepNext || a.keepNext
	f.newPage = f.newPage || p.PageBreakBefore
	if a.before != nil {
		f.before = *a.before
	}
	if a.after != nil {
		f.after = *a.after
	}
	if f.outline > 0 && hasRunIn(p) {
		f.outline = bodyLevel // the heading begins a paragraph, it is none
	}
	if p.Align != AlignStyle {
		f.align = alignNames[p.Align]
	}
	switch {
	case a.hanging > 0:
		f.firstLine, f.left, f.hanging = 0, a.left, a.hanging
	case a.place != nil:
		f.align, f.left, f.right = a.place.align, a.place.left, a.place.right
	case p.Align == AlignCenter, p.Align == AlignRight:
		f.firstLine = 0
	}
	return f
}

var alignNames = [...]string{AlignCenter: "center", AlignRight: "right"}

// neighbours decides the form of the i-th block, a paragraph, by those before and after it.
func neighbours(blocks []Block, i int) around {
	at := func(j int) Paragraph {
		if j >= 0 && j < len(blocks) {
			if p, ok := blocks[j].(Paragraph); ok {
				return p
			}
		}
		return Paragraph{Style: styleCount} // not a paragraph: of no style
	}
	p, prev, next := at(i), at(i-1), at(i+1)
	a := around{before: gapBefore(p, prev), after: gapAfter(p, next)}
	switch p.Style {
	case AttachmentNote:
		a.left, a.hanging = hangAttachment(p.Text(), prev.Style != AttachmentNote)
		a.keepNext = next.Style == AttachmentNote || next.Style == Signature
	case Signature:
		if next.Style == Date {
			sign, _ := placeSignature(p.Text(), next.Text())
			a.place = &sign
		}
	case Date:
		if prev.Style == Signature {
			_, dated := placeSignature(prev.Text(), p.Text())
			a.place = &dated
		}
	case Body, Problem, Level1, Level2, Level3:
		// A signature must not stand on a page without any of the text.
		a.keepNext = next.Style == Signature
	}
	return a
}

var blankLine, noGap = linePitch, 0

// gapBefore is the spacing before p where it is not that of its style: none between lines of one
// title or signature, a blank line before the list of attachments.
func gapBefore(p, prev Paragraph) *int {
	switch {
	case p.Style == AttachmentNote && prev.Style != AttachmentNote, p.Style == Imprint && prev.Style != Imprint:
		return &blankLine
	case (p.Style == AttachmentTitle || p.Style == Signature) && prev.Style == p.Style:
		return &noGap
	}
	return nil
}

// gapAfter is the spacing after p where it is not that of its style: a blank line between the title
// and the text, none between lines that belong together.
func gapAfter(p, next Paragraph) *int {
	numbered := func(s Style) bool { return s == Variant || s == FileNumber }
	switch {
	case p.Style == Title && next.Style != styleCount && next.Style != Title && next.Style != Variant:
		return &blankLine
	case numbered(p.Style) && numbered(next.Style), p.Style == AttachmentTitle && next.Style == AttachmentTitle:
		return &noGap
	}
	return nil
}

// hangAttachment indents an entry of the list of attachments so that its further lines begin under
// the attachment's name, and entries after the first under the first one's number.
func hangAttachment(text string, first bool) (left, hanging int) {
	label, number := "附件：", ""
	rest := text
	if first {
		for _, l := range []string{"附件：", "附件:"} {
			if after, ok := strings.CutPrefix(text, l); ok {
				label, rest = l, after
			}
		}
	}
	if i := strings.IndexAny(rest, ".．"); i > 0 && i <= 3 {
		number = rest[:i+len(".")]
		if strings.HasPrefix(rest[i:], "．") {
			number = rest[:i+len("．")]
		}
	}
	left = twips(2 + textChars(label) + textChars(number))
	if first {
		return left, left - twips(2)
	}
	return left, twips(textChars(number))
}
