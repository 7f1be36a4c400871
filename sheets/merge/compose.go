package merge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
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

// judge checks what a unit's books say together, and marks the lines that go
// back. A line that an earlier merge has decided is not judged again.
func (j *job) judge(f *filings, data *sheets.Data) {
	if !f.newest().current {
		return
	}
	for _, r := range f.books {
		if r.current {
			j.readErrors(r)
		}
	}
	j.supersede(f)
	whole, origin := j.together(f)
	var found []finding.Finding
	if j.checker != nil {
		found = j.checker.Return(j.ctx, whole, data)
	}
	for _, x := range found {
		o := origin[place{x.File, x.Sheet, rowOf(x.Cell)}]
		if o == nil { // about a sheet or the whole
			f.newest().Findings = append(f.newest().Findings, x)
			continue
		}
		o.report(x)
	}
	for _, r := range f.books {
		if !r.current {
			continue
		}
		for _, ln := range r.lines {
			j.guard(ln)
			if j.nothingNew && !ln.old { // what went back waits for something to change
				ln.back, ln.superseded = true, false
			}
		}
		if finding.HasErrors(r.Findings) && j.Plan.Param(templates.ParamWholeReturns) == "是" {
			for _, ln := range r.lines {
				ln.back = ln.back || !ln.old && !ln.superseded
			}
		}
	}
}

// readErrors sends back the lines with cells that could not be read, and all
// lines of a sheet whose header is wrong.
func (j *job) readErrors(r *received) {
	old := map[place]bool{} // decided by an earlier merge, and not judged again
	for _, ln := range r.lines {
		old[placeOf(ln.row)] = ln.old
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Error && old[place{r.File, f.Sheet, rowOf(f.Cell)}]
	})
	sheets := map[string]bool{}
	rows := map[string]map[int]bool{}
	for _, f := range r.Findings {
		switch n := rowOf(f.Cell); {
		case f.Severity != finding.Error:
		case f.Code == intake.CodeHeader:
			sheets[f.Sheet] = true
		case n > 0:
			if rows[f.Sheet] == nil {
				rows[f.Sheet] = map[int]bool{}
			}
			rows[f.Sheet][n] = true
		}
	}
	for _, ln := range r.lines {
		if ln.old {
			continue
		}
		if sheets[ln.row.Sheet] || rows[ln.row.Sheet][ln.row.Number] || len(ln.row.Bad) > 0 {
			ln.back = true
		}
		if c := ln.row.Ledger.Role(templates.RoleState); c != nil && ln.reports(c) && ln.says(c).wishes() && c.Meaning(ln.row.Value(c)) == templates.MeansClosed {
			ln.refuse(c, fmt.Sprintf("“%s”由整改办办理，单位不能自己填。", ln.row.Value(c)), "请填写完成状态并附佐证，由整改办审核销号。")
		}
	}
}

// composed is one record as all of a unit's books report it.
type composed struct {
	row   *sheets.Row
	lines []*line
	// by is the line that reports a column; the first of lines reports the rest.
	by    map[string]*line
	judge bool // an error sends it back
}

// together is what a unit's books say together, for the checks: one row a record
// and one a new line, and what the row at a place is made of.
func (j *job) together(f *filings) (*intake.Return, map[place]*composed) {
	newest := f.newest()
	w := &whole{
		job: j,
		Return: &intake.Return{File: newest.File, Digest: newest.Digest, Unit: f.unit, Issue: newest.Issue, Version: newest.Version, Restricted: newest.Restricted,
			Nil: map[*templates.Ledger]intake.NilReport{}},
		origin: map[place]*composed{}, records: map[*sheets.Row]*composed{}, anew: map[string]*composed{}, free: map[string]*line{},
		sheetOf: map[*templates.Ledger]*intake.Sheet{}, later: map[*intake.Sheet][]*sheets.Row{},
	}
	for _, r := range f.books {
		if !r.current {
			continue
		}
		w.book(r)
		for _, ln := range r.lines {
			if !ln.superseded {
				w.line(ln)
			}
		}
	}
	for _, s := range w.Sheets {
		s.Rows = append(s.Rows, w.later[s]...)
	}
	return w.Return, w.origin
}

