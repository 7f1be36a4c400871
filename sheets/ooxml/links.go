package ooxml

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// TypesPart states the types of all parts.
const TypesPart = "[Content_Types].xml"

// Rel is a link from one part to another. Kind is the last word of its type.
type Rel struct {
	ID, Type, Kind string
	Part           string // "" for a link to the outside
	Target         string // of a link to the outside
}

// RelsPart names the part that holds the links of a part, of the package itself
// for "".
func RelsPart(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// Rels lists the links of a part, of the package itself for "".
func (p *Package) Rels(part string) ([]Rel, error) {
	name := RelsPart(part)
	if !p.Has(name) {
		return nil, nil
	}
	root, err := p.Parse(name)
	if err != nil {
		return nil, err
	}
	var out []Rel
	for _, n := range root.All("Relationship") {
		r := Rel{ID: n.Attr("Id"), Type: n.Attr("Type")}
		r.Kind = r.Type[strings.LastIndexByte(r.Type, '/')+1:]
		if n.Attr("TargetMode") != "External" {
			r.Part = p.resolve(part, n.Attr("Target"))
		} else {
			r.Target = n.Attr("Target")
		}
		out = append(out, r)
	}
	return out, nil
}

// Linked is the part that the link of an id leads to, "" if there is none.
func Linked(rels []Rel, id string) string {
	for _, r := range rels {
		if r.ID == id && id != "" {
			return r.Part
		}
	}
	return ""
}

func (p *Package) resolve(base, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir("/"+base), target)
	}
	name := path.Clean(target)[1:]
	if !p.Has(name) {
		if plain, err := url.PathUnescape(name); err == nil && p.Has(plain) {
			return plain
		}
	}
	return name
}

// Related is the part that a part links to with that kind of link, or "".
func (p *Package) Related(part, kind string) (string, error) {
	rels, err := p.Rels(part)
	for _, r := range rels {
		if r.Kind == kind && r.Part != "" && p.Has(r.Part) {
			return r.Part, err
		}
	}
	return "", err
}

// Parse reads a part of the package into nodes.
func (p *Package) Parse(name string) (*Node, error) {
	b, err := p.Read(name)
	if err != nil {
		return nil, err
	}
	n, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// Edit changes a part: change notes down what to do.
func (p *Package) Edit(name string, change func(root *Node, e *Edits) error) error {
	root, err := p.Parse(name)
	if err != nil {
		return err
	}
	var e Edits
	if err := change(root, &e); err != nil || e.None() {
		return err
	}
	p.Set(name, e.Apply(root.Src))
	return nil
}

const relsNS = "http://schemas.openxmlformats.org/package/2006/relationships"

// AddRel links part to another part and gives the link's id.
func (p *Package) AddRel(part, typ, target string) (string, error) {
	name := RelsPart(part)
	if !p.Has(name) {
		p.Set(name, []byte(Head+`<Relationships xmlns="`+relsNS+`"></Relationships>`))
	}
	rels, err := p.Rels(part)
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, r := range rels {
		taken[r.ID] = true
	}
	id := ""
	for n := len(rels) + 1; id == "" || taken[id]; n++ {
		id = fmt.Sprintf("rId%d", n)
	}
	return id, p.Edit(name, func(root *Node, e *Edits) error {
		root.Append(e, fmt.Sprintf(`<%sRelationship Id="%s" Type="%s" Target="/%s"/>`, root.Prefix(), id, Escape(typ), Escape(target)))
		return nil
	})
}

// unlink takes the links of a part away that lead to another part.
func (p *Package) unlink(part, target string) error {
	if !p.Has(RelsPart(part)) {
		return nil
	}
	return p.Edit(RelsPart(part), func(root *Node, e *Edits) error {
		for _, n := range root.All("Relationship") {
			if n.Attr("TargetMode") != "External" && fold(p.resolve(part, n.Attr("Target"))) == fold(target) {
				e.Replace(n.Start, n.Stop, "")
			}
		}
		return nil
	})
}

// Head begins every part that is added.
const Head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// SetType states the type of a part.
func (p *Package) SetType(part, contentType string) error {
	return p.Edit(TypesPart, func(root *Node, e *Edits) error {
		for _, n := range root.All("Override") {
			if fold(n.Attr("PartName")) == fold(part) {
				e.Replace(n.Start, n.End, n.With("ContentType", contentType))
				return nil
			}
		}
		root.Append(e, fmt.Sprintf(`<%sOverride PartName="/%s" ContentType="%s"/>`, root.Prefix(), Escape(part), contentType))
		return nil
	})
}

// SetDefault states the type of parts with an extension, unless it is stated.
func (p *Package) SetDefault(ext, contentType string) error {
	return p.Edit(TypesPart, func(root *Node, e *Edits) error {
		for _, n := range root.All("Default") {
			if strings.EqualFold(n.Attr("Extension"), ext) {
				return nil
			}
		}
		e.Insert(root.Inner[0], fmt.Sprintf(`<%sDefault Extension="%s" ContentType="%s"/>`, root.Prefix(), ext, contentType))
		return nil
	})
}

// Drop removes a part with its own links and its stated type, and the link that
// leads to it from another part.
func (p *Package) Drop(from, name string) error {
	if err := p.unlink(from, name); err != nil {
		return err
	}
	p.Remove(name)
	p.Remove(RelsPart(name))
	return p.Edit(TypesPart, func(root *Node, e *Edits) error {
		for _, n := range root.All("Override") {
			if at := fold(n.Attr("PartName")); at == fold(name) || at == fold(RelsPart(name)) {
				e.Replace(n.Start, n.Stop, "")
			}
		}
		return nil
	})
}
