package merge

import "slices"

// What a merge decides about one record is decided here, from four things: what
// was issued, what the master holds and who wrote it, and what every book that
// came in says. Nothing here reads a file or changes a row; decide_test.go shows
// every case.

// party is who wrote what the master holds in a cell.
type party uint8

const (
	nobody   party = iota // it stands as the plan or the form began it
	unitself              // a unit, by a book
	office
	program // closed, reopened, renamed by the program
)

// writer is who wrote a cell last.
type writer struct {
	who    party
	unit   string // of unitself
	issue  int    // of the unit's book
	book   int    // the merge that heard it first
	before string // of program: what people had made of the cell
	closed bool   // of program: an item was struck off, which no report undoes
}

// after reports whether the unit's later book has written the cell: of a later
// issue, or heard by a later merge.
func (w writer) after(s saying) bool {
	return w.who == unitself && w.unit == s.unit && (w.issue > s.issue || w.issue == s.issue && w.book > s.book)
}

// saying is what one book reports of a cell.
type saying struct {
	unit   string
	issue  int    // of the form it was made on
	book   int    // the merge that heard it first
	issued string // what stood on the form
	known  bool   // what stood on the form is known
	value  string
	taken  bool // the unit says that it takes back what it reported: issued is meant
	gone   bool // the record is not the unit's any more
}

// wishes reports whether a book wants the cell to hold its value. A cell that
// stands as it was issued is no report, and a blank is none where nobody knows
// what was issued.
func (s saying) wishes() bool {
	if !s.known {
		return s.value != ""
	}
	return s.value != s.issued || s.taken
}

// cellState is one cell of the master with everything that is said of it.
type cellState struct {
	value  string
	writer writer
	// moves: who is responsible changes hands with the value, which the office
	// has to confirm.
	moves bool
	// held says why the office has closed the row to reports: it is out of the count,
	// or approved; "" if it is open.
	held string
	says []saying
	// refused are values that a person decided against, by unit, and that
	// nobody has written since.
	refused map[string]string
}

// outcome is what becomes of what one book says of a cell.
type outcome uint8

const (
	unsaid  outcome = iota // not a report: what the master holds stays
	same                   // the master holds it already
	adopted                // the master takes it
	older                  // a later book of the unit's has reported the cell
	waiting                // a person decides
	refused                // a person has decided against it
)

// decision is the decision on one cell.
type decision struct {
	value string    // what the cell is to hold
	each  []outcome // of every saying, in their order
	why   string    // of a question; "" where none is asked
}

// Reasons of questions, as 冲突 gives them.
const (
	whyParts   = "本单位同一次下发的两份表报的不一样"
	whyUnits   = "几个单位报的不一样"
	whyChanged = "下发以后总台账里也改过"
	whyMoves   = "责任要划转，由整改办确认"
	whyGone    = "这一行已划给别的单位"
	whyLost    = "不知道下发时是什么"
)

// decideCell decides one cell.
func decideCell(c cellState) decision {
	v := decision{value: c.value, each: make([]outcome, len(c.says))}
	newest := map[string]int{} // the unit's highest issue that reports the cell
	for _, s := range c.says {
		if s.wishes() {
			newest[s.unit] = max(newest[s.unit], s.issue)
		}
	}
	var open []int
	for i, s := range c.says {
		switch {
		case !s.wishes():
			v.each[i] = unsaid
			if s.value == c.value {
				v.each[i] = same
			}
		case s.issue < newest[s.unit] || c.writer.after(s):
			v.each[i] = older
			if s.value == c.value {
				v.each[i] = same
			}
		case s.value == c.value || c.writer.who == program && c.writer.closed && s.value == c.writer.before:
			v.each[i] = same
			open = append(open, i)
		case c.declined(s):
			v.each[i] = refused
		default:
			v.each[i] = adopted
			open = append(open, i)
		}
	}
	wanted := slices.DeleteFunc(slices.Clone(open), func(i int) bool { return v.each[i] != adopted })
	if len(wanted) == 0 {
		return v
	}
	if v.why = c.question(open, wanted); v.why != "" {
		for _, i := range wanted {
			v.each[i] = waiting
		}
		return v
	}
	v.value = c.says[wanted[0]].value
	return v
}

