package ooxml

import (
	"bytes"
	"errors"
)

// errSyntax says that a part is not the plain UTF-8 XML that can be edited.
var errSyntax = errors.New("ooxml: not editable XML")

// Tag is one tag of a part; Src[Start:End] is its text.
type Tag struct {
	Src        []byte
	Start, End int
	Name       []byte // with its prefix
	Close      bool   // </name>
	Empty      bool   // <name/>
}

// Scanner runs over the tags of a part. Comments, processing instructions and
// character data are passed over.
type Scanner struct {
	Tag
	pos int
	err error
}

// NewScanner starts at the beginning of a part.
func NewScanner(src []byte) *Scanner {
	s := &Scanner{Tag: Tag{Src: src}}
	if len(src) > 1 && (src[0] == 0 || src[1] == 0 || src[0] >= 0xfe) || foreignEncoding(src) {
		s.err = errSyntax
	}
	return s
}

func foreignEncoding(src []byte) bool {
	if !bytes.HasPrefix(src, []byte("<?xml")) {
		return false
	}
	end := bytes.Index(src, []byte("?>"))
	if end < 0 {
		return true
	}
	head := bytes.ToLower(src[:end])
	at := bytes.Index(head, []byte("encoding"))
	return at >= 0 && !bytes.Contains(head[at:], []byte("utf-8")) && !bytes.Contains(head[at:], []byte("ascii"))
}

// Err is what stopped the scanner before the end of the part.
func (s *Scanner) Err() error { return s.err }

// Next goes to the next tag.
func (s *Scanner) Next() bool {
	for s.err == nil {
		i := bytes.IndexByte(s.Src[s.pos:], '<')
		if i < 0 {
			return false
		}
		start := s.pos + i
		rest := s.Src[start:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.passOver(start, 4, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			s.passOver(start, 9, "]]>")
		case bytes.HasPrefix(rest, []byte("<?")):
			s.passOver(start, 2, "?>")
		case bytes.HasPrefix(rest, []byte("<!")):
			s.err = errSyntax
		default:
			return s.tag(start)
		}
	}
	return false
}

func (s *Scanner) passOver(start, skip int, end string) {
	i := bytes.Index(s.Src[start+skip:], []byte(end))
	if i < 0 {
		s.err = errSyntax
		return
	}
	s.pos = start + skip + i + len(end)
}

func (s *Scanner) tag(start int) bool {
	i, quote := start+1, byte(0)
	for ; i < len(s.Src); i++ {
		c := s.Src[i]
		if quote != 0 {
			if c == quote {
				quote = 0
			}
			continue
		}
		if c == '"' || c == '\'' {
			quote = c
		}
		if c == '>' {
			break
		}
	}
	if i >= len(s.Src) || i == start+1 {
		s.err = errSyntax
		return false
	}
	s.pos = i + 1
	s.Start, s.End = start, i+1
	s.Close = s.Src[start+1] == '/'
	s.Empty = s.Src[i-1] == '/' && !s.Close
	n := start + 1
	if s.Close {
		n++
	}
	e := n
	for e < i && !isSpace(s.Src[e]) && s.Src[e] != '/' {
		e++
	}
	s.Name = s.Src[n:e]
	return true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// Is compares the name without its prefix.
func (t *Tag) Is(local string) bool {
	n := t.Name
	if len(n) < len(local) || string(n[len(n)-len(local):]) != local {
		return false
	}
	return len(n) == len(local) || n[len(n)-len(local)-1] == ':'
}

// Prefix is the name's prefix with its colon, or "".
func (t *Tag) Prefix() string {
	return string(t.Name[:bytes.IndexByte(t.Name, ':')+1])
}

// Text is the tag itself.
func (t *Tag) Text() string { return string(t.Src[t.Start:t.End]) }

// attr is one attribute: where it starts (its leading space included) and ends,
// and where its value lies.
type attr struct {
	name       []byte
	start, end int
	v0, v1     int
}

// attrs gives the attributes one after the other.
func (t *Tag) attrs(yield func(attr) bool) {
	i := t.Start + 1 + len(t.Name)
	for i < t.End {
		a := attr{start: i}
		for i < t.End && isSpace(t.Src[i]) {
			i++
		}
		n := i
		for i < t.End && t.Src[i] != '=' && t.Src[i] != '>' && !isSpace(t.Src[i]) {
			i++
		}
		a.name = t.Src[n:i]
		for i < t.End && t.Src[i] != '"' && t.Src[i] != '\'' {
			i++
		}
		if i >= t.End {
			return
		}
		q := t.Src[i]
		a.v0 = i + 1
		for i++; i < t.End && t.Src[i] != q; i++ {
		}
		if i >= t.End {
			return
		}
		a.v1, a.end = i, i+1
		if !yield(a) {
			return
		}
		i++
	}
}

func (t *Tag) attr(name string) (attr, bool) {
	for a := range t.attrs {
		if string(a.name) == name {
			return a, true
		}
	}
	return attr{}, false
}

func (t *Tag) value(a attr) string { return unescape(string(t.Src[a.v0:a.v1])) }

// RawAttr is the undecoded value of an attribute, nil where it is missing.
func (t *Tag) RawAttr(name string) []byte {
	if a, ok := t.attr(name); ok {
		return t.Src[a.v0:a.v1]
	}
	return nil
}

// Attr is the value of an attribute, "" where it is missing.
func (t *Tag) Attr(name string) string { return unescape(string(t.RawAttr(name))) }

// PrefixedAttr is the value of an attribute that has this name after any prefix.
func (t *Tag) PrefixedAttr(local string) string {
	for a := range t.attrs {
		if bytes.HasSuffix(a.name, []byte(":"+local)) {
			return t.value(a)
		}
	}
	return ""
}

// With is the tag's text with an attribute set.
func (t *Tag) With(name, value string) string {
	value = Escape(value)
	if a, ok := t.attr(name); ok {
		return string(t.Src[t.Start:a.v0]) + value + string(t.Src[a.v1:t.End])
	}
	at := t.Start + 1 + len(t.Name)
	return string(t.Src[t.Start:at]) + " " + name + `="` + value + `"` + string(t.Src[at:t.End])
}

// Without is the tag's text with an attribute taken away.
func (t *Tag) Without(name string) string {
	return t.WithoutAttrs(func(n string) bool { return n == name })
}

// WithoutAttrs is the tag's text without the attributes of some names.
func (t *Tag) WithoutAttrs(drop func(name string) bool) string {
	var b bytes.Buffer
	at := t.Start
	for a := range t.attrs {
		if drop(string(a.name)) {
			b.Write(t.Src[at:a.start])
			at = a.end
		}
	}
	b.Write(t.Src[at:t.End])
	return b.String()
}
