package campaign

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Names of the lock and of the note that says who holds it. The lock itself is
// the system's and goes with the process; the note is for people.
const (
	lockFile = ".使用锁"
	lockNote = ".使用锁.说明"
)

// Lock lets one command at a time write in the campaign; another one is told
// who holds it and since when. What commands that were killed left half-written
// is removed.
func (d Dir) Lock(command string) (unlock func(), err error) {
	if err := os.MkdirAll(d.Path(Ledger), 0o755); err != nil {
		return nil, err
	}
	l := flock.New(d.Path(Ledger, lockFile))
	ok, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		who, _ := os.ReadFile(d.Path(Ledger, lockNote))
		if len(who) > 0 {
			who = fmt.Appendf(nil, "（%s）", strings.TrimSpace(string(who)))
		}
		return nil, &Error{Message: fmt.Sprintf("另一个命令正在写这个活动%s，这次没有改动任何文件。", who), Fix: "请等它做完再运行。"}
	}
	host, _ := os.Hostname()
	_ = os.WriteFile(d.Path(Ledger, lockNote), fmt.Appendf(nil, "计算机 %s，进程 %d，命令 %s，%s 开始", host, os.Getpid(), command, time.Now().Format("2006-01-02 15:04:05")), 0o644)
	d.sweep()
	return func() {
		os.Remove(d.Path(Ledger, lockNote))
		_ = l.Unlock() // the file stays: one removed while another waits locks nothing
	}, nil
}

// Holder says who is writing in the campaign; "" if nobody is.
func (d Dir) Holder() string {
	if !exists(d.Path(Ledger, lockNote)) { // else looking would keep a command from starting
		return ""
	}
	l := flock.New(d.Path(Ledger, lockFile))
	if ok, err := l.TryRLock(); ok || err != nil {
		_ = l.Unlock()
		return ""
	}
	who, _ := os.ReadFile(d.Path(Ledger, lockNote))
	return strings.TrimSpace(string(who))
}

// MasterFree refuses while the master cannot be replaced: somebody has it open,
// or it is read-only.
func (d Dir) MasterFree() error { return d.free(d.Master(), "总台账") }

// PlanFree refuses while the plan cannot be written.
func (d Dir) PlanFree() error { return d.free(d.Plan(), "方案") }

func (d Dir) free(path, what string) error {
	for _, name := range fileNames(filepath.Dir(path)) {
		if ownerFile(name) && (path != d.Plan() || strings.Contains(name, strings.TrimSuffix(PlanFile, ".xlsx"))) {
			return &Error{
				Message: fmt.Sprintf("%s正被 Excel、WPS 或 LibreOffice 打开（有“%s”）。", what, name),
				Fix:     "请先保存、关闭，再运行；如果确实没有打开，请删去这个文件。",
			}
		}
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o200 == 0 {
		return &Error{Message: what + "是只读的，不能写入。", Fix: "请去掉文件的“只读”属性后再运行。"}
	}
	return nil
}

// ownerFile reports whether a name is what a spreadsheet program leaves beside
// a workbook that it has open.
func ownerFile(name string) bool {
	book := strings.HasSuffix(name, ".xlsx")
	return book && (strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~")) ||
		strings.HasPrefix(name, ".~lock.") && strings.HasSuffix(name, "#")
}
