package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/reports/notice"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates/finding"
)

func auditCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "audit", Aliases: []string{"核对"},
		Usage:       "核对改过的通报：每个数字还对不对",
		UsageText:   "taizhang audit [选项] FILE",
		Description: "FILE 是改过的通报（.docx、.md、.txt）。按句子认出每个数字是哪个指标：相符、不符、核不了；只看，不改。",
		Flags:       dayFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usageError{"请写一份通报，如：taizhang audit 5-汇总/通报-社会公开稿.docx。"}
			}
			dir, plan, asOf, err := e.open(c)
			if err != nil {
				return err
			}
			unmerged, err := e.unmerged(c, dir, plan)
			if err != nil {
				return err
			}
			m, err := master.Open(c.Context, dir, plan)
			if err != nil {
				return err
			}
			name, template, err := reports.Template(dir)
			if err != nil {
				return err
			}
			draft, err := os.ReadFile(c.Args().First())
			if errors.Is(err, os.ErrNotExist) {
				return usageError{fmt.Sprintf("找不到文件“%s”。", c.Args().First())}
			}
			if err != nil {
				return err
			}
			text, err := audit.Read(draft, filepath.Base(c.Args().First()))
			if err != nil {
				return err
			}
			r, err := audit.Audit(text, template, name, notice.Input{Plan: plan, Set: figure.New(m.Data()), AsOf: asOf})
			if err != nil {
				return reports.TemplateError(name, err)
			}
			e.printAudit(c, r)
			if err := e.object(c, struct {
				*audit.Report
				Warnings []finding.Finding `json:"warnings,omitempty"`
			}{r, unmerged}); err != nil {
				return err
			}
			if !r.Clean() {
				return errFindings
			}
			return nil
		},
	}
}

// printAudit lists what disagrees or cannot be placed, and counts the rest.
func (e *env) printAudit(c *cli.Context, r *audit.Report) {
	if c.Bool("json") {
		return
	}
	for _, x := range r.Entries {
		if x.Status != audit.Agrees {
			note := x.Note
			if x.Status == audit.Contradicts {
				note = fmt.Sprintf("应为 %s（%s %s）。%s", x.Expected, x.Name, x.Figure, note)
			}
			fmt.Fprintf(e.out, "  %s 第 %d 段 %s：%s\n      原句：%s\n", x.Status.Label(), x.Paragraph, x.Number, note, x.Sentence)
		}
	}
	sums := 0
	for _, x := range r.Identities {
		if !x.OK {
			sums++
			fmt.Fprintf(e.out, "  不符 %s：左边 %s，右边 %s，相差 %s\n", x.Name, x.Left, x.Right, x.Difference)
		}
	}
	for _, x := range r.Missing {
		fmt.Fprintf(e.out, "  缺少 %s %s，应在：%s\n", x.Name, x.Number, x.Sentence)
	}
	e.say(c, "按%s核对：%d 个数字相符，%d 个不符，%d 个无法核对；少了 %d 个，文中算式不符 %d 处。", r.Variant, r.Agree, r.Contradict, r.Unknown, len(r.Missing), sums)
}
