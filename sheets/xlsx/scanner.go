package xlsx

import (
	"bytes"
	"io"
)

// token is what scanner.next has found.
type token uint8

const (
	tokDone  token = iota // the end of the part, or an error: see scanner.err
	tokStart              // name, ns and attrs are set
	tokEnd                // the element opened last is closed
	tokText               // raw holds character data, cdata says of which sort
)

// scanner splits a part into tags and text. It accepts well-formed XML with
// namespaces and nothing else; in particular no DOCTYPE, so that no entity but
// the five built-in ones exists. Comments and processing instructions are
// passed over. What a token refers to is valid until the next call of next.
type scanner struct {
	part string
	src  io.Reader

	buf  []byte
	pos  int   // the next byte to look at
	end  int   // behind the last byte that may be looked at
	have int   // behind the last byte read: up to 3 bytes of a split character more
	room int   // how far buf may grow, so how long one token may be
	last error // what the source said with the last byte read: io.EOF at the end

	name  []byte // local name
	ns    namespace
	attrs []attr
	raw   []byte
	cdata bool

	open     []byte // the names of the open elements, as written, end to end
	marks    []int  // where each begins in open
	closing  bool   // the last start tag was <empty/>
	rooted   bool   // the document element has been seen
	begun    bool   // the first bytes have been looked at
	past     bool   // something has been taken: too late for an XML declaration
	bindings []binding
	main     namespace // the default namespace in force

	err error
}

// maxDepth is far beyond what the format nests.
const maxDepth = 256

func (s *scanner) reset(part string, src io.Reader, buf []byte, room int) {
	*s = scanner{
		part: part, src: src, buf: buf, room: max(room, len(buf)),
		attrs: s.attrs[:0], open: s.open[:0], marks: s.marks[:0], bindings: s.bindings[:0],
	}
}

// next finds the next token.
func (s *scanner) next() token {
	if s.closing && s.err == nil {
		s.closing = false
		s.pop()
		return tokEnd
	}
	for s.err == nil {
		if s.pos == s.end && !s.fill() {
			return s.finish()
		}
		if !s.begun {
			s.begin()
			continue
		}
		first := !s.past
		s.past = true
		if s.buf[s.pos] != '<' {
			if s.scanText() {
				return tokText
			}
			continue
		}
		if s.end-s.pos < 2 && !s.fill() {
			return s.broken()
		}
		switch s.buf[s.pos+1] {
		case '/':
			if s.scanEnd() {
				return tokEnd
			}
		case '!':
			if s.scanDeclaration() {
				return tokText
			}
		case '?':
			s.scanInstruction(first)
		default:
			if s.scanStart() {
				return tokStart
			}
		}
	}
	return tokDone
}

// finish is called where no byte is left.
func (s *scanner) finish() token {
	if s.err == nil && (len(s.marks) > 0 || !s.rooted) {
		s.broken()
	}
	return tokDone
}

// begin looks at the first bytes of the part.
func (s *scanner) begin() {
	for s.end-s.pos < 3 && s.fill() {
	}
	s.begun = true
	if bytes.HasPrefix(s.buf[s.pos:s.end], []byte("\xEF\xBB\xBF")) {
		s.pos += 3
	}
}

// scanText takes the text up to the next tag. It is false where there is
// nothing to report: white space around the document element, or an error.
func (s *scanner) scanText() bool {
	from := 0
	for {
		n := bytes.IndexByte(s.buf[s.pos+from:s.end], '<')
		if n >= 0 {
			n += from
			s.raw, s.cdata = s.buf[s.pos:s.pos+n], false
			s.pos += n
			break
		}
		from = s.end - s.pos
		if s.fill() {
			continue
		}
		if s.err != nil || len(s.marks) > 0 {
			s.broken()
			return false
		}
		s.raw = s.buf[s.pos:s.end]
		s.pos = s.end
		break
	}
	if len(s.marks) > 0 {
		return true
	}
	if !isBlank(s.raw) {
		s.fail(msgSyntax)
	}
	return false
}

