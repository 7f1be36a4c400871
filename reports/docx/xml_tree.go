package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

const (
	maxDepth = 200
	maxNodes = 2_000_000
)

// node is an element of a part together with the bytes it stands on, so that what is not changed can
// be copied as it is.
type node struct {
	name     string // prefixed w:, mc: or m: by namespace, whatever prefix the file uses; else bare
	raw      string // name as written
	attrs    []attribute
	kids     []*node
	text     string // character data, of w:t and m:t only
	start    int    // of the element
	tagEnd   int    // behind its start tag
	innerEnd int    // before its end tag
	end      int    // behind the element
}

type attribute struct{ name, value string }

// attr gives an attribute by its name, with w: where it is in that namespace.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// child finds the first child with a name; nil when there is none, or no n.
func (n *node) child(name string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// prefix is the namespace prefix the file writes, with its colon.
func (n *node) prefix() string {
	i := strings.IndexByte(n.raw, ':')
	return n.raw[:i+1]
}

// Namespaces by their transitional and their strict names.
var namespaces = map[string]string{
	wordNS: "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":            "w:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":  "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":              "m:",
}

var (
	errDepth = errors.New("elements nest too deep")
	errNodes = errors.New("too many elements")
	errTags  = errors.New("tags do not match")
)

// treeParser builds a tree from raw tokens, which keep prefixes and offsets.
type treeParser struct {
	dec    *xml.Decoder
	open   []*node
	scopes []map[string]string // prefix to canonical prefix, one for each open element; nil: nothing new
	names  map[[2]string]string
	nodes  int
	text   strings.Builder // since the last start tag
	root   *node
}

func parseTree(raw []byte) (*node, error) {
	p := &treeParser{dec: xml.NewDecoder(bytes.NewReader(raw)), names: map[[2]string]string{}}
	for {
		start := int(p.dec.InputOffset())
		tok, err := p.dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = p.start(t, start)
		case xml.EndElement:
			err = p.end(t, start)
		case xml.CharData:
			if len(p.open) > 0 {
				p.text.Write(t)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if p.root == nil || len(p.open) > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return p.root, nil
}

func (p *treeParser) start(t xml.StartElement, at int) error {
	if len(p.open) == maxDepth {
		return errDepth
	}
	if p.nodes++; p.nodes > maxNodes {
		return errNodes
	}
	var scope map[string]string
	for _, a := range t.Attr {
		prefix := a.Name.Local
		if a.Name.Space == "" && prefix == "xmlns" {
			prefix = ""
		} else if a.Name.Space != "xmlns" {
			continue
		}
		if scope == nil {
			scope = map[string]string{}
		}
		scope[prefix] = namespaces[a.Value]
	}
	p.scopes = append(p.scopes, scope)
	n := &node{name: p.canonical(t.Name), raw: rawName(t.Name), start: at, tagEnd: int(p.dec.InputOffset())}
	for _, a := range t.Attr {
		name := a.Name.Local
		if a.Name.Space != "" {
			name = p.canonical(a.Name)
		}
		n.attrs = append(n.attrs, attribute{name, a.Value})
	}
	if len(p.open) == 0 {
		if p.root != nil {
			return errTags
		}
		p.root = n
	} else {
		parent := p.open[len(p.open)-1]
		parent.kids = append(parent.kids, n)
	}
	p.open = append(p.open, n)
	p.text.Reset()
	return nil
}

func (p *treeParser) end(t xml.EndElement, at int) error {
	if len(p.open) == 0 {
		return errTags
	}
	n := p.open[len(p.open)-1]
	if n.raw != rawName(t.Name) {
		return errTags
	}
	if n.name == "w:t" || n.name == "m:t" {
		n.text = p.text.String()
	}
	n.innerEnd, n.end = at, int(p.dec.InputOffset())
	p.open = p.open[:len(p.open)-1]
	p.scopes = p.scopes[:len(p.scopes)-1]
	return nil
}

func rawName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// canonical names an element or attribute by its namespace.
func (p *treeParser) canonical(n xml.Name) string {
	prefix := ""
	for i := len(p.scopes) - 1; i >= 0; i-- {
		if to, ok := p.scopes[i][n.Space]; ok {
			prefix = to
			break
		}
	}
	key := [2]string{prefix, n.Local}
	name, ok := p.names[key]
	if !ok {
		name = prefix + n.Local
		p.names[key] = name
	}
	return name
}
