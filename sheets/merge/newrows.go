package merge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// newRows adds the lines that no record of the master answers to, once the
// records have their values. Lines of one unit that mean one new record make it
// together.
func (j *job) newRows(lines []*line) {
	foreign := func(ln *line) bool {
		series, _ := master.SplitID(ln.id)
		return ln.issued != nil && series != seriesOf(ln.from.Unit, ln.row.Ledger)
	}
	j.makeRoom(lines)
	var joined []*claims
	of := map[*sheets.Row]*claims{}
	join := func(record *sheets.Row, ln *line) {
		ln.record = record
		c := of[record]
		if c == nil {
			c = &claims{record: record}
			if first := j.madeBy[record]; first != nil {
				c.lines = append(c.lines, first)
			}
			of[record], joined = c, append(joined, c)
		}
		c.lines = append(c.lines, ln)
	}
	for _, late := range []bool{false, true} { // another unit may add again what was taken back
		for _, ln := range lines {
			if foreign(ln) != late {
				continue
			}
			if record := j.lines.byID[ln.row.Ledger][ln.id]; late && record != nil {
				join(record, ln)
				continue
			}
			if record := j.newRow(ln); record != nil {
				join(record, ln)
			}
		}
	}
	for _, c := range joined {
		if j.madeBy[c.record] != nil {
			j.blank(c)
		}
	}
	j.decideRecords(joined)
}

// makeRoom for as many rows and changes as the lines may become.
func (j *job) makeRoom(lines []*line) {
	many := map[*templates.Ledger]int{}
	for _, ln := range lines {
		many[ln.row.Ledger]++
	}
	for l, n := range many {
		j.m.Rows[l] = slices.Grow(j.m.Rows[l], n)
		j.lines.byID[l] = roomier(j.lines.byID[l], n)
	}
	j.m.Changes = slices.Grow(j.m.Changes, len(lines))
	j.madeBy = roomier(j.madeBy, len(lines))
}

// roomier is a map that takes so many more without growing step by step.
func roomier[K comparable, V any](m map[K]V, more int) map[K]V {
	if more < 1000 {
		return m
	}
	out := make(map[K]V, len(m)+more)
	maps.Copy(out, m)
	return out
}

// blank takes out of a new record what its first book said, so that all its
// books are heard alike.
func (j *job) blank(c *claims) {
	j.own(c.record)
	for _, col := range c.record.Ledger.Columns {
		if c.lines[0].reports(col) {
			c.record.Values[col.Index] = ""
		}
	}
	c.record.Ledger.Compute(c.record.Values)
	for _, ln := range c.lines {
		ln.record = c.record
	}
}

// newRow adds a line as a row of its own. It returns the new record of this merge
// that the line belongs to instead, if there is one.
func (j *job) newRow(ln *line) (other *sheets.Row) {
	r := ln.from
	if !ln.mayAdd() {
		return nil
	}
	n := j.rowFrom(ln)
	if ln.packaged() {
		j.addRow(ln, n)
		return nil
	}
	if done, ok := j.decidedOn(ln, n); ok {
		ln.fate = map[bool]master.Fate{true: master.Adopted, false: master.Repeated}[done.Kind == master.Chosen]
		return nil
	}
	if twin := j.sameAgain(ln, n); twin != nil {
		ln.fate = master.Repeated
		r.Findings = append(r.Findings, ln.row.Finding(finding.Info, "重复", nil, fmt.Sprintf("与%s报的一行（%s）完全相同，只留一行。", orOffice(twin.Source.Unit), twin.ID), ""))
		return nil
	}
	if other := j.partOf(ln, n); other != nil {
		return other
	}
	j.addRow(ln, n)
	return nil
}

// decidedOn is what a person decided about a new row, if one did.
func (j *job) decidedOn(ln *line, n *sheets.Row) (master.Change, bool) {
	if len(j.decided) == 0 {
		return master.Change{}, false
	}
	done, ok := j.decided[decidedKey(ln.from.Unit.Name, n.Ledger.Name, content(ln.from.Unit, n))]
	return done, ok
}

// mayAdd sends a line back that cannot be a new row of the unit's.
func (ln *line) mayAdd() bool {
	u, l := ln.from.Unit, ln.row.Ledger
	series, _ := master.SplitID(ln.id)
	switch {
	case ln.packaged() && strings.HasPrefix(ln.id, u.Code+"-"):
		return true
	case !l.Adds:
		ln.refuse(nil, fmt.Sprintf("“%s”不能新增行，这一行不是下发的。", l.Name), "请在下发的行里填写；确需增加的，请告诉整改办。")
	case ln.id != "" && series != seriesOf(u, l):
		ln.notOurs("不是%s的编号")
	default:
		return true
	}
	return false
}

