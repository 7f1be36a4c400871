package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
)

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
		found, f.alone = j.checker.ReturnAlone(j.ctx, whole, data)
		f.newest().Unlisted += whole.Unlisted
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
			if j.nothingNew && !ln.old && r.known() { // what went back waits for something to change
				ln.back, ln.superseded = true, false
			}
		}
		if finding.HasErrors(r.Findings) && j.Plan.Param(templates.ParamWholeReturns) == "是" {
			for _, ln := range r.lines {
				ln.back = ln.back || !ln.old && !ln.superseded
			}
		}
		r.reasons()
		r.Bound()
	}
}

// reasons sees to it that no line goes back without a sentence: what an earlier
// merge found may not be wrong any more, and the line waits all the same.
func (r *received) reasons() {
	said := map[place]bool{} // line 0 stands for a whole sheet
	for _, f := range r.Findings {
		switch {
		case f.Severity != finding.Error:
		case f.Code == intake.CodeHeader || f.Cell == "":
			said[place{sheet: f.Sheet}] = true
		default:
			said[place{sheet: f.Sheet, row: rowOf(f.Cell)}] = true
		}
	}
	for _, ln := range r.lines {
		sheet := ln.row.Sheet
		if !ln.back || said[place{sheet: sheet, row: ln.row.Number}] || said[place{sheet: sheet}] || said[place{}] {
			continue
		}
		if ln.record == nil && !ln.mayAdd() {
			continue
		}
		r.Findings = append(r.Findings, ln.row.Finding(finding.Error, codeStillBack, nil, "这一行以前合并时退回过，还没有改好再报来。", "请照当时退回的那一份改好再报；那一份不在了的，核对这一行以后再报一次。"))
	}
}

// readErrors sends back the lines with cells that could not be read, and all
// lines of a sheet whose header is wrong.
func (j *job) readErrors(r *received) {
	old := map[place]bool{} // decided by an earlier merge, and not judged again
	if finding.HasErrors(r.Findings) {
		for _, ln := range r.lines {
			old[placeOf(ln.row)] = ln.old
		}
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
		if c := ln.row.Ledger.Role(templates.RoleState); c != nil && !ln.packaged() && ln.reports(c) && ln.says(c).wishes() && c.Meaning(ln.row.Value(c)) == templates.MeansClosed {
			ln.refuse(c, fmt.Sprintf("“%s”由整改办办理，单位不能自己填。", ln.row.Value(c)), "请填写完成状态并附佐证，由整改办审核销号。")
		}
	}
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
