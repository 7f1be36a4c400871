package main

import (
	"context"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"taizhang/cmd/taizhang/desk"
)

func deskCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "desk", Aliases: []string{"界面"},
		Usage:       "在这台电脑的浏览器里做全部工作",
		UsageText:   "taizhang desk [选项]",
		Description: "只有这台电脑打得开。第一行是页面的地址；没有自己打开的，复制到浏览器里。\n在页面上点“停止”，或按 Ctrl+C 停止；一小时没有人用自己停止。",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "port", Usage: "端口 `N`", DefaultText: "哪个空着用哪个"},
			&cli.BoolFlag{Name: "no-open", Usage: "不自动打开浏览器"},
			&cli.DurationFlag{Name: "idle", Value: time.Hour, Usage: "没有人用多久以后停止 `时长`，如 30m；0 是一直不停", DefaultText: "1h"},
		},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"desk 后面不用写文件名；活动文件夹用 -C 指明。"}
			}
			return e.desk(c.Context, c.String("C"), c.Int("port"), c.Duration("idle"), !c.Bool("no-open"))
		},
	}
}

func (e *env) desk(ctx context.Context, dir string, port int, idle time.Duration, browser bool) error {
	o := desk.Options{Dir: dir, Port: port, Idle: idle, Out: e.out, Command: commandLine, Settings: desk.SettingsFile()}
	if browser {
		o.Browser = desk.Browse
	}
	return desk.Serve(ctx, o)
}

// commandLine runs a command line as a person would type it, and tells how far it
// has come.
func commandLine(ctx context.Context, args []string, out, errs io.Writer, progress func(what string, done, total int)) int {
	e := &env{out: visible{to: out}, err: visible{to: errs}, watch: progress}
	return e.exitCode(newApp(e).RunContext(ctx, append([]string{"taizhang"}, args...)))
}

// inWindow reports whether the program was started without a command in a window:
// by a double click, or on a desktop.
func (e *env) inWindow() bool {
	f, ok := e.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false
	}
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
