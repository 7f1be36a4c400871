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

// welcome is what the program says without a command: where the campaign stands
// and what to do next; on a terminal it does it. Outside a campaign folder it is
// the help.
func (e *env) welcome(c *cli.Context) error {
	defer e.waitForEnter()
	if _, err := os.Stat(campaign.Dir(".").Plan()); err != nil {
		return cli.ShowAppHelp(c)
	}
	if f, ok := e.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return e.menu(c.Context, ".")
	}
	next, err := e.stands(c)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "下一步：%s。\n", steps[next].how)
	return nil
}

// stands prints where the campaign stands, and says which step comes next.
func (e *env) stands(c *cli.Context) (next int, err error) {
	dir, plan, _, err := e.open(c)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(e.out, "活动：%s\n", plan.Param(templates.ParamCampaign))
	issued, issues := 0, dir.Issues()
	for _, u := range plan.Units {
		if issues.LastIssue(u.Code, false) > 0 {
			issued++
		}
	}
	inbox, _, _ := dir.InboxFiles()
	fmt.Fprintf(e.out, "已下发 %d 个单位，收件夹里有 %d 个文件。\n", issued, len(inbox))
	m, err := master.Open(c.Context, dir, plan)
	if err == nil {
		fmt.Fprintf(e.out, "总台账合并过 %d 次，截至 %s。\n", m.Serial, m.AsOf)
	}
	if err != nil && !errors.Is(err, master.ErrNoMaster) {
		return 0, err
	}
	switch {
	case issued == 0:
		return stepIssue, nil
	case len(inbox) > 0:
		return stepRun, nil
	}
	return stepWait, nil
}

// waitForEnter keeps the window of a double click open.
func (e *env) waitForEnter() {
	if f, ok := e.in.(*os.File); ok && runtime.GOOS == "windows" && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(e.out, "按回车键关闭。")
		_, _ = bufio.NewReader(f).ReadString('\n')
	}
}
