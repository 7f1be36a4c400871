package main

import (
	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/sheets/sendback"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func mergeCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "merge", Aliases: []string{"合并"},
		Usage:       "把收到的表合并进“4-总台账/总台账.xlsx”",
		UsageText:   "taizhang merge [选项]",
		Description: "没有错误的行并入，有错误的行退回；每一行的去向都计数并核对。同一份表合并两次，内容不变。\n撤回某个文件带来的改动：taizhang merge --exclude 文件名。\n截至日写晚了：taizhang merge --as-of 对的日期 --backwards，只因日期写下的都改回来。",
		Flags: append(dayFlags(),
			&cli.StringSliceFlag{Name: "exclude", Usage: "撤回这个文件 `FILE` 带来的改动，可写多次"},
			&cli.BoolFlag{Name: "preview", Usage: "只看不合并：每一行会怎样；收到的文件照样存档"},
			&cli.StringFlag{Name: "expect", Usage: "只在与预览给出的指纹 `PRINT` 相同时才合并"},
		),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"merge 后面不用写文件名；要合并的表请放进“2-收件”。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				if err := dir.MasterFree(); err != nil && !c.Bool("preview") {
					return err
				}
				in := merge.Input{Dir: dir, Plan: plan, AsOf: asOf, Exclude: c.StringSlice("exclude"), Backwards: c.Bool("backwards"), Lines: c.Bool("preview")}
				res, err := e.examine(c, "合并", in)
				if err != nil {
					return err
				}
				if c.Bool("preview") {
					return e.preview(c, res)
				}
				if err := res.Expect(c.String("expect")); err != nil {
					return err
				}
				res.Findings = append(res.Findings, sendback.Mended(c.Context, dir)...)
				finding.Sort(res.Findings)
				if err := e.save(c, dir, res); err != nil {
					return err
				}
				if err := e.object(c, mergeObject(res)); err != nil {
					return err
				}
				return verdict(res.Findings, res.LedgerFindings)
			})
		},
	}
}

// save writes the merged master and prints what became of the rows.
func (e *env) save(c *cli.Context, dir campaign.Dir, res *merge.Result) error {
	if err := res.Save(c.Context, dir); err != nil {
		return err
	}
	answers, kept, err := sendback.Answers(c.Context, dir, res)
	if err != nil {
		return err
	}
	res.Findings = append(res.Findings, kept...)
	if !c.Bool("json") && !c.Bool("quiet") {
		printConservation(e.out, res.Conservation)
	}
	e.printTold(c, res.Told())
	e.say(c, "合并：%s。", finding.Count(append(res.Findings[:len(res.Findings):len(res.Findings)], res.LedgerFindings...)))
	e.show(c, res.Findings)
	e.show(c, res.LedgerFindings)
	if len(c.StringSlice("exclude")) > 0 && res.Told().Reverted == 0 {
		e.say(c, "撤回 0 处：这个文件带来的改动已经都不在总台账里了。")
	}
	for _, u := range res.Missing {
		e.say(c, "  还没有收到：%s", u.MissingName())
	}
	if n := len(res.Master.Conflicts); n > 0 {
		e.say(c, "有 %d 处冲突，请在总台账“冲突”表的“选用”栏填“是”或“否”，再合并一次。", n)
	}
	if n := len(res.Master.Suspects); n > 0 {
		e.say(c, "有 %d 对疑似重复，请看总台账“疑似重复”表。", n)
	}
	for _, file := range answers {
		e.say(c, "给下级的回执：%s", dir.Path(file))
	}
	if res.Same {
		e.say(c, "没有新的内容，总台账不变。")
	} else {
		e.say(c, "总台账已写好：%s", dir.Master())
	}
	return nil
}

func mergeObject(res *merge.Result) map[string]any {
	missing := []string{}
	for _, u := range res.Missing {
		missing = append(missing, u.MissingName())
	}
	return map[string]any{
		"files":        fileReports(res),
		"findings":     noNil(append(res.Findings[:len(res.Findings):len(res.Findings)], res.LedgerFindings...)),
		"conservation": noNil(res.Conservation),
		"this_merge":   res.Told(),
		"missing":      missing,
		"conflicts":    len(res.Master.Conflicts),
		"suspects":     len(res.Master.Suspects),
		"unchanged":    res.Same,
	}
}
