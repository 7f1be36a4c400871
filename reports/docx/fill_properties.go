package docx

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"taizhang/sheets/ooxml"
)

// idShape is the identity Word gives paragraphs and rows, which no two may share.
var idShape = regexp.MustCompile(`\s[\w.]+:(?:paraId|textId)\s*=\s*(?:"[^"]*"|'[^']*')`)

func withoutIDs(tag string) string { return idShape.ReplaceAllString(tag, "") }

// properties is the pPr of a copy: without its section break unless it is the last copy, and with
// another place where one is given.
func (s *source) properties(last bool, to *place) string {
	pPr, prefix := s.node.ChildKind("w:pPr"), s.node.Prefix()
	if pPr == nil && to == nil {
		return ""
	}
	var b strings.Builder
	var kids []*ooxml.Node
	if pPr == nil {
		b.WriteString("<" + prefix + "pPr>")
	} else {
		b.WriteString(pPr.Open())
		kids = slices.Clone(pPr.Children)
	}
	if !last {
		kids = slices.DeleteFunc(kids, func(k *ooxml.Node) bool { return k.Kind == "w:sectPr" })
	}
	added := map[int]string{} // before which child
	if to != nil {
		kids = slices.DeleteFunc(kids, func(k *ooxml.Node) bool { return k.Kind == "w:ind" || k.Kind == "w:jc" })
		added[before(kids, afterIndent, afterAlign)] = indentXML(prefix, pPr.ChildKind("w:ind"), *to)
		added[before(kids, afterAlign)] += alignXML(prefix, *to)
	}
	for i, k := range kids {
		b.WriteString(added[i] + k.XML())
	}
	return b.String() + added[len(kids)] + "</" + prefix + "pPr>"
}

// before is where the first child of some kinds stands, or the end.
func before(kids []*ooxml.Node, kinds ...map[string]bool) int {
	for i, k := range kids {
		if slices.ContainsFunc(kinds, func(m map[string]bool) bool { return m[k.Kind] }) {
			return i
		}
	}
	return len(kids)
}

// The schema wants these behind ind, and those behind jc too.
var (
	afterIndent = map[string]bool{"w:contextualSpacing": true, "w:mirrorIndents": true, "w:suppressOverlap": true}
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
