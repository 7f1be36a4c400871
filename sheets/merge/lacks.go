package merge

import (
	"fmt"
	"strings"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// tellLacks says which columns that must be filled in a book has not. Those that
// the plan got after the form was sent out are asked for by the next one.
func (r *received) tellLacks() {
	for _, s := range r.Sheets {
		var gone, later []string
		for _, c := range s.Lacks {
			if r.issued.lacks(c) {
				later = append(later, c.Name)
			} else {
				gone = append(gone, c.Name)
			}
		}
		add := func(severity finding.Severity, columns []string, message, fix string) {
			if len(columns) > 0 {
				r.add(finding.Finding{Severity: severity, Code: intake.CodeHeader, Sheet: s.Name, Cell: s.Header, Ledger: s.Ledger.Name,
					Message: fmt.Sprintf(message, strings.Join(columns, "”“")), Fix: fix})
			}
		}
		if r.Edition > 0 {
			add(finding.Info, append(gone, later...), "下级没有上报必填的栏目“%s”。", "需要的，请下级在方案里授权上报，或在上报对照里写明本级的哪一栏。")
			continue
		}
		add(finding.Error, gone, "缺少必填的栏目“%s”。", "请从下发的模板复制这些列的表头，补上内容。")
		add(finding.Info, later, "栏目“%s”是这份表下发以后才加的，这一次不要求填。", "请在下一次下发的表里填。")
	}
}

// lacks reports whether the form had the ledger without the column.
func (f *issued) lacks(c *templates.Column) bool {
	columns, sent := f.columns[c.Ledger]
	return sent && columns[c.Index] == 0
}
