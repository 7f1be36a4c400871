package merge

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// goneRows reports what was issued and stands in none of the unit's books of that
// issue, once; of an office below, what it has reported and its last package has no
// more, for that is all it has. Nothing is deleted.
func (j *job) goneRows(f *filings) {
	form, sheet, have := f.standing()
	if form == nil {
		return
	}
	newest := f.newest()
	for _, l := range j.Plan.Ledgers {
		rows := form.rows[l]
		if name, read := sheet[l]; read {
			for _, row := range sortedRows(rows) {
				if !have[lineID{l, row.ID}] && !j.withdrawn(l, row.ID) {
					newest.add(j.goneRow(newest, l, row.ID, name))
				}
			}
			continue
		}
		switch {
		case newest.Nil[l].Whole || !l.Receives(f.unit):
		case len(rows) > 0:
			newest.add(finding.Finding{Severity: finding.Warning, Code: "R-75", Ledger: l.Name,
				Message: fmt.Sprintf("下发时有的工作表“%s”在报回的文件里不见了，其中 %d 行在总台账里照旧保留。", l.Name, len(rows)),
				Fix:     "请从下发的表里把这张工作表补回来，不要删表；确实没有可报的，请在“填报说明”的零报告一栏选“是”。"})
		case slices.Contains(newest.Absent, l):
			newest.add(finding.Finding{Severity: finding.Warning, Code: "R-75", Ledger: l.Name,
				Message: fmt.Sprintf("缺少工作表“%s”，这本台账没有读入，总台账里原有的内容不变。", l.Name),
				Fix:     "删错了的，请从下发的表里复制回来；确实没有可报的，请在“填报说明”的零报告一栏选“是”。"})
		}
	}
}

// standing is what the books of the newest issue were made on, nil if nobody can tell
// what is in them, with their sheets and lines; of packages only the last counts.
func (f *filings) standing() (form *issued, sheet map[*templates.Ledger]string, have map[lineID]bool) {
	sheet, have = map[*templates.Ledger]string{}, map[lineID]bool{}
	for _, r := range f.books {
		switch {
		case r.Issue != f.top():
			continue
		case r.damaged:
			return nil, nil, nil
		case !r.current, r.Edition > 0 && form != nil:
			continue
		}
		form = r.issued
		for _, s := range r.Sheets {
			sheet[s.Ledger] = s.Name
		}
		for _, ln := range r.lines {
			have[lineID{ln.row.Ledger, ln.id}] = true
		}
	}
	return form, sheet, have
}

// goneRow is about a row that was issued and is reported no more.
func (j *job) goneRow(newest *received, l *templates.Ledger, id, sheet string) finding.Finding {
	if newest.Edition > 0 {
		return j.gonePackaged(newest, l, id, sheet)
	}
	return finding.Finding{Severity: finding.Warning, Code: "R-75", Sheet: sheet, Ledger: l.Name, RowID: id,
		Message: fmt.Sprintf("下发时有的一行（%s）在报回的表里不见了，总台账里照旧保留%s。", id, j.lastSeen(l, id)),
		Fix:     "请补回这一行；确实不再需要的，填写状态或销账原因，不要删行。"}
}

// gonePackaged is about a row that an office below reports no more.
func (j *job) gonePackaged(newest *received, l *templates.Ledger, id, sheet string) finding.Finding {
	fix := fmt.Sprintf("请与%s核对：误删的，请它补上再报；确实取消的，用“merge --exclude”撤回报来这一行的那一份。", newest.Unit.Name)
	if c := l.Role(templates.RoleWithdrawn); c != nil {
		fix = fmt.Sprintf("请与%s核对：误删的，请它补上再报；确实取消的，请在总台账这一行的“%s”栏写明日期和原因。", newest.Unit.Name, c.Name)
	}
	return finding.Finding{Severity: finding.Warning, Code: "R-75", Sheet: sheet, Ledger: l.Name, RowID: id, Fix: fix,
		Message: fmt.Sprintf("%s以前报过的一行（%s）第 %d 次上报里没有了，总台账里照旧保留、照旧计数%s。", newest.Unit.Name, id, newest.Edition, j.lastSeen(l, id))}
}

// lineID is what a line means by its id.
type lineID struct {
	ledger *templates.Ledger
	id     string
}

func (j *job) withdrawn(l *templates.Ledger, id string) bool {
	row := j.lines.byID[l][id]
	return row != nil && row.Withdrawn()
}

// lastSeen names the return that a record was last taken from.
func (j *job) lastSeen(l *templates.Ledger, id string) string {
	var at sheets.Source
	if row := j.lines.byID[l][id]; row != nil {
		at = row.Source
	}
	if at.File == "" || at.Row == 0 {
		return ""
	}
	return fmt.Sprintf("（上一次见于“%s”的“%s”第 %d 行）", at.File, at.Sheet, at.Row)
}
