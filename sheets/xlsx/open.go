package xlsx

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Open reads a workbook file; it must be closed.
func Open(path string, opts ...Option) (*Workbook, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	w, err := openFile(f, path, opts)
	if err != nil {
		f.Close()
		return nil, err
	}
	w.closer = f
	return w, nil
}

func openFile(f *os.File, path string, opts []Option) (*Workbook, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, notWorkbook(FormatUnknown)
	}
	return OpenReader(f, info.Size(), append([]Option{WithName(path)}, opts...)...)
}

// OpenBytes reads a workbook that is in memory. b must not change while the
// workbook is open.
func OpenBytes(b []byte, opts ...Option) (*Workbook, error) {
	return OpenReader(bytes.NewReader(b), int64(len(b)), opts...)
}

// OpenReader reads a workbook of the given size. r must stay readable while the
// workbook is open; closing the workbook does not close it.
func OpenReader(r io.ReaderAt, size int64, opts ...Option) (*Workbook, error) {
	o := options{workers: 2}
	for _, set := range opts {
		set(&o)
	}
	o.limits = o.limits.filled()
	if size > o.limits.FileBytes {
		return nil, &LimitError{Message: "文件过大。", Fix: fixLimit}
	}
	head, err := readHead(r, size)
	if err != nil {
		return nil, err
	}
	name := strings.ToLower(filepath.Base(o.name))
	kind := sniff(head, name)
	switch kind {
	case formatPackage:
		return openPackage(r, size, &o)
	case formatCompound:
		kind = compoundKind(r, size, name)
	}
	return nil, notWorkbook(kind)
}

// headBytes is how much of a file is looked at to tell what it is.
const headBytes = 4 << 10

func readHead(r io.ReaderAt, size int64) ([]byte, error) {
	head := make([]byte, min(size, headBytes))
	n, err := r.ReadAt(head, 0)
	if n < len(head) && err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:n], nil
}

// openPackage reads a file that begins like a zip file.
func openPackage(r io.ReaderAt, size int64, o *options) (*Workbook, error) {
	c, err := openContainer(r, size, o.limits)
	if err != nil {
		return nil, err
	}
	if !c.has(contentTypesPart) {
		return nil, notWorkbook(c.foreignKind())
	}
	c.ahead = o.workers > 1
	w := &Workbook{pkg: c}
	if err := w.load(); err != nil {
		return nil, err
	}
	return w, nil
}
