package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"runtime"

	"taizhang/templates"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
)

// welcome is what a double click shows: where the campaign stands and what to
// do next. Outside a campaign folder it is the help.
func (e *env) welcome(c *cli.Context) error {
	defer e.waitForEnter()
	dir := campaign.Dir(".")
	if _, err := os.Stat(dir.Plan()); err != nil {
		return cli.ShowAppHelp(c)
	}
	_, plan, _, err := e.open(c)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "活动：%s\n", plan.Param(templates.ParamCampaign))
	issued, issues := 0, dir.Issues()
	for _, u := range plan.Units {
		if issues.LastIssue(u.Code, false) > 0 {
			issued++
		}
	}
	inbox, _, _ := dir.InboxFiles()
	waiting := len(inbox)
	m, err := master.Open(c.Context, dir, plan)
	fmt.Fprintf(e.out, "已下发 %d 个单位，收件夹里有 %d 个文件。\n", issued, waiting)
	if err == nil {
		fmt.Fprintf(e.out, "总台账合并过 %d 次，截至 %s。\n", m.Serial, m.AsOf)
	}
	next := "把各单位报回的表放进“2-收件”，再运行 taizhang run"
	switch {
	case issued == 0:
		next = "改好方案.xlsx，再运行 taizhang template 下发"
	case waiting > 0:
		next = "运行 taizhang run：校验、合并、汇总"
	}
	if err != nil && !errors.Is(err, master.ErrNoMaster) {
		return err
	}
	fmt.Fprintf(e.out, "下一步：%s。\n", next)
	return nil
}

// waitForEnter keeps the window of a double click open.
func (e *env) waitForEnter() {
	if f, ok := e.in.(*os.File); ok && runtime.GOOS == "windows" && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(e.out, "按回车键关闭。")
		_, _ = bufio.NewReader(f).ReadString('\n')
	}
}
