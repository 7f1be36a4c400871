package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/templates/finding"
)

func auditCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "audit", Aliases: []string{"核对"},
		Usage:       "核对改过的通报：每句话还对不对",
		UsageText:   "taizhang audit [选项] FILE",
		Description: "FILE 是改过的通报（.docx、.md、.txt）。与写出它的底稿逐句对照：数、单位、正负、约数、名称、次序、删去的和加上的；只看，不改。\n相符、舍入之外的（措辞有改动、此后有变、不符、缺失、未知）逐条列出；有要人处理的，退出码是 3。",
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
			text, err := auditedText(c.Args().First())
			if err != nil {
				return err
			}
			r, err := reports.Audit(c.Context, reports.Input{Dir: dir, Plan: plan, AsOf: asOf}, text)
			if err != nil {
				return err
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

// auditedText reads a document that is to be audited.
func auditedText(path string) (audit.Text, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return audit.Text{}, usageError{fmt.Sprintf("找不到文件“%s”。", path)}
	}
	if err != nil {
		return audit.Text{}, err
	}
	return audit.ReadText(content, filepath.Base(path))
}

// printAudit lists what somebody has to see to, and counts the rest.
func (e *env) printAudit(c *cli.Context, r *audit.Report) {
	if c.Bool("json") {
		return
	}
	for _, x := range r.Entries {
		if x.Status == audit.Agrees {
			continue
		}
		of := ""
		if x.Name != "" {
			of = fmt.Sprintf("（%s %s）", x.Name, x.Figure)
		}
		fmt.Fprintf(e.out, "  %s 第 %d 段 %s%s：%s\n", x.Status.Label(), x.Paragraph, x.Number, of, x.Note)
		switch {
		case x.Status == audit.Missing:
			fmt.Fprintf(e.out, "      底稿：%s\n", x.Draft)
		case x.Sentence != "":
			fmt.Fprintf(e.out, "      原句：%s\n", x.Sentence)
		}
	}
	for _, x := range r.Identities {
		if !x.OK {
			fmt.Fprintf(e.out, "  不符 %s：左边 %s，右边 %s，相差 %s\n", x.Name, x.Left, x.Right, x.Difference)
		}
	}
	var counts []string
	for _, s := range audit.Statuses {
		counts = append(counts, fmt.Sprintf("%s %d", s.Label(), r.Counts[s]))
	}
	e.say(c, "按%s的底稿（第 %d 次合并，截至 %s）核对：%s；文中算式不符 %d 处。", r.Variant, r.Merge, r.AsOf, strings.Join(counts, "，"), r.Broken())
}
