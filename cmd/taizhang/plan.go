package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/notice"
	"taizhang/reports/outline"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func planCommand(e *env) *cli.Command {
	flags := func() []cli.Flag {
		return []cli.Flag{&cli.BoolFlag{Name: "all", Usage: "逐栏、逐条列出，规则和报表也列"}}
	}
	check := func(c *cli.Context) error {
		if c.Args().Present() {
			return usageError{"plan 后面只能写 check；方案在哪个活动文件夹，用 -C 写明。"}
		}
		return e.checkPlan(c)
	}
	return &cli.Command{
		Name: "plan", Aliases: []string{"查方案"},
		Usage:       "查方案：一次说出方案的全部错误，再把方案用话说一遍",
		UsageText:   "taizhang plan check [选项]\n   taizhang 查方案 [选项]",
		Description: "哪本台账谁填、谁收到哪些行，每个指标怎么算，哪些数字互相核对，都照程序的理解说出来，发表以前请看一遍。\n通报模板里写错的地方也一并列出。什么也不写、不改。",
		Flags:       flags(),
		Action:      check,
		Subcommands: []*cli.Command{{Name: "check", Usage: "查方案", UsageText: "taizhang plan check [选项]", Flags: flags(), Action: check}},
	}
}

// checkPlan says what is wrong with the plan and the notice's template, or else
// what the plan means.
func (e *env) checkPlan(c *cli.Context) error {
	dir, plan, err := e.load(c)
	var bad *templates.PlanError
	if errors.As(err, &bad) {
		e.limit = 0 // all of it, for all of it has to be mended
		e.say(c, "方案有 %d 处错误：", len(bad.Findings))
		e.show(c, bad.Findings)
		if err := e.object(c, map[string]any{"findings": bad.Findings}); err != nil {
			return err
		}
		return errPlan
	}
	if err != nil {
		return err
	}
	o := outline.Of(plan)
	name, text, err := reports.Template(dir)
	if err != nil {
		return err
	}
	fs, err := notice.Mistakes(text, name, plan)
	if err != nil {
		return err
	}
	if !c.Bool("json") && !c.Bool("quiet") {
		o.Print(e.out, c.Bool("all"))
		e.say(c, "")
	}
	e.say(c, "方案没有错误；%s。", templateVerdict(fs))
	if missing := plan.Missing(); missing != "" {
		e.say(c, "还不能用：%s。", missing)
	}
	if n := len(plan.Unconfirmed); n > 0 {
		e.say(c, "有 %d 处是照旧台账猜的，等人核对：", n)
	}
	fs = append(append(fs, plan.Doubts...), plan.Unconfirmed...)
	e.limit = 0
	e.show(c, fs)
	if err := e.object(c, struct {
		outline.Outline
		Missing  string            `json:"missing,omitempty"`
		Findings []finding.Finding `json:"findings"`
	}{o, plan.Missing(), noNil(fs)}); err != nil {
		return err
	}
	return verdict(fs)
}

func templateVerdict(fs []finding.Finding) string {
	if len(fs) == 0 {
		return "通报模板里的名称都认得"
	}
	return fmt.Sprintf("通报模板有 %d 处要改", len(fs))
}
