package check_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

func visits(rule string) (*templates.Plan, error) {
	return plantest.Plan(map[string]string{
		"参数": "起查日|2026-01-01\n严日|2026-08-01\n办结日|",
		"单位": "U1|一社区|社区\nU2|二社区|社区",
		"台账": "H|隐患|编号|社区",
		"栏目": "隐患|编号|文本||||选|单位\n隐患|单位|引用||单位||选|单位\n隐患|场所|文本||||选|单位\n隐患|日期|日期||||选|单位\n隐患|面积|小数|2|||选|单位",
		"规则": rule,
	})
}

// found checks rows of 编号 单位 场所 日期 面积 on a day.
func found(t *testing.T, p *templates.Plan, asOf string, rows ...string) string {
	t.Helper()
	d := sheets.NewData(p)
	for i, line := range rows {
		l := p.Ledger("隐患")
		d.Add(&sheets.Row{Ledger: l, Sheet: l.Name, Number: i + 3, Record: templates.Record{ID: fmt.Sprint("H-", i), Values: strings.Split(line, " ")}})
	}
	c, err := check.New(p)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range c.Master(context.Background(), figure.New(d), check.Facts{AsOf: asOf}) {
		out = append(out, f.RowID+" "+f.Severity.Label()+" "+f.Message)
	}
	return strings.Join(out, ";")
}

var visitRows = []string{
	"1 一社区 甲店 2026-07-01 1", "2 一社区 甲店 2026-07-20 2", "3 二社区 甲店 2026-08-02 3", "4 一社区 乙店 2026-07-02 4", "5 一社区 甲店 2025-12-31 5",
}

func TestGroupMaximum(t *testing.T) {
	for args, want := range map[string]string{
		"分组=场所; 上限=2":                     "H-4 警告 甲店4次，应2，如1",
		"分组=场所; 月=日期; 上限=1":               "H-1 警告 甲店2026年7月2次，应1，如1",
		"分组=场所; 半年=日期; 上限=2; 起={起查日}":     "H-2 警告 甲店2026年下半年3次，应2，如1",
		"分组=场所; 年=日期; 上限=0; 止=2025-12-31": "H-4 警告 甲店2025年1次，应0，如5",
		"分组=场所; 去重=单位; 上限=1":              "H-4 警告 甲店2次，应1，如1",
		"分组=场所¦单位; 周=日期; 上限=1":            "",
		"分组=场所; 上限=4":                     "",
	} {
		p, err := visits("R-1|总账|警告|隐患|场所|分组上限|||" + args + "|否|{值}{期}{数}次，应{应}，如{另}|改")
		if err != nil {
			t.Error(args, err)
			continue
		}
		if got := found(t, p, "2026-08-10", visitRows...); got != want {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
	}
	for _, args := range []string{"分组=场所; 月=场所; 上限=1", "分组=场所; 上限=多", "分组=场所; 世纪=日期; 上限=1"} {
		if _, err := visits("R-1|总账|警告|隐患|场所|分组上限|||" + args + "|否|x|改"); err == nil {
			t.Errorf("%s is accepted", args)
		}
	}
}

func TestSeverityFromADayOn(t *testing.T) {
	for severity, want := range map[string][3]string{
		"提示":               {"提示", "提示", "提示"},
		"提示；2026-07-01起警告": {"提示", "警告", "警告"},
		"提示；2026年7月1日起 警告；{严日}起错误": {"提示", "警告", "错误"},
	} {
		p, err := visits("R-1|总账|" + severity + "|隐患|面积|行内||面积 > 1||否|太小|改")
		if err != nil {
			t.Error(severity, err)
			continue
		}
		for i, day := range []string{"2026-06-30", "2026-07-01", "2026-08-01"} {
			if got := found(t, p, day, visitRows[0]); got != "H-0 "+want[i]+" 太小" {
				t.Errorf("%s on %s: %s", severity, day, got)
			}
		}
	}
	for _, severity := range []string{"严重", "", "提示；警告", "提示；昨天起警告", "提示；{没有}起警告"} {
		_, err := visits("R-1|总账|" + severity + "|隐患|面积|行内||面积 > 1||否|太小|改")
		var bad *templates.PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 || bad.Findings[0].Cell != "C3" {
			t.Errorf("%s: %v", severity, err)
		}
	}
}

// A message names a day that the plan has not set yet.
func TestMessageOfAnUnsetDay(t *testing.T) {
	p, err := visits("R-1|总账|错误|隐患|日期|行内||日期 ≥ {起查日} 且 日期 ≤ {办结日}||否|{日期}不在{起查日}到{办结日}之间|改")
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, p, "2026-08-10", visitRows[4]); got != "H-0 错误 2025-12-31不在2026-01-01到未定之间" {
		t.Error(got)
	}
}

// A formula that a blank part leaves blank is told of, one that takes blanks for
// nought or has nothing at all is not.
func TestFormulaGap(t *testing.T) {
	plan := func(formula string) (*templates.Plan, error) {
		return plantest.Plan(map[string]string{
			"参数": "截至日|2026-07-31", "单位": "U1|一社区|社区", "台账": "H|隐患|编号|社区",
			"栏目": "隐患|编号|文本||||选|单位\n隐患|灭火器|整数||||选|单位\n隐患|其他|整数||||选|单位\n隐患|合计|公式|0|" + formula + "||选|系统",
			"规则": "R-1|总账|提示|隐患|合计|公式空缺||||否|{编号}的合计算不出来，没有填{值}。|补填",
		})
	}
	p, err := plan("灭火器+其他")
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, p, "", "1 3  ", "2   ", "3 3 4 7", "4  0 "); got != "H-0 提示 1的合计算不出来，没有填其他。;H-3 提示 4的合计算不出来，没有填灭火器。" {
		t.Error(got)
	}
	if p, err = plan("空作0(灭火器+其他)"); err != nil {
		t.Fatal(err)
	}
	if got := found(t, p, "", "1 3  3"); got != "" {
		t.Error(got)
	}
	_, err = plantest.Plan(map[string]string{
		"单位": "U1|一社区|社区", "台账": "H|隐患|编号|社区", "栏目": "隐患|编号|文本||||选|单位", "规则": "R-1|总账|提示|隐患|编号|公式空缺||||否|x|改"})
	if err == nil {
		t.Error("a column without a formula is accepted")
	}
}
