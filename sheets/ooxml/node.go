package ooxml

import (
	"bytes"
	"strings"
)

// Node is one element of a small part, with its place in the source.
type Node struct {
	Tag
	Inner    [2]int // where its content starts and ends
	Stop     int    // where its end tag ends
	Parent   *Node
	Children []*Node
}

// Parse reads a whole part.
func Parse(src []byte) (*Node, error) {
	s := NewScanner(src)
	top := &Node{}
	at := top
	for s.Next() {
		switch {
		case s.Close:
			if at == top || !bytes.Equal(s.Name, at.Name) {
				return nil, ErrSyntax
			}
			at.Inner[1], at.Stop = s.Start, s.End
			at = at.Parent
		default:
			n := &Node{Tag: s.Tag, Inner: [2]int{s.End, s.End}, Stop: s.End, Parent: at}
			at.Children = append(at.Children, n)
			if !s.Empty {
				at = n
			}
		}
	}
	if s.Err() != nil || at != top || len(top.Children) != 1 {
		return nil, ErrSyntax
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

// Chars is the text of an element that holds nothing but text.
func (n *Node) Chars() string {
	if n == nil {
		return ""
	}
	s := string(n.Src[n.Inner[0]:n.Inner[1]])
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "<![CDATA[")
		b.WriteString(Unescape(before))
		if !found {
			return b.String()
		}
		plain, rest, _ := strings.Cut(after, "]]>")
		b.WriteString(plain)
		s = rest
	}
}

// Append adds XML at the end of the element's content.
func (n *Node) Append(e *Edits, xml string) {
	if !n.Empty {
		e.Insert(n.Inner[1], xml)
		return
	}
	open := strings.TrimRight(strings.TrimSuffix(n.Text(), "/>"), " \t\r\n")
	e.Replace(n.Start, n.End, open+">"+xml+"</"+string(n.Name)+">")
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
