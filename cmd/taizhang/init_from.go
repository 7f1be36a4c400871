package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/propose"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// propose begins a campaign with a plan drafted from an old workbook.
func (e *env) propose(c *cli.Context, dir campaign.Dir) error {
	from := c.String("from")
	if _, err := os.Stat(from); err != nil {
		return usageError{fmt.Sprintf("找不到文件“%s”。", from)}
	}
	p, err := propose.From(c.Context, from)
	if err != nil {
		return err
	}
	plan, err := templates.Load(p.Tables)
	if err != nil {
		return err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	written, err := newCampaign(c.Context, dir, p.Tables, templates.BlankNotice())
	if err != nil {
		return err
	}
	e.say(c, "已照“%s”在“%s”拟好方案：", from, dir)
	for _, s := range p.Sheets {
		e.sayProposed(c, s)
	}
	e.show(c, p.Findings)
	e.say(c, "一共 %d 处是猜的，都写在方案各表的“待确认”一列；请打开 %s 逐行核对，对的清空这一格，不对的改好。", len(plan.Unconfirmed), dir.Plan())
	e.say(c, "改好以后运行 taizhang plan check 看一遍，再运行 taizhang template 下发。")
	return e.object(c, map[string]any{
		"dir": string(dir), "written": written, "sheets": p.Sheets, "unconfirmed": noNil(plan.Unconfirmed), "findings": noNil[finding.Finding](p.Findings),
	})
}

// sayProposed says what became of a sheet, with every line that was not taken
// for a row.
func (e *env) sayProposed(c *cli.Context, s propose.Sheet) {
	if s.Ledger == "" {
		return // a finding says so
	}
	line := fmt.Sprintf("  工作表“%s” → 台账“%s”：表头到第 %d 行，%d 个栏目，%d 行写进“%s%s”", s.Name, s.Ledger, s.Header, s.Columns, s.Rows, templates.SeedPrefix, s.Ledger)
	if s.Merged > 0 {
		line += fmt.Sprintf("；合并单元格已逐行填上 %d 格", s.Merged)
	}
	e.say(c, "%s。", line)
	for _, x := range s.Ignored {
		e.say(c, "    第 %d 行是%s，没有当作数据：%s", x.Row, x.Why, x.Text)
	}
}
