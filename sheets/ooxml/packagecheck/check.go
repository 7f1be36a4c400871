package packagecheck

import (
	"fmt"
	"path"
	"strings"

	"taizhang/sheets/ooxml"
)

// Check lists what is wrong with a workbook, nothing if all is well.
func Check(b []byte) []string {
	pkg, err := ooxml.Open(b)
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{pkg: pkg, tableNames: map[string]bool{}, tableIDs: map[string]bool{}}
	c.types()
	c.links()
	c.workbook()
	return c.found
}

type checker struct {
	pkg   *ooxml.Package
	found []string

	main       string
	xfs, dxfs  int
	strings    int // shared strings, -1 where the part is missing
	people     map[string]bool
	names      map[string]bool // defined names of the whole workbook, folded
	tableNames map[string]bool
	tableIDs   map[string]bool
}

func (c *checker) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

// parse reads a part; damage is a finding.
func (c *checker) parse(part string) *ooxml.Node {
	n, err := c.pkg.Parse(part)
	if err != nil {
		c.say("%s: %v", part, err)
		return nil
	}
	return n
}

// types: every part has a stated type, and every statement a part.
func (c *checker) types() {
	root := c.parse("[Content_Types].xml")
	if root == nil {
		return
	}
	defaults, overrides := map[string]bool{}, map[string]bool{}
	for _, n := range root.All("Default") {
		ext := strings.ToLower(n.Attr("Extension"))
		if defaults[ext] {
			c.say("content types: extension %s stated twice", ext)
		}
		defaults[ext] = true
	}
	for _, n := range root.All("Override") {
		name := strings.ToLower(strings.TrimPrefix(n.Attr("PartName"), "/"))
		if overrides[name] {
			c.say("content types: %s stated twice", name)
		}
		if !c.pkg.Has(name) {
			c.say("content types: no part %s", name)
		}
		overrides[name] = true
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
		seen := map[string]bool{}
		for _, r := range rels {
			if seen[r.ID] || r.ID == "" {
				c.say("%s: id %q used twice", name, r.ID)
			}
			seen[r.ID] = true
			if r.Part != "" && !c.pkg.Has(r.Part) {
				c.say("%s: no part %s", name, r.Part)
			}
			if r.Kind == "officeDocument" {
				c.main = r.Part
			}
		}
	}
}

// linked follows an r:id attribute.
func (c *checker) linked(part, id string) (ooxml.Rel, bool) {
	rels, _ := c.pkg.Rels(part)
	for _, r := range rels {
		if r.ID == id {
			return r, true
		}
	}
	return ooxml.Rel{}, false
}

// children reports elements out of the schema's order.
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
