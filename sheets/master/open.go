package master

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// ErrNoMaster says that nothing has been merged yet.
var ErrNoMaster = errors.New("还没有总台账，请先运行“taizhang merge”合并收件")

// ErrLost says that the master is gone, and that there are copies to go on from.
var ErrLost error = &campaign.Error{
	Message: "总台账不见了，“" + campaign.Ledger + "/" + campaign.History + "”里还有以前的留底。",
	Fix:     "请把总台账放回原处；找不到的，请先运行“taizhang merge”，它从最近一份完好的留底接着做。",
}

// Open reads the campaign's master ledger. One that lacks what the last merge
// wrote is an error: a merge puts it back.
func Open(ctx context.Context, d campaign.Dir, p *templates.Plan) (*Master, error) {
	m, err := OpenEdited(ctx, d, p)
	if err != nil || !m.short() {
		return m, err
	}
	written, err := Read(ctx, d.MasterAsWritten(m.Serial), p)
	if err != nil {
		written = nil
	}
	gaps, err := m.Restore(written)
	if err == nil && len(gaps) > 0 {
		err = &GapError{gaps}
	}
	return m, err
}

// OpenEdited reads the master ledger as the office left it. One that is damaged
// is an error that says how to go back to an earlier copy.
func OpenEdited(ctx context.Context, d campaign.Dir, p *templates.Plan) (*Master, error) {
	m, err := Read(ctx, d.Master(), p)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(d.MasterCopies()) > 0:
		return nil, ErrLost
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNoMaster
	case xlsx.Unreadable(err):
		return nil, xlsx.OfficeError(err, "总台账", goBack(ctx, d, p))
	case err != nil:
		return m, err
	}
	return m, m.LookBack(ctx, d)
}

// Newest reads the newest copy of the master that can be read, and names it.
func Newest(ctx context.Context, d campaign.Dir, p *templates.Plan) (*Master, string, error) {
	for _, c := range d.MasterCopies() {
		if m, err := Read(ctx, c.Path, p); err == nil || ctx.Err() != nil {
			return m, filepath.Base(c.Path), ctx.Err()
		}
	}
	return nil, "", &campaign.Error{Message: fmt.Sprintf("总台账不见了，“%s/%s”里的留底一份也读不出来。", campaign.Ledger, campaign.History), Fix: noCopy}
}

const noCopy = "请从备份恢复“" + campaign.Ledger + "”；没有备份的，把“" + campaign.Ledger + "”里剩下的“" + campaign.MasterFile + "”和“" + campaign.History +
	"”移到别处，再运行“taizhang merge”，从“" + campaign.Inbox + "/" + campaign.Archive + "”里的原件重新合并。"

// goBack names the newest copy of the master that can be read.
func goBack(ctx context.Context, d campaign.Dir, p *templates.Plan) string {
	folder := campaign.Ledger + "/" + campaign.History
	m, name, err := Newest(ctx, d, p)
	if err != nil {
		return fmt.Sprintf("“%s”里没有能读的副本，%s", folder, noCopy)
	}
	return fmt.Sprintf("以前的总台账都在“%s”，最近一份完好的是“%s”（第 %d 次合并，截至 %s）：请把损坏的“%s”移到别处，把这一份复制到“%s”、改名为“%s”，再运行；在那以后手工改过的内容要重新填写。",
		folder, name, m.Serial, m.AsOf, campaign.MasterFile, campaign.Ledger, campaign.MasterFile)
}

// CopyError is an error about a copy that the program keeps in 历史 or 存档.
func CopyError(d campaign.Dir, path string, err error) error {
	return xlsx.OfficeError(err, "留底“"+filepath.Base(path)+"”", fmt.Sprintf("请从备份恢复“%s”，再运行。", d.Relative(path)))
}
