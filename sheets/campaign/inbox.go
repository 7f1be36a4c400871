package campaign

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Weight is how much it matters that an entry of the inbox was not read.
type Weight int

const (
	Litter Weight = iota // what systems leave behind
	Odd                  // no return, though somebody may take it for one
	Missed               // what may well be a return
)

// Unread is an entry of the inbox that was not read, and why: either a sentence
// and advice, or an error of the system.
type Unread struct {
	Name        string // relative to the inbox
	Reason, Fix string
	Err         error
	Weight      Weight
}

// InboxFiles lists what lies in the inbox in a fixed order, sub-folders included,
// and what cannot be a return. Nothing is opened, links are not followed, and
// the archive is passed over.
func (d Dir) InboxFiles() (files []string, unread []Unread, err error) {
	w := inboxWalk{root: d.Path(Inbox)}
	if err := w.folder(w.root); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	slices.Sort(w.files)
	slices.SortFunc(w.unread, func(a, b Unread) int { return strings.Compare(a.Name, b.Name) })
	return w.files, w.unread, nil
}

type inboxWalk struct {
	root   string
	files  []string
	unread []Unread
}

// folder lists a folder; one below the inbox that cannot be listed stops nobody.
func (w *inboxWalk) folder(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && dir == w.root {
		return err
	}
	if err != nil {
		w.skip(dir, Unread{Err: err, Weight: Missed})
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch reason := notRead(e); {
		case path == filepath.Join(w.root, Archive):
		case e.IsDir():
			if strings.EqualFold(filepath.Ext(path), ".xlsx") {
				w.skip(path, Unread{Reason: "这是文件夹，不是工作簿；里面的文件照常读入。", Fix: "请把文件夹改名，以免看错。", Weight: Odd})
			}
			_ = w.folder(path)
		case reason != nil:
			w.skip(path, *reason)
		default:
			w.files = append(w.files, path)
		}
	}
	return nil
}

func (w *inboxWalk) skip(path string, u Unread) {
	u.Name = Dir(w.root).Relative(path)
	w.unread = append(w.unread, u)
}

// notRead says why an entry that is no folder is no return; nil if it may be one.
func notRead(e fs.DirEntry) *Unread {
	name := e.Name()
	switch kind := e.Type(); {
	case litter(name) && ownerFile(name):
		return &Unread{Reason: "这是表格程序打开工作簿时留下的锁定文件，不是填报表；有人正开着那份表，没有存盘的内容读不到。", Fix: "请保存并关闭那份表，再运行；确实没有人开着的，可以删去这个文件。", Weight: Odd}
	case strings.EqualFold(name, "Thumbs.db"), strings.EqualFold(name, "desktop.ini"), name == ".DS_Store", strings.HasPrefix(name, "._"), strings.HasPrefix(name, temporary):
		return &Unread{Reason: "这是系统留下的文件，不是填报表。", Fix: "不用处理。", Weight: Litter}
	case litter(name):
		return &Unread{Reason: "文件名以“.”或“~$”开头，当作程序留下的文件，没有读入。", Fix: "如果是填报表，请改名，去掉开头的“.”或“~$”。", Weight: Odd}
	case kind&fs.ModeSymlink != 0:
		return &Unread{Reason: "这是指向别处的链接，不是文件本身，没有读入。", Fix: "请把原来的文件复制到“" + Inbox + "”。", Weight: Missed}
	case !kind.IsRegular():
		return &Unread{Reason: "这不是普通文件（是管道、套接字或设备），没有读入。", Fix: "请移走；如果应是填报表，请把文件复制进来。", Weight: Odd}
	}
	return nil
}

// litter reports whether a file is nobody's return: lock files of open
// workbooks, and what systems leave behind.
func litter(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// errChanging says that a file was written to while it was copied.
var errChanging = errors.New("changing")

// archive copies a file of the inbox to its place in the archive, and makes sure
// that it is what its digest says.
func archive(ctx context.Context, it Item) error {
	return copyFrom(it.Inbox, func(fill fill) error { return write(ctx, it.Path, fill, it.unchanged) })
}

// unchanged: what was copied has the digest that the file had.
func (it Item) unchanged(_, digest string) error {
	if digest != it.Digest {
		return errChanging
	}
	return nil
}

// failed says why a file that was about to be read was not; nil if it is the
// whole command that cannot go on.
func failed(ctx context.Context, err error, src string) *Unread {
	var p *fs.PathError
	switch {
	case ctx.Err() != nil:
		return nil
	case errors.Is(err, errChanging):
		return &Unread{Reason: "文件正在被写入，内容还在变，没有读入。", Fix: "请等它复制完或同步完，再运行。", Weight: Missed}
	case errors.As(err, &p) && p.Path == src:
		return &Unread{Err: err, Weight: Missed}
	}
	return nil
}

// Sound makes sure that the archived copy of a file is what came in. One that is
// not is replaced if the original still lies in the inbox, and kept in 损坏;
// otherwise it is an error.
func (d Dir) Sound(ctx context.Context, it Item) (restored bool, err error) {
	now, err := Digest(ctx, it.Path)
	if err == nil && now == it.Digest {
		return false, nil
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if it.Inbox != "" {
		aside := filepath.Join(filepath.Dir(it.Path), spoilt)
		if err := os.MkdirAll(aside, folderMode); err != nil {
			return false, err
		}
		if err := os.Rename(it.Path, free(filepath.Join(aside, filepath.Base(it.Path)), numbered)); err != nil {
			return false, err
		}
		return true, archive(ctx, it)
	}
	if err != nil {
		return false, err
	}
	what := "与收到时不同，已损坏或被人改过"
	items, _ := d.Archived()
	for _, other := range items {
		if other.Digest == now {
			what = fmt.Sprintf("被换成了另一份收到的文件“%s”", other.Name)
		}
	}
	return false, &Error{
		Message: fmt.Sprintf("存档的“%s”%s，没有读入；以前从它并入的行照旧保留在总台账里。", d.Relative(it.Path), what),
		Fix:     fmt.Sprintf("请从备份恢复它，或把单位报来的原件重新放进“%s”；都没有的，请单位重新报送。", Inbox),
	}
}

// spoilt is the folder in the archive for copies that were replaced.
const spoilt = "损坏"
