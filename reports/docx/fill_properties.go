package docx

import (
	"fmt"
	"regexp"
	"strings"
	"taizhang/sheets/ooxml"
)

// idShape is the identity Word gives paragraphs and rows, which no two may share.
var idShape = regexp.MustCompile(`\s[\w.]+:(?:paraId|textId)\s*=\s*(?:"[^"]*"|'[^']*')`)

func withoutIDs(tag string) string { return idShape.ReplaceAllString(tag, "") }

// properties is the pPr of a copy: without its section break unless it is the last copy, and with
// another place where one is given.
func (s *source) properties(last bool, to *place) string {
	pPr := s.node.ChildKind("w:pPr")
	prefix := s.node.Prefix()
	open, end := "<"+prefix+"pPr>", "</"+prefix+"pPr>"
	if pPr == nil {
		if to == nil {
			return ""
		}
		pPr = &ooxml.Node{}
	} else {
		open = pPr.Open()
	}
	var b strings.Builder
	b.WriteString(open)
	indented, aligned := to == nil, to == nil
	for _, k := range pPr.Children {
		if !indented && (afterIndent[k.Kind] || afterAlign[k.Kind]) {
			b.WriteString(indentXML(prefix, pPr.ChildKind("w:ind"), *to))
			indented = true
		}
		if !aligned && afterAlign[k.Kind] {
			b.WriteString(alignXML(prefix, *to))
			aligned = true
		}
		if to != nil && (k.Kind == "w:ind" || k.Kind == "w:jc") || k.Kind == "w:sectPr" && !last {
			continue
		}
		b.WriteString(k.XML())
	}
	if !indented {
		b.WriteString(indentXML(prefix, pPr.ChildKind("w:ind"), *to))
	}
	if !aligned {
		b.WriteString(alignXML(prefix, *to))
	}
	return b.String() + end
}

// The schema wants these behind ind, and those behind jc too.
var (
	afterIndent = map[string]bool{"w:contextualSpacing": true, "w:mirrorIndents": true, "w:suppressOverlap": true, "w:jc": true}
	afterAlign  = map[string]bool{"w:textDirection": true, "w:textAlignment": true, "w:textboxTightWrap": true, "w:outlineLvl": true,
		"w:divId": true, "w:cnfStyle": true, "w:rPr": true, "w:sectPr": true, "w:pPrChange": true}
)

func alignXML(prefix string, to place) string {
	return "<" + prefix + "jc " + prefix + `val="` + to.align + `"/>`
}

// indentXML is an indent element like old, with other indents on the left and right.
func indentXML(prefix string, old *ooxml.Node, to place) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%sind %sleft="%d" %sright="%d"`, prefix, prefix, to.left, prefix, to.right)
	if old != nil {
		for kind, value := range old.KindAttrs() {
			name, ours := strings.CutPrefix(kind, "w:")
			switch name {
			case "left", "leftChars", "start", "startChars", "right", "rightChars", "end", "endChars":
			default:
				if ours {
					b.WriteString(" " + prefix + name + `="` + ooxml.Escape(value) + `"`)
				}
			}
		}
	}
	b.WriteString("/>")
	return b.String()
}

// markRun is a run in the formatting of the paragraph mark, for a paragraph that has no text.
func (s *source) markRun() *run {
	p := s.node.Prefix()
	r := &run{prefix: p, open: "<" + p + "r>"}
	rPr := s.node.ChildKind("w:pPr").ChildKind("w:rPr")
	if rPr == nil {
		return r
	}
	var b strings.Builder
	for _, k := range rPr.Children {
		switch k.Kind {
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange":
		default:
			b.WriteString(k.XML())
		}
	}
	if b.Len() > 0 {
		r.rPr = "<" + p + "rPr>" + b.String() + "</" + p + "rPr>"
	}
	return r
}

// afterHighlight are the properties of a run the schema wants behind highlight.
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
