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
	f.keepNext = f.keepNext || p.KeepNext || a.keepNext
	f.newPage = f.newPage || p.PageBreakBefore
	if a.before != nil {
		f.before = *a.before
	}
	if a.after != nil {
		f.after = *a.after
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

var alignNames = [...]string{AlignLeft: "left", AlignCenter: "center", AlignRight: "right", AlignBoth: "both"}

func neighbours(blocks []Block, i int) around {
	style := func(j int) (Paragraph, bool) {
		if j < 0 || j >= len(blocks) {
			return Paragraph{}, false
		}
		p, ok := blocks[j].(Paragraph)
		return p, ok
	}
	p, _ := style(i)
	prev, hasPrev := style(i - 1)
	next, hasNext := style(i + 1)
	var a around
	blank, none := linePitch, 0
	switch p.Style {
	case Title:
		if hasNext && next.Style != Title && next.Style != Variant {
			a.after = &blank
		}
	case Variant, FileNumber:
		if hasNext && (next.Style == Variant || next.Style == FileNumber) {
			a.after = &none
		}
	case AttachmentTitle:
		if hasPrev && prev.Style == AttachmentTitle {
			a.before = &none
		}
		if hasNext && next.Style == AttachmentTitle {
			a.after = &none
		}
	case AttachmentNote:
		first := !hasPrev || prev.Style != AttachmentNote
		if first {
			a.before = &blank
		}
		a.left, a.hanging = hangAttachment(p.Text(), first)
		a.keepNext = hasNext && (next.Style == AttachmentNote || next.Style == Signature)
	case Signature:
		if hasPrev && prev.Style == Signature {
			a.before = &none
		}
		if hasNext && next.Style == Date {
			sign, _ := placeSignature(p.Text(), next.Text())
			a.place = &sign
		}
	case Date:
		if hasPrev && prev.Style == Signature {
			_, dated := placeSignature(prev.Text(), p.Text())
			a.place = &dated
		}
	case Body, Problem, Level1, Level2, Level3:
		// A signature must not stand on a page without any of the text.
		a.keepNext = hasNext && next.Style == Signature
	}
	return a
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
