package packagecheck

import (
	"strings"

	"taizhang/sheets/ooxml"
)

// document checks the main part of a .docx.
func (c *checker) document() {
	root := c.parse(c.main)
	if root == nil {
		return
	}
	if root.ChildKind("w:body") == nil {
		c.say("%s: no body", c.main)
	}
	if t := c.typeOf(c.main); !strings.HasSuffix(t, "wordprocessingml.document.main+xml") {
		c.say("%s: its type is %q", c.main, t)
	}
	bookmarks := set{}
	root.Walk(func(n *ooxml.Node) {
		switch n.Kind {
		case "w:tc":
			if k := len(n.Children); k == 0 || n.Children[k-1].Kind != "w:p" {
				c.say("%s: a cell does not end in a paragraph", c.main)
			}
		case "w:tbl":
			if n.ChildKind("w:tblGrid") == nil {
				c.say("%s: a table without a grid", c.main)
			}
		case "w:bookmarkStart":
			if id := n.KindAttr("w:id"); bookmarks.again(id) {
				c.say("%s: bookmark %s occurs twice", c.main, id)
			}
		}
	})
}

// typeOf is the type that is stated for a part itself.
func (c *checker) typeOf(part string) string {
	for _, n := range c.parse(ooxml.TypesPart).All("Override") {
		if strings.EqualFold(strings.TrimPrefix(n.Attr("PartName"), "/"), part) {
			return n.Attr("ContentType")
		}
	}
	return ""
}
