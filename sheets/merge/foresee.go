package merge

import (
	"sync/atomic"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

// A merge that only took what units reported, and had nothing to say of it, can
// tell what the next one will say if nothing changes: nothing but the same. It is
// made sure of by judging the books once more, as that merge will find them: every
// line decided, and the master as it is now. Where there is any doubt nothing is
// foreseen, and the next merge finds out by itself.

// calm reports whether nothing but units' reports has been merged, and no question
// or remark is left.
func (j *job) calm(all []*filings) bool {
	if len(j.Exclude)+len(j.Files) > 0 || j.Backwards || j.written != nil || j.Plan.LooksBack() ||
		len(j.notes)+len(j.m.Conflicts)+len(j.m.Suspects) > 0 || len(j.m.Strange)+len(j.m.Doubts)+len(j.m.Renamed) > 0 {
		return false
	}
	for i := j.before.changes; i < len(j.m.Changes); i++ {
		if c := &j.m.Changes[i]; c.Digest == "" || c.By == system || c.Kind != master.Added && c.Kind != master.Changed {
			return false
		}
	}
	books, said := 0, j.unread
	for _, f := range all {
		for _, r := range f.books {
			if books++; !r.calm(f.top()) {
				return false
			}
			said += len(r.Findings)
		}
	}
	return books == len(j.returns) && said == len(j.findings)
}

// calm: the book was read, every line of it is decided, and all there is to say of
// it was found in reading it.
func (r *received) calm(top int) bool {
	if !r.current || r.excluded || r.damaged || r.restored.Message != "" || r.again != nil || r.Edition > 0 || r.Issue != top ||
		len(r.Findings) != r.remarks || finding.HasErrors(r.Findings) {
		return false
	}
	for _, ln := range r.lines {
		if ln.back || ln.superseded || ln.kept > 0 || !ln.old && ln.fate != master.Adopted && ln.fate != master.Unchanged {
			return false
		}
	}
	return true
}

// foresee reports whether the next merge will have nothing to say that this one
// has not, if it finds all as this one leaves it.
func (j *job) foresee(all []*filings) bool {
	if !j.calm(all) {
		return false
	}
	data := j.m.Data()
	data.AsOf = j.AsOf
	var doubt atomic.Bool
	inParallel(j.ctx, all, func(f *filings) {
		if !doubt.Load() && !j.silentNext(f, data) {
			doubt.Store(true)
		}
	})
	return !doubt.Load() && j.ctx.Err() == nil
}

// silentNext judges a unit's books as the next merge will.
func (j *job) silentNext(f *filings, data *sheets.Data) bool {
	type was struct {
		record, issued *sheets.Row
		old            bool
	}
	var before []was
	for _, r := range f.books {
		for _, ln := range r.lines {
			before = append(before, was{ln.record, ln.issued, ln.old})
			ln.record, ln.issued, ln.old = j.lines.byID[ln.row.Ledger][ln.id], r.issued.row(ln.row.Ledger, ln.id), true
		}
	}
	silent := true
	for _, r := range f.books {
		for _, ln := range r.lines {
			if silent = silent && ln.record != nil; silent {
				j.guard(ln)
			}
		}
	}
	if silent {
		whole, _ := j.together(f)
		silent = j.checker == nil || len(j.checker.Return(j.ctx, whole, data)) == 0
	}
	i := 0
	for _, r := range f.books {
		silent = silent && len(r.Findings) == r.remarks
		r.Findings = r.Findings[:r.remarks]
		for _, ln := range r.lines {
			ln.record, ln.issued, ln.old = before[i].record, before[i].issued, before[i].old
			i++
		}
	}
	return silent
}

// next is what the next merge will say, once it was foreseen that it finds nothing.
func (r *Result) nextSaid() *Said {
	s := r.Said()
	files := map[string]bool{}
	s.Conservation = nil
	for _, c := range r.Conservation {
		c.again, files[c.File] = true, true
		s.Conservation = append(s.Conservation, c)
	}
	s.Told = Told{Before: len(files)}
	s.Same = true
	return s
}

// settledUnread counts what the next merge will say of the inbox, too; -1 if some
// of it may be read then.
func settledUnread(unread []campaign.Unread) int {
	for _, u := range unread {
		if u.Weight == campaign.Missed || u.Err != nil {
			return -1
		}
	}
	return len(unread)
}
