package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/atomicfile"
)

// ArchiveDir is the store inside the inbox; it is never itself an inbox.
const ArchiveDir = "存档"

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
func Collect(inbox, asOf string) ([]Item, error) {
	archive := filepath.Join(inbox, ArchiveDir)
	if err := os.MkdirAll(archive, 0o755); err != nil {
		return nil, err
	}
	items, err := readArchive(archive)
	if err != nil {
		return nil, err
	}
	known := map[string]int{}
	for i, it := range items {
		known[it.Digest] = i
	}
	files, err := listInbox(inbox)
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		digest, err := Digest(path)
		if err != nil {
			return nil, err
		}
		rel, _ := filepath.Rel(inbox, path)
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
		it := Item{Serial: serial, Received: asOf, Digest: digest, Name: shorten(filepath.ToSlash(rel)), Present: true, Inbox: path}
		it.Path = filepath.Join(archive, it.archiveName())
		if err := copyInto(it.Path, path); err != nil {
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

func readArchive(dir string) ([]Item, error) {
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
		d := parts[1]
		items = append(items, Item{
			Serial: serial, Received: d[:4] + "-" + d[4:6] + "-" + d[6:], Digest: parts[2],
			Name: strings.ReplaceAll(parts[3], "∕", "/"), Path: filepath.Join(dir, e.Name()),
		})
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Serial, b.Serial) })
	return items, nil
}

// listInbox walks the inbox in a fixed order, passing over the archive and
// files that programs leave behind.
func listInbox(inbox string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(inbox, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path == filepath.Join(inbox, ArchiveDir):
			return filepath.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || Litter(d.Name()):
			return nil
		}
		files = append(files, path)
		return nil
	})
	slices.Sort(files)
	return files, err
}

// Litter reports whether a file is nobody's return: lock files of open
// workbooks, and what systems leave behind.
func Litter(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// Digest is the identity of a file's content.
func Digest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

func copyInto(dst, src string) error {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	return atomicfile.Write(dst, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
