package merge

import (
	"errors"
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
)

// ErrUnbalanced says that rows were lost or counted twice: a fault of the
// program, never of the data. Nothing has been written.
var ErrUnbalanced = errors.New("守恒不平：有的行没有去向或算了两次，合并已停止，总台账没有改动")

// claim is one returned row that belongs to a row of the master; its fate is
// decided when all is merged.
type claim struct {
	from     *received
	count    int // index of its Count
	current  *sheets.Row
	waits    bool // some cell waits for a decision
	changed  bool
	repeated bool

	proposals []*proposal
}

// count opens the counting of one sheet; every row of it must be decided.
func (j *job) count(r *received, s *intake.Sheet) int {
	j.counts = append(j.counts, Count{File: r.File, Unit: r.Unit.Name, Ledger: s.Ledger.Name, Returned: len(s.Rows), Fates: map[master.Fate]int{}, Ignored: s.Ignored})
	return len(j.counts) - 1
}

// decide gives one row its fate.
func (j *job) decide(r *received, at int, f master.Fate) {
	if r.decided == nil {
		r.decided = map[master.Fate]int{}
	}
	j.counts[at].Fates[f]++
	r.decided[f]++
}

func (j *job) decideAll() {
	for _, cl := range j.claims {
		j.decide(cl.from, cl.count, j.fate(cl))
	}
}

// fate is what became of a placed row.
func (j *job) fate(cl *claim) master.Fate {
	switch {
	case cl.repeated:
		return master.Repeated
	case cl.waits || cl.current.Pending:
		return master.Undecided
	case cl.changed || j.adopted[takenKey(cl.from.item.Digest, cl.current.Ledger.Name, cl.current.ID)]:
		return master.Adopted
	}
	return master.Unchanged
}

// balance holds every count against the rows read: per sheet, per file and in
// total.
func (j *job) balance() error {
	total, read := 0, 0
	for _, c := range j.counts {
		sum := 0
		for _, n := range c.Fates {
			sum += n
		}
		if sum != c.Returned {
			return fmt.Errorf("%w（%s“%s”：读入 %d 行，去向合计 %d 行）", ErrUnbalanced, c.File, c.Ledger, c.Returned, sum)
		}
		total += sum
	}
	for _, r := range j.returns {
		sum := 0
		for _, n := range r.decided {
			sum += n
		}
		if len(r.decided) == 0 && !r.newest {
			continue // not read this time
		}
		if read += r.rows; sum != r.rows {
			return fmt.Errorf("%w（%s：读入 %d 行，去向合计 %d 行）", ErrUnbalanced, r.File, r.rows, sum)
		}
	}
	if total != read {
		return fmt.Errorf("%w（读入 %d 行，去向合计 %d 行）", ErrUnbalanced, read, total)
	}
	return nil
}
