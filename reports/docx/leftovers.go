package docx

import (
	"slices"
	"strings"

	"taizhang/sheets/ooxml"
)

// Leftovers lists what a template holds besides what it prints: comments,
// tracked changes, hidden text.
func (t *Template) Leftovers() []string { return t.container.leftovers() }

// Leftovers lists the same of a document, the letters that Read leaves out, so that
// nobody examines them, and what the document fetches or runs when it is opened.
func Leftovers(file []byte) ([]string, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	out := c.leftovers()
	rd := &textReader{}
	if err := rd.all(c); err != nil {
		return nil, err
	}
	for _, what := range rd.skipped {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	if what := c.remote(); what != "" {
		out = append(out, what)
	}
	return append(out, c.unread()...), nil
}

// steady are the fields that show what stands in the document itself.
var steady = []string{"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "HYPERLINK", "TOC", "TC", "REF", "PAGEREF", "NOTEREF", "SEQ", "STYLEREF", "EQ", "="}

// unread says what a page shows and a reading does not: small characters over others,
// and fields that put something else there as soon as the document is opened.
func (c *container) unread() (out []string) {
	note := func(what string) {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	for _, name := range c.textParts() {
		root, err := c.tree(name)
		if err != nil || root == nil {
			continue
		}
		for _, f := range fields(root) {
			if !slices.Contains(steady, f) {
				note("会自己变的域（" + f + "）")
			}
		}
		root.Walk(func(n *ooxml.Node) {
			if n.Kind == "w:rt" && strings.TrimSpace(allText(n)) != "" {
				note("注在字上面的小字（拼音）")
			}
		})
	}
	return out
}

// fields are the first words of the fields of a part.
func fields(root *ooxml.Node) (out []string) {
	look := func(code string) {
		if words := strings.Fields(strings.ToUpper(code)); len(words) > 0 {
			out = append(out, words[0])
		}
	}
	var code strings.Builder // a field's words may be spread over runs
	root.Walk(func(n *ooxml.Node) {
		switch n.Kind {
		case "w:fldSimple":
			look(n.KindAttr("w:instr"))
		case "w:instrText":
			code.WriteString(n.Chars())
		case "w:fldChar":
			look(code.String())
			code.Reset()
		}
	})
	look(code.String())
	return out
}

func (c *container) leftovers() []string {
	var out []string
	note := func(what string) {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	for _, name := range c.textParts() {
		root, err := c.tree(name)
		if err != nil || root == nil {
			continue
		}
		root.Walk(func(n *ooxml.Node) {
			switch n.Kind {
			case "w:comment":
				note("批注")
			case "w:del", "w:ins", "w:moveFrom", "w:moveTo", "w:pPrChange", "w:rPrChange":
				note("修订")
			case "w:vanish", "w:webHidden":
				if v := n.KindAttr("w:val"); v != "0" && v != "false" {
					note(hiddenText)
				}
			}
		})
	}
	return out
}

// textParts names the parts that hold text of the document.
func (c *container) textParts() []string {
	out := []string{c.document}
	for _, kind := range []string{"header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "glossaryDocument"} {
		out = append(out, c.relatedParts(kind)...)
	}
	return out
}

// remote says what a document fetches from elsewhere or runs when it is opened;
// "" for nothing. Links that a reader clicks may lead anywhere.
func (c *container) remote() string {
	for _, name := range c.pkg.Names() {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		root, err := c.pkg.Parse(name)
		if err != nil {
			return "读不出来的部件关系"
		}
		for _, n := range root.All("Relationship") {
			kind := n.Attr("Type")[strings.LastIndexByte(n.Attr("Type"), '/')+1:]
			external := n.Attr("TargetMode") == "External"
			switch {
			case kind == "attachedTemplate" && external:
				return "链接到别处的模板（" + host(n.Attr("Target")) + "）"
			case external && kind != "hyperlink":
				return "打开时要从别处取来的内容（" + host(n.Attr("Target")) + "）"
			case slices.Contains([]string{"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "aFChunk", "subDocument", "control", "oleObject", "extensibility", "webextension", "webextensiontaskpanes", "mailMergeSource"}, kind):
				return "宏、控件或嵌入的文档"
			}
		}
	}
	for _, name := range c.textParts() {
		root, err := c.tree(name)
		if err != nil || root == nil {
			continue
		}
		if f := remoteField(root); f != "" {
			return "从别处取内容的域（" + f + "）"
		}
	}
	return ""
}

// host is a target short enough for a message.
func host(target string) string {
	r := []rune(target)
	return string(r[:min(len(r), 40)])
}

var fetching = []string{"INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "RD", "MACROBUTTON", "HTMLCONTROL", "EMBED"}

// remoteField is the first field that fetches or runs something.
func remoteField(root *ooxml.Node) string {
	for _, f := range fields(root) {
		if slices.Contains(fetching, f) {
			return f
		}
	}
	return ""
}
