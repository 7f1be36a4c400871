package merge

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
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

// take reads, places and judges the units' books on all cores, a few units ahead
// of gathering their lines one unit after the other, so that the order is always
// the same.
func (j *job) take(all []*filings) {
	j.lines = newLines(j.m)
	data := j.m.Data()
	done := make([]chan bool, len(all))
	for i := range done {
		done[i] = make(chan bool, 1)
	}
	ahead := make(chan bool, runtime.GOMAXPROCS(0)+1)
	go func() {
		for i, f := range all {
			ahead <- true
			go func() {
				if j.useCached(f) {
					done[i] <- true
					return
				}
				j.readFilings(f)
				for _, r := range f.books {
					if r.current {
						j.place(r)
					}
				}
				f.supersedeEditions()
				if j.ctx.Err() == nil {
					j.judge(f, data)
				}
				done[i] <- true
			}()
		}
	}()
	rows := 0
	for i, f := range all {
		if <-done[i]; j.ctx.Err() != nil { // those ahead come to an end by themselves
			<-ahead
			continue
		}
		for _, r := range f.books {
			if r.Refused && (r.item.Present || r.damaged) { // else it was taken out of the inbox; 收件登记 keeps it
				j.findings = append(j.findings, r.Findings...)
			}
		}
		if f.cached == nil {
			j.goneRows(f)
			j.cacheNow(f)
			if j.cache == nil || !f.fresh() { // else the next merge is predicted from all lines
				f.letGo()
			}
		}
		if j.Progress != nil {
			for _, r := range f.books {
				rows += r.rows
			}
			j.Progress(i+1, len(all), rows)
		}
		<-ahead
	}
}

// readFilings reads the books of the highest issue, those never read before, and
// those of which rows went back and have not come again, and all when something
// was taken back.
func (j *job) readFilings(f *filings) {
	forms := map[int]*issued{}
	var below *issued
	defer f.newestEdition()
	for _, r := range f.books {
		if r.Issue != f.top() && r.known() && r.before.Fates[master.SentBack] == 0 && len(j.touched)+len(j.removed) == 0 {
			continue
		}
		if j.ctx.Err() != nil {
			return
		}
		j.reader(r)
		if r.Refused {
			continue
		}
		r.current = true
		if r.issued == nil && r.Edition > 0 {
			if below == nil {
				below = j.saidBefore(f.unit)
			}
			r.issued = below
		}
		if r.issued == nil {
			if forms[r.Issue] == nil {
				forms[r.Issue] = j.readIssued(r)
			}
			r.issued = forms[r.Issue]
		}
		if !r.issued.known && r.Issue > 0 {
			r.add(finding.Finding{Severity: finding.Warning, Code: "下发留底",
				Message: fmt.Sprintf("找不到第 %d 次下发给%s的留底，只能与总台账比较。", r.Issue, r.Unit.Name), Fix: "请恢复“" + campaign.Issued + "/" + campaign.History + "”里的文件。"})
		}
		r.tellLacks()
		if r.remarks = len(r.Findings); finding.HasErrors(r.Findings) {
			r.remarks = -1
		}
		r.read = map[*templates.Ledger]int{}
		for _, s := range r.Sheets {
			r.rows += len(s.Rows)
			r.read[s.Ledger] += len(s.Rows)
		}
	}
}

// letGo lets go of what a unit's books were read for: the lines that an earlier
// merge has decided, and the form.
func (f *filings) letGo() {
	for _, r := range f.books {
		r.lines = slices.DeleteFunc(r.lines, func(ln *line) bool { return ln.old && !r.again[ln.row.Ledger] })
		r.lines = slices.Clip(slices.Clone(r.lines))
		if r.Return != nil {
			for _, s := range r.Sheets {
				s.Rows = nil
			}
		}
	}
}

// readFile reads the rows of a return.
func (j *job) readFile(r *received) {
	if !j.sound(r) {
		return
	}
	issue := r.Issue
	r.Return = intake.Read(j.ctx, j.reading(r))
	if r.Refused || r.Unit == nil {
		r.Refused = true
		return
	}
	if r.restored.Message != "" {
		r.Findings = append(r.Findings, r.restored)
	}
	if r.Issue == 0 {
		r.Issue = issue
	}
}

// decidedBefore reports whether an earlier merge has decided a row; one that it
// sent back is decided anew.
func (r *received) decidedBefore(ledger string, number int) bool {
	if !r.known() || r.before.Excluded {
		return false
	}
	s := r.before.Sheet(ledger)
	return s != nil && !slices.Contains(s.Back, number)
}

// rowOf is the row number of an address such as C5; 0 if there is none.
func rowOf(cell string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