// question says why a person has to decide; "" if the program can. open are the
// books whose word counts, wanted those of them that want a change.
func (c cellState) question(open, wanted []int) string {
	first := c.says[wanted[0]]
	for _, i := range open {
		if s := c.says[i]; s.value != first.value && s.unit == first.unit {
			return whyParts
		}
	}
	for _, i := range open {
		if c.says[i].value != first.value {
			return whyUnits
		}
	}
	switch {
	case c.held != "":
		return c.held
	case c.moves:
		return whyMoves
	case slices.ContainsFunc(wanted, func(i int) bool { return c.says[i].gone }):
		return whyGone
	case slices.ContainsFunc(wanted, func(i int) bool { return c.free(c.says[i]) }):
		return ""
	case !first.known && c.writer.who == nobody:
		return whyLost
	}
	return whyChanged
}

// free: the book knew what it changes, or changes what is its own.
func (c cellState) free(s saying) bool {
	switch {
	case s.known && c.value == s.issued, c.value == "" && !s.known:
		return true
	case c.writer.who == unitself:
		return c.writer.unit == s.unit
	}
	return c.writer.who == program
}

// declined: a person has decided against just this value of the unit's.
func (c cellState) declined(s saying) bool {
	v, ok := c.refused[s.unit]
	return ok && v == s.value
}

// recordState is one record of the master with everything that is said of it,
// column by column.
type recordState struct {
	cells []cellState
	tied  [][]int // columns that rules tie together
	// told are the rows as the books report them, what they leave as issued
	// taken from the master.
	told [][]string
	// broken lists the rules that a row breaks; nil where none are tried.
	broken func(values []string) []brokenRule
}

// brokenRule is a rule that a row breaks, and the columns it speaks of.
type brokenRule struct {
	columns []int
	words   string
}

// whyTied is the reason of a cell that waits because another one waits.
const whyTied = "与同一行相关的栏目一起定"

// decideRecord decides all cells of a record. Columns that rules tie together
// wait together, and so do those from which different books would make a row
// that breaks a rule although none of them reports such a row.
func decideRecord(r recordState) []decision {
	out := make([]decision, len(r.cells))
	for i, c := range r.cells {
		out[i] = decideCell(c)
	}
	group := r.groups()
	waits := map[int]bool{}
	for i, v := range out {
		if v.why != "" {
			waits[group[i]] = true
		}
	}
	hold := func(why string) {
		for i := range out {
			if waits[group[i]] && out[i].why == "" && slices.Contains(out[i].each, adopted) {
				out[i].wait(r.cells[i].value, why)
			}
		}
	}
	hold(whyTied)
	if r.broken == nil {
		return out
	}
	values := make([]string, len(out))
	for range out { // what waits changes what the row would be
		for i, v := range out {
			values[i] = v.value
		}
		b := r.ownFault(values)
		if b == nil {
			break
		}
		for _, col := range b.columns {
			waits[group[col]] = true
		}
		hold(b.words)
	}
	return out
}

// wait turns a decision into a question.
func (v *decision) wait(stays, why string) {
	v.value, v.why = stays, why
	for i, o := range v.each {
		if o == adopted {
			v.each[i] = waiting
		}
	}
}

// groups numbers the columns' groups; a column that nothing ties has its own.
func (r recordState) groups() []int {
	group := make([]int, len(r.cells))
	for i := range group {
		group[i] = -1 - i
	}
	for n, cols := range r.tied {
		for _, c := range cols {
			group[c] = n
		}
	}
	return group
}

// ownFault is a rule that the row breaks and neither the master nor any book
// does; nil if there is none.
func (r recordState) ownFault(values []string) *brokenRule {
	had := map[string]bool{}
	for _, row := range append([][]string{r.master()}, r.told...) {
		for _, b := range r.broken(row) {
			had[b.words] = true
		}
	}
	for _, b := range r.broken(values) {
		if !had[b.words] {
			return &b
		}
	}
	return nil
}

func (r recordState) master() []string {
	out := make([]string, len(r.cells))
	for i, c := range r.cells {
		out[i] = c.value
	}
	return out
}
