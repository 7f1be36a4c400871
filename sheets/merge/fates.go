package merge

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"taizhang/sheets/intake"
	"taizhang/sheets/master"
)

// ErrUnbalanced says that rows were lost or counted twice: a fault of the
// program, never of the data. Nothing has been written.
var ErrUnbalanced = errors.New("守恒不平：有的行没有去向或算了两次，合并已停止，总台账没有改动")

// countFates counts what became of every row of every book: of those looked at
// in this merge from their lines, of the others from what is on record.
func (j *job) countFates() {
	open := j.openLines()
	for _, r := range j.returns {
		if r.unread() || r.excluded {
			continue
		}
		r.decided = map[master.Fate]int{}
		r.firstCount = len(j.counts)
		if !r.current {
			for _, s := range r.sheets() {
				j.carry(r, s, open[r.item.Digest+"\x00"+s.Ledger])
			}
			continue
		}
		for _, s := range r.Sheets {
			j.countSheet(r, s, open[r.item.Digest+"\x00"+s.Ledger.Name])
		}
		j.noteLines(r)
	}
}

// openLines are the lines that wait for a decision, by digest and ledger: those
// on 冲突, and those that a waiting row was made from.
func (j *job) openLines() map[string]map[int]bool {
	open := map[string]map[int]bool{}
	add := func(digest, ledger, cell string) {
		k := digest + "\x00" + ledger
		if open[k] == nil {
			open[k] = map[int]bool{}
		}
		open[k][rowOf(cell)] = true
	}
	for _, c := range j.m.Conflicts {
		add(c.Digest, c.Ledger, c.Cell)
	}
	waiting := map[string]bool{}
	for _, l := range j.Plan.Ledgers {
		for _, r := range j.m.Rows[l] {
			if r.Pending {
				waiting[l.Name+"\x00"+r.ID] = true
			}
		}
	}
	if len(waiting) == 0 {
		return open
	}
	for _, c := range j.m.Changes {
		if c.Digest != "" && waiting[c.Ledger+"\x00"+c.RowID] {
			add(c.Digest, c.Ledger, c.Cell)
		}
	}
	return open
}

// sheets is what an earlier merge has put on record of the book.
func (r *received) sheets() []master.Returned {
	if r.before == nil {
		return nil
	}
	return r.before.Sheets
}

// countSheet counts one sheet that was read.
func (j *job) countSheet(r *received, s *intake.Sheet, open map[int]bool) {
	n := master.Returned{Ledger: s.Ledger.Name, Fates: map[master.Fate]int{}}
	if r.known() && !r.before.Excluded && !r.again[s.Ledger] {
		if before := r.before.Sheet(s.Ledger.Name); before != nil {
			n = j.standing(r, *before, open)
			n.Fates[master.SentBack] -= len(before.Back)
			n.Back = nil
		}
	}
	n.Rows = r.read[s.Ledger]
	for _, ln := range r.lines {
		switch {
		case ln.row.Ledger != s.Ledger || ln.old && !r.again[s.Ledger]:
			continue
		case ln.old:
			ln.fate = j.onRecord(ln, open)
		}
		if ln.superseded {
			ln.fate = master.Superseded
		}
		if ln.back {
			ln.fate = master.SentBack
			n.Back = append(n.Back, ln.row.Number)
		}
		if ln.record != nil && ln.record.Pending && ln.fate == master.Adopted {
			ln.fate = master.Undecided // it waits beside another row of its key
		}
		if ln.fate == master.Undecided {
			n.Open = append(n.Open, ln.row.Number)
		}
		n.Fates[ln.fate]++
	}
	slices.Sort(n.Back)
	slices.Sort(n.Open)
	j.count(r, n, s.Ignored)
}

// onRecord is what became of a line by the log, in a sheet of which others are
// decided anew.
func (j *job) onRecord(ln *line, open map[int]bool) master.Fate {
	switch {
	case open[ln.row.Number]:
		return master.Undecided
	case ln.record != nil && j.history.Adopted(ln.from.item.Digest, ln.row.Ledger.Name, ln.record.ID):
		return master.Adopted
	}
	return master.Unchanged
}

// carry counts one sheet as it is on record.
func (j *job) carry(r *received, before master.Returned, open map[int]bool) {
	j.count(r, j.standing(r, before, open), nil)
}

// standing is what is on record of a sheet, with the questions that a person has
// answered since.
func (j *job) standing(r *received, before master.Returned, open map[int]bool) master.Returned {
	n := before
	n.Fates, n.Open = maps.Clone(before.Fates), nil
	for _, row := range before.Open {
		if open[row] {
			n.Open = append(n.Open, row)
			continue
		}
		n.Fates[master.Undecided]--
		if j.chosen[chosenKey(r.item.Digest, before.Ledger, row)] {
			n.Fates[master.Adopted]++
		} else {
			n.Fates[master.Unchanged]++
		}
	}
	return n
}

// count puts one sheet's counts on record.
func (j *job) count(r *received, n master.Returned, ignored []intake.Ignored) {
	counted := maps.Clone(n.Fates)
	maps.DeleteFunc(counted, func(_ master.Fate, k int) bool { return k == 0 })
	for _, f := range master.Fates {
		n.Fates[f] += 0 // every fate is on record
		r.decided[f] += n.Fates[f]
	}
	r.counted = append(r.counted, n)
	j.counts = append(j.counts, Count{File: r.File, Unit: r.Unit.Name, Ledger: n.Ledger, Returned: n.Rows, Fates: counted, Ignored: ignored, again: !r.current || r.known()})
}

// balance holds every count against the rows read: per sheet, per file and in
// total.
func (j *job) balance() error {
	for _, c := range j.counts {
		sum := 0
		for f, n := range c.Fates {
			if sum += n; n < 0 || !slices.Contains(master.Fates, f) {
				sum = -1
				break
			}
		}
		if sum != c.Returned {
			return fmt.Errorf("%w（%s“%s”：读入 %d 行，去向合计 %d 行）", ErrUnbalanced, c.File, c.Ledger, c.Returned, sum)
		}
	}
	for _, r := range j.returns {
		if !r.current {
			continue
		}
		sum := 0
		for _, n := range r.decided {
			sum += n
		}
		if sum != r.rows {
			return fmt.Errorf("%w（%s：读入 %d 行，去向合计 %d 行）", ErrUnbalanced, r.File, r.rows, sum)
		}
	}
	return nil
}
