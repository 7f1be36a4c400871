package desk

import (
	"context"
	"slices"
	"sync"
	"time"

	"taizhang/sheets/issue"
	"taizhang/sheets/merge"
	"taizhang/templates/finding"
)

// exam is what a merge would do now: read once, when a page asks.
type exam struct {
	mu      sync.Mutex
	begun   bool
	result  *merge.Result
	preview *merge.Preview
	found   []finding.Finding // about the returns and the ledger, in order
	err     error
	done    bool
}

func (st *state) examOf(exclude string) *exam {
	e, _ := st.exams.LoadOrStore(exclude, &exam{})
	return e.(*exam)
}

// examined is the merge in memory without a file, if one is named; nil while it is
// being made. It archives what came in, as every merge does first, and changes
// nothing else.
func (s *Server) examined(st *state, exclude string) (res *merge.Result, p *merge.Preview, err error) {
	e := st.examOf(exclude)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.done || e.begun {
		return e.result, e.preview, e.err
	}
	ready := make(chan bool)
	_, err = s.jobs.begin("读收到的表", "", nil, func(ctx context.Context, j *job) int {
		defer close(ready)
		res, err := s.examine(ctx, st, exclude, j)
		e.mu.Lock()
		defer e.mu.Unlock()
		if ctx.Err() != nil {
			e.begun = false
			return codeInterrupted
		}
		e.result, e.err, e.done = res, err, true
		if err == nil {
			e.preview = res.Preview()
			e.found = slices.Concat(res.Findings, res.LedgerFindings)
			finding.Sort(e.found)
		}
		return codeDone
	})
	if err != nil {
		return nil, nil, nil // another job is under way: the page comes again
	}
	e.begun = true
	e.mu.Unlock()
	select {
	case <-ready:
	case <-time.After(patience):
	}
	e.mu.Lock()
	return e.result, e.preview, e.err
}

func (s *Server) examine(ctx context.Context, st *state, exclude string, j *job) (*merge.Result, error) {
	unlock, err := st.dir.Lock("看预览")
	if err != nil {
		return nil, err
	}
	defer unlock()
	progress := j.progress(s)
	plan, err := issue.ReadPlan(st.dir) // a merge changes what it works on
	if err != nil {
		return nil, err
	}
	plan.SetAsOf(st.asOf)
	in := merge.Input{Dir: st.dir, Plan: plan, AsOf: st.asOf, Lines: true, Progress: func(done, total, _ int) { progress("读收到的表", done, total) }}
	if exclude != "" {
		in.Exclude = []string{exclude}
	}
	return merge.Run(ctx, in)
}
