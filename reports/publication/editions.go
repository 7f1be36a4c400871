package publication

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/sheets/campaign"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

const (
	mostEditions = 12 // earlier ones that are set off
	mostSteps    = 4  // numbers that a sentence names
)

// CodeFew is the code of numbers of small groups that would get out.
const CodeFew = "公开下限"

// Between says which numbers of small groups a reader would learn who has an earlier
// edition at hand and sets it off against what the ledger says now: each may be shown,
// and their difference is of fewer rows than the limit.
func Between(ctx context.Context, in Input, now *figure.Set) ([]finding.Finding, error) {
	if !slices.ContainsFunc(in.Plan.Ledgers, func(l *templates.Ledger) bool { return l.Few > 0 }) {
		return nil, nil
	}
	all, err := editions(ctx, in.Dir)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b *Published) int { return later(b, a) })
	is, err := reports.Shown(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf}, now)
	if err != nil {
		return nil, err
	}
	var out []finding.Finding
	for _, p := range all[:min(len(all), mostEditions)] {
		was, err := in.shownIn(ctx, p)
		if err != nil {
			return nil, err
		}
		steps := is.Since(was)
		for _, l := range in.Plan.Ledgers {
			if len(steps[l]) > 0 {
				out = append(out, finding.Finding{Severity: finding.Warning, Code: CodeFew, File: p.Folder, Ledger: l.Name, Message: said(l, p, steps[l]),
					Fix: "请把这些数从社会公开稿里去掉，或者过些时候变化多了再公布；确实要公布的，由整改办核定。"})
			}
		}
	}
	return out, nil
}

// shownIn is what an edition showed, by its frozen ledger.
func (in Input) shownIn(ctx context.Context, p *Published) (*disclosure.Control, error) {
	kept := in.Dir.Path(p.Folder, campaign.MasterFile)
	old, err := master.Read(ctx, kept, in.Plan)
	if err != nil {
		return nil, master.CopyError(in.Dir, kept, err)
	}
	in.Plan.SetAsOf(p.AsOf)
	defer in.Plan.SetAsOf(in.AsOf)
	return reports.Shown(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: p.AsOf}, figure.New(old.Data()))
}

func said(l *templates.Ledger, p *Published, steps []disclosure.Step) string {
	var named []string
	for _, s := range steps[:min(len(steps), mostSteps)] {
		what := strings.Join(s.Facts, "、")
		if what == "" {
			what = "全部"
		}
		named = append(named, fmt.Sprintf("%s（%d→%d）", what, s.Was, s.Is))
	}
	more := ""
	if len(steps) > mostSteps {
		more = fmt.Sprintf("等 %d 个数", len(steps))
	}
	return fmt.Sprintf("“%s”与“%s”的定稿相比，%s%s只差不到 %d 行：看过那一次的人相减，就知道变的是哪几个。", l.Name, p.Folder, strings.Join(named, "，"), more, l.Few)
}
