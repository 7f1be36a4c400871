package docx

import (
	"fmt"
	"strings"

	"taizhang/sheets/ooxml"
)

// element writes an empty element; attrs are pairs of an attribute's name (in w:) and its value.
func element(name string, attrs ...any) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		fmt.Fprintf(&b, ` w:%s="%s"`, attrs[i], ooxml.Escape(fmt.Sprint(attrs[i+1])))
	}
	b.WriteString("/>")
	return b.String()
}

// textXML is the content of a run that shows text: tabs and line breaks become elements. prefix is
// the namespace prefix with its colon.
func textXML(prefix, text string) string {
	var b strings.Builder
	flush := func(s string) {
		if s != "" {
			b.WriteString("<" + prefix + `t xml:space="preserve">` + ooxml.Escape(s) + "</" + prefix + "t>")
		}
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for {
		i := strings.IndexAny(text, "\t\n\r")
		if i < 0 {
			flush(text)
			return b.String()
		}
		flush(text[:i])
		if text[i] == '\t' {
			b.WriteString("<" + prefix + "tab/>")
		} else {
			b.WriteString("<" + prefix + "br/>")
		}
		text = text[i+1:]
	}
}
