package intake

import (
	"fmt"
	"slices"

	"taizhang/templates/finding"
)

// MostFaults is how many errors of one file are listed. A file with more of them was
// pasted or filled down wrongly; it goes back whole, and costs the others nothing.
const MostFaults = 5000

// fault puts a finding about a cell or line on the return, as long as there are not
// too many of them.
func (rd *reader) fault(f finding.Finding) {
	if f.Severity == finding.Error {
		rd.faults++
	} else {
		rd.remarks++
	}
	if f.Severity == finding.Error && rd.faults > MostFaults || f.Severity != finding.Error && rd.remarks > MostFaults {
		return
	}
	rd.ret.Findings = append(rd.ret.Findings, f)
}

// try judges the rows that were read since the last time, each by itself, as soon as
// there are more of them than a file may have errors: nobody reads on for nothing.
// What was issued is the office's, however it stands.
func (sr *sheetReader) try() {
	rows := sr.sheet.Rows
	if sr.Alone == nil || len(rows)-sr.tried <= MostFaults {
		return
	}
	for _, row := range rows[sr.tried:] {
		if row.Version > 0 {
			continue
		}
		sr.tested++
		for _, f := range sr.Alone(sr.ret, row) {
			if sr.broken++; sr.broken <= MostFaults {
				sr.against = append(sr.against, f)
			}
		}
		if sr.broken > MostFaults {
			break
		}
	}
	sr.tried = len(rows)
	if sr.flooded() {
		sr.sheet.Rows = nil
	}
}

// flooded: the file goes back whole; its rows are only counted.
func (rd *reader) flooded() bool { return rd.faults+rd.broken > MostFaults }

// bound says what was left out of the list, and sends a flooded file back.
func (rd *reader) bound() {
	rd.ret.more(finding.Warning, rd.remarks-MostFaults)
	if !rd.flooded() {
		return
	}
	rd.ret.Refused, rd.ret.Flooded, rd.ret.Sheets = true, true, nil
	said := fmt.Sprintf("这个文件里有 %d 处错误，太多了，整份退回，没有读入；先列出前 %d 处。", rd.faults, MostFaults)
	if rd.broken > 0 {
		rd.ret.Findings = append(rd.ret.Findings, rd.against[:min(len(rd.against), MostFaults-min(rd.faults, MostFaults))]...)
		said = fmt.Sprintf("这个文件前 %d 行里就有 %d 处错误，太多了，整份退回，没有读入；先列出前 %d 处。", rd.tested, rd.faults+rd.broken, MostFaults)
	}
	rd.ret.Findings = slices.Insert(rd.ret.Findings, 0, rd.finding(finding.Error, CodeFile, "", "", said,
		"多半是整列错位、整列向下填充，或者粘贴了别的表；请先改好这一类问题再报。"))
}

// Bound shortens the list of findings to the first of them, and says how many more
// there are. It is for a return whose faulty rows are marked already.
func (r *Return) Bound() {
	errors, remarks := 0, 0
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool {
		if f.Cell == "" {
			return false // about a sheet or the whole
		}
		n := &remarks
		if f.Severity == finding.Error {
			n = &errors
		}
		*n++
		return *n > MostFaults
	})
	if errors > MostFaults {
		errors += r.Unlisted
	}
	r.more(finding.Error, errors-MostFaults)
	r.more(finding.Warning, remarks-MostFaults)
}

// more says how many findings are not listed.
func (r *Return) more(severity finding.Severity, n int) {
	if n <= 0 {
		return
	}
	f := finding.Finding{Severity: severity, Code: CodeFile, File: r.File, Message: fmt.Sprintf("还有 %d 处警告和提示没有逐条列出。", n), Fix: "请先改好列出的，再报一次。"}
	if severity == finding.Error {
		f.Message = fmt.Sprintf("还有 %d 处错误没有逐条列出；有错误的行都退回。", n)
	}
	if r.Unit != nil {
		f.Unit = r.Unit.Name
	}
	r.Findings = append(r.Findings, f)
}
