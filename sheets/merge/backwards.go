package merge

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

// takeBackDay corrects what earlier merges wrote by a day later than this one's:
// the days of rows and of the log, and when files were received, but for those
// that the office corrected by hand. The gate takes its closings back itself.
func (j *job) takeBackDay() {
	if !j.Backwards {
		return
	}
	j.takeBackPapers()
	n := 0
	correct := func(day *string) {
		if *day > j.AsOf {
			*day = j.AsOf
			n++
		}
	}
	for _, l := range j.Plan.Ledgers {
		for _, row := range j.m.Rows[l] {
			correct(&row.Source.Updated)
		}
	}
	for i := range j.m.Changes {
		correct(&j.m.Changes[i].Date)
	}
	for _, r := range j.returns {
		if r.received == r.item.Received {
			correct(&r.received)
		}
	}
	if n > 0 {
		j.warn(finding.Finding{Severity: finding.Warning, Code: "截至日", File: master.FileName,
			Message: fmt.Sprintf("截至日由 %s 改回 %s：更正了 %d 处按日期写的内容（更新日期、收到日期、变更记录的日期）；只因日期较晚而销号的，已经撤回。", j.before.asOf, j.AsOf, n)})
	}
}

// ofPaper reports whether the change is the program's, of a paper that it issued.
func ofPaper(c master.Change) bool {
	return c.By == system && strings.HasPrefix(c.File, campaign.Papers+"/")
}

// laterPapers is the last day on which papers were issued after this one; "" for
// none.
func (j *job) laterPapers() (day string) {
	for _, c := range j.m.Changes {
		if ofPaper(c) && c.Kind == master.Added && c.Date > max(day, j.AsOf) && j.rowWith(j.Plan.Ledger(c.Ledger), c.RowID) != nil {
			day = c.Date
		}
	}
	return day
}

// takeBackPapers takes off the register what the program wrote there on a later
// day than this one. A paper that a person has worked on since stays.
func (j *job) takeBackPapers() {
	for i := range slices.Backward(j.m.Changes) {
		c := j.m.Changes[i]
		l := j.Plan.Ledger(c.Ledger)
		if l == nil || !ofPaper(c) || c.Date <= j.AsOf {
			continue
		}
		j.m.Changes[i].Date = j.AsOf
		row := j.rowWith(l, c.RowID)
		if row == nil {
			continue
		}
		back := master.Change{Kind: master.Reverted, By: system, File: c.File, Sheet: l.Name}
		col := l.Column(c.Column)
		switch {
		case c.Kind == master.Added && j.workedOn(row):
			j.about(row, finding.Warning, "截至日", nil, fmt.Sprintf("“%s”是 %s 出的文书，此后有人登记过，没有自动撤回。", row.ID, c.Date), "没有发出的，请在总台账里写明撤销或改正制发日期；已经发出的，不用处理。")
		case c.Kind == master.Added:
			back.Ledger, back.RowID, back.Old = l.Name, row.ID, brief(row)
			j.log(back)
			j.remove(row)
			j.papers = append(j.papers, c.File)
		case col != nil && row.Value(col) == c.New:
			back.New = c.Old
			j.set(row, col, back)
		}
	}
	j.sweep()
	if n := len(j.papers); n > 0 {
		j.warn(finding.Finding{Severity: finding.Warning, Code: "截至日", File: master.FileName,
			Message: fmt.Sprintf("撤回了按 %s 以后的日期出的 %d 份文书，登记已注销，编号可以再用；文书移到各自文件夹的“%s”里。", j.AsOf, n, campaign.History),
			Fix:     "已经发给单位的，请告诉单位作废；这一天该出的，运行“taizhang remind”会重新出。"})
	}
}

// workedOn reports whether a person has written to a row.
func (j *job) workedOn(row *sheets.Row) (found bool) {
	j.history.Row(row.Ledger.Name, row.ID, func(_ int, c *master.Change) bool {
		found = c.By != system
		return !found
	})
	return found
}

// undone is what a change back from closed is called: a closing that only a
// mistyped day brought about is taken back, any other reopened.
func (j *job) undone() master.ChangeKind {
	if j.Backwards {
		return master.Reverted
	}
	return master.Reopened
}