// whole is a unit's books as one return.
type whole struct {
	*job
	*intake.Return
	origin  map[place]*composed
	records map[*sheets.Row]*composed
	anew    map[string]*composed // new lines, by what they are known by
	free    map[string]*line     // new lines, by their ids
	sheetOf map[*templates.Ledger]*intake.Sheet
	later   map[*intake.Sheet][]*sheets.Row // after the records: it is the new line that repeats one
}

// book adds a book's statements and sheets.
func (w *whole) book(r *received) {
	for l, n := range r.Nil {
		if old, said := w.Nil[l]; !said || !old.Whole {
			n.Years = append(slices.Clone(old.Years), n.Years...)
			n.Whole = n.Whole || old.Whole
			w.Nil[l] = n
		}
	}
	for _, s := range r.Return.Sheets {
		if w.sheetOf[s.Ledger] == nil {
			w.sheetOf[s.Ledger] = &intake.Sheet{Ledger: s.Ledger, Name: s.Name, Cols: s.Cols}
			w.Sheets = append(w.Sheets, w.sheetOf[s.Ledger])
		}
	}
}

func (w *whole) line(ln *line) {
	at := w.sheetOf[ln.row.Ledger]
	if ln.issued == nil && !ln.old {
		at.New++
	}
	switch {
	case ln.record != nil:
		c := w.records[ln.record]
		if c == nil {
			c = w.compose(ln)
			w.records[ln.record], w.origin[placeOf(c.row)] = c, c
			at.Rows = append(at.Rows, c.row)
		}
		c.add(ln)
	case ln.back:
		at.Rows = append(at.Rows, nameless(ln.row))
		w.origin[placeOf(ln.row)] = &composed{row: ln.row, lines: []*line{ln}}
	default:
		mark := ln.marks()[0] + content(w.Unit, ln.row)
		if key := naturalKey(ln.row); key != "" {
			mark = ln.row.Ledger.Code + " 键 " + key
		}
		if c := w.anew[mark]; c != nil && c.lines[0].from != ln.from {
			c.lines = append(c.lines, ln) // another book reports the same
			return
		}
		if first := w.free[ln.row.Ledger.Code+" "+ln.id]; first != nil && first.from != ln.from && ln.id != "" {
			ln.unnumber() // another person has used the same free line
		} else {
			w.free[ln.row.Ledger.Code+" "+ln.id] = ln
		}
		w.later[at] = append(w.later[at], ln.row)
		c := &composed{row: ln.row, lines: []*line{ln}, judge: !ln.old}
		w.origin[placeOf(ln.row)], w.anew[mark] = c, c
	}
}

// nameless is a row that goes back, without what it claims to be: its unreadable
// cells keep checks over the whole sheet quiet, and it is nobody's double.
func nameless(row *sheets.Row) *sheets.Row {
	n := *row
	n.ID, n.Values, n.Bad = "", slices.Clone(row.Values), maps.Clone(row.Bad)
	if n.Bad == nil {
		n.Bad = map[int]bool{}
	}
	for _, c := range row.Ledger.Key {
		n.Values[c.Index], n.Bad[c.Index] = "", true
	}
	return &n
}

// place is where a row of a return stands.
type place struct {
	file, sheet string
	row         int
}

func placeOf(row *sheets.Row) place { return place{row.File, row.Sheet, row.Number} }

// compose begins a record as the master has it, at the place of a line.
func (j *job) compose(ln *line) *composed {
	row := *ln.row
	row.ID, row.Values, row.Bad = ln.record.ID, slices.Clone(ln.record.Values), nil
	c := &composed{row: &row, by: map[string]*line{}}
	// A record that the unit has never filled in is judged although nothing is
	// reported of it: something should be.
	c.judge = !j.filledBy(ln.from.Unit, ln.record)
	return c
}

