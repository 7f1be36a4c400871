package xlsx

// attr is an attribute of the tag read last. Its value is as written.
type attr struct {
	name  []byte // with its prefix
	value []byte
	plain bool // the value needs no decoding
}

// maxAttrs is far beyond what any tag of the format has.
const maxAttrs = 64

// Classes of bytes. The scanner lets through only valid UTF-8, so every byte
// from 0x80 on belongs to a character; none of them has a meaning to it.
const (
	isSpace = 1 << iota
	isNameStart
	isName
	needsDecoding // inside an attribute value
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= 0x80:
			t[c] = isNameStart | isName
		case c >= '0' && c <= '9', c == '-', c == '.', c == ':':
			t[c] = isName
		case c == ' ':
			t[c] = isSpace
		case c == '\t', c == '\n', c == '\r':
			t[c] = isSpace | needsDecoding
		case c == '&':
			t[c] = needsDecoding
		}
	}
	return t
}()

// scanStart takes a start tag.
func (s *scanner) scanStart() bool {
	for {
		n, status := s.parseStart(s.buf[s.pos:s.end])
		switch status {
		case tagComplete:
			s.pos += n
			return s.push(s.name)
		case tagBad:
			return s.fail(msgSyntax)
		}
		if !s.fill() {
			s.broken()
			return false
		}
	}
}

type tagStatus uint8

const (
	tagComplete tagStatus = iota
	tagCut                // goes on beyond the window
	tagBad
)

// parseStart reads the start tag at the beginning of b into name, attrs and
// closing. n is its length.
func (s *scanner) parseStart(b []byte) (n int, status tagStatus) {
	i := 1
	if class[b[i]]&isNameStart == 0 {
		return 0, tagBad
	}
	for i < len(b) && class[b[i]]&isName != 0 {
		i++
	}
	s.name = b[1:i]
	s.attrs = s.attrs[:0]
	for {
		gap := i
		for i < len(b) && class[b[i]]&isSpace != 0 {
			i++
		}
		if i >= len(b) {
			return 0, tagCut
		}
		switch b[i] {
		case '>':
			s.closing = false
			return i + 1, tagComplete
		case '/':
			if i+1 >= len(b) {
				return 0, tagCut
			}
			if b[i+1] != '>' {
				return 0, tagBad
			}
			s.closing = true
			return i + 2, tagComplete
		}
		if i == gap || class[b[i]]&isNameStart == 0 || len(s.attrs) == maxAttrs {
			return 0, tagBad
		}
		var a attr
		if i, status = a.parse(b, i); status != tagComplete {
			return 0, status
		}
		if !a.plain {
			if _, ok := appendDecoded(nil, a.value, true); !ok {
				return 0, tagBad
			}
		}
		for k := range s.attrs {
			if string(s.attrs[k].name) == string(a.name) {
				return 0, tagBad
			}
		}
		s.attrs = append(s.attrs, a)
	}
}

// parse reads the attribute at b[i:] and gives the index behind it.
func (a *attr) parse(b []byte, i int) (int, tagStatus) {
	start := i
	for i < len(b) && class[b[i]]&isName != 0 {
		i++
	}
	a.name = b[start:i]
	for i < len(b) && class[b[i]]&isSpace != 0 {
		i++
	}
	if i >= len(b) {
		return 0, tagCut
	}
	if b[i] != '=' {
		return 0, tagBad
	}
	for i++; i < len(b) && class[b[i]]&isSpace != 0; {
		i++
	}
	if i >= len(b) {
		return 0, tagCut
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return 0, tagBad
	}
	i++
	start = i
	var seen uint8
	for ; i < len(b); i++ {
		c := b[i]
		if c == quote {
			a.value, a.plain = b[start:i], seen&needsDecoding == 0
			return i + 1, tagComplete
		}
		if c == '<' {
			return 0, tagBad
		}
		seen |= class[c]
	}
	return 0, tagCut
}

// attr gives the value of an attribute that has no prefix; nil if there is
// none.
func (s *scanner) attr(name string) []byte {
	for i := range s.attrs {
		if string(s.attrs[i].name) == name {
			return s.value(&s.attrs[i])
		}
	}
	return nil
}

// attrNS gives the value of an attribute of a namespace; nil if there is none.
func (s *scanner) attrNS(ns namespace, name string) []byte {
	for i := range s.attrs {
		prefix, local := splitName(s.attrs[i].name)
		if len(prefix) > 0 && string(local) == name {
			if id, ok := s.lookup(prefix); ok && id == ns {
				return s.value(&s.attrs[i])
			}
		}
	}
	return nil
}

// flag reads an attribute that is true or false.
func (s *scanner) flag(name string, missing bool) bool {
	v := s.attr(name)
	if v == nil {
		return missing
	}
	b, ok := parseBool(v)
	if !ok {
		s.fail(msgAttr)
	}
	return b
}

// value decodes an attribute value. The result is never nil.
func (s *scanner) value(a *attr) []byte {
	if a.plain {
		return a.value
	}
	v, _ := appendDecoded(make([]byte, 0, len(a.value)), a.value, true)
	return v
}

// xstring gives an attribute that holds text for people, in which _x000D_
// stands for a control character.
func (s *scanner) xstring(name string) string {
	return string(unescape(append([]byte(nil), s.attr(name)...)))
}

func parseBool(v []byte) (value, ok bool) {
	switch string(v) {
	case "1", "true":
		return true, true
	case "0", "false":
		return false, true
	}
	return false, false
}
