package xlsx

import (
	"bytes"
	"io"
	"sync"
)

const (
	windowBytes = 64 << 10
	aheadFrom   = 1 << 20 // a part below this size is not worth a goroutine
)

// document is a part that is being read.
type document struct {
	scanner
	src    io.ReadCloser
	window *[]byte
}

var windows = sync.Pool{New: func() any {
	b := make([]byte, windowBytes)
	return &b
}}

// document starts to read a part of at most limit bytes. ahead allows a second
// core.
func (c *container) document(name string, ahead bool, limit int64) (*document, error) {
	p, err := c.open(name, limit)
	if err != nil {
		return nil, err
	}
	d := &document{src: p, window: windows.Get().(*[]byte)}
	if ahead && p.size >= aheadFrom {
		d.src = newReadAhead(p)
	}
	d.reset(name, d.src, *d.window, tokenRoom(c.limits))
	return d, nil
}

// tokenRoom is how long one token may be: a text of the longest kind in which
// every character is written as an entity, and something over.
func tokenRoom(l limits) int { return min(l.StringLen, 1<<26)*10 + windowBytes }

// close gives everything back. It may be called twice.
func (d *document) close() {
	if d.src == nil {
		return
	}
	d.src.Close()
	if d.window != nil {
		windows.Put(d.window)
	}
	d.src, d.buf = nil, nil
	d.pos, d.end, d.have, d.last = 0, 0, 0, io.EOF
}

// smallBytes is the limit for the parts that are kept as a whole. Styles, the
// largest of them, stay far below.
const smallBytes = 32 << 20

// read reads a small part to its end. root is its document element, and visit
// is called for each element directly inside.
func (c *container) read(name string, ns namespace, root string, visit func(d *document)) error {
	d, err := c.document(name, false, min(c.limits.PartBytes, smallBytes))
	if err != nil {
		return err
	}
	return d.readAll(ns, root, visit)
}

func (d *document) readAll(ns namespace, root string, visit func(d *document)) error {
	defer d.close()
	if d.next() == tokStart {
		if !d.is(ns, root) {
			d.fail(msgSyntax)
		}
		d.children(func() { visit(d) })
		d.next()
	}
	return d.err
}

// children calls visit for each element directly inside the one whose start
// tag was read last. What visit leaves unread is passed over.
func (s *scanner) children(visit func()) {
	for depth := len(s.marks); ; {
		switch s.next() {
		case tokStart:
			visit()
			if len(s.marks) > depth {
				s.skip()
			}
		case tokText:
			s.blank()
		default:
			return
		}
	}
}

// blank makes sure that the text read last is nothing but white space.
func (s *scanner) blank() {
	if !isBlank(s.raw) {
		s.fail(msgPlace)
	}
}

// skip passes over the element whose start tag was read last.
func (s *scanner) skip() {
	for depth := len(s.marks); len(s.marks) >= depth; {
		switch s.next() {
		case tokDone:
			return
		case tokText:
			s.checkText()
		}
	}
}

// checkText looks at text that nobody wants: it must still be right.
func (s *scanner) checkText() {
	if !s.cdata && bytes.IndexByte(s.raw, '&') >= 0 {
		s.appendRaw(nil)
	}
}

// appendText appends the text of the element whose start tag was read last and
// reads its end tag. Elements inside it are an error.
func (s *scanner) appendText(dst []byte) []byte {
	from := len(dst)
	for {
		switch s.next() {
		case tokText:
			dst = s.appendRaw(dst)
			s.bound(len(dst) - from)
		case tokStart:
			s.fail(msgPlace)
			return dst
		default:
			return dst
		}
	}
}

// bound keeps a text that comes in many pieces from growing for ever.
func (s *scanner) bound(length int) {
	if length > s.room && s.err == nil {
		s.err = &LimitError{Part: s.part, Message: msgLong, Fix: fixLimit}
	}
}

// appendRaw appends the text read last.
func (s *scanner) appendRaw(dst []byte) []byte {
	if s.cdata {
		// Line ends are the only thing to decode.
		for i := 0; i < len(s.raw); i++ {
			if c := s.raw[i]; c != '\r' {
				dst = append(dst, c)
				continue
			}
			dst = append(dst, '\n')
			if i+1 < len(s.raw) && s.raw[i+1] == '\n' {
				i++
			}
		}
		return dst
	}
	dst, ok := appendDecoded(dst, s.raw, false)
	if !ok {
		s.fail(msgSyntax)
	}
	return dst
}
