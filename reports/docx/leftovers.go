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

// unread says what a page shows and a reading does not: small characters over others,
// and fields that show their own words, or put something else there as soon as the
// document is opened.
func (c *container) unread() (out []string) {
	note := func(what string) {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	c.eachText(func(root *ooxml.Node) {
		for _, f := range fields(root) {
			switch name := fieldName(f); {
			case !slices.Contains(steady, name):
				note("会自己变的域（" + name + "）")
			case shownWords(f):
				note("字写在里面的域（" + name + "）")
			}
		}
		root.Walk(func(n *ooxml.Node) {
			if n.Kind == "w:rt" && strings.TrimSpace(allText(n)) != "" {
				note("注在字上面的小字（拼音）")
			}
		})
	})
	return out
}

func (c *container) leftovers() []string {
	var out []string
	note := func(what string) {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	c.eachText(func(root *ooxml.Node) {
		root.Walk(func(n *ooxml.Node) {
			switch n.Kind {
			case "w:comment":
				note("批注")
				return
			case "w:del", "w:ins", "w:moveFrom", "w:moveTo":
				note("修订")
			case "w:vanish": // not w:webHidden, which Word gives page numbers in contents: it prints
				if switchedOn(n) {
					note(hiddenText)
				}
			}
			if n.KindAttr("w:author") != "" { // of letters, paragraphs, cells, pages
				note("修订")
			}
		})
	})
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

// eachText goes through those that can be read.
func (c *container) eachText(visit func(root *ooxml.Node)) {
	for _, name := range c.textParts() {
		if root, err := c.tree(name); err == nil && root != nil {
			visit(root)
		}
	}
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
	said := ""
	c.eachText(func(root *ooxml.Node) {
		if f := remoteField(root); f != "" && said == "" {
			said = "从别处取内容的域（" + f + "）"
		}
	})
	return said
}

// host is a target short enough for a message.
func host(target string) string {
	r := []rune(target)
	return string(r[:min(len(r), 40)])
}
