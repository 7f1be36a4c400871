package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func templateCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "template", Aliases: []string{"下发"},
		Usage:       "给每个单位生成填报表，放进“1-下发”",
		UsageText:   "taizhang template [选项]",
		Description: "表里已有该单位自己的行；合并过的，带上合并后的内容。每次下发都留底在“1-下发/历史”。\n内容没有变化的单位沿用上一次的发放序号。",
		Flags: append(dayFlags(),
			&cli.StringFlag{Name: "unit", Usage: "只给这个单位 `单位`（名称或代码）"},
			&cli.StringFlag{Name: "due", Usage: "这一次的报送截止日 `DATE`", DefaultText: "方案的报送截止日，已经过了就没有"},
			&cli.StringFlag{Name: "from", Usage: "把单位原有的台账 `OLD.xlsx` 按表头倒进填报表（要同时写 --unit）"},
		),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usageError{"template 后面不用写文件名。"}
			}
			dir, plan, err := e.load(c)
			if err != nil {
				return err
			}
			if len(plan.Units) == 0 || len(plan.Ledgers) == 0 {
				return fmt.Errorf("还没有可以下发的表：%s；请先在“%s”里填好", plan.Missing(), dir.Plan())
			}
			if n := len(plan.Unconfirmed); n > 0 {
				e.say(c, "注意：方案里还有 %d 处是照旧台账猜的，没有人核对过；运行 taizhang plan check 看是哪些。", n)
			}
			in, findings, err := e.issueInput(c, dir, plan)
			if err != nil {
				return err
			}
			unlock, err := dir.Lock(c.Command.Name)
			if err != nil {
				return err
			}
			defer unlock()
			unmerged, err := e.current(c, dir, plan)
			if err != nil {
				return err
			}
			in.Master = e.master
			return e.issue(c, in, findings, unmerged)
		},
	}
}

// issueInput reads what is to be sent out from the command line.
func (e *env) issueInput(c *cli.Context, dir campaign.Dir, plan *templates.Plan) (in issue.Input, findings []finding.Finding, err error) {
	in = issue.Input{Dir: dir, Plan: plan, Backwards: c.Bool("backwards")}
	if in.AsOf, err = e.soundDay(c, dir, plan); err != nil {
		return in, nil, err
	}
	if due := c.String("due"); due != "" {
		if in.Due, err = writtenDay("due", due); err != nil {
			return in, nil, err
		}
		if in.Due < in.AsOf {
			return in, nil, usageError{fmt.Sprintf("报送截止日 %s 早于发放日期 %s。", in.Due, in.AsOf)}
		}
	}
	if name := c.String("unit"); name != "" {
		u := plan.Unit(name)
		if u == nil {
			return in, nil, usageError{fmt.Sprintf("方案的“单位”表里没有“%s”。", name)}
		}
		in.Units = []*templates.Unit{u}
	}
	from := c.String("from")
	if from == "" {
		return in, nil, nil
	}
	if in.Units == nil {
		return in, nil, usageError{"写了 --from，就要用 --unit 写明是哪个单位的。"}
	}
	if _, err := os.Stat(from); err != nil {
		return in, nil, usageError{fmt.Sprintf("找不到文件“%s”。", from)}
	}
	in.Poured, findings, err = issue.Pour(plan, in.Units[0], from)
	return in, findings, err
}

// issue sends the forms out and says what became of them.
func (e *env) issue(c *cli.Context, in issue.Input, findings, unmerged []finding.Finding) error {
	p := e.progress(c, "下发")
	defer p.end()
	in.Progress = p.step
	sent, err := issue.Run(c.Context, in)
	if err != nil {
		return err
	}
	retired, err := issue.Retire(in)
	if err != nil {
		return err
	}
	findings = append(findings, sent.Findings...)
	e.printForms(c, sent.Forms)
	for _, r := range retired {
		e.say(c, "  %s：“%s”不再填报，已移到“%s”。", r.Why, r.File, r.Kept)
	}
	e.unasked(c, in)
	if in.Units == nil {
		e.unserved(c, in.Plan, in.AsOf)
	}
	if !c.Bool("json") {
		screenOf(e.err).print(e.err, findings, e.limit)
	}
	if err := e.object(c, map[string]any{"forms": noNil(sent.Forms), "retired": noNil(retired), "findings": findings, "warnings": noNil(unmerged)}); err != nil {
		return err
	}
	return verdict(findings)
}

func (e *env) printForms(c *cli.Context, forms []issue.Form) {
	rows, unchanged, withdrawn := 0, 0, map[string]bool{}
	for _, f := range forms {
		for _, id := range f.Withdrawn {
			withdrawn[id] = true
		}
		rows += f.Rows
		if f.Unchanged {
			unchanged++
		}
	}
	e.say(c, "下发：%d 份填报表，带上已有内容 %d 行，在“1-下发”。", len(forms), rows)
	if len(withdrawn) > 0 {
		e.say(c, "  %d 行已撤销或并入，不再下发：%s。", len(withdrawn), strings.Join(slices.Sorted(maps.Keys(withdrawn)), "、"))
	}
	if unchanged > 0 {
		e.say(c, "其中 %d 份与上一次下发相同，发放序号不变。", unchanged)
	}
}

// unasked says why a unit that was asked for by name gets no form.
func (e *env) unasked(c *cli.Context, in issue.Input) {
	for _, u := range in.Units {
		if why := u.Closed(in.AsOf); why != "" {
			e.say(c, "  没有给%s下发：%s，截至%s；要提前或延后的，请改方案“单位”表的启用日、停用日。", u.Name, why, in.AsOf)
		}
	}
}

// unserved names units that no ledger goes to: most likely a type misspelt.
func (e *env) unserved(c *cli.Context, plan *templates.Plan, asOf string) {
	for _, u := range plan.Units {
		if u.Closed(asOf) != "" {
			continue
		}
		if !slices.ContainsFunc(plan.Ledgers, func(l *templates.Ledger) bool { return l.Receives(u) }) {
			e.say(c, "  注意：%s（类型“%s”）一份台账也收不到，请核对方案“单位”表的类型和“台账”表的填报单位。", u.Name, u.Type)
		}
	}
}
