package main

import (
	"context"

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
				cache := merge.OpenCache(c.Context, in, thisProgram())
				if cache.Said != nil && c.String("expect") == "" && verifyCache == nil {
					return e.answer(c, dir, cache.Said.With(sendback.Mended(c.Context, dir)), nil)
				}
				res, err := e.examine(c, "合并", cache.Input())
				if err != nil {
					return err
				}
				if verifyCache != nil && cache.Holds() {
					verifyCache(c.Context, cache, in, res)
				}
				if c.Bool("preview") {
					return e.preview(c, res)
				}
				if err := res.Expect(c.String("expect")); err != nil {
					return err
				}
				mended := res.Said().With(sendback.Mended(c.Context, dir))
				answers, kept, err := e.save(c, dir, res)
				if err != nil {
					return err
				}
				if len(answers) == 0 {
					_ = cache.Keep(c.Context, res) // without it the next merge only takes longer
				}
				mended.Findings = append(mended.Findings, kept...)
				return e.answer(c, dir, mended, answers)
			})
		},
	}
}

// verifyCache, if tests set it, is told of every merge that what is kept had a part in,
// and no merge is answered from what is kept alone.
var verifyCache func(context.Context, *merge.Cache, merge.Input, *merge.Result)

// answer says what a merge came to.
func (e *env) answer(c *cli.Context, dir campaign.Dir, said *merge.Said, answers []string) error {
	e.tell(c, dir, said, answers)
	if err := e.object(c, mergeObject(said)); err != nil {
		return err
	}
	return verdict(said.Findings, said.LedgerFindings)
}

// save writes the merged master, and the answers for offices below.
func (e *env) save(c *cli.Context, dir campaign.Dir, res *merge.Result) (answers []string, kept []finding.Finding, err error) {
	if err := res.Save(c.Context, dir); err != nil {
		return nil, nil, err
	}
	return sendback.Answers(c.Context, dir, res)
}

// tell prints what became of the rows.
func (e *env) tell(c *cli.Context, dir campaign.Dir, said *merge.Said, answers []string) {
	if !c.Bool("json") && !c.Bool("quiet") {
		printConservation(e.out, said.Conservation)
	}
	e.printTold(c, said.Told)
	e.say(c, "合并：%s。", finding.Count(said.All()))
	e.show(c, said.Findings)
	e.show(c, said.LedgerFindings)
	if len(c.StringSlice("exclude")) > 0 && said.Told.Reverted == 0 {
		e.say(c, "撤回 0 处：这个文件带来的改动已经都不在总台账里了。")
	}
	for _, name := range said.Missing {
		e.say(c, "  还没有收到：%s", name)
	}
	if said.Conflicts > 0 {
		e.say(c, "有 %d 处冲突，请在总台账“冲突”表的“选用”栏填“是”或“否”，再合并一次。", said.Conflicts)
	}
	if said.Suspects > 0 {
		e.say(c, "有 %d 对疑似重复，请看总台账“疑似重复”表。", said.Suspects)
	}
	for _, file := range answers {
		e.say(c, "给下级的回执：%s", dir.Path(file))
	}
	if said.Same {
		e.say(c, "没有新的内容，总台账不变。")
	} else {
		e.say(c, "总台账已写好：%s", dir.Master())
	}
}

func mergeObject(said *merge.Said) map[string]any {
	return map[string]any{
		"files":        fileReports(said.Files, said.Conservation),
		"findings":     noNil(said.All()),
		"conservation": noNil(said.Conservation),
		"this_merge":   said.Told,
		"missing":      noNil(said.Missing),
		"conflicts":    said.Conflicts,
		"suspects":     said.Suspects,
		"unchanged":    said.Same,
	}
}
