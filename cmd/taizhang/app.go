package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// Exit codes; they are part of the contract and stated in the help.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitFindings    = 3
	exitInterrupted = 130
)

// errFindings says that the work is done and the data has errors to mend.
var errFindings = errors.New("数据有错误要改")

// usageError is a command line that cannot be followed.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// run executes one command line and returns the exit code. Nothing below it
// ends the process or touches the standard streams.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdin, stdout, stderr)
	done := make(chan error, 1)
	go func() { done <- app.RunContext(ctx, args) }()
	select {
	case err := <-done:
		return exitCode(err, stderr)
	case <-ctx.Done():
		// Every write is complete or absent, so stopping anywhere is safe.
		fmt.Fprintln(stderr, "已中断。已经写好的文件是完整的，没有写完的不会留下。")
		return exitInterrupted
	}
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	env := &env{in: stdin, out: stdout, err: stderr}
	cli.FlagStringer = flagLine
	cli.HelpFlag = &cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: "看这份说明"}
	app := &cli.App{
		Name:      "taizhang",
		Usage:     "台账：下发、校验、合并、汇总，一个活动一个文件夹",
		Reader:    stdin,
		Writer:    stdout,
		ErrWriter: stderr,
		Commands: []*cli.Command{
			demoCommand(env), initCommand(env), templateCommand(env), validateCommand(env),
			mergeCommand(env), reportCommand(env), remindCommand(env), runCommand(env),
			traceCommand(env), diffCommand(env), auditCommand(env),
		},
		HideVersion:           true,
		HideHelpCommand:       true,
		CustomAppHelpTemplate: appHelp,
		OnUsageError:          onUsage,
		ExitErrHandler:        func(*cli.Context, error) {},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{fmt.Sprintf("没有命令“%s”。运行“taizhang --help”看有哪些命令。", c.Args().First())}
			}
			return env.welcome(c)
		},
	}
	for _, c := range app.Commands {
		c.CustomHelpTemplate = commandHelp
		c.OnUsageError = onUsage
		c.HideHelpCommand = true
		c.Flags = append(commonFlags(), c.Flags...)
		c.Before = refuseLateFlags
	}
	return app
}

func commonFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "C", Value: ".", Usage: "活动文件夹 `DIR`", DefaultText: "当前文件夹"},
		&cli.BoolFlag{Name: "json", Usage: "输出 JSON"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "只输出错误"},
	}
}

func asOfFlag() cli.Flag {
	return &cli.StringFlag{Name: "as-of", Usage: "截至日 `DATE`，如 2021-11-20", DefaultText: "方案的截至日，方案没有写就是今天"}
}

// refuseLateFlags: the library takes flags behind an argument for arguments.
func refuseLateFlags(c *cli.Context) error {
	for _, a := range c.Args().Slice() {
		if strings.HasPrefix(a, "-") && a != "-" {
			return usageError{fmt.Sprintf("选项“%s”要写在文件或文件夹名之前。", a)}
		}
	}
	return nil
}

func onUsage(_ *cli.Context, err error, _ bool) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: "); ok {
		return usageError{fmt.Sprintf("没有选项“%s”。加 --help 看有哪些选项。", name)}
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: "); ok {
		return usageError{fmt.Sprintf("选项“%s”后面要写上值。", name)}
	}
	return usageError{"命令写得不对：" + text}
}

func exitCode(err error, stderr io.Writer) int {
	var usage usageError
	var plan *templates.PlanError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, usage.message)
		return exitUsage
	case errors.As(err, &plan):
		fmt.Fprintln(stderr, plan.Error()+"：")
		printFindings(stderr, plan.Findings, 0)
		return exitFailed
	}
	fmt.Fprintln(stderr, "没有做成："+err.Error())
	if fix := fixOf(err); fix != "" {
		fmt.Fprintln(stderr, fix)
	}
	return exitFailed
}

// fixOf is what the reader of workbooks advises to do about an error.
func fixOf(err error) string {
	var format *xlsx.FormatError
	var damage *xlsx.DamageError
	var limit *xlsx.LimitError
	switch {
	case errors.As(err, &format):
		return format.Fix
	case errors.As(err, &damage):
		return damage.Fix
	case errors.As(err, &limit):
		return limit.Fix
	}
	return ""
}
