package main

import (
	"io"
	"os"

	"taizhang/templates/cell"
)

// visible shows characters that a terminal would obey, as they come in names of
// files and in what people wrote, instead of passing them on.
type visible struct{ to io.Writer }

func (v visible) Write(b []byte) (int, error) {
	if _, err := io.WriteString(v.to, cell.ShowHidden(string(b))); err != nil {
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
