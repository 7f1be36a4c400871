package book

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// level is where compression stops being worth its time.
const level = 5

// Write writes the workbook, or returns what has gone wrong since New. It goes to
// w piece by piece and not to the buffer that excelize offers: it is never in
// memory as a whole, and w can stop it.
func (b *Book) Write(w io.Writer) error {
	for sheet, areas := range b.merges {
		for _, a := range areas {
			b.Do(b.File.MergeCell(sheet, a[0], a[1]))
		}
	}
	clear(b.merges)
	for part, sheet := range b.streams {
		if _, read := b.File.Sheet.Load(part); read {
			b.Do(fmt.Errorf("%s：写完之后又改动了", sheet)) // excelize has read it all again
		}
	}
	if b.err != nil {
		return b.err
	}
	b.File.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
			return flate.NewWriter(out, level)
		})
		return packer{z}
	})
	return b.File.Write(w)
}

type packer struct{ *zip.Writer }

func (p packer) Create(name string) (io.Writer, error) {
	w, err := p.Writer.Create(name)
	if err == nil && strings.HasPrefix(name, "xl/worksheets/sheet") {
		return &remover{w: w}, nil
	}
	return w, err
}

// byHand is the mark, as excelize's stream writes it, that a row's height was set
// by hand. With it no application ever fits the row again; without any height
// LibreOffice shows one line of a wrapped text. Rows of a page, which no
// application could fit, bear it in another spelling.
var byHand = []byte(` customHeight="1"`)

// remover drops the mark from what passes through. Text cannot hold it: a
// quotation mark in text is escaped.
type remover struct {
	w    io.Writer
	held []byte // a beginning of the mark at the end of what was written last
}

func (r *remover) Write(p []byte) (int, error) {
	text := bytes.ReplaceAll(append(r.held, p...), byHand, nil)
	keep := 0
	for n := min(len(byHand)-1, len(text)); n > 0; n-- {
		if bytes.HasSuffix(text, byHand[:n]) {
			keep = n
			break
		}
	}
	if _, err := r.w.Write(text[:len(text)-keep]); err != nil {
		return 0, err
	}
	r.held = bytes.Clone(text[len(text)-keep:])
	return len(p), nil
}
