package merge

import (
	"fmt"
	"slices"

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
	var joined []*claims
	join := func(record *sheets.Row, ln *line) {
		ln.record = record
		i := slices.IndexFunc(joined, func(c *claims) bool { return c.record == record })
		if i < 0 {
			c := &claims{record: record}
			if first := j.madeBy[record]; first != nil {
				c.lines = append(c.lines, first)
			}
			joined, i = append(joined, c), len(joined)
		}
		joined[i].lines = append(joined[i].lines, ln)
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

// blank takes out of a new record what its first book said, so that all its
// books are heard alike.
func (j *job) blank(c *claims) {
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
	r, row, l := ln.from, ln.row, ln.row.Ledger
	if !l.Adds {
		ln.refuse(nil, fmt.Sprintf("“%s”不能新增行，这一行不是下发的。", l.Name), "请在下发的行里填写；确需增加的，请告诉整改办。")
		return nil
	}
	if series, _ := master.SplitID(ln.id); ln.id != "" && series != seriesOf(r.Unit, l) {
		ln.refuse(nil, fmt.Sprintf("行标识“%s”不是%s的编号。", ln.id, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
		return nil
	}
	n := &sheets.Row{Record: templates.Record{ID: ln.id, Version: 1, Values: make([]string, len(l.Columns))}, Ledger: l, Unit: r.Unit.Name,
		Source: j.source(ln)}
	for _, c := range l.Columns {
		if c.Computed == nil && !c.FilledBySystem() && c.FilledBy(r.Unit) {
			n.Values[c.Index] = row.Values[c.Index]
		}
	}
	what := content(r.Unit, n)
	if done, ok := j.decided[decidedKey(r.Unit.Name, l.Name, what)]; ok {
		ln.fate = map[bool]master.Fate{true: master.Adopted, false: master.Repeated}[done == master.Chosen]
		return nil
	}
	twins := slices.Clone(j.lines.withKey(n))
	if ln.id == "" && naturalKey(n) == "" {
		if own := j.lines.sameContent(r.Unit, row); own != nil {
			twins = append(twins, own)
		}
	}
	for _, twin := range twins {
		if content(r.Unit, twin) == what {
			ln.fate = master.Repeated
			r.Findings = append(r.Findings, row.Finding(finding.Info, "重复", nil, fmt.Sprintf("与%s报的一行（%s）完全相同，只留一行。", orOffice(twin.Source.Unit), twin.ID), ""))
			return nil
		}
	}
	if here := j.lines.byID[l][ln.id]; here != nil && ln.id != "" {
		if first := j.madeBy[here]; first != nil && first.from.Unit == r.Unit && first.from != r && j.sameRecord(r, here, row) {
			return here
		}
		r.Findings = append(r.Findings, row.Finding(finding.Warning, intake.CodeID, nil,
			fmt.Sprintf("行标识“%s”已经用在另一行上（%s），这一行按新的一行收下，另编编号。", ln.id, brief(here)), "不用处理；几个人分头填的，请各用不同的空行。"))
		ln.id = ""
	}
	for _, twin := range j.lines.withKey(n) {
		if first := j.madeBy[twin]; first != nil && first.from.Unit == r.Unit && first.from != r {
			return twin
		}
	}
	if ln.id == "" {
		ln.id = j.lines.nextID(r.Unit, l, ln.last)
	}
	row.ID, n.ID = ln.id, ln.id
	l.Number(n.Record)
	l.Compute(n.Values)
	j.fresh[n], j.madeBy[n] = true, ln
	j.m.Rows[l] = append(j.m.Rows[l], n)
	j.lines.add(n)
	j.lines.noteContent(r.Unit, n)
	ln.fate = master.Adopted
	j.log(master.Change{Kind: master.Added, By: r.Unit.Name, Unit: r.Unit.Name, Ledger: l.Name, RowID: n.ID,
		File: r.File, Digest: r.item.Digest, Sheet: row.Sheet, Cell: row.Cell(nil)})
	return nil
}
