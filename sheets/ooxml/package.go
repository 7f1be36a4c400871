package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Limits bound what is read of a package. A limit of zero is none.
type Limits struct {
	Parts int   // how many it may hold
	Part  int64 // bytes of one part, inflated
	Total int64 // bytes of all that is read, inflated
}

// partBytes bounds a part that has to be edited in memory.
const partBytes = 256 << 20

// ErrTooLarge says that a part or the package goes beyond the limits.
var ErrTooLarge = errors.New("ooxml: package or part too large")

// written is the one time stamp of every part that is set, so that equal
// packages are equal files.
var written = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Package is a zip of parts, in their order in the file.
type Package struct {
	parts  []*part
	index  map[string]*part // by folded name
	limits Limits
	read   int64
}

type part struct {
	name    string
	file    *zip.File // nil for a part that was added
	data    []byte    // nil until it is set
	removed bool
}

// New is a package without parts.
func New() *Package { return &Package{index: map[string]*part{}} }

// Open reads the directory of a package that is in memory.
func Open(b []byte) (*Package, error) {
	return OpenReader(bytes.NewReader(b), int64(len(b)), Limits{Part: partBytes})
}

// OpenReader reads the directory of a package; r must stay readable.
func OpenReader(r io.ReaderAt, size int64, limits Limits) (*Package, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	if limits.Parts > 0 && len(z.File) > limits.Parts {
		return nil, ErrTooLarge
	}
	p := New()
	p.limits = limits
	for _, f := range z.File {
		key := fold(f.Name)
		if strings.HasSuffix(key, "/") {
			continue
		}
		if p.index[key] != nil {
			return nil, fmt.Errorf("ooxml: part %s occurs twice", f.Name)
		}
		p.add(&part{name: f.Name, file: f})
	}
	return p, nil
}

func (p *Package) add(e *part) {
	p.index[fold(e.name)] = e
	p.parts = append(p.parts, e)
}

// Clone is a package with the same parts, which can be changed on its own.
func (p *Package) Clone() *Package {
	c := New()
	c.limits = p.limits
	for _, e := range p.parts {
		own := *e
		c.add(&own)
	}
	return c
}

// fold makes part names comparable: they ignore case, and some programs write
// them with a leading slash or with backslashes.
func fold(name string) string { return strings.ToLower(plain(name)) }

func plain(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
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
			out = append(out, plain(e.name))
		}
	}
	return out
}

// Size is how many bytes a part has.
func (p *Package) Size(name string) int64 {
	switch e := p.index[fold(name)]; {
	case e == nil || e.removed:
		return 0
	case e.data != nil:
		return int64(len(e.data))
	default:
		return int64(e.file.UncompressedSize64)
	}
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
	b, err := p.inflate(e.file)
	if err != nil {
		return nil, fmt.Errorf("ooxml: part %s: %w", name, err)
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), nil
}

// deflated is how much a byte of a part can hold at the most: a part that says that it
// needs more room lies.
const deflated = 1032

func (p *Package) inflate(f *zip.File) ([]byte, error) {
	most := int64(1<<63 - 2)
	if p.limits.Part > 0 {
		most = p.limits.Part
	}
	if p.limits.Total > 0 {
		most = min(most, max(p.limits.Total-p.read, 0))
	}
	if f.UncompressedSize64 > uint64(most) {
		return nil, ErrTooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	buf := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64, deflated*f.CompressedSize64)+bytes.MinRead))
	n, err := io.Copy(buf, io.LimitReader(r, most+1))
	if p.read += n; n > most {
		return nil, ErrTooLarge
	}
	return buf.Bytes(), err
}

// Set replaces or adds a part.
func (p *Package) Set(name string, data []byte) {
	e := p.index[fold(name)]
	if e == nil {
		e = &part{name: name}
		p.add(e)
	}
	if e.data, e.removed = data, false; data == nil {
		e.data = []byte{}
	}
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
		f, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: written})
		if err != nil {
			return err
		}
		if _, err := f.Write(e.data); err != nil {
			return err
		}
	}
	return z.Close()
}
