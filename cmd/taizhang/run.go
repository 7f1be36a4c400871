package main

import (
	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/templates"
)

func runCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "run", Aliases: []string{"全流程"},
		Usage:     "一次做完：校验、合并、汇总",
		UsageText: "taizhang run [选项]",
		Flags:     dayFlags(),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"run 后面不用写文件名。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				all, err := e.everything(c, dir, plan, asOf)
				if err != nil {
					return err
				}
				if err := e.object(c, all.object()); err != nil {
					return err
				}
				return all.verdict()
			})
		},
	}
}

// outcome is what a whole run came to.
type outcome struct {
	checked *merge.Result
	marked  []string
	merged  *merge.Result
	report  *reports.Result
}

// everything is the whole job: check what came, hand back what has errors, merge
// the rest, report on it. Every return is read once; the caller holds the lock.
func (e *env) everything(c *cli.Context, dir campaign.Dir, plan *templates.Plan, asOf string) (o outcome, err error) {
	in := merge.Input{Dir: dir, Plan: plan, AsOf: asOf, Backwards: c.Bool("backwards")}
	cache := merge.OpenCache(c.Context, in, thisProgram())
	if o.merged, err = e.examine(c, "校验", cache.Input()); err != nil {
		return o, err
	}
	if verifyCache != nil && cache.Holds() {
		verifyCache(c.Context, cache, in, o.merged)
	}
	if o.checked, o.marked, err = e.sendBack(c, dir, *o.merged); err != nil {
		return o, err
	}
	if err = dir.MasterFree(); err != nil {
		return o, err
	}
	answers, kept, err := e.save(c, dir, o.merged)
	if err != nil {
		return o, err
	}
	if len(answers) == 0 {
		_ = cache.Keep(c.Context, o.merged) // without it the next merge only takes longer
	}
	o.merged.Findings = append(o.merged.Findings, kept...)
	e.tell(c, dir, o.merged.Said(), answers)
	o.report, err = e.report(c, reports.Input{Dir: dir, Plan: plan, AsOf: asOf, Master: o.merged.Master})
	return o, err
}

func (o outcome) object() map[string]any {
	return map[string]any{
		"validate": validateObject(o.checked, o.marked),
		"merge":    mergeObject(o.merged.Said()),
		"report":   reportObject(o.report),
	}
}

func (o outcome) verdict() error {
	if err := verdict(o.merged.Findings, o.merged.LedgerFindings); err != nil {
		return err
	}
	return reportVerdict(o.report)
}
