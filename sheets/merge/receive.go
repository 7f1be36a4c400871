package merge

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Verdicts on a file.
const (
	verdictTaken      = "接收"
	verdictPartly     = "部分接收"
	verdictSentBack   = "退回"
	verdictSuperseded = "被替代"
	verdictUnread     = "无法读取"
	verdictExcluded   = "已撤销"
)

// received is one file of this merge.
type received struct {
	*intake.Return
	item     intake.Item
	received string // corrected by the office, if it did
	before   *master.Receipt
	newest   bool
	excluded bool
	rejected map[string]map[int]bool // sheet → row → sent back
	decided  map[master.Fate]int
}

// receive archives the inbox, reads what must be read, and finds the newest
// return of each unit.
func (j *job) receive() error {
	items, err := j.items()
	if err != nil {
		return err
	}
	before := map[string]*master.Receipt{}
	for i := range j.m.Receipts {
		before[j.m.Receipts[i].Digest] = &j.m.Receipts[i]
	}
	unused := slices.Clone(j.Exclude)
	for _, it := range items {
		r := &received{item: it, received: it.Received, before: before[it.Digest], rejected: map[string]map[int]bool{}, decided: map[master.Fate]int{}}
		if r.before != nil {
			r.received, r.excluded = r.before.Received, r.before.Excluded
		}
		unused = slices.DeleteFunc(unused, func(x string) bool {
			if it.Name != x && it.Digest != x && !strings.HasSuffix(it.Name, "/"+x) {
				return false
			}
			r.excluded = true
			return true
		})
		j.returns = append(j.returns, r)
	}
	if len(unused) > 0 {
		return fmt.Errorf("没有收到过名为“%s”的文件；文件名见总台账“%s”", strings.Join(unused, "”“"), master.ReceiptSheet)
	}
	j.readAll()
	j.pickNewest()
	for _, r := range j.returns {
		if r.Return != nil && r.newest && !r.Refused {
			j.check(r)
		}
	}
	return nil
}

// items is everything ever received, or the files named.
func (j *job) items() ([]intake.Item, error) {
	if len(j.Files) == 0 {
		return intake.Collect(j.Dir.Path(campaign.Inbox), j.AsOf)
	}
	var out []intake.Item
	for i, path := range j.Files {
		digest, err := intake.Digest(path)
		if err != nil {
			return nil, err
		}
		out = append(out, intake.Item{Serial: i + 1, Received: j.AsOf, Digest: digest, Name: path, Path: path, Present: true, Inbox: path})
	}
	return out, nil
}

// readAll reads the files on all cores; the order of results is the order of
// receipt.
func (j *job) readAll() {
	jobs := make(chan *received)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for r := range jobs {
				r.Return = j.read(r)
				mu.Lock()
				if done++; j.Progress != nil {
					j.Progress(done, len(j.returns))
				}
				mu.Unlock()
			}
		})
	}
	for _, r := range j.returns {
		jobs <- r
	}
	close(jobs)
	wg.Wait()
}

func (j *job) read(r *received) *intake.Return {
	var assigned *templates.Unit
	if r.before != nil && r.before.Assigned != "" {
		assigned = j.Plan.Unit(r.before.Assigned)
	}
	return intake.Read(intake.Reading{Plan: j.Plan, Path: r.item.Path, File: r.item.Name, Digest: r.item.Digest, Unit: assigned})
}

// pickNewest: per unit, the highest issue number, then the latest receipt, then
// the one seen later.
func (j *job) pickNewest() {
	best := map[string]*received{}
	for _, r := range j.returns {
		if r.excluded {
			continue
		}
		if r.Refused || r.Unit == nil {
			j.findings = append(j.findings, r.Findings...)
			continue
		}
		k := fmt.Sprint(r.Unit.Code, r.Restricted)
		if o := best[k]; o == nil || newer(r, o) > 0 {
			best[k] = r
		}
	}
	for _, r := range best {
		r.newest = true
	}
	slices.SortStableFunc(j.returns, func(a, b *received) int { return cmp.Compare(j.order(a), j.order(b)) })
	for _, r := range j.returns {
		if r.Unit == nil || r.Refused || r.excluded || r.newest {
			continue
		}
		o := best[fmt.Sprint(r.Unit.Code, r.Restricted)]
		j.supersede(r, o)
	}
}

func newer(a, b *received) int {
	return cmp.Or(cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.received, b.received), cmp.Compare(a.item.Serial, b.item.Serial))
}

// order puts units in protocol order, whatever the order of their files.
func (j *job) order(r *received) string {
	i := len(j.Plan.Units)
	if r.Unit != nil {
		i = slices.Index(j.Plan.Units, r.Unit)
	}
	return fmt.Sprintf("%06d %v %06d", i, r.Restricted, r.item.Serial)
}

