package docx

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"taizhang/sheets/ooxml"
)

// Anonymous is a document as it may go out: without who wrote it and where, and without
// what its pages do not print.
func Anonymous(file []byte) ([]byte, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	if err := withoutPeople(c.pkg, c.document); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = c.pkg.Write(&out)
	return out.Bytes(), err
}

// Links lists where the links of a document lead, of which a page prints the words only,
// and what its fields say.
func Links(file []byte) (targets []string, err error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	add := func(target string) {
		if target = strings.TrimSpace(target); target != "" && !slices.Contains(targets, target) {
			targets = append(targets, target)
		}
	}
	for _, part := range c.textParts() {
		rels, err := c.relationships(part)
		if err != nil {
			return nil, err
		}
		for _, r := range rels {
			add(r.Target)
		}
		root, err := c.tree(part)
		if err != nil {
			return nil, err
		}
		if root == nil {
			continue
		}
		used, code := leads(root)
		for _, words := range slices.Concat(used, fields(root)) {
			add(words)
		}
		for _, field := range strings.Split(code, "HYPERLINK")[1:] {
			add(field)
		}
	}
	return targets, nil
}

// leads are the bookmarks that links lead to, and the words of all fields.
func leads(root *ooxml.Node) (names []string, fields string) {
	var code strings.Builder
	root.Walk(func(n *ooxml.Node) {
		switch local(string(n.Name)) {
		case "hyperlink":
			names = append(names, n.PrefixedAttr("anchor"))
		case "instrText":
			code.WriteString(n.Chars())
		case "fldSimple":
			code.WriteString(" " + n.PrefixedAttr("instr") + " ")
		}
	})
	return names, code.String()
}

// textNames name, without their numbers, the parts that are made of paragraphs and drawings.
var textNames = []string{"document", "header", "footer", "footnotes", "endnotes", "chart", "chartEx", "drawing", "data"}

// withoutNotes takes what is written beside the text and not printed out of it: the words
// behind pictures, controls, links and bookmarks, and the marks of every editing.
func withoutNotes(pkg *ooxml.Package) error {
	parts := slices.DeleteFunc(pkg.Names(), func(name string) bool {
		base, isXML := strings.CutSuffix(name[strings.LastIndexByte(name, '/')+1:], ".xml")
		return !isXML || !slices.Contains(textNames, strings.TrimRight(base, "0123456789"))
	})
	var used []string // a footer may say on which page a bookmark of the text stands
	for _, name := range parts {
		if err := withoutComments(pkg, name); err != nil {
			return err
		}
		root, err := pkg.Parse(name)
		if err != nil {
			return unreadable(name, err)
		}
		names, words := leads(root)
		used = append(append(used, names...), words)
	}
	for _, name := range parts {
		err := pkg.Edit(name, func(root *ooxml.Node, e *ooxml.Edits) error {
			withoutWords(root, e, strings.Join(used, "\n"))
			return nil
		})
		if err != nil {
			return unreadable(name, err)
		}
		if err := withoutUnused(pkg, name); err != nil {
			return err
		}
	}
	return nil
}

var unparsed = regexp.MustCompile(`<!--[\s\S]*?-->|<\?(?:[^x?]|x[^m])[\s\S]*?\?>`)

// withoutComments takes out what no program shows.
func withoutComments(pkg *ooxml.Package, name string) error {
	b, err := pkg.Read(name)
	if err != nil {
		return unreadable(name, err)
	}
	if !bytes.Contains(b, []byte("<![CDATA[")) && unparsed.Match(b) {
		pkg.Set(name, unparsed.ReplaceAll(b, nil))
	}
	return nil
}

// named are the kinds of links that a part uses by their ids.
var named = []string{"image", "hyperlink", "chart", "chartEx", "oleObject", "package", "control", "video", "audio", "media", "diagramData", "diagramLayout", "diagramColors", "diagramQuickStyle"}

// withoutUnused takes away the links that nothing in a part uses any more, to a picture
// that was deleted.
func withoutUnused(pkg *ooxml.Package, name string) error {
	if !pkg.Has(ooxml.RelsPart(name)) {
		return nil
	}
	b, err := pkg.Read(name)
	if err != nil {
		return unreadable(name, err)
	}
	err = pkg.Edit(ooxml.RelsPart(name), func(root *ooxml.Node, e *ooxml.Edits) error {
		for _, n := range root.All("Relationship") {
			kind := n.Attr("Type")[strings.LastIndexByte(n.Attr("Type"), '/')+1:]
			if slices.Contains(named, kind) && !bytes.Contains(b, []byte(`"`+n.Attr("Id")+`"`)) && !bytes.Contains(b, []byte(`'`+n.Attr("Id")+`'`)) {
				e.Replace(n.Start, n.Stop, "")
			}
		}
		return nil
	})
	if err != nil {
		return unreadable(ooxml.RelsPart(name), err)
	}
	return nil
}

