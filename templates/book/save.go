package book

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// Write writes the workbook, or returns what has gone wrong since New; then
// nothing has been written.
func (b *Book) Write(w io.Writer) error {
	for sheet, areas := range b.merges {
		for _, a := range areas {
			b.Do(b.File.MergeCell(sheet, a[0], a[1]))
		}
	}
	clear(b.merges)
	for _, name := range b.File.GetSheetList() {
		if b.streams[name] == nil { // it would be what a new sheet begins with
			b.Do(b.File.SetSheetDimension(name, ""))
		}
	}
	if b.Do(b.ctx.Err()); b.err != nil {
		return b.err
	}
	names, parts, err := b.parts()
	if err != nil {
		return err
	}
	if b.tell != nil {
		defer b.tell(-1)
	}
	z := zip.NewWriter(w)
	for i, p := range parts {
		if err := p.write(z, names[i]); err != nil {
			return err
		}
	}
	return z.Close()
}

// parts are the parts of the package, what they are first.
func (b *Book) parts() (names []string, parts []*part, err error) {
	f := &frame{parts: map[string]*bytes.Buffer{}}
	b.File.SetZipWriter(func(io.Writer) excelize.ZipWriter { return f })
	if err := b.File.Write(io.Discard); err != nil {
		return nil, nil, err
	}
	streams := map[string]*Stream{}
	for id, name := range b.File.GetSheetMap() {
		if s := b.streams[name]; s != nil {
			streams[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = s
		}
	}
	const types = "[Content_Types].xml"
	names = append([]string{types}, slices.DeleteFunc(f.names, func(n string) bool { return n == types })...)
	for _, name := range names {
		p, text := &part{loose: b.loose}, f.parts[name].Bytes()
		if s := streams[name]; s == nil {
			p.end(text, nil)
		} else {
			before, after, err := s.around(text)
			if err != nil {
				return nil, nil, err
			}
			p = s.part
			p.end(before, after)
		}
		parts = append(parts, p)
	}
	return names, parts, nil
}
