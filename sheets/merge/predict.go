package merge

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// A merge that had nothing to say of a unit's books but what reading them found can
// tell what the next one will say of them, if nothing changes: the same. It is made
// sure of by judging the books once more, as that merge will find them: every line
// decided, and the master as it is now. Where there is any doubt nothing is
// predicted, and the next merge finds out by itself.

// predict finds the units of whose books the next merge will have nothing else to
// say, and whether that is so of the whole.
func (j *job) predict(all []*filings) {
	if j.cache == nil {
		return
	}
	data := sheets.NewData(j.Plan)
	if slices.ContainsFunc(all, (*filings).fresh) {
		data = j.m.Data()
	}
	data.AsOf = j.AsOf // as the next merge will read it
	filings := make([]*cachedFilings, len(all))
	changed := j.changedRows()
	inParallel(j.ctx, indexes(len(all)), func(i int) {
		switch f := all[i]; {
		case f.cached != nil:
			if len(changed) == 0 || f.cached.Alone && !f.cached.holds(changed) {
				filings[i] = f.cached
			}
		case f.fresh() && f.unremarkable():
			filings[i] = j.cacheNext(f, data)
		}
	})
	books, said := 0, j.unread
	for i, q := range filings {
		if q != nil {
			j.cached = append(j.cached, *q)
			books += len(q.Books)
		}
		for _, r := range all[i].books {
			said += len(r.Findings)
		}
	}
	j.predicted = j.ctx.Err() == nil && j.unremarkable() && books == len(j.returns) && said == len(j.findings)
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// unremarkable reports whether nothing but units' reports has been merged, and no question
// or remark is left.
func (j *job) unremarkable() bool {
	if len(j.Exclude)+len(j.Files) > 0 || j.Backwards || j.written != nil || j.Plan.LooksBack() ||
		len(j.notes)+len(j.m.Conflicts)+len(j.m.Suspects) > 0 || len(j.m.Strange)+len(j.m.Doubts)+len(j.m.Renamed) > 0 {
		return false
	}
	for i := j.before.changes; i < len(j.m.Changes); i++ {
		if c := &j.m.Changes[i]; c.Digest == "" || c.By == system || c.Kind != master.Added && c.Kind != master.Changed {
			return false
		}
	}
	return true
}

// unremarkable: the books were read, every line of them is decided, and all there is to
// say of them was found in reading them.
func (f *filings) unremarkable() bool {
	return !slices.ContainsFunc(f.books, func(r *received) bool {
		return !r.current || r.excluded || r.damaged || r.restored.Message != "" || r.again != nil || r.Edition > 0 || r.Issue != f.top() || r.Issue == 0 || r.Unlisted > 0 ||
			len(r.Findings) != r.remarks || finding.HasErrors(r.Findings) || slices.ContainsFunc(r.lines, func(ln *line) bool {
			return ln.back || ln.superseded || ln.kept > 0 || !ln.old && ln.fate != master.Adopted && ln.fate != master.Unchanged
		})
	})
}

// fresh reports whether this merge decides lines of the books.
func (f *filings) fresh() bool {
	return slices.ContainsFunc(f.books, func(r *received) bool {
		return slices.ContainsFunc(r.lines, func(ln *line) bool { return !ln.old })
	})
}

// cacheNow keeps what there is to say of books that are decided, if that is
// nothing new.
func (j *job) cacheNow(f *filings) {
	if j.cache == nil || f.fresh() || !f.unremarkable() {
		return
	}
	q := &cachedFilings{Alone: f.alone}
	for _, r := range f.books {
		for _, ln := range r.lines {
			if !ln.foundAgain() {
				return
			}
			q.note(ln.record)
		}
		q.Books = append(q.Books, cacheBook(r))
	}
	f.cached = q
}

// cacheNext judges a unit's books as the next merge will; nil if it would have
// anything to say.
func (j *job) cacheNext(f *filings, data *sheets.Data) *cachedFilings {
	type was struct {
		record, issued *sheets.Row
		old            bool
	}
	var before []was
	silent := j.ctx.Err() == nil
	for _, r := range f.books {
		for _, ln := range r.lines {
			before = append(before, was{ln.record, ln.issued, ln.old})
			ln.record, ln.issued, ln.old = j.lines.byID[ln.row.Ledger][ln.id], r.issued.row(ln.row.Ledger, ln.id), true
			silent = silent && ln.foundAgain()
		}
	}
	q := &cachedFilings{}
	if silent = silent && j.checker != nil; silent {
		for _, r := range f.books {
			for _, ln := range r.lines {
				j.guard(ln)
				q.note(ln.record)
			}
			q.Books = append(q.Books, cacheBook(r))
		}
		whole := j.asDecided(f)
		found, alone := j.checker.ReturnAlone(j.ctx, whole, data)
		silent, q.Alone = len(found)+whole.Unlisted == 0, alone
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
	if !silent {
		return nil
	}
	return q
}

// asDecided is what together makes of books of which every line is decided: their
// records as the master has them, at the places of the lines.
func (j *job) asDecided(f *filings) *intake.Return {
	w := &whole{Return: &intake.Return{File: f.newest().File, Unit: f.unit, Nil: map[*templates.Ledger]intake.NilReport{}}, sheetOf: map[*templates.Ledger]*intake.Sheet{}}
	lines := 0
	for _, r := range f.books {
		w.book(r)
		lines += len(r.lines)
	}
	rows, seen := make([]sheets.Row, 0, lines), map[*sheets.Row]bool{}
	for _, r := range f.books {
		for _, ln := range r.lines {
			if f.several() && seen[ln.record] {
				continue
			}
			rows = append(rows, *ln.row)
			row := &rows[len(rows)-1]
			row.ID, row.Values, row.Bad = ln.record.ID, ln.record.Values, nil
			if row.Ledger.Derived() > 0 { // worked out anew from the books alone
				row.Values = slices.Clone(row.Values)
			}
			if f.several() {
				seen[ln.record] = true
			}
			at := w.sheetOf[row.Ledger]
			at.Rows = append(at.Rows, row)
		}
	}
	return w.Return
}

// foundAgain: the next merge will find the record that the line means, by its id
// on the form or by where it came from.
func (ln *line) foundAgain() bool {
	if ln.record == nil {
		return false
	}
	at, r := ln.record.Source, ln.from
	return ln.issued != nil || at.Unit == r.Unit.Name && at.Digest == r.item.Digest && at.Sheet == ln.row.Sheet && at.Row == ln.row.Number
}

// nextSaid is what the next merge will say, once it was predicted that it finds
// nothing.
func (r *Result) nextSaid() *Said {
	s := r.Said()
	files := map[string]bool{}
	s.Conservation = nil
	for _, c := range r.Conservation {
		c.again, files[c.File] = true, true
		s.Conservation = append(s.Conservation, c)
	}
	s.Told, s.Same = Told{Before: len(files)}, true
	return s
}

// settledUnread counts what the next merge will say of the inbox, too; far below
// nought if some of it may be read then.
func settledUnread(unread []campaign.Unread) int {
	for _, u := range unread {
		if u.Weight == campaign.Missed || u.Err != nil {
			return -1 << 30
		}
	}
	return len(unread)
}
