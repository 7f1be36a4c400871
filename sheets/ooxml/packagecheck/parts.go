package packagecheck

import (
	"regexp"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

var (
	noteShape  = regexp.MustCompile(`(?s)<\w+:shape[\s>].*?</\w+:shape>`)
	noteRow    = regexp.MustCompile(`<\w+:Row>\s*(\d+)\s*</`)
	noteColumn = regexp.MustCompile(`<\w+:Column>\s*(\d+)\s*</`)
	shapeName  = regexp.MustCompile(`<\w+:shape [^>]*?id="(_x0000_s\d+)"`)
)

// comments: one a cell, each with an author and a shape to draw it.
func (c *checker) comments(part string, root *ooxml.Node) {
	name, _ := c.pkg.Related(part, "comments")
	drawn := c.shapes(part, root)
	there := set{}
	if name != "" {
		list := c.parse(name)
		if list == nil {
			return
		}
		authors := len(list.Child("authors").All("author"))
		for _, n := range list.Child("commentList").All("comment") {
			ref := n.Attr("ref")
			if there.again(ref) {
				c.say("%s: a second comment on %s", name, ref)
			}
			if _, _, ok := address(ref); !ok {
				c.say("%s: comment on %q", name, ref)
			}
			if !index(n.Attr("authorId"), authors) {
				c.say("%s: comment on %s: author %s does not exist", name, ref, n.Attr("authorId"))
			}
			if drawn[ref] == 0 {
				c.say("%s: comment on %s is not drawn", name, ref)
			}
		}
	}
	for ref, n := range drawn {
		if n > 1 {
			c.say("%s: comment on %s is drawn %d times", part, ref, n)
		}
		if !there[ref] {
			c.say("%s: %s draws a comment that is not there", part, ref)
		}
	}
	c.threads(part, there)
}

// shapes counts the drawings of comments by cell.
func (c *checker) shapes(part string, root *ooxml.Node) map[string]int {
	drawn := map[string]int{}
	link := root.Child("legacyDrawing")
	if link == nil {
		return drawn
	}
	r, ok := c.linked(part, link.PrefixedAttr("id"))
	if !ok {
		return drawn
	}
	b, err := c.pkg.Read(r.Part)
	if err != nil {
		c.say("%s: %v", part, err)
		return drawn
	}
	ids := set{}
	for _, m := range shapeName.FindAllStringSubmatch(string(b), -1) {
		if ids.again(m[1]) {
			c.say("%s: shape %s occurs twice", r.Part, m[1])
		}
	}
	for _, shape := range noteShape.FindAllString(string(b), -1) {
		y, x := noteRow.FindStringSubmatch(shape), noteColumn.FindStringSubmatch(shape)
		if y == nil || x == nil || !strings.Contains(shape, `"Note"`) {
			continue
		}
		row, _ := strconv.Atoi(y[1])
		col, _ := strconv.Atoi(x[1])
		drawn[letters(col+1)+strconv.Itoa(row+1)]++
	}
	return drawn
}

func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// threads: each has a known person and a copy among the comments.
func (c *checker) threads(part string, comments set) {
	name, _ := c.pkg.Related(part, "threadedComment")
	if name == "" {
		return
	}
	root := c.parse(name)
	if root == nil {
		return
	}
	ids := set{}
	for _, n := range root.All("threadedComment") {
		id := strings.ToLower(n.Attr("id"))
		if ids.again(id) {
			c.say("%s: id %s occurs twice", name, id)
		}
		if p := n.Attr("parentId"); p != "" && !ids[strings.ToLower(p)] {
			c.say("%s: an answer to nothing on %s", name, n.Attr("ref"))
		}
		if !comments[n.Attr("ref")] {
			c.say("%s: no comment beside the discussion on %s", name, n.Attr("ref"))
		}
		if !c.people[strings.ToLower(n.Attr("personId"))] {
			c.say("%s: nobody known spoke on %s", name, n.Attr("ref"))
		}
	}
}

// tables: names and ids are unique in the whole workbook, headers in a table.
func (c *checker) tables(part string, root *ooxml.Node, merged []area) {
	var seen []area
	for _, link := range root.Child("tableParts").All("tablePart") {
		r, ok := c.linked(part, link.PrefixedAttr("id"))
		if !ok {
			continue
		}
		t := c.parse(r.Part)
		if t == nil {
			continue
		}
		name := strings.ToLower(t.Attr("displayName"))
		if !nameText.MatchString(name) || likeCell.MatchString(name) || c.names[name] || c.tableNames.again(name) {
			c.say("%s: table name %q is bad or taken", r.Part, name)
		}
		if id := t.Attr("id"); id == "" || c.tableIDs.again(id) {
			c.say("%s: table id %q is taken", r.Part, id)
		}
		a, ok := areaOf(t.Attr("ref"))
		if !ok {
			c.say("%s: table on %q", r.Part, t.Attr("ref"))
		}
		for _, b := range seen {
			if a.meets(b) {
				c.say("%s: tables on %s and %s overlap", part, a.text, b.text)
			}
		}
		seen = append(seen, a)
		for _, m := range merged {
			if ok && a.meets(m) {
				c.say("%s: cells %s of the table on %s are merged", part, m.text, a.text)
			}
		}
		columns := c.heads(r.Part, t)
		if ok && columns != a.x2-a.x1+1 {
			c.say("%s: %d columns in %s", r.Part, columns, a.text)
		}
	}
}

// heads counts the columns of a table: none without a name or with another's.
func (c *checker) heads(part string, table *ooxml.Node) int {
	heads := set{"": true}
	columns := table.Child("tableColumns").All("tableColumn")
	for _, n := range columns {
		if h := strings.ToLower(n.Attr("name")); heads.again(h) {
			c.say("%s: column %q is empty or occurs twice", part, h)
		}
	}
	return len(columns)
}
