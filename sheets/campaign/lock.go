package campaign

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lockFiles are what spreadsheet programs leave beside an open workbook.
var lockFiles = []string{"~$*.xlsx", ".~*.xlsx", ".~lock.*#"}

// Lock makes sure that only one merge works on the campaign; the second is
// told who holds it. It also refuses while somebody has the master open.
func (d Dir) Lock() (unlock func(), err error) {
	dir := d.Path(Ledger)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, pattern := range lockFiles {
		if open, _ := filepath.Glob(d.Path(Ledger, pattern)); len(open) > 0 {
			return nil, fmt.Errorf("总台账正被 Excel、WPS 或 LibreOffice 打开（有“%s”），请先保存、关闭，再运行；如果确实没有打开，请删去这个文件", filepath.Base(open[0]))
		}
	}
	if info, err := os.Stat(d.Master()); err == nil && info.Mode().Perm()&0o200 == 0 {
		return nil, fmt.Errorf("总台账是只读的，不能写入；请去掉文件的“只读”属性后再运行")
	}
	path := d.Path(Ledger, ".合并锁")
	holder := path + ".说明"
	l := flock.New(path)
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("不能锁住“%s”：%w", Ledger, err)
	}
	if !ok {
		who, _ := os.ReadFile(holder)
		return nil, fmt.Errorf("另一个合并正在进行（%s），请等它做完再运行", strings.TrimSpace(string(who)))
	}
	host, _ := os.Hostname()
	// Only for the message above; the lock is the system's.
	_ = os.WriteFile(holder, fmt.Appendf(nil, "计算机 %s，进程 %d", host, os.Getpid()), 0o644)
	d.sweep()
	return func() {
		os.Remove(holder)
		l.Unlock() // the file stays: one removed while another waits locks nothing
	}, nil
}

// sweep removes what writes that were cut off left behind. Nobody else writes
// here while the lock is held.
func (d Dir) sweep() {
	for _, dir := range []string{d.Path(Ledger), d.Path(Ledger, History)} {
		left, _ := filepath.Glob(filepath.Join(dir, ".taizhang-*"))
		for _, f := range left {
			os.Remove(f)
		}
	}
}
