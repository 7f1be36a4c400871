package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"taizhang/reports/publication"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

func publishCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "publish", Aliases: []string{"定稿"},
		Usage:       "定稿：把公布的通报、汇总表、总台账和全部指标原样留存",
		UsageText:   "taizhang publish [选项]",
		Description: "留存在“5-汇总/定稿/截至日”，以后不再改动；每次定稿另存一份。\n通报还没有完成、总台账有没有合并的改动、通报里的数字与总台账不符的，不能定稿。\n定稿以后数字变了：taizhang diff --since-published。",
		Flags:       dayFlags(),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"publish 后面不用写文件名。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				unmerged, err := e.current(c, dir, plan)
				if err != nil {
					return err
				}
				p, err := publication.Publish(c.Context, publication.Input{Dir: dir, Plan: plan, AsOf: asOf, Unmerged: unmerged})
				if err != nil {
					return err
				}
				e.say(c, "已定稿：%s，截至 %s，%d 个文件，%d 个指标。", p.Folder, p.AsOf, len(p.Files), len(p.Figures))
				for _, f := range p.Files {
					e.say(c, "  %s  摘要 %s", f.Name, f.Digest)
				}
				for _, name := range p.LeftOut {
					e.say(c, "  没有留存 %s：通报在 Word 里改过，这一份还是没改的文字。放到网站上的，请照定稿的 .docx 改。", name)
				}
				if n := len(p.Reworded); n > 0 {
					e.say(c, "  注意：通报里有 %d 处措辞是手工改的、加的，没有数可核，请确认有人看过：", n)
					for _, what := range p.Reworded[:min(n, mostReworded)] {
						e.say(c, "    %s", what)
					}
				}
				e.show(c, p.Findings)
				for _, name := range p.Cleaned {
					e.say(c, "  %s 在 Word 里改过：定稿的一份去掉了作者、单位、图片的说明、书签等印不出来的内容。对外公布请用定稿的这一份。", name)
				}
				for _, name := range p.Edited {
					e.say(c, "  注意：%s 写出以后有人改过，改的没有核对，照改过的样子留存。", name)
				}
				return e.object(c, p)
			})
		},
	}
}

// mostReworded is how many changes of words are listed; taizhang audit lists all.
const mostReworded = 10

// sincePublished says which published figures have changed, and drafts the
// correction.
func (e *env) sincePublished(c *cli.Context, dir campaign.Dir, plan *templates.Plan) error {
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	unmerged, err := e.unmerged(c, dir, plan)
	if err != nil {
		return err
	}
	p, err := publication.Last(c.Context, dir)
	if err != nil {
		return err
	}
	if p == nil {
		return usageError{"还没有定稿，没有可比的；公布以后请运行“taizhang publish”。"}
	}
	in := publication.Input{Dir: dir, Plan: plan, Unmerged: unmerged}
	changed := p.Changed(c.Context, dir)
	for _, name := range changed {
		e.say(c, "注意：“%s/%s”与定稿时不同了，或者不见了，请从备份恢复。", p.Folder, name)
	}
	all, err := publication.Since(c.Context, in, p)
	if err != nil {
		return err
	}
	draft, err := publication.Correct(c.Context, in, p, all)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return e.object(c, map[string]any{"published": p.Folder, "as_of": p.AsOf, "figures": noNil(all), "correction": draft, "damaged": noNil(changed), "warnings": noNil(unmerged)})
	}
	for _, d := range all {
		where := ""
		if d.Notice {
			where = "，通报里印了"
		}
		fmt.Fprintf(e.out, "%s（%s%s）：%s → %s\n", d.Name, d.Code, where, d.Old, d.New)
		if len(d.Causes) == 0 {
			fmt.Fprintln(e.out, "    没有哪一行变了：是截至日晚了，或者方案里改了指标、参数。")
		}
		for _, x := range d.Causes {
			fmt.Fprintf(e.out, "    %s\n", causeLine(x))
		}
	}
	e.say(c, "与定稿（%s）相比，%d 个指标变了。", p.Folder, len(all))
	if draft != "" {
		e.say(c, "  已写好 %s（未完成：更正的原因要由整改办补上，签发后改名）", dir.Path(draft))
	}
	return nil
}

func causeLine(x publication.Cause) string {
	s := fmt.Sprintf("%s %s %s", x.What, x.Ledger, x.RowID)
	for _, cell := range x.Cells {
		s += fmt.Sprintf("，%s：%s → %s", cell.Column, orBlank(cell.Old), orBlank(cell.New))
	}
	if x.By != "" {
		s += fmt.Sprintf("（%s，%s %s）", x.By, x.File, x.Cell)
	}
	return s
}
