package merge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

const (
	codeUnmerged = "未合并"
	mergeFirst   = "请先运行“taizhang merge”合并，再运行这个命令。"
)

// Stale says what the master does not hold yet: what the office edited by hand
// since the last merge, what it chose, and files that no merge has read. It
// writes nothing. A campaign without a master has no edits. The master comes with
// it if nobody has touched it; else it is nil, and to be opened.
func Stale(ctx context.Context, d campaign.Dir, p *templates.Plan) (asWritten *master.Master, fs []finding.Finding, err error) {
	j := newJob(ctx, Input{Dir: d, Plan: p})
	m, err := master.Open(ctx, d, p)
	switch {
	case errors.Is(err, master.ErrNoMaster):
		m = master.New(p)
	case err != nil:
		return nil, nil, err
	default:
		if j.m = m; j.untouched() {
			asWritten = m
			break
		}
		if err := j.load(); err != nil {
			return nil, nil, err
		}
		j.unmergedEdits()
		j.unmergedEntries()
	}
	err = j.unmergedFiles(m)
	return asWritten, j.findings, err
}

// unmergedEdits lists what a merge would log as the office's.
func (j *job) unmergedEdits() {
	j.findings = nil // what is wrong with the master is the merge's to say
	if j.written == nil {
		if !j.untouched() && j.m.Serial > 0 {
			j.unmerged(finding.Finding{File: master.FileName,
				Message: fmt.Sprintf("“%s/%s”里没有第 %d 次合并的留底，看不出总台账里哪些改动还没有合并。", campaign.Ledger, campaign.History, j.m.Serial)})
		}
		return
	}
	j.officeEdits()
	for _, c := range j.m.Changes[j.before.changes:] {
		j.unmerged(finding.Finding{File: master.FileName, Sheet: c.Sheet, Cell: c.Cell, Ledger: c.Ledger, RowID: c.RowID, Column: c.Column,
			Message: edited(j.Plan.Ledger(c.Ledger), c)})
	}
}

// edited says what was done to a cell or row by hand.
func edited(l *templates.Ledger, c master.Change) string {
	switch {
	case c.Kind == master.Added:
		return fmt.Sprintf("手工加了一行（%s），还没有合并。", c.RowID)
	case c.Kind == master.Restored && c.RowID == "" && c.Old == master.Displaced:
		return fmt.Sprintf("“%s”的行排序时没有连同行标识一起排，还没有合并；合并时按内容认回。", c.Ledger)
	case c.Kind == master.Restored && c.RowID == "":
		return fmt.Sprintf("“%s”的“%s”手工删去了或改了名，还没有合并；合并时会恢复。", c.Ledger, cmp.Or(c.Column, "工作表"))
	case c.Kind == master.Restored:
		return fmt.Sprintf("手工删去了一行（%s），还没有合并；合并时会恢复。", c.RowID)
	case c.Kind == master.Noted:
		return fmt.Sprintf("“%s”的批注手工改过，还没有合并。", c.RowID)
	}
	show := cell.Mask
	if col := l.Column(c.Column); col != nil {
		show = col.Show
	}
	return fmt.Sprintf("“%s”的“%s”手工由“%s”改成了“%s”，还没有合并。", c.RowID, c.Column, orBlank(show(c.Old)), orBlank(show(c.New)))
}

// unmergedEntries lists what the office wrote beside the ledgers: its choices,
// and its corrections of the register.
func (j *job) unmergedEntries() {
	for _, c := range j.m.Conflicts {
		if c.Choice != "" {
			j.unmerged(finding.Finding{File: master.FileName, Sheet: master.ConflictSheet, Ledger: c.Ledger, RowID: c.RowID, Column: c.Column,
				Message: fmt.Sprintf("“%s”的“%s”已在“选用”栏填了“%s”，还没有合并。", c.RowID, c.Column, c.Choice)})
		}
	}
	if j.written == nil {
		return
	}
	was := map[string]master.Receipt{}
	for _, r := range j.written.Receipts {
		was[r.Digest] = r
	}
	for _, r := range j.m.Receipts {
		if w, ok := was[r.Digest]; ok && (w.Assigned != r.Assigned || w.Received != r.Received) {
			j.unmerged(finding.Finding{File: master.FileName, Sheet: master.ReceiptSheet, Unit: r.Unit,
				Message: fmt.Sprintf("“%s”的指定单位或收到日期手工改过，还没有合并。", r.File)})
		}
	}
}

// unmergedFiles lists what came in and no merge has read.
func (j *job) unmergedFiles(m *master.Master) error {
	read := map[string]bool{}
	for _, r := range m.Receipts {
		read[r.Digest] = true
	}
	tell := func(digest, path string) {
		if !read[digest] {
			read[digest] = true
			j.unmerged(finding.Finding{File: j.Dir.Relative(path), Message: fmt.Sprintf("“%s”里的这个文件还没有合并。", campaign.Inbox)})
		}
	}
	files, _, err := j.Dir.InboxFiles()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, path := range files {
		if digest, err := campaign.Digest(j.ctx, path); err == nil {
			tell(digest, path)
		}
	}
	items, err := j.Dir.Archived()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, it := range items {
		tell(it.Digest, it.Path)
	}
	return j.ctx.Err()
}

func (j *job) unmerged(f finding.Finding) {
	f.Severity, f.Code, f.Fix = finding.Warning, codeUnmerged, mergeFirst
	f.Message = pii.Mask(f.Message, pii.On(j.Plan.Param(templates.ParamAsOf)))
	j.findings = append(j.findings, f)
}
