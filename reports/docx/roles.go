package docx

import (
	"strings"
	"unicode/utf8"
)

// assignRoles gives paragraphs whose style is not fixed the roles that depend on where they stand: title
// and what follows it at the top; list of attachments, signature, date and note at the end.
func assignRoles(doc *Document, fixed []bool) {
	ps := make([]*Paragraph, len(doc.Blocks))
	for i, b := range doc.Blocks {
		if p, ok := b.(Paragraph); ok {
			ps[i] = &p
		}
	}
	body := headRoles(ps, fixed)
	tailRoles(ps, fixed, body)
	for i, p := range ps {
		if p != nil {
			p.Runs = runIn(p.Style, p.Runs)
			doc.Blocks[i] = *p
		}
	}
}

// headRoles finds title, 稿别, 文号 and 主送机关 and returns where the text begins.
func headRoles(ps []*Paragraph, fixed []bool) int {
	i := 0
	at := func() *Paragraph {
		if i < len(ps) {
			return ps[i]
		}
		return nil
	}
	if p := at(); p == nil {
		return 0
	} else if !fixed[0] {
		p.Style = Title
	}
	for p := at(); p != nil && p.Style == Title; p = at() {
		i++
	}
	for p := at(); p != nil && !fixed[i]; p = at() {
		text := p.Text()
		switch {
		case controlShape.MatchString(text):
		case fileNumberShape.MatchString(text) || numberSlotShape.MatchString(text):
			p.Style = FileNumber
		case bracketShape.MatchString(text) && !level2Shape.MatchString(text) && utf8.RuneCountInString(text) <= 40:
			p.Style = Variant
		default:
			if (strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")) && utf8.RuneCountInString(text) <= 60 && p.Style == Body && !strings.Contains(text, "。") {
				p.Style = Salutation
				i++
			}
			return i
		}
		i++
	}
	return i
}

// tailRoles finds what stands under the text, from the text's first paragraph on.
func tailRoles(ps []*Paragraph, fixed []bool, from int) {
	inList, imprinted := false, false
	for i := from; i < len(ps); i++ {
		p := ps[i]
		if p == nil || fixed[i] {
			inList = false
			continue
		}
		text := p.Text()
		prev := previous(ps, fixed, i, from)
		switch {
		case imprintShape.MatchString(text) && (imprinted || i >= len(ps)-imprintLines):
			p.Style, imprinted = Imprint, true
		case attachMarkShape.MatchString(text):
			p.Style, inList = AttachmentMark, false
			if hasTitle(ps, fixed, i) {
				i++
				ps[i].Style = AttachmentTitle
			}
		case attachNoteShape.MatchString(text):
			p.Style, inList = AttachmentNote, true
		case inList && attachItemShape.MatchString(text):
			p.Style = AttachmentNote
		case isDate(text) && prev != nil && isSignature(prev):
			prev.Style, p.Style = Signature, Date
			inList = false
		case bracketShape.MatchString(text) && prev != nil && prev.Style == Date:
			p.Style = Note
		default:
			inList = false
		}
	}
}

// hasTitle reports whether the paragraph behind the mark of an attachment is its
// title.
func hasTitle(ps []*Paragraph, fixed []bool, mark int) bool {
	next := mark + 1
	return next < len(ps) && ps[next] != nil && !fixed[next] && !endsSentence(ps[next].Text())
}

// imprintLines is how near the end a 版记 begins.
const imprintLines = 6

func previous(ps []*Paragraph, fixed []bool, i, from int) *Paragraph {
	if i <= from || fixed[i-1] {
		return nil
	}
	return ps[i-1]
}

// isSignature says whether the paragraph before a date can be a signature: a short line without the
// punctuation of a sentence, or a slot.
func isSignature(p *Paragraph) bool {
	text := p.Text()
	if p.Style != Body && p.Style != AttachmentNote {
		return false
	}
	if strings.HasPrefix(text, "{{") && strings.HasSuffix(text, "}}") && strings.Count(text, "{{") == 1 {
		return true
	}
	return utf8.RuneCountInString(text) <= 40 && !strings.ContainsAny(text, "。；！？，,;") && !attachNoteShape.MatchString(text)
}
