package docx

import (
	"regexp"
	"strconv"
	"strings"
)

// idShape is the identity Word gives paragraphs and rows, which no two may share.
var idShape = regexp.MustCompile(`\s[\w.]+:(?:paraId|textId)\s*=\s*(?:"[^"]*"|'[^']*')`)

func withoutIDs(tag string) string { return idShape.ReplaceAllString(tag, "") }

// properties is the pPr of a copy: without its section break unless it is the last copy, and with
// the right indent replaced where one is given.
func (s *source) properties(last bool, right *int) string {
	pPr := s.node.child("w:pPr")
	if pPr == nil {
		if right == nil {
			return ""
		}
		p := s.node.prefix()
		return "<" + p + "pPr>" + indentXML(p, nil, *right) + "</" + p + "pPr>"
	}
	raw := s.story.raw
	var b strings.Builder
	b.WriteString(openTag(raw, pPr, pPr.start))
	placed := right == nil
	for _, k := range pPr.kids {
		if !placed && (k.name == "w:ind" || afterIndent[k.name]) {
			b.WriteString(indentXML(pPr.prefix(), pPr.child("w:ind"), *right))
			placed = true
		}
		if k.name == "w:ind" && right != nil || k.name == "w:sectPr" && !last {
			continue
		}
		b.Write(raw[k.start:k.end])
	}
	if !placed {
		b.WriteString(indentXML(pPr.prefix(), nil, *right))
	}
	b.WriteString("</" + pPr.raw + ">")
	return b.String()
}

// afterIndent are the properties the schema wants behind ind.
var afterIndent = map[string]bool{
	"w:contextualSpacing": true, "w:mirrorIndents": true, "w:suppressOverlap": true, "w:jc": true, "w:textDirection": true,
	"w:textAlignment": true, "w:textboxTightWrap": true, "w:outlineLvl": true, "w:divId": true, "w:cnfStyle": true,
	"w:rPr": true, "w:sectPr": true, "w:pPrChange": true,
}

// indentXML is an indent element like old, with another right indent.
func indentXML(prefix string, old *node, right int) string {
	var b strings.Builder
	b.WriteString("<" + prefix + `ind ` + prefix + `right="` + strconv.Itoa(right) + `"`)
	if old != nil {
		for _, a := range old.attrs {
			name, ours := strings.CutPrefix(a.name, "w:")
			switch name {
			case "right", "rightChars", "end", "endChars":
			default:
				if ours {
					b.WriteString(" " + prefix + name + `="` + escape(a.value) + `"`)
				}
			}
		}
	}
	b.WriteString("/>")
	return b.String()
}

// markRun is a run in the formatting of the paragraph mark, for a paragraph that has no text.
func (s *source) markRun() *run {
	p := s.node.prefix()
	r := &run{prefix: p, open: "<" + p + "r>"}
	rPr := s.node.child("w:pPr").child("w:rPr")
	if rPr == nil {
		return r
	}
	var b strings.Builder
	for _, k := range rPr.kids {
		switch k.name {
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange":
		default:
			b.Write(s.story.raw[k.start:k.end])
		}
	}
	if b.Len() > 0 {
		r.rPr = "<" + p + "rPr>" + b.String() + "</" + p + "rPr>"
	}
	return r
}

// beforeHighlight are the properties of a run the schema wants before highlight.
var afterHighlight = regexp.MustCompile(`<[\w.]*:?(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)[ />]`)

var highlightShape = regexp.MustCompile(`<[\w.]*:?highlight\s[^>]*/>`)

// addHighlight puts a yellow highlight into a run's properties.
func addHighlight(rPr, prefix string) string {
	mark := "<" + prefix + "highlight " + prefix + `val="yellow"/>`
	rPr = highlightShape.ReplaceAllString(rPr, "")
	if rPr == "" || strings.HasSuffix(rPr, "/>") && !strings.Contains(rPr, "</") {
		return "<" + prefix + "rPr>" + mark + "</" + prefix + "rPr>"
	}
	at := strings.LastIndex(rPr, "</")
	if loc := afterHighlight.FindStringIndex(rPr); loc != nil {
		at = loc[0]
	}
	return rPr[:at] + mark + rPr[at:]
}
