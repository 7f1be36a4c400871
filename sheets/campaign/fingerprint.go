package campaign

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// Place is a file or folder of a campaign that a command reads.
type Place struct {
	Path  []string
	Names bool   // nothing but the names in it
	But   string // an entry of the folder that is not looked at
}

// Fingerprint is a digest of all that lies at some places: names and kinds, and of files
// the mode, the day of the last change and every byte, or what keeps them from
// being read. Two digests are only the same if a command that reads nothing else
// finds the same. It is "" where a link leads where nobody looked.
func (d Dir) Fingerprint(ctx context.Context, places ...Place) string {
	w := &fingerprinter{inbox: d.Path(Inbox)}
	for _, p := range places {
		w.look(d.Path(p.Path...), p)
	}
	w.read(ctx)
	if ctx.Err() != nil || w.linked {
		return ""
	}
	h := sha256.New()
	for _, e := range w.entries {
		fmt.Fprintf(h, "%q %s %x\n", d.Relative(e.path), e.what, e.content)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// fingerprinter goes through folders, and then reads what it found.
type fingerprinter struct {
	inbox   string // where links are not followed by anybody
	linked  bool
	entries []*fingerprinted
}

type fingerprinted struct {
	path    string
	what    string
	read    bool
	content []byte
}

func (w *fingerprinter) add(path, what string) *fingerprinted {
	e := &fingerprinted{path: path, what: what}
	w.entries = append(w.entries, e)
	return e
}

func (w *fingerprinter) look(path string, p Place) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.add(path, "! "+err.Error())
	case info.IsDir():
		w.folder(path, p)
	default:
		w.file(path, info, p.Names)
	}
}

func (w *fingerprinter) folder(path string, p Place) {
	entries, err := os.ReadDir(path) // sorted
	w.add(path, fmt.Sprint("folder ", err))
	for _, e := range entries {
		below := filepath.Join(path, e.Name())
		switch {
		case e.Name() == p.But:
		case e.Type()&fs.ModeSymlink != 0:
			w.linked = w.linked || !strings.HasPrefix(path+string(filepath.Separator), w.inbox+string(filepath.Separator))
			w.add(below, "link")
		case e.IsDir():
			w.folder(below, Place{Names: p.Names})
		case p.Names:
			w.add(below, e.Type().String())
		default:
			w.entry(below, e)
		}
	}
}

func (w *fingerprinter) entry(path string, e fs.DirEntry) {
	info, err := e.Info()
	if err != nil {
		w.add(path, "! "+err.Error())
		return
	}
	w.file(path, info, false)
}

func (w *fingerprinter) file(path string, info fs.FileInfo, names bool) {
	if names {
		w.add(path, info.Mode().Type().String())
		return
	}
	e := w.add(path, fmt.Sprint(info.Mode(), " ", info.Size(), " ", info.ModTime().UnixNano()))
	e.read = info.Mode().IsRegular()
}

// read reads the files on all cores.
func (w *fingerprinter) read(ctx context.Context) {
	next := make(chan *fingerprinted)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			room := make([]byte, 1<<18)
			for e := range next {
				if ctx.Err() == nil {
					e.sum(room)
				}
			}
		})
	}
	for _, e := range w.entries {
		if e.read {
			next <- e
		}
	}
	close(next)
	work.Wait()
}

func (e *fingerprinted) sum(room []byte) {
	f, err := open(e.path)
	if err != nil {
		e.what += " ! " + err.Error()
		return
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, room); err != nil {
		e.what += " ! " + err.Error()
	}
	e.content = h.Sum(nil)
}
