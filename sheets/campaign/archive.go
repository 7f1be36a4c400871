package campaign

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Item is one file that was ever received, known by what is in it.
type Item struct {
	Serial   int    // in the order first seen
	Received string // ISO date of first sight
	Digest   string // first 16 hex digits of its SHA-256
	Name     string // as first seen, relative to the inbox
	Path     string // in the archive
	Present  bool   // still lies in the inbox
	Inbox    string // where it lies in the inbox, "" if it no longer does
}

// Collect archives what is new in the inbox and lists everything ever
// received, in the order first seen. Files in the inbox are not touched.
func (d Dir) Collect(ctx context.Context, asOf string) ([]Item, error) {
	if err := os.MkdirAll(d.Path(Inbox, Archive), 0o755); err != nil {
		return nil, err
	}
	items, err := d.Archived()
	if err != nil {
		return nil, err
	}
	known := map[string]int{}
	for i, it := range items {
		known[it.Digest] = i
	}
	files, err := d.InboxFiles()
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		digest, err := Digest(ctx, path)
		if err != nil {
			return nil, err
		}
		if i, ok := known[digest]; ok {
			if !items[i].Present {
				items[i].Present, items[i].Inbox = true, path
			}
			continue
		}
		serial := 1
		if len(items) > 0 {
			serial = items[len(items)-1].Serial + 1
		}
		name := Dir(d.Path(Inbox)).Relative(path)
		it := Item{Serial: serial, Received: asOf, Digest: digest, Name: shorten(name), Present: true, Inbox: path}
		it.Path = d.Path(Inbox, Archive, it.archiveName())
		if err := CopyFile(ctx, it.Path, path); err != nil {
			return nil, err
		}
		known[digest] = len(items)
		items = append(items, it)
	}
	return items, nil
}

// The archive's file names are its register: serial, date, digest, and the
// name the file came under, with / written as ∕.
func (it Item) archiveName() string {
	return fmt.Sprintf("%05d-%s-%s-%s", it.Serial, strings.ReplaceAll(it.Received, "-", ""), it.Digest, shorten(strings.ReplaceAll(it.Name, "/", "∕")))
}

// shorten leaves out the middle of a name that would be too long for a file
// system together with what stands before it.
func shorten(name string) string {
	const most = 180 // bytes
	r := []rune(name)
	cut := len(r)
	for len(string(r)) > most {
		cut = len(r) / 2
		r = slices.Delete(r, cut, cut+1)
	}
	if cut < len(r) {
		r[cut] = '…'
	}
	return string(r)
}

// Archived lists everything ever received, in the order first seen.
func (d Dir) Archived() ([]Item, error) {
	dir := d.Path(Inbox, Archive)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var items []Item
	for _, e := range entries {
		parts := strings.SplitN(e.Name(), "-", 4)
		if len(parts) != 4 || len(parts[1]) != 8 {
			continue
		}
		serial, err := strconv.Atoi(parts[0])
		if err != nil {
			continue
		}
		day := parts[1]
		items = append(items, Item{
			Serial: serial, Received: day[:4] + "-" + day[4:6] + "-" + day[6:], Digest: parts[2],
			Name: strings.ReplaceAll(parts[3], "∕", "/"), Path: filepath.Join(dir, e.Name()),
		})
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Serial, b.Serial) })
	return items, nil
}

// ArchivedFile is where the file with a digest is kept; "" if it is not.
func (d Dir) ArchivedFile(digest string) string {
	items, _ := d.Archived()
	for _, it := range items {
		if it.Digest == digest {
			return it.Path
		}
	}
	return ""
}

// InboxFiles lists what lies in the inbox in a fixed order, passing over the
// archive and files that programs leave behind.
func (d Dir) InboxFiles() ([]string, error) {
	var files []string
	err := filepath.WalkDir(d.Path(Inbox), func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && path == d.Path(Inbox, Archive):
			return filepath.SkipDir
		case e.IsDir() || !e.Type().IsRegular() || litter(e.Name()):
			return nil
		}
		files = append(files, path)
		return nil
	})
	slices.Sort(files)
	return files, err
}

// litter reports whether a file is nobody's return: lock files of open
// workbooks, and what systems leave behind.
func litter(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// Digest is the identity of a file's content.
func Digest(ctx context.Context, path string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	f, err := open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return digestOf(h), nil
}

func digestOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil))[:16] }

// errNoFile is why a pipe or a device is not read: who waits for one may wait for
// ever.
var errNoFile = &Error{Message: "不是普通文件，没有读入。", Fix: "请换成普通文件。"}

// open opens a file and nothing else.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	return os.Open(path)
}

// regular reports whether a file, and not a link to one, is there.
func regular(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}
