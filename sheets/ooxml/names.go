package ooxml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"
)

// scope is what the prefixes mean inside an element.
type scope struct {
	outer    *scope
	prefixes map[string]string // as the file writes them, to those of ParseNames
}

func (s *scope) prefix(written string) string {
	for ; s != nil; s = s.outer {
		if p, ok := s.prefixes[written]; ok {
			return p
		}
	}
	return ""
}

// ParseNames reads a part that nothing has looked at yet: all of it has to be
// well-formed. The elements get their Kind: the name behind the prefix that
// namespaces gives for their namespace, whatever prefix the file uses, and
// behind none for any other.
func ParseNames(src []byte, namespaces map[string]string) (*Node, error) {
	if err := wellFormed(src); err != nil {
		return nil, err
	}
	names := map[string]string{} // one string for all elements of a name
	return parse(src, func(n *Node) {
		n.scope = n.Parent.scope
		var prefixes map[string]string
		for a := range n.attrs {
			prefix, ok := "", string(a.name) == "xmlns"
			if !ok {
				prefix, ok = strings.CutPrefix(string(a.name), "xmlns:")
			}
			if !ok {
				continue
			}
			if prefixes == nil {
				prefixes = map[string]string{}
				n.scope = &scope{outer: n.scope, prefixes: prefixes}
			}
			prefixes[prefix] = namespaces[n.value(a)]
		}
		prefix, local := split(n.Name)
		name := n.scope.prefix(prefix) + local
		if known, ok := names[name]; ok {
			name = known
		}
		names[name] = name
		n.Kind = name
	})
}

// wellFormed leaves to the standard library what the scanner passes over.
func wellFormed(src []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(src))
	for {
		if _, err := dec.RawToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func split(name []byte) (prefix, local string) {
	prefix, local, ok := strings.Cut(string(name), ":")
	if !ok || prefix == "" || local == "" {
		return "", string(name)
	}
	return prefix, local
}

// KindAttrs gives the attributes of an element of ParseNames, named like
// elements; a name without a prefix stays as it is.
func (n *Node) KindAttrs() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for a := range n.attrs {
			if !yield(n.attrKind(a), n.value(a)) {
				return
			}
		}
	}
}

// KindAttr is the value of the attribute of that name; "" where it is missing,
// or the element is.
func (n *Node) KindAttr(name string) string {
	if n != nil {
		for a := range n.attrs {
			if n.attrKind(a) == name {
				return n.value(a)
			}
		}
	}
	return ""
}

func (n *Node) attrKind(a attr) string {
	prefix, local := split(a.name)
	if prefix != "" {
		prefix = n.scope.prefix(prefix)
	}
	return prefix + local
}

// ChildKind is the first element of that kind directly inside; nil where there
// is none, or no n.
func (n *Node) ChildKind(kind string) *Node {
	if n != nil {
		for _, c := range n.Children {
			if c.Kind == kind {
				return c
			}
		}
	}
	return nil
}
