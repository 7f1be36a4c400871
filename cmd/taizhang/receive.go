package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
)

// receive keeps an answer, marks the rows it speaks of, and shows it.
func (e *env) receive(c *cli.Context, dir campaign.Dir, plan *templates.Plan, asOf, file string) error {
	if err := dir.MasterFree(); err != nil {
		return err
	}
	t, err := takeAnswer(c.Context, dir, plan, asOf, file)
	if err != nil {
		return err
	}
	answer := t.Answer
	for _, line := range answer.Summary {
		e.say(c, "%s", line)
	}
	counts := map[string]int{}
	for _, a := range answer.Rows {
		counts[a.Result]++
		if a.Why != "" && a.Result == string(master.SentBack) {
			e.say(c, "  退回 %s %s：%s", a.Ledger, a.RowID, a.Why)
		}
	}
	e.say(c, "已记进总台账“%s”栏：%d 行有变化；已核准锁定 %d 行。", level.AnswerColumn, t.marked, counts["已核准"])
	if t.unknown > 0 {
		e.say(c, "回执里有 %d 行在本级总台账里找不到，没有记。", t.unknown)
	}
	return e.object(c, map[string]any{"campaign": t.CampaignName, "edition": answer.Edition(), "merge": answer.Merge(), "results": counts, "marked": t.marked, "unknown": t.unknown, "rows": noNil(answer.Rows)})
}

// taken is an answer that was taken in.
type taken struct {
	*level.Answer
	*level.Agreement
	marked, unknown int // rows marked anew, and rows nobody knows
}

// takeAnswer keeps an answer and marks the rows it speaks of.
func takeAnswer(ctx context.Context, dir campaign.Dir, plan *templates.Plan, asOf, file string) (*taken, error) {
	answer, agreement, err := level.Receive(ctx, dir, file)
	if err != nil {
		return nil, err
	}
	edit, err := merge.Open(ctx, dir, plan, asOf)
	if err != nil {
		return nil, err
	}
	t := &taken{Answer: answer, Agreement: agreement}
	own := agreement.Rows(edit.Master())
	for _, a := range answer.Rows {
		row := own[[2]string{a.Ledger, a.RowID}]
		switch {
		case row == nil:
			t.unknown++
		case edit.Mark(row.Ledger, row, level.AnswerColumn, a.Mark(), dir.Relative(file)):
			t.marked++
		}
	}
	return t, edit.Save(ctx)
}
