package merge

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

// inParallel does the work for each on all cores, until ctx ends.
func inParallel[T any](ctx context.Context, list []T, work func(T)) {
	var wg sync.WaitGroup
	next := make(chan T)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for x := range next {
				if ctx.Err() == nil {
					work(x)
				}
			}
		})
	}
	for _, x := range list {
		next <- x
	}
	close(next)
	wg.Wait()
}

// take reads and checks the units' newest returns on all cores, a few ahead of
// placing their rows one return after the other, so that no more than those few
// are in memory and the order is always the same.
func (j *job) take(groups [][]*received) {
	j.lines = newLines(j.m)
	j.fresh = map[*sheets.Row]bool{}
	j.m.Conflicts = nil
	data := j.m.Data()
	tops := make([]chan *received, len(groups))
	for i := range tops {
		tops[i] = make(chan *received, 1)
	}
	ahead := make(chan bool, runtime.GOMAXPROCS(0)+1)
	go func() {
		for i, g := range groups {
			ahead <- true
			go func() {
				top := j.readGroup(g)
				if top != nil && j.checker != nil {
					top.Findings = check.OnePerCell(append(slices.Clone(top.Findings), j.checker.Return(j.ctx, top.Return, data)...))
				}
				tops[i] <- top
			}()
		}
	}()
	for i, g := range groups {
		top := <-tops[i]
		if j.ctx.Err() != nil { // the readers ahead come to an end by themselves
			<-ahead
			continue
		}
		for _, r := range g {
			switch {
			case r.Refused && r.item.Present:
				j.findings = append(j.findings, r.Findings...)
			case r.Refused: // taken out of the inbox since; 收件登记 keeps it
			case r != top:
				j.supersede(r, top)
			}
		}
		if top != nil {
			top.newest = true
			j.reject(top)
			j.place(top)
			top.base = nil
			top.Sheets = nil
		}
		if j.Progress != nil {
			j.Progress(i+1, len(groups))
		}
		<-ahead
	}
}

// readGroup reads a unit's newest return that can be read at all, and those
// never seen before, whose rows must be counted; nil if none can be read.
func (j *job) readGroup(group []*received) (top *received) {
	for _, r := range group {
		if j.ctx.Err() != nil {
			return nil
		}
		if top != nil && r.before != nil && r.before.Verdict != verdictUnread {
			continue
		}
		j.reader(r)
		if top == nil && !r.Refused {
			top = r
		}
		if r != top {
			for _, s := range r.Sheets {
				s.Rows = make([]*sheets.Row, len(s.Rows)) // only their number matters
			}
			r.base = nil
		}
	}
	return top
}

// readFile reads the rows of a return and what it is compared with.
func (j *job) readFile(r *received) {
	issue := r.Issue
	r.Return = intake.Read(j.ctx, j.reading(r))
	if r.Refused || r.Unit == nil {
		r.Refused = true
		return
	}
	if r.Issue == 0 {
		r.Issue = issue
	}
	r.base = j.readBase(r)
}

// supersede counts a return that a newer one replaces. One that an earlier
// merge took keeps the fates it had then.
func (j *job) supersede(r, by *received) {
	r.rows = 0
	if r.before != nil && r.before.Verdict != verdictSuperseded && r.before.Verdict != verdictUnread {
		return
	}
	if r.Sheets == nil && r.before != nil {
		r.rows = r.before.Rows
	}
	for _, s := range r.Sheets {
		r.rows += len(s.Rows)
		at := j.count(r, s)
		for range s.Rows {
			j.decide(r, at, master.Superseded)
		}
		s.Rows = nil
	}
	j.warn(finding.Finding{
		Severity: finding.Info, Code: "被替代", Unit: r.Unit.Name, File: r.File,
		Message: fmt.Sprintf("%s有更新的一份“%s”，这一份不再采用。", r.Unit.Name, by.File), Fix: "不用处理；如果应以这一份为准，请在“收件登记”更正收到日期。",
	})
}

// reject marks the rows to send back: those with errors, or all if the plan
// says so.
func (j *job) reject(r *received) {
	j.findings = append(j.findings, r.Findings...)
	r.rejected = map[string]map[int]bool{}
	for _, f := range r.Findings {
		if f.Severity != finding.Error {
			continue
		}
		row := rowOf(f.Cell)
		if f.Code == intake.CodeHeader {
			row = 0 // the whole sheet
		} else if row == 0 {
			continue
		}
		r.reject(f.Sheet, row)
	}
	if finding.HasErrors(r.Findings) && j.Plan.Param("整单退回") == "是" {
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
