package main

import (
	"path/filepath"

	"github.com/urfave/cli/v2"

	"taizhang/reports/papers"
	"taizhang/sheets/campaign"
	"taizhang/sheets/returns"
	"taizhang/templates"
)

func remindCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "remind", Aliases: []string{"催办"},
		Usage:       "从总台账做任务单、提示单、督办单、销号单和催报表，放进“6-督办”",
		UsageText:   "taizhang remind [选项]",
		Description: "发出的文书登记在总台账的督办文书台账，编号不再变；同一天再运行，文书不变。\n回复请登记在总台账；过了回复时限没有回复的，下一次运行时出督办单；督办单也没有回复的，在“6-督办/草稿”代拟督促函、建议书、约谈，供纪检机关审核。\n截至日写晚了：taizhang remind --as-of 对的日期 --backwards，那以后出的文书撤回，按这一天重新出。",
		Flags:       append(dayFlags(), fromFlags(false)...),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"remind 后面不用写文件名。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				if c.IsSet("from") {
					return e.remindFrom(c, dir, plan, asOf)
				}
				if err := dir.MasterFree(); err != nil {
					return err
				}
				unmerged, err := e.unmerged(c, dir, plan)
				if err != nil {
					return err
				}
				res, err := papers.Write(c.Context, papers.Input{Dir: dir, Plan: plan, AsOf: asOf, Backwards: c.Bool("backwards"), Read: e.master})
				if err != nil {
					return err
				}
				e.printPapers(c, dir.Path(campaign.Papers), res)
				object := papersObject(res)
				object["warnings"] = noNil(unmerged)
				if err := e.object(c, object); err != nil {
					return err
				}
				return verdict(res.Findings)
			})
		},
	}
}

func (e *env) printPapers(c *cli.Context, folder string, res *papers.Result) {
	kinds := map[string]int{}
	var order []string
	for _, p := range res.Papers {
		if kinds[p.Kind] == 0 {
			order = append(order, p.Kind)
		}
		kinds[p.Kind]++
	}
	e.say(c, "催办：本日文书 %d 份，草稿 %d 份；未销号 %d 条，其中超期 %d 条、跨年 %d 条；建议回头看 %d 条。",
		len(res.Papers), len(res.Drafts), res.Tracked, res.Overdue, res.Across, len(res.Rechecks))
	for _, k := range order {
		e.say(c, "  %s %d 份", k, kinds[k])
	}
	waiting, spared := map[returns.Status]int{}, 0
	for _, x := range res.Chase {
		waiting[x.Status]++
		if x.NothingNew() {
			spared++
		}
	}
	e.say(c, "催报：应报 %d 份，未报 %d 份，原样报回 %d 份，退回未复 %d 份，迟报 %d 份。",
		len(res.Chase), waiting[returns.NotReturned], waiting[returns.NeverOpened], waiting[returns.SentBack], waiting[returns.Late])
	if spared > 0 {
		e.say(c, "  %d 份最近一次下发没有新的要求，按上一次要求报的算", spared)
	}
	if n := len(res.Letters); n > 0 {
		e.say(c, "  催报函 %d 份，在“%s/催报函”", n, folder)
	}
	e.show(c, res.Findings)
	for _, name := range []string{papers.BookFile, papers.ChaseFile, papers.ChaseText, papers.InternalFile} {
		e.say(c, "  已写好 %s", filepath.Join(folder, name))
	}
}

// papersObject leaves the hints out: they are for the internal workbook only.
func papersObject(res *papers.Result) map[string]any {
	return map[string]any{
		"papers": noNil(res.Papers), "drafts": noNil(res.Drafts), "closings": noNil(res.Closings), "returns": noNil(res.Chase), "letters": noNil(res.Letters), "looks": noNil(res.Rechecks),
		"open": res.Tracked, "overdue": res.Overdue, "across_years": res.Across, "files": res.Files, "findings": noNil(res.Findings),
	}
}
