// Package bookfile saves workbooks made with excelize.
//
// Its rows keep fitting their text: a height given to a streamed row is where the
// row starts, not where it stays. excelize marks such heights as set by hand, and
// then no application ever fits the row again, so the mark is taken off; without
// any height LibreOffice shows one line of a wrapped text.
//
// Its columns stand in their order, which the standard asks for: excelize's stream
// puts the column that was set last in front.
package bookfile

import (
	"bytes"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// Level is where compression stops being worth its time.
const level = 5

// Write writes the workbook. It goes to w piece by piece and not to the buffer
// that excelize offers: it is never in memory as a whole, and w can stop it.
func Write(w io.Writer, f *excelize.File) error {
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
			return flate.NewWriter(out, level)
		})
		return packer{z}
	})
	return f.Write(w)
}

type packer struct{ *zip.Writer }

func (p packer) Create(name string) (io.Writer, error) {
	w, err := p.Writer.Create(name)
	if err == nil && strings.HasPrefix(name, "xl/worksheets/sheet") {
		return &columns{w: &remover{w: w}}, nil
	}
	return w, err
}

// byHand is the mark as excelize's stream writes it.
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