// scanEnd takes an end tag, which must name the element opened last.
func (s *scanner) scanEnd() bool {
	if len(s.marks) == 0 {
		return s.fail(msgSyntax)
	}
	want := s.open[s.marks[len(s.marks)-1]:]
	for {
		b := s.buf[s.pos:s.end]
		if n := 2 + len(want); len(b) > n {
			if string(b[2:n]) != string(want) {
				return s.fail(msgPairs)
			}
			for n < len(b) && class[b[n]]&isSpace != 0 {
				n++
			}
			if n < len(b) {
				if b[n] != '>' {
					return s.fail(msgPairs)
				}
				s.pos += n + 1
				s.pop()
				return true
			}
		}
		if !s.fill() {
			s.broken()
			return false
		}
	}
}

// scanDeclaration takes a comment or a CDATA section, of which only the second
// is reported.
func (s *scanner) scanDeclaration() bool {
	const comment, cdata = "<!--", "<![CDATA["
	for s.end-s.pos < len(cdata) && s.fill() {
	}
	b := s.buf[s.pos:s.end]
	switch {
	case bytes.HasPrefix(b, []byte(comment)):
		n, ok := s.upTo(len(comment), "--")
		if !ok {
			return false
		}
		for s.end-s.pos < n+3 && s.fill() {
		}
		if s.end-s.pos < n+3 || s.buf[s.pos+n+2] != '>' {
			return s.fail(msgSyntax)
		}
		s.pos += n + 3
		return false
	case bytes.HasPrefix(b, []byte(cdata)) && len(s.marks) > 0:
		n, ok := s.upTo(len(cdata), "]]>")
		if !ok {
			return false
		}
		s.raw, s.cdata = s.buf[s.pos+len(cdata):s.pos+n], true
		s.pos += n + 3
		return true
	case s.end-s.pos < len(cdata):
		s.broken()
		return false
	}
	return s.fail(msgSyntax) // a DOCTYPE, above all
}

// upTo finds mark behind the first from bytes of the token; n counts from the
// start of the token.
func (s *scanner) upTo(from int, mark string) (n int, ok bool) {
	for {
		if n := bytes.Index(s.buf[s.pos+from:s.end], []byte(mark)); n >= 0 {
			return from + n, true
		}
		from = max(from, s.end-s.pos-len(mark)+1)
		if !s.fill() {
			s.broken()
			return 0, false
		}
	}
}

// scanInstruction passes over <?…?>, after a look at the encoding that an XML
// declaration names.
func (s *scanner) scanInstruction(first bool) {
	n, ok := s.upTo(2, "?>")
	if !ok {
		return
	}
	b := s.buf[s.pos+2 : s.pos+n]
	if len(b) == 0 || class[b[0]]&isNameStart == 0 {
		s.fail(msgSyntax)
		return
	}
	name := b
	if i := bytes.IndexAny(b, " \t\r\n"); i >= 0 {
		name = b[:i]
	}
	if bytes.EqualFold(name, []byte("xml")) {
		if !first || !readableEncoding(b) {
			s.fail(msgEncoding)
			return
		}
	}
	s.pos += n + 2
}

// readableEncoding says whether an XML declaration names UTF-8, a part of it,
// or nothing.
func readableEncoding(decl []byte) bool {
	i := bytes.Index(decl, []byte("encoding"))
	if i < 0 {
		return true
	}
	v := bytes.TrimLeft(decl[i+len("encoding"):], " \t\r\n=")
	if len(v) < 2 {
		return false
	}
	end := bytes.IndexByte(v[1:], v[0])
	if end < 0 {
		return false
	}
	switch string(bytes.ToUpper(v[1 : 1+end])) {
	case "UTF-8", "UTF8", "US-ASCII", "ASCII":
		return true
	}
	return false
}

// fail notes the first error. It returns false for the convenience of callers.
func (s *scanner) fail(message string) bool {
	if s.err == nil {
		s.err = &DamageError{Part: s.part, Message: message, Fix: fixDamage}
	}
	return false
}

// broken notes that the part ends in the middle.
func (s *scanner) broken() token {
	s.fail(msgCut)
	return tokDone
}
