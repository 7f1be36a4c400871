package xlsx

import (
	"path"
	"strings"
)

// relation is a link from one part to another.
type relation struct {
	id, kind string // kind is the last word of the type, such as "worksheet"
	part     string // what it points to
	external bool
}

// relations reads the links of a part; "" asks for those of the package.
func (c *container) relations(base string) ([]relation, error) {
	dir, file := path.Split(base)
	name := dir + "_rels/" + file + ".rels"
	if !c.has(name) {
		return nil, nil // a part without links
	}
	var list []relation
	seen := map[string]bool{}
	err := c.read(name, nsPackageRels, "Relationships", func(d *document) {
		if !d.is(nsPackageRels, "Relationship") {
			return
		}
		r := relation{
			id:       string(d.attr("Id")),
			kind:     relationKind(string(d.attr("Type"))),
			external: string(d.attr("TargetMode")) == "External",
		}
		target := string(d.attr("Target"))
		switch {
		case r.id == "", seen[r.id], target == "" && !r.external:
			d.fail(msgLink)
		case len(list) >= c.limits.Parts:
			d.err = tooMany(name, "内部链接过多。")
		}
		if !r.external {
			r.part = c.resolve(base, target)
		}
		seen[r.id] = true
		list = append(list, r)
	})
	return list, err
}

// relationKind keeps the last word of a relationship type. The words of the
// transitional and the strict form agree.
func relationKind(uri string) string {
	for _, known := range []string{
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
		"http://purl.oclc.org/ooxml/officeDocument/relationships/",
		"http://schemas.microsoft.com/office/2006/relationships/",
	} {
		if kind, ok := strings.CutPrefix(uri, known); ok {
			return kind
		}
	}
	return uri
}

// find gives the part that base's only link of a kind points to, "" if there
// is no such link.
func find(list []relation, kind string) string {
	for _, r := range list {
		if r.kind == kind && !r.external {
			return r.part
		}
	}
	return ""
}

func tooMany(part, message string) error {
	return &LimitError{Part: part, Message: message, Fix: fixLimit}
}
