package xlsx

import "bytes"

// namespace is one of the namespaces that matter here. The transitional and
// the strict form of OOXML use different addresses for the same thing.
type namespace uint8

const (
	nsNone namespace = iota
	nsOther
	nsMain         // sheets, styles, strings
	nsRels         // r:id attributes
	nsPackageRels  // relationship parts
	nsContentTypes // [Content_Types].xml
	nsCustom       // custom properties
	nsVariant      // their values
	nsCompat       // alternatives for other programs
	nsXML
)

func namespaceOf(uri string) namespace {
	switch uri {
	case "":
		return nsNone
	case "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://purl.oclc.org/ooxml/spreadsheetml/main":
		return nsMain
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
		"http://purl.oclc.org/ooxml/officeDocument/relationships":
		return nsRels
	case "http://schemas.openxmlformats.org/package/2006/relationships":
		return nsPackageRels
	case "http://schemas.openxmlformats.org/package/2006/content-types":
		return nsContentTypes
	case "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		"http://purl.oclc.org/ooxml/officeDocument/customProperties":
		return nsCustom
	case "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
		"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes":
		return nsVariant
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return nsCompat
	}
	return nsOther
}

// binding is a prefix that an open element has bound to a namespace.
type binding struct {
	prefix string
	ns     namespace
	depth  int
	shadow namespace // the default namespace before, where prefix is ""
}

// maxBindings bounds the time that it takes to look a prefix up.
const maxBindings = 256

// push opens an element whose name, as written, is name.
func (s *scanner) push(name []byte) bool {
	if len(s.marks) == 0 && s.rooted {
		return s.fail(msgSyntax) // a second document element
	}
	if len(s.marks) == maxDepth {
		return s.fail(msgDepth)
	}
	s.rooted = true
	s.marks = append(s.marks, len(s.open))
	s.open = append(s.open, name...)
	for i := range s.attrs {
		if a := s.attrs[i].name; len(a) >= 5 && string(a[:5]) == "xmlns" {
			if !s.bind(&s.attrs[i]) {
				return s.fail(msgSyntax)
			}
		}
	}
	s.ns = s.main
	if bytes.IndexByte(name, ':') < 0 {
		s.name = name
	} else {
		prefix, local := splitName(name)
		ns, ok := s.lookup(prefix)
		if !ok || len(local) == 0 || class[local[0]]&isNameStart == 0 {
			return s.fail(msgSyntax)
		}
		s.name, s.ns = local, ns
	}
	for i := range s.attrs {
		if a := s.attrs[i].name; len(a) > 2 && bytes.IndexByte(a, ':') > 0 && !s.knownPrefix(a) {
			return s.fail(msgSyntax)
		}
	}
	return true
}

// bind notes a namespace that the element just opened declares.
func (s *scanner) bind(a *attr) bool {
	prefix := ""
	switch {
	case len(a.name) > 6 && a.name[5] == ':':
		prefix = string(a.name[6:])
	case len(a.name) != 5:
		return len(a.name) > 5 && a.name[5] != ':' // some other name with xmlns in front
	}
	if len(s.bindings) == maxBindings {
		return false
	}
	b := binding{prefix: prefix, depth: len(s.marks), shadow: s.main}
	b.ns = namespaceOf(string(s.value(a)))
	if prefix == "" {
		s.main = b.ns
	} else if b.ns == nsNone || prefix == "xmlns" || !validPrefix(prefix) {
		return false
	}
	s.bindings = append(s.bindings, b)
	return s.err == nil
}

func validPrefix(p string) bool {
	for i := range len(p) {
		if p[i] == ':' {
			return false
		}
	}
	return class[p[0]]&isNameStart != 0
}

// pop closes the element opened last.
func (s *scanner) pop() {
	depth := len(s.marks)
	for n := len(s.bindings); n > 0 && s.bindings[n-1].depth == depth; n-- {
		if s.bindings[n-1].prefix == "" {
			s.main = s.bindings[n-1].shadow
		}
		s.bindings = s.bindings[:n-1]
	}
	s.open = s.open[:s.marks[depth-1]]
	s.marks = s.marks[:depth-1]
}

// lookup gives the namespace that a prefix stands for.
func (s *scanner) lookup(prefix []byte) (namespace, bool) {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == string(prefix) {
			return s.bindings[i].ns, len(prefix) > 0
		}
	}
	return nsXML, string(prefix) == "xml"
}

// knownPrefix says whether an attribute's prefix is bound.
func (s *scanner) knownPrefix(name []byte) bool {
	prefix, local := splitName(name)
	if len(local) == 0 || class[local[0]]&isNameStart == 0 {
		return false
	}
	if string(prefix) == "xmlns" {
		return true
	}
	_, ok := s.lookup(prefix)
	return ok
}

// splitName cuts a name at its first colon. A second colon stays in local,
// where it is refused.
func splitName(name []byte) (prefix, local []byte) {
	i := bytes.IndexByte(name, ':')
	if i < 0 {
		return nil, name
	}
	if bytes.IndexByte(name[i+1:], ':') >= 0 {
		return name[:i], nil
	}
	return name[:i], name[i+1:]
}

// is says whether the start tag read last is the named element.
func (s *scanner) is(ns namespace, name string) bool {
	return s.ns == ns && string(s.name) == name
}
