// Package atomicfile writes files that are either complete or absent: aside,
// synced, then renamed. An interrupted write leaves what was there before.
package atomicfile

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// Fault, if set, is called before every write, sync and rename with the step's
// name; tests return an error from it or kill the process.
var Fault func(step, path string) error

func fault(step, path string) error {
	if Fault == nil {
		return nil
	}
	return Fault(step, path)
}

// Write creates or replaces path with what fill writes.
func Write(path string, fill func(io.Writer) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".taizhang-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	buf := bufio.NewWriterSize(faulty{f, path}, 1<<16)
	if err := fill(buf); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	if err := fault("sync", path); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := fault("rename", path); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

type faulty struct {
	f    *os.File
	path string
}

func (w faulty) Write(p []byte) (int, error) {
	if err := fault("write", w.path); err != nil {
		return 0, err
	}
	return w.f.Write(p)
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
