package campaign

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// dropping begins the names of files that are still coming in. No command that
// holds the lock sweeps them away.
const dropping = temporary + "收"

// MostDropped is how large a file dropped into the inbox may be.
const MostDropped = 100 << 20

// Drop puts a file that somebody hands over into the inbox, under its own name
// or the first free one like it, whole or not at all; it says where, relative to
// the inbox. A folder in front of the name is kept; whatever would lead out of
// the inbox, into the archive or to a hidden file is not.
func (d Dir) Drop(name string, r io.Reader) (string, error) {
	rel, err := droppedName(name)
	if err != nil {
		return "", err
	}
	inbox, err := d.root(Inbox)
	if err != nil {
		return "", err
	}
	defer inbox.Close()
	folder := path.Dir(rel)
	if err := inbox.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	half := ""
	var f *os.File
	for n := 1; f == nil; n++ {
		half = path.Join(folder, fmt.Sprintf("%s%d", dropping, n))
		f, err = inbox.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil && !errors.Is(err, os.ErrExist) {
			return "", err
		}
	}
	defer inbox.Remove(half)
	n, err := io.Copy(f, io.LimitReader(r, MostDropped+1))
	switch err = errors.Join(err, f.Sync(), f.Close()); {
	case err != nil:
		return "", err
	case n > MostDropped:
		return "", &Error{Message: fmt.Sprintf("“%s”超过 %d 兆，没有收下。", path.Base(rel), MostDropped>>20), Fix: "请核对是不是填报表；确实这么大的，请直接复制到“" + Inbox + "”。"}
	}
	ext := path.Ext(rel)
	stem := strings.TrimSuffix(rel, ext)
	for n := 0; ; n++ {
		to := numbered(stem, ext, n)
		err := inbox.Link(half, to) // never takes another file's place
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil { // a file system without links
			if _, err := inbox.Lstat(to); err == nil {
				continue
			}
			err = inbox.Rename(half, to)
		}
		return to, err
	}
}

// droppedName is a name inside the inbox, with / between folders.
func droppedName(name string) (string, error) {
	name = strings.ReplaceAll(name, `\`, "/")
	var parts []string
	for _, p := range strings.Split(name, "/") {
		p = strings.TrimRight(strings.Map(func(r rune) rune {
			if r < 0x20 || strings.ContainsRune(`<>:"|?*`, r) || r == utf8.RuneError || r == 0x7f {
				return '_'
			}
			return r
		}, p), " .")
		if p != "" {
			parts = append(parts, shorten(p))
		}
	}
	bad := len(parts) == 0 || len(parts) > 8 || parts[0] == Archive
	for _, p := range parts {
		bad = bad || strings.HasPrefix(p, ".") || strings.HasPrefix(p, "~$") || reserved(p)
	}
	if bad {
		return "", &Error{Message: fmt.Sprintf("“%s”不能作收件的文件名，没有收下。", filepath.Base(name)), Fix: "请把文件改名，再放一次。"}
	}
	return path.Join(parts...), nil
}

// reserved are names that mean a device on Windows.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}

// root opens a folder of the campaign out of which no name and no link leads.
func (d Dir) root(folder string) (*os.Root, error) {
	if err := os.MkdirAll(d.Path(folder), 0o755); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(d.Path(folder)); err != nil || !info.IsDir() {
		return nil, &Error{Message: "“" + folder + "”不是文件夹，或是指向别处的链接。", Fix: "请换成普通文件夹。"}
	}
	return os.OpenRoot(d.Path(folder))
}

// Open opens a file of the campaign by its path in it. Whatever leads out of the
// folder, through links too, hidden files, and what is no file are refused.
func (d Dir) Open(rel string) (*os.File, error) {
	for _, p := range strings.Split(filepath.ToSlash(rel), "/") {
		if strings.HasPrefix(p, ".") || strings.HasPrefix(p, "~$") {
			return nil, os.ErrNotExist
		}
	}
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(rel))
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, os.ErrNotExist
	}
	return f, nil
}
