package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"taizhang/templates/finding"
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

// errPlan says that the plan has errors, all of which have been told.
var errPlan = errors.New("方案有错误要改")

// usageError is a command line that cannot be followed.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// run executes one command line and returns the exit code. Nothing below it
// ends the process or touches the standard streams; when ctx ends, the command
// stops by itself and leaves nothing half-written.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := &env{in: stdin, out: onScreen(stdout), err: onScreen(stderr)}
	return e.exitCode(newApp(e).RunContext(ctx, args))
}

// speakChinese sets what the library keeps for the whole process.
var speakChinese = sync.OnceFunc(func() {
	cli.FlagStringer = flagLine
	cli.HelpPrinter = printHelp
	cli.HelpFlag = &cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: "看这份说明"}
})

func newApp(env *env) *cli.App {
	speakChinese()
	app := &cli.App{
		Name:      "taizhang",
		Usage:     "台账：下发、校验、合并、汇总，一个活动一个文件夹",
		Reader:    env.in,
		Writer:    env.out,
		ErrWriter: env.err,
		Commands: []*cli.Command{
			demoCommand(env), initCommand(env), planCommand(env), templateCommand(env), validateCommand(env),
			mergeCommand(env), reportCommand(env), remindCommand(env), runCommand(env),
			traceCommand(env), diffCommand(env), auditCommand(env), publishCommand(env), submitCommand(env), receiveCommand(env), deskCommand(env), loadCommand(env), menuCommand(env),
		},
		HideVersion:           true,
		HideHelpCommand:       true,
		CustomAppHelpTemplate: appHelp,
		OnUsageError:          onUsage,
		ExitErrHandler:        func(*cli.Context, error) {},
		Action: func(c *cli.Context) error {
			if first := c.Args().First(); first == "help" || first == "帮助" {
				return help(c, c.Args().Get(1))
			}
			if c.Args().Present() {
				return usageError{fmt.Sprintf("没有命令“%s”。运行“taizhang --help”看有哪些命令。", c.Args().First())}
			}
			if env.inWindow() {
				return env.desk(c.Context, ".", 0, time.Hour, true)
			}
			return env.welcome(c)
		},
	}
	complete(app.Commands)
	return app
}

// help is what --help says, of the whole or of one command.
func help(c *cli.Context, name string) error {
	if name == "" {
		return cli.ShowAppHelp(c)
	}
	if c.App.Command(name) == nil {
		return usageError{fmt.Sprintf("没有命令“%s”。运行“taizhang --help”看有哪些命令。", name)}
	}
	return cli.ShowCommandHelp(c, name)
}

// complete gives commands, and those below them, what all have.
func complete(commands []*cli.Command) {
	for _, c := range commands {
		c.CustomHelpTemplate = commandHelp
		c.OnUsageError = onUsage
		c.HideHelpCommand = true
		c.Flags = append(commonFlags(), c.Flags...)
		c.Before = before(c)
		complete(c.Subcommands)
	}
}

func commonFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "C", Value: ".", Usage: "活动文件夹 `DIR`", DefaultText: "当前文件夹"},
		&cli.BoolFlag{Name: "json", Usage: "输出 JSON"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "只输出错误"},
	}
}

func dayFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "as-of", Usage: "截至日 `DATE`，如 2021-11-20", DefaultText: "方案的截至日，方案没有写就是今天"},
		&cli.BoolFlag{Name: "backwards", Usage: "截至日确实要早于上一次，或离活动的日期一年以上；上一次的日期写错了的，用它改回"},
	}
}

// before refuses late flags: the library takes flags behind an argument for
// arguments.
func before(command *cli.Command) cli.BeforeFunc {
	return func(c *cli.Context) error {
		if slices.ContainsFunc(command.Subcommands, func(sub *cli.Command) bool { return sub.HasName(c.Args().First()) }) {
			return early(c)
		}
		return lateFlags(c)
	}
}

// early refuses flags before the name of a command below: they would be lost.
func early(c *cli.Context) error {
	for _, name := range c.LocalFlagNames() {
		return usageError{fmt.Sprintf("选项“-%s”要写在“%s”之后。", strings.Repeat("-", min(1, len(name)-1))+name, c.Args().First())}
	}
	return c.Context.Err()
}

func lateFlags(c *cli.Context) error {
	for _, a := range c.Args().Slice() {
		if strings.HasPrefix(a, "-") && a != "-" {
			return usageError{fmt.Sprintf("选项“%s”要写在文件或文件夹名之前。", a)}
		}
	}
	return c.Context.Err()
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

// exitCode says what became of the command, and for every error what to do.
func (e *env) exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errPlan):
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(e.err, "已中断。已经写好的文件是完整的，没有写完的不会留下。")
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintln(e.err, usage.message)
		return exitUsage
	}
	what, fix := finding.Explain(err)
	fmt.Fprintln(e.err, "没有做成："+what)
	screenOf(e.err).print(e.err, finding.Listed(err), e.limit)
	if fix != "" {
		fmt.Fprintln(e.err, fix)
	}
	return exitFailed
}