// filledBy reports whether the unit has written any cell of a record.
func (j *job) filledBy(u *templates.Unit, row *sheets.Row) bool {
	return row.Source.Unit == u.Name || j.wrote[takenKey(u.Name, row.Ledger.Name, row.ID)]
}

// add lays what a line reports over the record; lines come the newest first.
func (c *composed) add(ln *line) {
	c.lines = append(c.lines, ln)
	for i, bad := range ln.row.Bad {
		if bad {
			if c.row.Bad == nil {
				c.row.Bad = map[int]bool{}
			}
			c.row.Bad[i] = true
		}
	}
	if ln.old || ln.back {
		return
	}
	for _, col := range ln.row.Ledger.Columns {
		if !ln.reports(col) || !ln.says(col).wishes() {
			continue
		}
		c.judge = true
		if c.by[col.Name] == nil {
			c.by[col.Name] = ln
			c.row.Values[col.Index] = ln.row.Values[col.Index]
		}
	}
	ln.row.Ledger.Compute(c.row.Values)
}

// report puts a finding where a person mends it: at the line that reports the
// cell. An error sends back every line that has a part in it.
func (c *composed) report(x finding.Finding) {
	if x.Severity == finding.Error && !c.judge {
		return // accepted by an earlier merge
	}
	at := c.speaker()
	if ln := c.by[x.Column]; ln != nil {
		at = ln
	}
	if col := at.row.Ledger.Column(x.Column); col != nil {
		x.Cell = at.row.Cell(col)
	}
	x.File, x.Sheet = at.row.File, at.row.Sheet
	at.from.Findings = append(at.from.Findings, x)
	if x.Severity != finding.Error {
		return
	}
	for _, ln := range c.lines {
		if ln.old || ln.superseded || ln.silent() && ln != at {
			continue
		}
		if !ln.back && ln.from != at.from {
			ln.from.Findings = append(ln.from.Findings, ln.row.Finding(finding.Error, intake.CodeID, nil,
				fmt.Sprintf("这一行和“%s”第 %d 行报的是同一行，那里有错误，一并退回。", at.from.File, at.row.Number), "请一起改好再报。"))
		}
		ln.back = true
	}
}

// speaker is the line that answers for what no line reports: one that is to be
// decided, and says something, if there is any.
func (c *composed) speaker() *line {
	best := c.lines[0]
	for _, ln := range c.lines {
		switch {
		case ln.old || ln.superseded:
		case best.old, best.silent() && !ln.silent():
			best = ln
		}
	}
	return best
}

// newest is the book that speaks for the unit where no single one does.
func (f *filings) newest() *received {
	for _, r := range f.books {
		if r.current {
			return r
		}
	}
	return f.books[0]
}

// ruleBreaks tries the tags of a ledger on a row.
func (j *job) ruleBreaks(l *templates.Ledger) func([]string) []brokenRule {
	if j.checker == nil {
		return nil
	}
	return func(values []string) []brokenRule {
		var out []brokenRule
		for _, x := range j.checker.Broken(l, values) {
			words, _ := x.Message(values)
			b := brokenRule{columns: []int{x.Column.Index}, words: words}
			if x.Tag.Other != nil {
				b.columns = append(b.columns, x.Tag.Other.Index)
			}
			out = append(out, b)
		}
		return out
	}
}

// tied are the groups of columns that the plan's rules tie together: a rule that
// names another column, a choice that depends on one.
func tied(l *templates.Ledger) [][]int {
	root := make([]int, len(l.Columns))
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, c := range l.Columns {
		for _, t := range c.Tags {
			if t.Other != nil {
				root[find(c.Index)] = find(t.Other.Index)
			}
		}
		if c.Parent != nil {
			root[find(c.Index)] = find(c.Parent.Index)
		}
	}
	groups := map[int][]int{}
	for i := range root {
		groups[find(i)] = append(groups[find(i)], i)
	}
	var out [][]int
	for _, g := range groups {
		if len(g) > 1 {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}
