package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxPart bounds a part that has to be edited in memory.
const maxPart = 256 << 20

// ErrTooLarge says that a part is too large to be edited.
var ErrTooLarge = errors.New("ooxml: part too large to edit")

// Package is a zip of parts, in their order in the file.
type Package struct {
	parts []*part
	index map[string]*part // by folded name
}

type part struct {
	name    string
	file    *zip.File // nil for a part that was added
	data    []byte    // nil until it is set
	removed bool
}

// Open reads the directory of a package that is in memory.
func Open(b []byte) (*Package, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	p := &Package{index: map[string]*part{}}
	for _, f := range z.File {
		key := fold(f.Name)
		if strings.HasSuffix(key, "/") {
			continue
		}
		if p.index[key] != nil {
			return nil, fmt.Errorf("ooxml: part %s occurs twice", f.Name)
		}
		e := &part{name: f.Name, file: f}
		p.index[key] = e
		p.parts = append(p.parts, e)
	}
	return p, nil
}

// fold makes part names comparable: they ignore case, and some programs write
// them with a leading slash or with backslashes.
func fold(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has says whether there is such a part.
func (p *Package) Has(name string) bool {
	e := p.index[fold(name)]
	return e != nil && !e.removed
}

// Names lists the parts.
func (p *Package) Names() []string {
	var out []string
	for _, e := range p.parts {
		if !e.removed {
			out = append(out, strings.TrimPrefix(strings.ReplaceAll(e.name, `\`, "/"), "/"))
		}
	}
	return out
}

// Read gives the content of a part.
func (p *Package) Read(name string) ([]byte, error) {
	e := p.index[fold(name)]
	if e == nil || e.removed {
		return nil, fmt.Errorf("ooxml: no part %s", name)
	}
	if e.data != nil {
		return e.data, nil
	}
	if e.file.UncompressedSize64 > maxPart {
		return nil, ErrTooLarge
	}
	r, err := e.file.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b := make([]byte, 0, e.file.UncompressedSize64+bytes.MinRead)
	buf := bytes.NewBuffer(b)
	if _, err := io.Copy(buf, io.LimitReader(r, maxPart+1)); err != nil {
		return nil, fmt.Errorf("ooxml: part %s: %w", name, err)
	}
	return bytes.TrimPrefix(buf.Bytes(), []byte("\xef\xbb\xbf")), nil
}

// Set replaces or adds a part.
func (p *Package) Set(name string, data []byte) {
	e := p.index[fold(name)]
	if e == nil {
		e = &part{name: name}
		p.index[fold(name)] = e
		p.parts = append(p.parts, e)
	}
	e.data, e.removed = data, false
}

// Remove takes a part away.
func (p *Package) Remove(name string) {
	if e := p.index[fold(name)]; e != nil {
		e.removed, e.data = true, nil
	}
}

// Free gives a name like pattern (with one %d) that no part has.
func (p *Package) Free(pattern string) string {
	for n := 1; ; n++ {
		if name := fmt.Sprintf(pattern, n); !p.Has(name) {
			return name
		}
	}
}

// Write writes the package. Parts that were not set are copied as they are
// stored.
func (p *Package) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, e := range p.parts {
		if e.removed {
			continue
		}
		if e.data == nil {
			if err := z.Copy(e.file); err != nil {
				return err
			}
			continue
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := f.Write(e.data); err != nil {
			return err
		}
	}
	return z.Close()
}
