package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/publication"
	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func reportCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "report", Aliases: []string{"汇总"},
		Usage:       "从总台账生成汇总表和通报，放进“5-汇总”",
		UsageText:   "taizhang report [选项]",
		Description: "通报的文字来自“通报模板.docx”，数字来自方案的“指标”。缺文字、勾稽不符的，文件名带“-未完成”。",
		Flags:       append(dayFlags(), fromFlags(true)...),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"report 后面不用写文件名。"}
			}
			if !c.IsSet("from") && (c.IsSet("office") || c.Bool("all")) {
				return usageError{"--office、--all 要和 --from 一起用。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				if c.IsSet("from") {
					return e.reportFrom(c, dir, plan)
				}
				unmerged, err := e.current(c, dir, plan)
				if err != nil {
					return err
				}
				res, err := e.report(c, reports.Input{Dir: dir, Plan: plan, AsOf: asOf, Unmerged: unmerged, Master: e.master})
				if err != nil {
					return err
				}
				if err := e.object(c, reportObject(res)); err != nil {
					return err
				}
				return reportVerdict(res)
			})
		},
	}
}

// report writes the summary and the notices and prints what they found.
func (e *env) report(c *cli.Context, in reports.Input) (*reports.Result, error) {
	res, err := reports.Write(c.Context, in)
	if err != nil {
		return nil, err
	}
	between, err := publication.Between(c.Context, publication.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf}, res.Set)
	if err != nil {
		return nil, err
	}
	res.Findings = append(res.Findings, between...)
	finding.Sort(res.Findings)
	e.printReport(c, in, res)
	return res, nil
}

func (e *env) printReport(c *cli.Context, in reports.Input, res *reports.Result) {
	good, skipped, open := 0, 0, ""
	for _, k := range res.Checks {
		switch {
		case k.OK:
			good++
		case k.Skipped:
			skipped++
		}
	}
	if skipped > 0 {
		open = fmt.Sprintf("，未核 %d 条（有一边没有数）", skipped)
	}
	e.say(c, "汇总：勾稽 %d 条，相符 %d 条%s；%s。", len(res.Checks), good, open, finding.Count(res.Findings))
	e.show(c, res.Findings)
	if len(in.Unmerged) > 0 {
		e.say(c, "  通报按未完成的稿写出：总台账有 %d 处改动或来件还没有合并。", len(in.Unmerged))
	}
	for _, f := range res.Files {
		e.say(c, "  已写好 %s", in.Dir.Path(f))
	}
}

func reportObject(res *reports.Result) map[string]any {
	figures := []map[string]any{}
	for _, f := range res.Set.Data().Plan.Figures {
		r := res.Set.Get(f)
		figures = append(figures, restricted(f.Private(), map[string]any{"code": f.Code, "name": f.Name, "value": r.Printed(), "unit": f.Measure, "rows": r.Count}))
	}
	checks := []map[string]any{}
	for _, k := range res.Checks {
		checks = append(checks, restricted(k.Relation.Private(), map[string]any{"code": k.Relation.Code, "name": k.Relation.Name, "left": k.Left, "right": k.Right, "difference": k.Difference, "verdict": k.Verdict()}))
	}
	return map[string]any{"files": res.Files, "figures": figures, "checks": checks, "findings": noNil(res.Findings), "blocked": noNil(res.Blocked), "warnings": noNil(res.Unmerged)}
}

// restricted marks what must not be public for the programs that read on.
func restricted(is bool, object map[string]any) map[string]any {
	if is {
		object["restricted"] = true
	}
	return object
}

func reportVerdict(res *reports.Result) error {
	if len(res.Blocked) > 0 {
		return errFindings
	}
	return verdict(res.Findings)
}
