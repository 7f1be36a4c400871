package xlsx

import (
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// fill brings more bytes into the window. It is false at the end of the part
// and on errors; an error comes after the good bytes before it. Everything
// before s.pos may be forgotten, so slices of the window are invalid
// afterwards.
func (s *scanner) fill() bool {
	if s.err != nil {
		return false
	}
	if s.begun && s.pos > 0 && len(s.buf)-s.have < len(s.buf)/4 {
		copy(s.buf, s.buf[s.pos:s.have])
		s.end -= s.pos
		s.have -= s.pos
		s.pos = 0
	}
	for idle := 0; idle < 100; idle++ {
		n, bad := checkChars(s.buf[s.end:s.have])
		switch s.end += n; {
		case n > 0:
			return true
		case bad, s.last == io.EOF && s.end < s.have:
			return s.fail(msgEncoding)
		case s.last == io.EOF:
			return false
		case s.last != nil:
			s.err = s.last
			return false
		case s.have == len(s.buf) && !s.grow():
			return false
		}
		n, s.last = s.src.Read(s.buf[s.have:])
		s.have += n
	}
	s.err = io.ErrNoProgress
	return false
}

// grow makes room for a token that does not fit into the window.
func (s *scanner) grow() bool {
	if len(s.buf) >= s.room {
		s.err = &LimitError{Part: s.part, Message: msgLong, Fix: fixLimit}
		return false
	}
	buf := make([]byte, min(2*len(s.buf)+4096, s.room))
	copy(buf, s.buf[:s.have])
	s.buf = buf
	return true
}

// checkChars gives the length of the longest prefix of b that is whole, valid
// characters; bad says that what follows can never be one. Characters that XML
// forbids are bad.
func checkChars(b []byte) (n int, bad bool) {
	const (
		high = 0x8080808080808080
		sp   = 0x2020202020202020
	)
	i := 0
	for i < len(b) {
		for len(b)-i >= 8 {
			v := binary.LittleEndian.Uint64(b[i:])
			if (v|(v-sp))&high != 0 {
				break // a byte from 0x80 on, or below a space, or next to one
			}
			i += 8
		}
		if i == len(b) {
			break
		}
		c := b[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
				return i, true
			}
			i++
			continue
		}
		for i < len(b) && b[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(b[i:])
			if size == 1 {
				return i, utf8.FullRune(b[i:])
			}
			if r == 0xFFFE || r == 0xFFFF {
				return i, true
			}
			i += size
		}
	}
	return i, false
}
