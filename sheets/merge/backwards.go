package merge

import (
	"fmt"

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

// undone is what a change back from closed is called: a closing that only a
// mistyped day brought about is taken back, any other reopened.
func (j *job) undone() master.ChangeKind {
	if j.Backwards {
		return master.Reverted
	}
	return master.Reopened
}
