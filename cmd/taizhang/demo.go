package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/testdata/tanggu"
)

// demoDir is where the sample campaign goes if no folder is named.
const demoDir = "塘沽示例"

func demoCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "demo", Aliases: []string{"示例"},
		Usage:       "生成一个完整的示例活动，从方案一直做到通报",
		UsageText:   "taizhang demo [选项] [DIR]",
		Description: "示例是塘沽街道的一次巡察整改：方案、下发的表、收回的表、总台账、汇总表和两种通报。\n旁边名字带“" + halfwaySuffix + "”的文件夹是同一次整改办到一半（2021年9月22日）的样子，有超期的、退回的、冲突的和等着裁决的。",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "finished", Usage: "只要做完的那一个"},
			&cli.BoolFlag{Name: "levels", Usage: "做一个区和它的六个街道：各街道上报，区里合并、汇总、发回执"},
		},
		Action: func(c *cli.Context) error {
			if c.Bool("levels") {
				dir, err := target(c, levelsDir)
				if err != nil {
					return err
				}
				return e.levels(c, dir)
			}
			dir, err := target(c, demoDir)
			if err != nil {
				return err
			}
			return e.demo(c, dir)
		},
	}
}

func (e *env) demo(c *cli.Context, dir campaign.Dir) error {
	tables, text, err := samplePlan("方案")
	if err != nil {
		return err
	}
	half := campaign.Dir(strings.TrimRight(string(dir), `/\`) + halfwaySuffix)
	if err := unbegun(half); err != nil && !c.Bool("finished") {
		return err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := newCampaign(c.Context, dir, tables, text); err != nil {
		return err
	}
	e.say(c, "示例活动在“%s”。", dir)
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		return err
	}
	e.limit = kindLimit(plan)
	asOf, err := day(c, plan)
	if err != nil {
		return err
	}
	plan.SetAsOf(asOf)
	sent, err := issue.Run(c.Context, issue.Input{Dir: dir, Plan: plan, AsOf: asOf})
	if err != nil {
		return err
	}
	e.printForms(c, sent.Forms)
	if err := sampleReturns(c.Context, dir); err != nil {
		return err
	}
	all, err := e.everything(c, dir, plan, asOf)
	if err != nil {
		return err
	}
	rows, units := 0, map[string]bool{}
	for _, n := range all.merged.Conservation {
		rows += n.Returned
		units[n.Unit] = true
	}
	e.say(c, "")
	e.say(c, "做完了：%d 个单位报回 %d 行，都有去向。", len(units), rows)
	e.say(c, "先看：%s（总览和图），再看 %s，最后看 %s。", dir.Path(campaign.Summary, campaign.SummaryFile), dir.NoticeDraft(notice.Variant(true), true), dir.Master())
	object := map[string]any{"dir": string(dir), "forms": sent.Forms, "run": all.object()}
	if !c.Bool("finished") {
		if object["halfway"], err = e.underway(c, half); err != nil {
			return err
		}
		e.say(c, "同一次整改办到一半的样子在“%s”：先看 %s，再看“%s”里的文书。", half, half.Path(campaign.Summary, campaign.SummaryFile), half.Path(campaign.Papers))
	}
	if err := e.object(c, object); err != nil {
		return err
	}
	unexpected, err := surprises(all)
	if err != nil {
		return err
	}
	if len(unexpected) > 0 {
		fmt.Fprintf(e.err, "与示例应有的结果不同：\n%s\n", strings.Join(unexpected, "\n"))
		return errFindings
	}
	e.say(c, "以上警告都是原通报和示例收件本来就有的问题，与示例应有的结果一致。")
	return nil
}

// surprises compares what was found with the sample's own list: every line that
// is on one side only.
func surprises(o outcome) ([]string, error) {
	text, err := tanggu.FS.ReadFile("expected/findings.tsv")
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")[1:] {
		count[line]++
	}
	for command, fs := range map[string][]finding.Finding{"validate": o.checked.Findings, "report": o.report.Findings} {
		for _, f := range fs {
			count[strings.Join([]string{command, string(f.Severity), f.Code, f.File, f.Sheet, f.Cell, f.Ledger, f.RowID, f.Column}, "\t")]--
		}
	}
	var out []string
	for line, n := range count {
		switch {
		case n > 0:
			out = append(out, "缺少："+line)
		case n < 0:
			out = append(out, "多出："+line)
		}
	}
	slices.Sort(out)
	return out, nil
}

// sampleReturns puts the returned workbooks into the inbox.
func sampleReturns(ctx context.Context, dir campaign.Dir) error { return someReturns(ctx, dir, nil) }