// supersede counts a return that a newer one replaces. One that an earlier
// merge took keeps the fates it had then.
func (j *job) supersede(r, by *received) {
	if r.before != nil && r.before.Verdict != verdictSuperseded && r.before.Verdict != verdictUnread {
		return
	}
	for _, s := range r.Sheets {
		at := j.count(r, s)
		for range s.Rows {
			j.decide(r, at, master.Superseded)
		}
	}
	j.warn(templates.Finding{
		Severity: templates.Info, Code: "被替代", Unit: r.Unit.Name, File: r.File,
		Message: fmt.Sprintf("%s有更新的一份“%s”，这一份不再采用。", r.Unit.Name, by.File), Fix: "不用处理；如果应以这一份为准，请在“收件登记”更正收到日期。",
	})
}

// count opens the counting of one sheet; every row of it must be decided.
func (j *job) count(r *received, s *intake.Sheet) int {
	j.counts = append(j.counts, Count{File: r.File, Unit: r.Unit.Name, Ledger: s.Ledger.Name, Returned: len(s.Rows), Fates: noFates(), Ignored: s.Ignored})
	return len(j.counts) - 1
}

// decide gives one row its fate.
func (j *job) decide(r *received, at int, f master.Fate) {
	j.counts[at].Fates[f]++
	r.decided[f]++
}

// check runs the plan's checks over a return and marks the rows to send back.
func (j *job) check(r *received) {
	fs := append(slices.Clone(r.Findings), j.checker.Return(r.Return, j.m.Data())...)
	fs = check.OnePerCell(fs)
	r.Findings = fs
	j.findings = append(j.findings, fs...)
	all := false
	for _, f := range fs {
		if f.Severity != templates.Error {
			continue
		}
		all = true
		row := rowOf(f.Cell)
		if f.Code == intake.CodeHeader {
			row = 0 // the whole sheet
		} else if row == 0 {
			continue
		}
		r.reject(f.Sheet, row)
	}
	if all && j.Plan.Param("整单退回") == "是" {
		for _, s := range r.Sheets {
			r.reject(s.Name, 0)
		}
	}
}

// rowOf is the row number of an address such as C5; 0 if there is none.
func rowOf(cell string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

// reject sends one row back, or with row 0 the whole sheet.
func (r *received) reject(sheet string, row int) {
	if r.rejected[sheet] == nil {
		r.rejected[sheet] = map[int]bool{}
	}
	r.rejected[sheet][row] = true
}

func (r *received) isRejected(sheet string, row int) bool {
	return r.rejected[sheet][0] || r.rejected[sheet][row]
}

// receipts rewrites 收件登记: a file keeps its line, new files are added.
func (j *job) receipts() {
	slices.SortStableFunc(j.returns, func(a, b *received) int { return cmp.Compare(a.item.Serial, b.item.Serial) })
	var out []master.Receipt
	for _, r := range j.returns {
		n := master.Receipt{Fates: map[master.Fate]int{}}
		if r.before != nil {
			n = *r.before
		}
		n.Serial, n.File, n.Digest, n.Received, n.Excluded = r.item.Serial, r.item.Name, r.item.Digest, r.received, r.excluded
		if r.Unit != nil {
			n.Unit, n.Issue, n.Version, n.Restricted = r.Unit.Name, r.Issue, r.Version, r.Restricted
		}
		switch {
		case r.excluded:
			n.Verdict = verdictExcluded
		case r.Refused || r.Unit == nil:
			n.Verdict, n.Note = verdictUnread, r.Findings[0].Message
		case r.newest || len(r.decided) > 0:
			n.Note = ""
			n.Rows, n.Ignored = r.Rows(), 0
			for _, s := range r.Sheets {
				n.Ignored += len(s.Ignored)
			}
			n.Fates = map[master.Fate]int{}
			for _, f := range master.Fates {
				n.Fates[f] = r.decided[f]
			}
			n.Verdict = verdict(r)
		}
		out = append(out, n)
	}
	j.m.Receipts = out
}

func verdict(r *received) string {
	back, rows := r.decided[master.SentBack], r.Rows()
	switch {
	case !r.newest:
		return verdictSuperseded
	case back == 0 && !templates.HasErrors(r.Findings):
		return verdictTaken
	case back == rows:
		return verdictSentBack
	}
	return verdictPartly
}

// noFates counts nothing yet; every fate is printed, also those at zero.
func noFates() map[master.Fate]int {
	n := map[master.Fate]int{}
	for _, f := range master.Fates {
		n[f] = 0
	}
	return n
}
