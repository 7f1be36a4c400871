package packagecheck

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"taizhang/sheets/ooxml"
)

var workbookOrder = strings.Fields(`fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
	definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst`)

func (c *checker) workbook() {
	root := c.parse(c.main)
	if root == nil {
		return
	}
	c.order(c.main, root, workbookOrder)
	c.styles()
	c.strings = -1
	if part, _ := c.pkg.Related(c.main, "sharedStrings"); part != "" {
		if n := c.parse(part); n != nil {
			all := n.All("si")
			c.strings = len(all)
			for i, si := range all {
				if units(si.Child("t").Chars()) > 32_767 {
					c.say("%s: text %d too long", part, i)
				}
			}
		}
	}
	c.people = set{}
	if part, _ := c.pkg.Related(c.main, "person"); part != "" {
		if n := c.parse(part); n != nil {
			for _, p := range n.All("person") {
				c.people[strings.ToLower(p.Attr("id"))] = true
			}
		}
	}
	sheets := root.Child("sheets").All("sheet")
	visible := c.sheetNames(sheets)
	c.views(root, visible)
	c.definedNames(root, len(sheets))
	selected := 0
	for _, n := range sheets {
		r, ok := c.linked(c.main, n.PrefixedAttr("id"))
		if !ok {
			c.say("sheet %s: no link", n.Attr("name"))
			continue
		}
		if r.Kind == "worksheet" && c.sheet(r.Part) {
			selected++
		}
	}
	if selected > 1 {
		c.say("%d sheets are selected together", selected)
	}
}

func (c *checker) sheetNames(sheets []*ooxml.Node) (visible []bool) {
	names, ids, shown := set{}, set{"": true, "0": true}, false
	for _, n := range sheets {
		name := n.Attr("name")
		switch {
		case name == "" || len(utf16.Encode([]rune(name))) > 31,
			strings.ContainsAny(name, `[]:*?/\`), strings.HasPrefix(name, "'"), strings.HasSuffix(name, "'"):
			c.say("bad sheet name %q", name)
		case names.again(strings.ToLower(name)):
			c.say("sheet name %q used twice", name)
		}
		if id := n.Attr("sheetId"); ids.again(id) {
			c.say("sheet %s: bad or repeated id %q", name, id)
		}
		state := n.Attr("state")
		visible = append(visible, state == "" || state == "visible")
		shown = shown || visible[len(visible)-1]
	}
	if !shown {
		c.say("no sheet is visible")
	}
	return visible
}

func (c *checker) views(root *ooxml.Node, visible []bool) {
	for _, v := range root.Child("bookViews").All("workbookView") {
		i, _ := strconv.Atoi(v.Attr("activeTab"))
		if i < 0 || i >= len(visible) || !visible[i] {
			c.say("the active sheet %d is hidden or missing", i)
		}
	}
}

var (
	nameText = regexp.MustCompile(`^(?:_xlnm\.[A-Za-z_]+|[\p{L}_\\][\p{L}\p{N}\p{M}_.?\\]*)$`)
	likeCell = regexp.MustCompile(`^(?i:[A-Z]{1,3}[0-9]+|R[0-9]*C[0-9]*|R|C)$`)
)

func (c *checker) definedNames(root *ooxml.Node, sheets int) {
	c.names = set{}
	seen := set{}
	for _, n := range root.Child("definedNames").All("definedName") {
		name, local := n.Attr("name"), n.Attr("localSheetId")
		if !nameText.MatchString(name) || likeCell.MatchString(name) || len([]rune(name)) > 255 {
			c.say("bad defined name %q", name)
		}
		if seen.again(strings.ToLower(name) + "\x00" + local) {
			c.say("defined name %q used twice", name)
		}
		if local == "" {
			c.names[strings.ToLower(name)] = true
		} else if !index(local, sheets) {
			c.say("defined name %q belongs to no sheet", name)
		}
		if strings.TrimSpace(n.Chars()) == "" {
			c.say("defined name %q refers to nothing", name)
		}
	}
	if n := root.Child("definedNames"); n != nil && len(n.Children) == 0 {
		c.say("definedNames is empty")
	}
}

var styleOrder = strings.Fields("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst")

func (c *checker) styles() {
	part, _ := c.pkg.Related(c.main, "styles")
	if part == "" {
		return
	}
	root := c.parse(part)
	if root == nil {
		return
	}
	c.order(part, root, styleOrder)
	size := map[string]int{}
	for _, name := range styleOrder[:8] {
		n := root.Child(name)
		if n == nil {
			continue
		}
		size[name] = len(n.Children)
		if count := n.Attr("count"); count != "" && count != strconv.Itoa(size[name]) {
			c.say("%s: %s has %d items, states %s", part, name, size[name], count)
		}
	}
	formats := set{}
	for _, n := range root.Child("numFmts").All("numFmt") {
		id, code := n.Attr("numFmtId"), n.Attr("formatCode")
		if formats.again(id) || code == "" || units(code) > 255 {
			c.say("%s: number format %s occurs twice, is empty or too long", part, id)
		}
	}
	c.xfs, c.dxfs = size["cellXfs"], size["dxfs"]
	if c.xfs > 65_490 {
		c.say("%s: %d cell styles", part, c.xfs)
	}
	for _, list := range []string{"cellStyleXfs", "cellXfs"} {
		for i, n := range root.Child(list).All("xf") {
			for attr, of := range map[string]string{"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"} {
				if v := n.Attr(attr); v != "" && !index(v, size[of]) {
					c.say("%s: %s %d: %s %s does not exist", part, list, i, attr, v)
				}
			}
		}
	}
}
