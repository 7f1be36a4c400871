package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports/docx"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

func initCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "init", Aliases: []string{"新建"},
		Usage:       "新建一个活动文件夹：方案、通报模板和六个文件夹",
		UsageText:   "taizhang init [选项] [DIR]\n   taizhang init --from 旧台账.xlsx [DIR]\n   taizhang init --carry [--due DATE] 旧活动 新活动",
		Description: "方案.xlsx 是标准方案，先改“参数”“单位”“领导”“小区”和“期初-…”各表，再运行“taizhang template”下发。\n已有的文件不会被覆盖。\n别的活动用 --blank 从空方案写起，或用 --from 照单位已有的台账拟一份。\n--carry 从上一次活动接着做：方案、单位、通报模板照旧，没有完成的重新编号带过来，已经完成的列作回头看候选。",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "blank", Usage: "空方案：只有程序认识的参数，别的表都只有表头"},
			&cli.StringFlag{Name: "from", Usage: "照单位已有的台账 `旧台账.xlsx` 拟一份方案，原有的行写进期初表，猜的每一处都标“待确认”"},
			&cli.BoolFlag{Name: "carry", Usage: "从上一次活动接着做，后面写旧活动、新活动两个文件夹"},
			&cli.BoolFlag{Name: "upper", Usage: "新建上级的活动：各台账由下级上报，不由科室、社区填"},
			&cli.StringFlag{Name: "due", Usage: "和 --carry 一起用：期限已过的，新期限写 `DATE`"},
			&cli.StringFlag{Name: "as-of", Usage: "和 --carry 一起用：`DATE` 以前的期限算已过", DefaultText: "今天"},
		},
		Action: func(c *cli.Context) error {
			if c.Bool("carry") {
				return e.carryOver(c)
			}
			dir, err := target(c, "")
			if err != nil {
				return err
			}
			switch {
			case chosen(c, "blank", "from", "upper") > 1:
				return usageError{"--blank、--from、--upper 只能写一个。"}
			case c.IsSet("from"):
				return e.propose(c, dir)
			case c.Bool("blank"):
				return e.begin(c, dir, templates.BlankTables(), templates.BlankNotice())
			case c.Bool("upper"):
				tables := templates.StandardTables()
				return e.begin(c, dir, templates.UpperTables(tables, templates.SampleLowers(tables)), templates.StandardNotice())
			}
			return e.begin(c, dir, templates.StandardTables(), templates.StandardNotice())
		},
	}
}

// chosen is how many of the flags were written.
func chosen(c *cli.Context, flags ...string) (n int) {
	for _, f := range flags {
		if c.IsSet(f) {
			n++
		}
	}
	return n
}

// begin writes a new campaign with a plan and says what is to be done next.
func (e *env) begin(c *cli.Context, dir campaign.Dir, tables []*templates.Table, text string) error {
	plan, err := templates.Load(tables)
	if err != nil {
		return err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	written, err := newCampaign(c.Context, dir, append(tables, templates.EmptySeeds(plan)...), text)
	if err != nil {
		return err
	}
	e.say(c, "已在“%s”新建活动：%s。", dir, strings.Join(written, "、"))
	if missing := plan.Missing(); missing != "" {
		e.say(c, "方案是空的：%s。写法见 %s；写好一部分就可以运行 taizhang plan check 看一看。", missing, "templates/README_zh.md")
	} else {
		e.say(c, "下一步：打开 %s，改好“参数”“单位”等表，运行 taizhang plan check 看一遍，再运行 taizhang template。", dir.Plan())
	}
	return e.object(c, map[string]any{"dir": string(dir), "written": written})
}

// target is the folder named as the argument, or -C, or the fallback.
func target(c *cli.Context, fallback string) (campaign.Dir, error) {
	switch {
	case c.NArg() > 1:
		return "", usageError{"只能写一个文件夹。"}
	case c.NArg() == 1:
		return campaign.Dir(c.Args().First()), nil
	case fallback != "" && !c.IsSet("C"):
		return campaign.Dir(fallback), nil
	}
	return campaign.Dir(c.String("C")), nil
}

// unbegun is an error if there is a plan already.
func unbegun(dir campaign.Dir) error {
	if _, err := os.Stat(dir.Plan()); err == nil {
		return fmt.Errorf("“%s”里已经有“%s”，没有改动它；要新建，请换一个文件夹", dir, campaign.PlanFile)
	}
	return nil
}

// newCampaign writes what a campaign starts with; a plan that is already there
// stops it.
func newCampaign(ctx context.Context, dir campaign.Dir, tables []*templates.Table, text string) ([]string, error) {
	if err := unbegun(dir); err != nil {
		return nil, err
	}
	for _, f := range campaign.Folders {
		if err := os.MkdirAll(dir.Path(f), 0o755); err != nil {
			return nil, err
		}
	}
	doc, err := docx.FromText(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	notice := dir.Path(campaign.NoticeFile)
	if _, err := os.Stat(notice); err != nil {
		if err := campaign.WriteFile(ctx, notice, func(w io.Writer) error { return docx.Write(w, doc) }); err != nil {
			return nil, err
		}
	}
	if err := campaign.WriteFile(ctx, dir.Plan(), func(w io.Writer) error { return templates.WriteWorkbook(w, tables) }); err != nil {
		return nil, err
	}
	return append([]string{campaign.PlanFile, campaign.NoticeFile}, campaign.Folders...), nil
}
