package packagecheck

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// Check lists what is wrong with a workbook, nothing if all is well.
func Check(b []byte) []string { return check(b, (*checker).workbook) }

// Document lists what is wrong with a .docx, nothing if all is well.
func Document(b []byte) []string { return check(b, (*checker).document) }

func check(b []byte, main func(*checker)) []string {
	pkg, err := ooxml.Open(b)
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{
		pkg: pkg, parsed: map[string]*ooxml.Node{}, linksOf: map[string]map[string]ooxml.Rel{},
		tableNames: set{}, tableIDs: set{},
	}
	c.types()
	c.links()
	main(c)
	c.references()
	return c.found
}

type checker struct {
	pkg     *ooxml.Package
	found   []string
	parsed  map[string]*ooxml.Node          // nil for a part that is damaged
	linksOf map[string]map[string]ooxml.Rel // of a part, by id

	main       string
	xfs, dxfs  int
	strings    int // shared strings, -1 where the part is missing
	people     set
	names      set // defined names of the whole workbook, folded
	tableNames set
	tableIDs   set
}

func (c *checker) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

// set is what was met before.
type set map[string]bool

// again reports whether a key was met before, and keeps it.
func (s set) again(key string) bool {
	met := s[key]
	s[key] = true
	return met
}

// index reports whether the text is an index into a list of so many.
func index(text string, of int) bool {
	i, err := strconv.Atoi(text)
	return err == nil && i >= 0 && i < of
}

// prefixes of the namespaces that Kind names tell apart.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":        "w:",
}

// parse reads a part, once; damage is a finding.
func (c *checker) parse(part string) *ooxml.Node {
	if n, ok := c.parsed[part]; ok {
		return n
	}
	c.parsed[part] = nil
	b, err := c.pkg.Read(part)
	if err != nil {
		c.say("%v", err)
		return nil
	}
	n, err := ooxml.ParseNames(b, prefixes)
	if err != nil {
		c.say("%s: %v", part, err)
		return nil
	}
	c.parsed[part] = n
	return n
}

// types: every part has a stated type, and every statement a part.
func (c *checker) types() {
	root := c.parse(ooxml.TypesPart)
	if root == nil {
		return
	}
	defaults, overrides := set{}, set{}
	for _, n := range root.All("Default") {
		ext := strings.ToLower(n.Attr("Extension"))
		if defaults.again(ext) {
			c.say("content types: extension %s stated twice", ext)
		}
	}
	for _, n := range root.All("Override") {
		name := strings.ToLower(strings.TrimPrefix(n.Attr("PartName"), "/"))
		if overrides.again(name) {
			c.say("content types: %s stated twice", name)
		}
		if !c.pkg.Has(name) {
			c.say("content types: no part %s", name)
		}
	}
	for _, name := range c.pkg.Names() {
		low := strings.ToLower(name)
		if low != "[content_types].xml" && !overrides[low] && !defaults[strings.TrimPrefix(path.Ext(low), ".")] {
			c.say("content types: nothing for %s", name)
		}
	}
}

// links: every link leads somewhere, ids are unique.
func (c *checker) links() {
	for _, name := range c.pkg.Names() {
		if path.Ext(name) != ".rels" {
			continue
		}
		owner := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
		if name == "_rels/.rels" {
			owner = ""
		} else if !c.pkg.Has(owner) {
			c.say("%s: its part is missing", name)
		}
		rels, err := c.pkg.Rels(owner)
		if err != nil {
			c.say("%s: %v", name, err)
		}
		seen := set{"": true}
		for _, r := range rels {
			if seen.again(r.ID) {
				c.say("%s: id %q used twice", name, r.ID)
			}
			if r.Part != "" && !c.pkg.Has(r.Part) {
				c.say("%s: no part %s", name, r.Part)
			}
			if r.Kind == "officeDocument" {
				c.main = r.Part
			}
		}
	}
}

// references: what the parts say by the id of a link is linked.
func (c *checker) references() {
	for _, name := range c.pkg.Names() {
		if path.Ext(name) != ".xml" || name == ooxml.TypesPart {
			continue
		}
		root := c.parse(name)
		if root == nil {
			continue
		}
		root.Walk(func(n *ooxml.Node) {
			if bytes.IndexByte(n.Src[n.Start:n.End], ':') < 0 {
				return // as nearly all are
			}
			for _, attr := range []string{"r:id", "r:embed", "r:link", "r:pict"} {
				if id := n.KindAttr(attr); id != "" {
					if _, ok := c.linked(name, id); !ok {
						c.say("%s: %s leads nowhere (%s)", name, n.Name, id)
					}
				}
			}
		})
	}
}

// linked follows the id of a link.
func (c *checker) linked(part, id string) (ooxml.Rel, bool) {
	byID, ok := c.linksOf[part]
	if !ok {
		byID = map[string]ooxml.Rel{}
		rels, _ := c.pkg.Rels(part)
		for _, r := range rels {
			byID[r.ID] = r
		}
		c.linksOf[part] = byID
	}
	r, ok := byID[id]
	return r, ok
}

// order reports elements out of the schema's order.
func (c *checker) order(part string, root *ooxml.Node, want []string) {
	at := 0
	for _, n := range root.Children {
		i := at
		for i < len(want) && !n.Is(want[i]) {
			i++
		}
		if i == len(want) {
			if !n.Is("AlternateContent") {
				c.say("%s: %s out of order", part, n.Name)
			}
			continue
		}
		at = i
	}
}
