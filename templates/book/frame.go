package book

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
)

// frame is the workbook as excelize writes it, part by part, in which the rows of
// streamed sheets are missing.
type frame struct {
	names []string
	parts map[string]*bytes.Buffer
}

func (f *frame) Create(name string) (io.Writer, error) {
	f.names, f.parts[name] = append(f.names, name), &bytes.Buffer{}
	return f.parts[name], nil
}

func (f *frame) AddFS(fs.FS) error { return nil } // nobody asks for it

func (f *frame) Close() error { return nil }

// noRows is how a sheet without rows is written.
var noRows = []byte("<sheetData></sheetData>")

// around is what stands before and after the rows of a streamed sheet.
func (s *Stream) around(whole []byte) (before, after []byte, err error) {
	before, after, found := bytes.Cut(whole, noRows)
	if !found {
		return nil, nil, fmt.Errorf("%s：写完之后又改动了", s.sheet)
	}
	before = append(append(bytes.Clone(before), s.cols()...), "<sheetData>"...)
	var tail []byte
	tail = append(tail, "</sheetData>"...)
	// The order of a sheet's elements is prescribed: protection, filter, merged
	// cells, then what excelize knows.
	if n := protection(after); n > 0 {
		tail, after = append(tail, after[:n]...), after[n:]
	}
	if s.filter != "" {
		tail = append(tail, `<autoFilter ref="`+s.filter+`"/>`...)
	}
	if len(s.merged) > 0 {
		tail = append(tail, `<mergeCells count="`+strconv.Itoa(len(s.merged))+`">`...)
		for _, area := range s.merged {
			tail = append(tail, `<mergeCell ref="`+area+`"/>`...)
		}
		tail = append(tail, "</mergeCells>"...)
	}
	return before, append(tail, after...), nil
}

// protection is the length of a sheet's protection at the start of b.
func protection(b []byte) int {
	const end = "</sheetProtection>"
	if !bytes.HasPrefix(b, []byte("<sheetProtection")) {
		return 0
	}
	return bytes.Index(b, []byte(end)) + len(end)
}

// cols are the columns of the stream.
func (s *Stream) cols() string {
	if len(s.columns) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<cols>")
	for i, c := range s.columns {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%s" customWidth="1"`, i+1, i+1, strconv.FormatFloat(c.Width, 'f', -1, 64))
		if c.Style > 0 {
			fmt.Fprintf(&b, ` style="%d"`, c.Style)
		}
		if c.Hidden {
			b.WriteString(` hidden="1"`)
		}
		if c.Level > 0 {
			fmt.Fprintf(&b, ` outlineLevel="%d"`, c.Level)
		}
		b.WriteString("/>")
	}
	b.WriteString("</cols>")
	return b.String()
}
