package merge

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// supersede sets aside lines with errors that another book of the unit reports
// without: those an earlier merge sent back, and the faulty one of two books that
// came together.
func (j *job) supersede(f *filings) {
	if !f.several() {
		return
	}
	lines := f.undecided()
	faulty := func(ln *line) bool { return ln.back || ln.from.known() || j.broken(ln) }
	better := map[string]*line{}
	for _, ln := range lines {
		if faulty(ln) {
			continue
		}
		for _, k := range ln.marks() {
			if better[k] == nil {
				better[k] = ln
			}
		}
	}
	for _, ln := range lines {
		if !faulty(ln) {
			continue
		}
		for _, k := range ln.marks() {
			if by := better[k]; by != nil && by.from != ln.from && by.covers(ln) {
				ln.supersededBy(by)
				break
			}
		}
	}
}

// undecided are the lines of the books that are looked at, but for those decided
// before and those that say nothing of their record.
func (f *filings) undecided() (lines []*line) {
	for _, r := range f.books {
		if !r.current {
			continue
		}
		for _, ln := range r.lines {
			if !ln.old && (ln.record == nil || !ln.silent()) {
				lines = append(lines, ln)
			}
		}
	}
	return lines
}

// several reports whether more than one of the books is looked at.
func (f *filings) several() bool {
	current := 0
	for _, r := range f.books {
		if r.current {
			current++
		}
	}
	return current > 1
}

// covers reports whether a line reports every cell that another does.
func (ln *line) covers(other *line) bool {
	return !slices.ContainsFunc(other.row.Ledger.Columns, func(c *templates.Column) bool {
		return other.reports(c) && other.says(c).wishes() && !(ln.reports(c) && ln.says(c).wishes())
	})
}

// broken reports whether a line by itself breaks a rule of its columns.
func (j *job) broken(ln *line) bool {
	return j.checker != nil && len(j.checker.Broken(ln.row.Ledger, ln.told())) > 0
}

// marks are by what two books' lines are known to mean the same: the record or
// free line, the key, or else the place.
func (ln *line) marks() []string {
	l := ln.row.Ledger.Code
	switch key := naturalKey(ln.row); {
	case ln.record != nil:
		return []string{l + " 行 " + ln.record.ID}
	case key != "" && ln.id != "":
		return []string{l + " 键 " + key, l + " 行 " + ln.id}
	case key != "":
		return []string{l + " 键 " + key}
	case ln.id != "":
		return []string{l + " 行 " + ln.id}
	}
	return []string{fmt.Sprint(l, " 处 ", ln.row.Number)}
}

// supersededBy takes the line and what is wrong with it out of the way, and says
// so.
func (ln *line) supersededBy(by *line) {
	ln.superseded, ln.back = true, false
	r := ln.from
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Error && f.Sheet == ln.row.Sheet && rowOf(f.Cell) == ln.row.Number && !strings.HasPrefix(f.Code, intake.CodeHeader)
	})
	r.Findings = append(r.Findings, ln.row.Finding(finding.Warning, "被替代", nil,
		fmt.Sprintf("这一行有错误，没有采用；“%s”第 %d 行报的是同一行，已按那一行收下。", by.from.File, by.row.Number), "不用处理；那一份里没有写的内容，请在下一次填报时补上。"))
}
