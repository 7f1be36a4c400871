package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// menuStep is something that the menu does: a command line, what it is called, and
// how somebody who types commands does it.
type menuStep struct {
	what string
	args []string
	how  string
}

// The steps that may come next, by their place in the list.
const (
	stepWait = iota
	stepIssue
	stepRun
)

var steps = []menuStep{
	{"看看现在到哪一步", nil, "把各单位报回的表放进“2-收件”，再运行 taizhang run"},
	{"下发：给各单位生成填报表", []string{"template"}, "改好方案.xlsx，再运行 taizhang template 下发"},
	{"一次做完：校验、合并、汇总", []string{"run"}, "运行 taizhang run：校验、合并、汇总"},
	{"只校验，做退回表", []string{"validate"}, ""},
	{"预览：合并会怎样", []string{"merge", "--preview"}, ""},
	{"合并", []string{"merge"}, ""},
	{"生成汇总表和通报", []string{"report"}, ""},
	{"生成督办文书和催报表", []string{"remind"}, ""},
	{"查方案", []string{"plan", "check"}, ""},
	{"定稿留存", []string{"publish"}, ""},
	{"打开浏览器里的界面", []string{"desk"}, ""},
}

func menuCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "menu", Aliases: []string{"菜单"},
		Usage:       "在终端里一步一步做：写数字，就做那一步",
		UsageText:   "taizhang menu [选项]",
		Description: "给没有浏览器的电脑用。每一步做的与打命令一样；写 0 退出。",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"menu 后面不用写文件名；活动文件夹用 -C 指明。"}
			}
			if _, _, err := e.load(c); err != nil {
				return err
			}
			return e.menu(c.Context, c.String("C"))
		},
	}
}

// menu says where the campaign stands, lists what can be done, and does what is
// asked for, until somebody has enough.
func (e *env) menu(ctx context.Context, dir string) error {
	in := bufio.NewReader(e.in)
	for ctx.Err() == nil {
		next := stepWait
		stand := e.app(ctx, dir, func(c *cli.Context) (err error) {
			next, err = e.stands(c)
			return err
		})
		if stand != exitDone {
			next = 0
		}
		fmt.Fprintln(e.out)
		for i, s := range steps {
			mark := " "
			if i == next {
				mark = "→"
			}
			fmt.Fprintf(e.out, "%s %2d  %s\n", mark, i+1, s.what)
		}
		fmt.Fprint(e.out, "   0  退出\n写数字，按回车：")
		line, err := in.ReadString('\n')
		choice := strings.TrimSpace(line)
		if choice == "0" || err != nil && choice == "" {
			fmt.Fprintln(e.out)
			return nil
		}
		n := 0
		if _, err := fmt.Sscanf(choice, "%d", &n); err != nil || n < 1 || n > len(steps) || choice != fmt.Sprint(n) {
			fmt.Fprintf(e.out, "没有“%s”这一项，请写 0 到 %d。\n\n", choice, len(steps))
			continue
		}
		fmt.Fprintln(e.out)
		if args := steps[n-1].args; args != nil {
			sub := &env{in: e.in, out: e.out, err: e.err}
			sub.exitCode(newApp(sub).RunContext(ctx, within(args, dir)))
			fmt.Fprintln(e.out)
		}
	}
	return ctx.Err()
}

// within is a command line for a campaign.
func within(args []string, dir string) []string {
	out := []string{"taizhang"}
	at := 1
	if args[0] == "plan" {
		at = 2
	}
	out = append(out, args[:at]...)
	return append(append(out, "-C", dir), args[at:]...)
}

// app runs an action as a command of its own would be run.
func (e *env) app(ctx context.Context, dir string, action func(*cli.Context) error) int {
	app := newApp(e)
	app.Commands = []*cli.Command{{Name: "menu", Flags: commonFlags(), Action: action}}
	return e.exitCode(app.RunContext(ctx, []string{"taizhang", "menu", "-C", dir}))
}
