package campaign

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Fault, if set, is called before every write, sync and rename with the step's
// name, one after the other; tests return an error from it or kill the process.
var Fault func(step, path string) error

// faults lets one step at a time ask Fault.
var faults sync.Mutex

// temporary begins the names of files being written.
const temporary = ".taizhang-"

// fill writes the content of a file.
type fill = func(io.Writer) error

// WriteFile creates or replaces path with what fill writes. When fill fails, the
// disk does, or ctx ends while it writes, path stays what it was and nothing
// else is left. Errors of the disk name path.
func WriteFile(ctx context.Context, path string, fill func(io.Writer) error) error {
	return write(ctx, path, fill, nil)
}

// WriteVerified is WriteFile; verify is shown what was written, under another
// name, before it takes the place of the old file.
func WriteVerified(ctx context.Context, path string, fill func(io.Writer) error, verify func(path string) error) error {
	return write(ctx, path, fill, func(temporary, _ string) error { return verify(temporary) })
}

// write is WriteFile; ready, if set, is told where what was written is, and its
// digest, before it takes the place of the old file.
func write(ctx context.Context, path string, fill func(io.Writer) error, ready func(temporary, digest string) error) error {
	a, err := writeAside(ctx, path, fill)
	if err != nil {
		return err
	}
	if err := a.take(path, ready); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// aside is a file that is written, synced and closed, and has not taken its place yet.
type aside struct {
	guarded
	name string
}

// writeAside writes a file beside the place that it is for; on an error nothing is left.
func writeAside(ctx context.Context, path string, fill fill) (*aside, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, err
	}
	f, err := createTemp(dir, path)
	if err != nil {
		return nil, naming(err, path)
	}
	a := &aside{guarded{ctx, f, path, sha256.New()}, f.Name()}
	if err := a.fill(fill); err != nil {
		f.Close()
		a.drop()
		return nil, naming(err, path)
	}
	return a, nil
}

func (a *aside) fill(fill fill) error {
	buf := bufio.NewWriterSize(a.guarded, 1<<16)
	for _, step := range []func() error{
		func() error { return fill(buf) },
		buf.Flush,
		func() error { return a.may("sync") },
		a.f.Sync,
		a.f.Close,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// take puts the file into its place, unless ready has something against it.
func (a *aside) take(path string, ready func(temporary, digest string) error) error {
	a.path = path
	err := a.may("rename")
	if err == nil && ready != nil {
		err = ready(a.name, a.digest())
	}
	if err == nil {
		err = os.Rename(a.name, path)
	}
	if err != nil {
		a.drop()
	}
	return naming(err, path)
}

func (a *aside) digest() string { return digestOf(a.sum) }

func (a *aside) drop() { os.Remove(a.name) }

// WriteBytes creates or replaces path with b.
func WriteBytes(ctx context.Context, path string, b []byte) error {
	return WriteFile(ctx, path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// CopyFile creates or replaces dst with the content of src.
func CopyFile(ctx context.Context, dst, src string) error {
	return copyFrom(src, func(fill fill) error { return WriteFile(ctx, dst, fill) })
}

// copyFrom writes what a file holds.
func copyFrom(src string, write func(fill) error) error {
	in, err := open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	return write(func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// guarded is the file being written, for as long as ctx lasts.
type guarded struct {
	ctx  context.Context
	f    *os.File
	path string
	sum  hash.Hash
}

func (w guarded) may(step string) error {
	if Fault == nil {
		return w.ctx.Err()
	}
	faults.Lock()
	defer faults.Unlock()
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return Fault(step, w.path)
}

func (w guarded) Write(p []byte) (int, error) {
	if err := w.may("write"); err != nil {
		return 0, err
	}
	w.sum.Write(p)
	return w.f.Write(p)
}

// naming puts the file that was to be written in place of the temporary one.
func naming(err error, path string) error {
	var p *fs.PathError
	if errors.As(err, &p) && strings.HasPrefix(filepath.Base(p.Path), temporary) {
		return &fs.PathError{Op: p.Op, Path: path, Err: p.Err}
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return &fs.PathError{Op: l.Op, Path: path, Err: l.Err}
	}
	return err
}

// syncDir makes the rename last; systems that cannot sync a folder are left to
// do it themselves.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync()
	return nil
}

// sweep removes what writes that were cut off left behind, in every folder
// where a command writes. The caller holds the lock: nobody else is writing.
func (d Dir) sweep() {
	for _, name := range fileNames(string(d)) {
		sweepFile(d.Path(name))
	}
	for _, folder := range Folders {
		_ = filepath.WalkDir(d.Path(folder), func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				sweepFile(path)
			}
			return nil
		})
	}
}

// sweepFile removes a file if its name is one that WriteFile gives: whoever
// else starts a name like that goes on with more than digits.
func sweepFile(path string) {
	number, ours := strings.CutPrefix(filepath.Base(path), temporary)
	if ours && number != "" && strings.Trim(number, "0123456789") == "" {
		os.Remove(path)
	}
}
