package main

import (
	"io"
	"os"

	"taizhang/templates/cell"
)

// visible shows characters that a terminal would obey, as they come in names of
// files and in what people wrote, instead of passing them on. Lines that a terminal
// would wrap it breaks between words, and sets in what goes on.
type visible struct {
	to      io.Writer
	columns int // of the terminal; 0: there is none
}

// onScreen writes to a stream, as its terminal wants it if it is one.
func onScreen(w io.Writer) visible {
	if s := screenOf(w); s.terminal {
		return visible{w, s.columns}
	}
	return visible{to: w}
}

// whole is the same writer for what may not be broken: data, programs.
func whole(w io.Writer) io.Writer {
	if v, ok := w.(visible); ok {
		return visible{to: v.to}
	}
	return w
}

func (v visible) Write(b []byte) (int, error) {
	s := cell.ShowHidden(string(b))
	if v.columns > 0 {
		s = broken(s, v.columns)
	}
	if _, err := io.WriteString(v.to, s); err != nil {
		return 0, err
	}
	return len(b), nil
}

// file is the file behind a stream, if it is one.
func file(w io.Writer) (*os.File, bool) {
	if v, ok := w.(visible); ok {
		w = v.to
	}
	f, ok := w.(*os.File)
	return f, ok
}