// officeSpaces begin the names of what office programs know.
var officeSpaces = []string{"http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/", "urn:schemas-microsoft-com:", "http://www.w3.org/"}

// foreign elements are of no kind that office programs know.
func foreign(n *ooxml.Node) bool {
	declared := "xmlns"
	if p := strings.TrimSuffix(n.Prefix(), ":"); p != "" {
		declared += ":" + p
	}
	for m := n; m != nil; m = m.Parent {
		if uri := m.Attr(declared); uri != "" {
			return !slices.ContainsFunc(officeSpaces, func(o string) bool { return strings.HasPrefix(uri, o) })
		}
	}
	return false
}

func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// withoutWords does that in one part; used is what all parts say of bookmarks.
func withoutWords(root *ooxml.Node, e *ooxml.Edits, used string) {
	marks := unusedBookmarks(root, used)
	root.Walk(func(n *ooxml.Node) {
		kind := local(string(n.Name))
		if slices.Contains(unshown, kind) || foreign(n) {
			e.Replace(n.Start, n.Stop, "")
			return
		}
		switch kind {
		case "smartTag", "customXml": // what somebody called the words, which stay
			e.Replace(n.Start, n.End, n.With(n.Prefix()+"element", "x"))
			return
		case "bookmarkStart", "bookmarkEnd":
			if marks[n.PrefixedAttr("id")] {
				e.Replace(n.Start, n.Stop, "")
				return
			}
		}
		drop := func(attr string) bool {
			return strings.HasPrefix(local(attr), "rsid") || slices.Contains(silent[kind], local(attr))
		}
		if changed := n.WithoutAttrs(drop); changed != n.Text() {
			e.Replace(n.Start, n.End, changed)
		}
	})
}

// unshown are elements that print nothing: what controls and forms offer, names of
// tables, who may edit what, what programs note for themselves.
var unshown = []string{"alias", "tag", "dataBinding", "placeholder", "dropDownList", "comboBox", "ffData", "smartTagPr", "customXmlPr", "tblCaption", "tblDescription", "permStart", "permEnd", "printerSettings"}

// silent are the attributes of elements that hold words nobody prints.
var silent = map[string][]string{
	"docPr": {"descr", "title"}, "cNvPr": {"descr", "title"}, "hyperlink": {"tooltip"}, "hlinkClick": {"tooltip"}, "hlinkHover": {"tooltip"},
	"shape": {"alt", "title"}, "rect": {"alt", "title"}, "group": {"alt", "title"}, "imagedata": {"title"},
}

// unusedBookmarks are the ids of bookmarks that people have named and nothing leads to.
func unusedBookmarks(root *ooxml.Node, used string) map[string]bool {
	ids := map[string]bool{}
	root.Walk(func(n *ooxml.Node) {
		name := n.PrefixedAttr("name")
		if n.Is("bookmarkStart") && !strings.HasPrefix(name, "_") && !strings.Contains(used, name) {
			ids[n.PrefixedAttr("id")] = true
		}
	})
	return ids
}

// withoutWorkbooks takes away the workbooks that charts and copied tables bring along: all
// of the book that they came from, and not only what is shown.
func withoutWorkbooks(pkg *ooxml.Package) error {
	for _, name := range pkg.Names() {
		if strings.HasSuffix(name, ".rels") || !pkg.Has(ooxml.RelsPart(name)) {
			continue
		}
		links, err := pkg.Rels(name)
		if err != nil {
			return unreadable(ooxml.RelsPart(name), err)
		}
		for _, l := range links {
			if l.Kind != "package" || l.Part == "" {
				continue
			}
			if err := pkg.Drop(name, l.Part); err != nil {
				return unreadable(l.Part, err)
			}
			if err := pkg.Edit(name, func(root *ooxml.Node, e *ooxml.Edits) error { return withoutSource(root, e, l.ID) }); err != nil {
				return unreadable(name, err)
			}
		}
	}
	return nil
}

// withoutSource takes out what says where a chart or the picture of a table came from.
func withoutSource(root *ooxml.Node, e *ooxml.Edits, id string) error {
	root.Walk(func(n *ooxml.Node) {
		if (n.Is("externalData") || n.Is("OLEObject")) && n.PrefixedAttr("id") == id {
			e.Replace(n.Start, n.Stop, "")
		}
	})
	return nil
}
