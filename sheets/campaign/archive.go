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
	"regexp"
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
// received, in the order first seen, and what was not read. Files in the inbox
// are not touched; one that cannot be read stops none of the others.
func (d Dir) Collect(ctx context.Context, asOf string) (items []Item, unread []Unread, err error) {
	if err := os.MkdirAll(d.Path(Inbox, Archive), folderMode); err != nil {
		return nil, nil, err
	}
	items, strange, err := d.archived()
	if err != nil {
		return nil, nil, err
	}
	known := map[string]int{}
	for i, it := range items {
		known[it.Digest] = i
	}
	files, unread, err := d.InboxFiles()
	if err != nil {
		return nil, nil, err
	}
	unread = append(unread, strange...)
	in := d.comingIn(ctx, files, known)
	defer in.drop()
	for at, path := range files {
		name := Dir(d.Path(Inbox)).Relative(path)
		digest, err := in.digests[at], in.errs[at]
		if i, ok := known[digest]; ok && err == nil {
			if !items[i].Present {
				items[i].Present, items[i].Inbox = true, path
			}
			continue
		}
		serial := 1
		if len(items) > 0 {
			serial = items[len(items)-1].Serial + 1
		}
		it := Item{Serial: serial, Received: asOf, Digest: digest, Name: shorten(name), Present: true, Inbox: path}
		it.Path = d.Path(Inbox, Archive, it.archiveName())
		if err == nil {
			err = in.archive(ctx, at, it)
		}
		if err != nil {
			why := failed(ctx, err, path)
			if why == nil {
				return nil, nil, err
			}
			why.Name = name
			unread = append(unread, *why)
			continue
		}
		known[digest] = len(items)
		items = append(items, it)
	}
	return items, unread, syncDir(d.Path(Inbox, Archive))
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
	items, _, err := d.archived()
	return items, err
}

// archived reads the register, and names what is in the archive without having
// been put there.
func (d Dir) archived() (items []Item, strange []Unread, err error) {
	dir := d.Path(Inbox, Archive)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	// Of two with one digest the longer name is that of a copy.
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(len(a.Name()), len(b.Name())) })
	seen := map[string]bool{}
	for _, e := range entries {
		it, ok := archivedItem(e.Name())
		if ok && e.Type().IsRegular() && !seen[it.Digest] {
			seen[it.Digest] = true
			it.Path = filepath.Join(dir, e.Name())
			items = append(items, it)
			continue
		}
		if e.IsDir() && e.Name() == spoilt {
			continue
		}
		u := Unread{Reason: "不是程序存进来的文件，没有读入，也不占收件序号。", Fix: "存档由程序管理。如果是填报表，请移到“" + Inbox + "”；不是的，请移到别处。", Weight: Odd}
		if reason := notRead(e); reason != nil && reason.Weight == Litter {
			u = *reason
		}
		u.Name = Archive + "/" + e.Name()
		strange = append(strange, u)
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Serial, b.Serial) })
	return items, strange, nil
}

var archiveName = regexp.MustCompile(`^([0-9]{5,9})-([0-9]{4})([0-9]{2})([0-9]{2})-([0-9a-f]{16})-(.+)$`)

// archivedItem reads the name of a file in the archive.
func archivedItem(name string) (Item, bool) {
	p := archiveName.FindStringSubmatch(name)
	if p == nil {
		return Item{}, false
	}
	serial, _ := strconv.Atoi(p[1])
	return Item{Serial: serial, Received: p[2] + "-" + p[3] + "-" + p[4], Digest: p[5], Name: strings.ReplaceAll(p[6], "∕", "/")}, true
}

// ArchivedFile is where the file with a digest is kept; "" if it is not, or not
// as it came.
func (d Dir) ArchivedFile(ctx context.Context, digest string) string {
	items, _ := d.Archived()
	for _, it := range items {
		if it.Digest != digest {
			continue
		}
		if now, err := Digest(ctx, it.Path); err == nil && now == digest {
			return it.Path
		}
	}
	return ""
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
