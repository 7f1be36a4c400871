package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"taizhang/sheets/campaign"
)

// watcher tells when somebody changes the plan, the master, the inbox or a
// marked copy. Pages ask the folder itself as well; this only spares them asking.
type watcher struct{ fs *fsnotify.Watcher }

// settle is how long a folder is quiet before a change is told: programs save in
// several steps.
const settle = 300 * time.Millisecond

func watch(dir campaign.Dir, changed func()) *watcher {
	f, err := fsnotify.NewWatcher()
	if err != nil {
		return nil
	}
	w := &watcher{f}
	_ = f.Add(string(dir))
	for _, folder := range []string{campaign.Ledger, campaign.SentBack, campaign.Summary, campaign.Papers, campaign.Issued} {
		_ = f.Add(dir.Path(folder))
	}
	w.tree(dir.Path(campaign.Inbox))
	go w.run(dir, changed)
	return w
}

// tree watches a folder and those in it, not the archive.
func (w *watcher) tree(root string) {
	_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return nil
		}
		if e.Name() == campaign.Archive {
			return filepath.SkipDir
		}
		_ = w.fs.Add(path)
		return nil
	})
}

func (w *watcher) run(dir campaign.Dir, changed func()) {
	var quiet *time.Timer
	tell := make(chan bool, 1)
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			if strings.HasPrefix(filepath.Base(e.Name), ".") {
				continue
			}
			if info, err := os.Stat(e.Name); e.Has(fsnotify.Create) && err == nil && info.IsDir() && strings.HasPrefix(e.Name, dir.Path(campaign.Inbox)) {
				w.tree(e.Name)
			}
			if quiet == nil {
				quiet = time.AfterFunc(settle, func() {
					select {
					case tell <- true:
					default:
					}
				})
			} else {
				quiet.Reset(settle)
			}
		case <-tell:
			changed()
		case err, ok := <-w.fs.Errors:
			if !ok || errors.Is(err, fsnotify.ErrClosed) {
				return
			}
			changed() // events were lost
		}
	}
}

func (w *watcher) close() {
	if w != nil {
		_ = w.fs.Close()
	}
}
