package main

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/atomicfile"
	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/templates"
	"taizhang/testdata/tanggu"
)

// demoDir is where the sample campaign goes if no folder is named.
const demoDir = "塘沽示例"

func demoCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "demo", Aliases: []string{"示例"},
		Usage:       "生成一个完整的示例活动，从方案一直做到通报",
		UsageText:   "taizhang demo [选项] [DIR]",
		Description: "示例是塘沽街道的一次巡察整改：方案、下发的表、收回的表、总台账、汇总表和两种通报。",
		Action: func(c *cli.Context) error {
			dir, err := target(c, demoDir)
			if err != nil {
				return err
			}
			return e.demo(c, dir)
		},
	}
}

func (e *env) demo(c *cli.Context, dir campaign.Dir) error {
	tables, text, err := samplePlan()
	if err != nil {
		return err
	}
	if _, err := newCampaign(dir, tables, text); err != nil {
		return err
	}
	e.say(c, "示例活动在“%s”。", dir)
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		return err
	}
	asOf, err := day(c, plan)
	if err != nil {
		return err
	}
	forms, err := issue.Run(issue.Input{Dir: dir, Plan: plan, AsOf: asOf})
	if err != nil {
		return err
	}
	e.printForms(c, forms)
	if err := sampleReturns(dir); err != nil {
		return err
	}
	all, err := e.everything(c, dir, plan, asOf)
	if err != nil {
		return err
	}
	rows, units := 0, map[string]bool{}
	for _, n := range all.merged.Conservation {
		rows += n.Returned
		units[n.Unit] = true
	}
	e.say(c, "")
	e.say(c, "做完了：%d 个单位报回 %d 行，都有去向。以上警告是原通报本来就有的问题，不是差错。", len(units), rows)
	e.say(c, "先看：%s（总览和图），再看 %s，最后看 %s。", dir.Path(campaign.Summary, "汇总表.xlsx"), dir.Path(campaign.Summary, "通报-社会公开稿.docx"), dir.Master())
	if err := e.object(c, map[string]any{"dir": string(dir), "forms": forms, "run": all.object()}); err != nil {
		return err
	}
	return all.verdict()
}

// samplePlan lays the sample's own tables over the standard plan.
func samplePlan() ([]*templates.Table, string, error) {
	sub, err := fs.Sub(tanggu.FS, "方案")
	if err != nil {
		return nil, "", err
	}
	own, err := templates.ReadTables(sub)
	if err != nil {
		return nil, "", err
	}
	text, err := fs.ReadFile(sub, "通报模板.txt")
	return templates.Customise(templates.StandardTables(), own), string(text), err
}

// sampleReturns puts the returned workbooks into the inbox.
func sampleReturns(dir campaign.Dir) error {
	return fs.WalkDir(tanggu.FS, "收件", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := tanggu.FS.ReadFile(name)
		if err != nil {
			return fmt.Errorf("%s：%w", path.Base(name), err)
		}
		to := dir.Path(campaign.Inbox, strings.TrimPrefix(name, "收件/"))
		return atomicfile.Write(to, func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		})
	})
}
