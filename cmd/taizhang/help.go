package main

import (
	"io"
	"strings"
	"text/template"

	"github.com/urfave/cli/v2"
)

// flagLine is a flag in a command's help: its names, what follows it, what it
// is for. In the usage text, what follows stands in backquotes.
func flagLine(f cli.Flag) string {
	names := f.Names()
	for i, n := range names {
		if names[i] = "--" + n; len(n) == 1 {
			names[i] = "-" + n
		}
	}
	doc, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return strings.Join(names, ", ")
	}
	usage := doc.GetUsage()
	if before, rest, found := strings.Cut(usage, "`"); found {
		value, after, _ := strings.Cut(rest, "`")
		names[len(names)-1] += " " + value
		usage = strings.TrimSpace(before) + strings.TrimLeft(after, " ")
	}
	if text := doc.GetDefaultText(); text != "" && doc.TakesValue() && !strings.HasPrefix(text, `"`) {
		usage += "（不写就是" + text + "）"
	}
	return strings.Join(names, ", ") + "\t" + usage
}

// printHelp fills in a help text, in columns that are as wide as they look.
func printHelp(w io.Writer, text string, data any) {
	var b strings.Builder
	t, err := template.New("help").Funcs(template.FuncMap{"join": strings.Join}).Parse(text)
	if err == nil {
		err = t.Execute(&b, data)
	}
	if err != nil {
		panic(err) // the texts are ours
	}
	io.WriteString(w, aligned(b.String(), screenOf(w).columns))
}

const appHelp = `{{.Usage}}

用法：
   taizhang 命令 [选项] [文件]

命令：
{{range .Commands}}   {{join .Names "（"}}{{"）"}}	{{.Usage}}
{{end}}
每个命令都可以加 -C DIR（活动文件夹）、--json、--quiet；“taizhang 命令 --help”看详细说明。

退出码：
   0    做完了
   1    没有做成（读写失败、方案有错）
   2    命令写得不对
   3    做完了，但数据有错误要改
   130  被中断
`

const commandHelp = `{{.HelpName}}{{if .Aliases}}（{{join .Aliases "、"}}）{{end}}：{{.Usage}}

用法：
   {{.UsageText}}
{{if .Description}}
{{.Description}}
{{end}}
选项：
{{range .VisibleFlags}}   {{.}}
{{end}}
退出码：0 做完了；1 没有做成；2 命令写得不对；3 做完了，但数据有错误要改；130 被中断。
`
