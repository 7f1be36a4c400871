package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func submitCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "submit", Aliases: []string{"上报"},
		Usage:     "按上级的约定，把总台账做成上报包，放进“5-汇总/上报”",
		UsageText: "taizhang submit --to 上级约定.xlsx",
		Description: "约定是上级“1-下发”里发给本单位的那一份。上报包有封签，可以打开看，改过的上级不收；送去放进上级的“2-收件”。\n" +
			"限阅的台账、敏感的栏目不上报，除非方案参数“上报授权”写了它。名称不同的，在约定的“上报对照”里写明。",
		Flags: append(dayFlags(), &cli.StringFlag{Name: "to", Usage: "上级的约定 `FILE`"}),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"submit 后面不用写文件名，约定写在 --to 后面。"}
			}
			if c.String("to") == "" {
				return usageError{"请写明上级的约定，如：taizhang submit --to 上级约定.xlsx。"}
			}
			if _, err := os.Stat(c.String("to")); err != nil {
				return usageError{fmt.Sprintf("找不到文件“%s”。", c.String("to"))}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, _ string) error {
				unmerged, err := e.current(c, dir, plan)
				if err != nil {
					return err
				}
				if len(unmerged) > 0 {
					return &campaign.Error{Message: fmt.Sprintf("总台账有 %d 处改动或来件还没有合并，没有上报。", len(unmerged)), Fix: "请先运行“taizhang merge”，再上报。"}
				}
				return e.submit(c, dir, plan)
			})
		},
	}
}

func (e *env) submit(c *cli.Context, dir campaign.Dir, plan *templates.Plan) error {
	m, err := master.Open(c.Context, dir, plan)
	if err != nil {
		return err
	}
	plan.SetAsOf(m.AsOf) // what goes up is what the last merge left
	agreement, err := level.ReadAgreement(c.Context, c.String("to"))
	if err != nil {
		return err
	}
	s, err := level.Submit(c.Context, dir, m, agreement, c.String("to"))
	if err != nil {
		return err
	}
	e.printSubmission(c, dir, s)
	if err := e.object(c, struct {
		*level.Submission
		Findings []finding.Finding `json:"findings"`
	}{s, noNil(s.Findings)}); err != nil {
		return err
	}
	return verdict(s.Findings)
}

func (e *env) printSubmission(c *cli.Context, dir campaign.Dir, s *level.Submission) {
	e.show(c, s.Findings)
	if s.File == "" {
		e.say(c, "没有上报：先改好上面的问题。")
		return
	}
	for _, name := range s.Ledgers {
		e.say(c, "  %s %d 行", name, s.Rows[name])
	}
	for _, why := range s.LeftOut {
		e.say(c, "  没有上报 %s", why)
	}
	if n := len(s.Changed); n > 0 {
		e.say(c, "  其中上级已核准、本级又改的 %d 格，连同理由列在“上报更改”。", n)
	}
	if s.Unchanged {
		e.say(c, "与第 %d 次上报的内容相同，没有另做：%s", s.Edition, dir.Path(s.File))
		return
	}
	e.say(c, "第 %d 次上报（%s，%s），附 %d 个数字：%s", s.Edition, s.Campaign, s.Unit, s.Figures, dir.Path(s.File))
}

func receiveCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "receive", Aliases: []string{"回执"},
		Usage:       "收下上级的回执：哪些行收了、退了、核准锁定了，记进总台账",
		UsageText:   "taizhang receive [选项] FILE",
		Description: "回执在上级的“3-退回”里。结果写进总台账各行的“上级回执”栏；已核准的行再改，校验会提醒“已上报核准”，上报时作为更改，要写理由。",
		Flags:       dayFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usageError{"请写一份回执，如：taizhang receive 塘沽街道-回执.xlsx。"}
			}
			file := c.Args().First()
			if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
				return usageError{fmt.Sprintf("找不到文件“%s”。", file)}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, asOf string) error {
				return e.receive(c, dir, plan, asOf, file)
			})
		},
	}
}
