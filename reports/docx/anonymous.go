package docx

import (
	"strings"

	"taizhang/sheets/ooxml"
)

// personal are the kinds of parts that tell of people and computers, or hold what is
// printed nowhere.
var personal = map[string]bool{"core-properties": true, "extended-properties": true, "custom-properties": true, "thumbnail": true, "classificationlabels": true,
	"people": true, "customXml": true, "glossaryDocument": true, "printerSettings": true, "recipientData": true, "frameset": true, "keyMapCustomizations": true}

// kept in the settings would be what nobody sees: variables, sources of letters, the
// traces of every editing.
var unprinted = map[string]bool{"docVars": true, "mailMerge": true, "rsids": true, "attachedSchema": true, "saveThroughXslt": true, "writeProtection": true}

// withoutPeople takes out of a document that goes out who wrote the template, where,
// and whatever its text does not print.
func withoutPeople(pkg *ooxml.Package, main string) error {
	parts := []string{"", main}
	for i := 0; i < len(parts); i++ {
		from := parts[i]
		links, err := pkg.Rels(from)
		if err != nil {
			return unreadable(ooxml.RelsPart(from), err)
		}
		for _, l := range links {
			switch {
			case l.Part == "" || !pkg.Has(l.Part):
			case l.Kind == "core-properties":
				pkg.Set(l.Part, []byte(coreProperties(&Document{})))
			case personal[l.Kind]:
				if err := pkg.Drop(from, l.Part); err != nil {
					return unreadable(l.Part, err)
				}
			case l.Kind == "settings":
				parts = append(parts, l.Part)
				if err := pkg.Edit(l.Part, withoutUnprinted); err != nil {
					return unreadable(l.Part, err)
				}
			}
		}
	}
	if err := withoutWorkbooks(pkg); err != nil {
		return err
	}
	if err := withoutNotes(pkg); err != nil {
		return err
	}
	return dropUnlinked(pkg)
}

func withoutUnprinted(root *ooxml.Node, e *ooxml.Edits) error {
	for _, n := range root.Children {
		name := string(n.Name)
		if unprinted[name[strings.IndexByte(name, ':')+1:]] {
			e.Replace(n.Start, n.Stop, "")
		}
	}
	return nil
}

// dropUnlinked takes away the parts that nothing leads to.
func dropUnlinked(pkg *ooxml.Package) error {
	reached := map[string]bool{ooxml.TypesPart: true}
	var follow func(part string) error
	follow = func(part string) error {
		reached[strings.ToLower(ooxml.RelsPart(part))] = true
		links, err := pkg.Rels(part)
		if err != nil {
			return unreadable(ooxml.RelsPart(part), err)
		}
		for _, l := range links {
			if name := strings.ToLower(l.Part); l.Part != "" && !reached[name] {
				reached[name] = true
				if err := follow(l.Part); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := follow(""); err != nil {
		return err
	}
	for _, name := range pkg.Names() {
		if !reached[strings.ToLower(name)] && !strings.EqualFold(name, ooxml.TypesPart) {
			if err := pkg.Drop("", name); err != nil {
				return unreadable(name, err)
			}
		}
	}
	return nil
}