// notOurs sends back a line with an id that the unit was not sent. Nobody is told to
// make another's row one of the unit's, nor whose it is.
func (ln *line) notOurs(why string) {
	fix := "请从这份表里删去这一行；应由本单位负责的，请告诉整改办调整以后再下发。"
	if ln.row.Ledger.Adds {
		fix = "是别的单位的内容，请从这份表里删去，由那个单位在自己的表里报；是本单位的另一件事，请清空行标识再报，系统会给它新的编号。"
	}
	ln.refuse(nil, fmt.Sprintf("行标识“%s”"+why+"。", ln.id, ln.from.Unit.Name), fix)
}

// rowFrom is a line as a row of the master, with what its unit may fill in.
func (j *job) rowFrom(ln *line) *sheets.Row {
	u, l := ln.from.Unit, ln.row.Ledger
	n := &sheets.Row{Record: templates.Record{ID: ln.id, Version: 1, Values: ln.row.Values}, Ledger: l, Unit: u.Name, Scope: j.Plan.Scope(u.Name), Source: j.source(ln)}
	// The program fills in its own columns anyway. Where nothing stands in those
	// of others the row keeps the line's values, until own.
	others := func(c *templates.Column) bool { return c.Computed == nil && !c.FilledBySystem() && !c.FilledBy(u) }
	if !slices.ContainsFunc(l.Columns, func(c *templates.Column) bool { return others(c) && ln.row.Values[c.Index] != "" }) {
		return n
	}
	n.Values = slices.Clone(n.Values)
	for _, c := range l.Columns {
		if others(c) {
			n.Values[c.Index] = ""
		}
	}
	return n
}

// own gives a row that was just made of a line values of its own, before one of
// them changes.
func (j *job) own(row *sheets.Row) {
	if j.madeBy[row] != nil {
		row.Values = slices.Clone(row.Values)
	}
}

// sameAgain is a row that says the same: with the same key, or from the same unit
// where there is neither id nor key.
func (j *job) sameAgain(ln *line, n *sheets.Row) *sheets.Row {
	twins := slices.Clone(j.lines.withKey(n))
	if ln.id == "" && naturalKey(n) == "" {
		if own := j.lines.sameContent(ln.from.Unit, ln.row); own != nil {
			twins = append(twins, own)
		}
	}
	for _, twin := range twins {
		if content(ln.from.Unit, twin) == content(ln.from.Unit, n) {
			return twin
		}
	}
	return nil
}

// partOf is a record that another book of the unit has just made and that the
// line means too; an id that is another record's is taken off the line.
func (j *job) partOf(ln *line, n *sheets.Row) *sheets.Row {
	r := ln.from
	shared := func(row *sheets.Row) bool {
		first := j.madeBy[row]
		return first != nil && first.from.Unit == r.Unit && first.from != r
	}
	if here := j.lines.byID[n.Ledger][ln.id]; here != nil && ln.id != "" {
		if shared(here) && j.sameRecord(r, here, ln.row) {
			return here
		}
		r.Findings = append(r.Findings, ln.row.Finding(finding.Warning, intake.CodeID, nil,
			fmt.Sprintf("行标识“%s”已经用在另一行上（%s），这一行按新的一行收下，另编编号。", ln.id, brief(here)), "不用处理；几个人分头填的，请各用不同的空行。"))
		ln.id = ""
	}
	for _, twin := range j.lines.withKey(n) {
		if shared(twin) {
			return twin
		}
	}
	return nil
}

// begunByOthers is a column's default where the line leaves it to others: its own
// columns began as it was read.
func (ln *line) begunByOthers(c *templates.Column) *templates.Default {
	if ln.reports(c) || ln.row.Bad[c.Index] {
		return nil
	}
	return c.Default
}

// addRow puts the row into the master, under the line's id or the next one.
func (j *job) addRow(ln *line, n *sheets.Row) {
	r, l := ln.from, n.Ledger
	if ln.id == "" {
		ln.id = j.lines.nextID(r.Unit, l, ln.last)
	}
	ln.row.ID, n.ID = ln.id, ln.id
	l.Number(n.Record)
	l.Compute(n.Values)
	if l.Begins() && !ln.packaged() {
		n.Values = slices.Clone(n.Values)
		l.Begin(n.Values, ln.begunByOthers, templates.Env{Plan: j.Plan})
	}
	j.madeBy[n] = ln
	j.m.Rows[l] = append(j.m.Rows[l], n)
	j.lines.add(n)
	j.lines.noteContent(r.Unit, n)
	ln.fate = master.Adopted
	j.log(master.Change{Kind: master.Added, By: r.Unit.Name, Unit: r.Unit.Name, Ledger: l.Name, RowID: n.ID,
		File: r.File, Digest: r.item.Digest, Sheet: ln.row.Sheet, Cell: ln.row.Cell(nil)})
}
