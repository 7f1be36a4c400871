package ooxml

import (
	"bytes"
	"strings"
)

// What a part may hold at most: more comes from no office program.
const (
	maxDepth = 200
	maxNodes = 2_000_000
)

// Node is one element of a small part, with its place in the source.
type Node struct {
	Tag
	Kind     string // name by namespace, of ParseNames only
	Inner    [2]int // where its content starts and ends
	Stop     int    // where its end tag ends
	Parent   *Node
	Children []*Node

	scope *scope
}

// Parse reads a whole part. It checks no more than that the tags match.
func Parse(src []byte) (*Node, error) { return parse(src, func(*Node) {}) }

// parse reads a part and shows every element, before its children, to begin.
func parse(src []byte, begin func(*Node)) (*Node, error) {
	s := NewScanner(src)
	top := &Node{}
	at, depth, nodes := top, 0, 0
	for s.Next() {
		if s.Close {
			if at == top || !bytes.Equal(s.Name, at.Name) {
				return nil, errSyntax
			}
			at.Inner[1], at.Stop = s.Start, s.End
			at = at.Parent
			depth--
			continue
		}
		if nodes++; depth == maxDepth || nodes > maxNodes {
			return nil, ErrTooLarge
		}
		n := &Node{Tag: s.Tag, Inner: [2]int{s.End, s.End}, Stop: s.End, Parent: at}
		begin(n)
		at.Children = append(at.Children, n)
		if !s.Empty {
			at = n
			depth++
		}
	}
	if s.Err() != nil || at != top || len(top.Children) != 1 {
		return nil, errSyntax
	}
	root := top.Children[0]
	root.Parent = nil
	return root, nil
}

// Child is the first element of that name directly inside, or nil.
func (n *Node) Child(local string) *Node {
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Is(local) {
			return c
		}
	}
	return nil
}

// All lists the elements of that name directly inside.
func (n *Node) All(local string) []*Node {
	var out []*Node
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Is(local) {
			out = append(out, c)
		}
	}
	return out
}

// Walk visits the element and everything inside it, in order.
func (n *Node) Walk(visit func(*Node)) {
	visit(n)
	for _, c := range n.Children {
		c.Walk(visit)
	}
}

// XML is the element as it is written.
func (n *Node) XML() string { return string(n.Src[n.Start:n.Stop]) }

// Chars is the text directly inside an element.
func (n *Node) Chars() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	at := n.Inner[0]
	for _, c := range n.Children {
		addChars(&b, n.Src[at:c.Start])
		at = c.Stop
	}
	addChars(&b, n.Src[at:n.Inner[1]])
	return b.String()
}

// addChars decodes what stands between two tags.
func addChars(b *strings.Builder, src []byte) {
	for len(src) > 0 {
		i := bytes.IndexByte(src, '<')
		if i < 0 {
			b.WriteString(unescape(unixLines(string(src))))
			return
		}
		b.WriteString(unescape(unixLines(string(src[:i]))))
		src = src[i:]
		switch {
		case bytes.HasPrefix(src, []byte("<![CDATA[")):
			plain, rest, _ := bytes.Cut(src[9:], []byte("]]>"))
			b.WriteString(unixLines(string(plain)))
			src = rest
		case bytes.HasPrefix(src, []byte("<!--")):
			_, src, _ = bytes.Cut(src[4:], []byte("-->"))
		default:
			_, src, _ = bytes.Cut(src[2:], []byte("?>"))
		}
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// unixLines ends lines as XML wants them read.
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return lineEnds.Replace(s)
}

// Append adds XML at the end of the element's content.
func (n *Node) Append(e *Edits, xml string) {
	if !n.Empty {
		e.Insert(n.Inner[1], xml)
		return
	}
	e.Replace(n.Start, n.End, n.Open()+xml+"</"+string(n.Name)+">")
}

// Open is the element's start tag, opened where the element is empty.
func (n *Node) Open() string {
	if !n.Empty {
		return n.Text()
	}
	return strings.TrimRight(strings.TrimSuffix(n.Text(), "/>"), " \t\r\n") + ">"
}

// InsertInOrder adds an element to n where the schema's order wants it: before
// the first child that comes after it.
func (n *Node) InsertInOrder(e *Edits, xml string, after ...string) {
	for _, c := range n.Children {
		for _, name := range after {
			if c.Is(name) {
				e.Insert(c.Start, xml)
				return
			}
		}
	}
	n.Append(e, xml)
}
