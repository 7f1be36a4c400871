package merge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// takesBack is the word at the beginning of a note with which a unit takes back
// what it reported: what stands as issued in the row is meant then.
const takesBack = "撤回"

// says is what a line says of a column.
func (ln *line) says(c *templates.Column) saying {
	s := saying{unit: ln.from.Unit.Name, issue: ln.from.Issue, known: ln.from.issued.known, value: ln.row.Values[c.Index]}
	if ln.issued != nil {
		s.issued = ln.issued.Values[c.Index]
	}
	s.taken = ln.takesBack() && s.value == s.issued
	if ln.record != nil {
		l := ln.row.Ledger
		s.gone = ln.issued != nil && !l.Gives(ln.record.Record, ln.from.Unit, ln.record.Source.Unit)
	}
	return s
}

// says is what a line says of a column, beside what other books say.
func (j *job) says(ln *line, c *templates.Column) saying {
	s := ln.says(c)
	if s.book = j.serial; j.heard[ln.from.item.Digest] > 0 {
		s.book = j.heard[ln.from.item.Digest]
	}
	return s
}

func (ln *line) takesBack() bool {
	return slices.ContainsFunc(ln.row.Ledger.Columns, func(c *templates.Column) bool {
		v := ln.row.Values[c.Index]
		if c.Type != cell.Text && c.Type != cell.LongText || !c.FilledBy(ln.from.Unit) || ln.issued != nil && ln.issued.Values[c.Index] == v {
			return false
		}
		// 撤回 by itself or with a mark behind it: what goes on is a sentence about something.
		after, found := strings.CutPrefix(strings.TrimSpace(v), takesBack)
		next, _ := utf8.DecodeRuneInString(after)
		return found && (after == "" || !unicode.IsLetter(next) && !unicode.IsDigit(next))
	})
}

// reports reports whether the unit may say something of the column, and the
// sheet has it.
func (ln *line) reports(c *templates.Column) bool {
	return c.Computed == nil && !c.FilledBySystem() && c.FilledBy(ln.from.Unit) && ln.row.Cols[c.Index] > 0 && !ln.row.Bad[c.Index]
}

// told is the row as a line reports it: what it leaves as issued stands for what
// has been accepted since.
func (ln *line) told() []string {
	if ln.record == nil {
		return ln.row.Values
	}
	values := slices.Clone(ln.record.Values)
	for _, c := range ln.row.Ledger.Columns {
		if ln.reports(c) && ln.says(c).wishes() {
			values[c.Index] = ln.row.Values[c.Index]
		}
	}
	ln.row.Ledger.Compute(values)
	return values
}

// silent: the line reports nothing.
func (ln *line) silent() bool {
	return ln.record != nil && !slices.ContainsFunc(ln.row.Ledger.Columns, func(c *templates.Column) bool { return ln.reports(c) && ln.says(c).wishes() })
}
