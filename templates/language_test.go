package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// odd is the standard plan with columns in 核查比对 whose names hold signs of
// the language.
func odd(t *testing.T, changes ...func(sheet string, row []string, col func(string) int)) (*Plan, error) {
	t.Helper()
	tables := StandardTables()
	for _, tab := range tables {
		col := func(name string) int { return slices.Index(tab.Header, name) }
		if tab.Sheet == "栏目" {
			for _, c := range [][2]string{{"金额（含税）", "小数"}, {"完成=是", "是否"}, {"成本（元）-税", "公式"}} {
				row := make([]string, len(tab.Header))
				row[col("台账")], row[col("栏目")], row[col("类型")], row[col("必填")], row[col("填写方")] = "核查比对", c[0], c[1], "选", "单位"
				if c[1] == "公式" {
					row[col("取值")], row[col("填写方")] = "金额（含税）*2-[金额（含税）]/（1＋1）", OwnerSystem
				}
				tab.Rows = append(tab.Rows, TableRow{Number: 1000 + len(tab.Rows), Cells: row})
			}
		}
		for _, change := range changes {
			for _, row := range tab.Rows {
				change(tab.Sheet, row.Cells, col)
			}
		}
	}
	return Load(tables)
}

func TestOddColumnNames(t *testing.T) {
	plan, err := odd(t)
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledger("核查比对")
	values := make([]string, len(l.Columns))
	values[l.Column("金额（含税）").Index], values[l.Column("完成=是").Index], values[l.Column("上报数").Index] = "100", "是", "100"
	for _, text := range []string{
		"金额（含税） ≥ 100", "[金额（含税）] ≥ 100", "金额（含税）≥100", "上报数 = [金额（含税）]",
		"完成=是 = 是", "[完成=是] = 是", "完成=是 非空 且 金额（含税） 属于 99|100",
	} {
		c, err := plan.ParseCondition(text, l, nil)
		if err != nil {
			t.Error(err)
		} else if !c.Holds(values, Env{Plan: plan}) || len(c.Columns()) == 0 {
			t.Errorf("%s does not hold", text)
		}
	}
	if l.Compute(values); values[l.Column("成本（元）-税").Index] != "150" {
		t.Error(values)
	}
}

// What is not closed is refused with its place, wherever the plan holds it.
func TestUnclosedBracketsAreRefused(t *testing.T) {
	for name, change := range map[string]func(sheet string, row []string, col func(string) int){
		"公式”": func(sheet string, row []string, col func(string) int) {
			if sheet == "指标" && row[col("代号")] == "违建.自增面积" {
				row[col("公式")] = "[违建.新增面积]-[违建.移入面积"
			}
		},
		"勾稽": func(sheet string, row []string, col func(string) int) {
			if sheet == "勾稽" && row[col("编号")] == "G-07" {
				row[col("右")] = "{突出典型事例应有数"
			}
		},
		"条件": func(sheet string, row []string, col func(string) int) {
			if sheet == "规则" && row[col("编号")] == "R-14a" {
				row[col("条件")] = "新期限 < {截至日"
			}
		},
		"要求": func(sheet string, row []string, col func(string) int) {
			if sheet == "规则" && row[col("编号")] == "R-12d" {
				row[col("要求")] = "审核人 ≠ [责任人"
			}
		},
	} {
		_, err := odd(t, change)
		var bad *PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f := bad.Findings[0]; f.Cell == "" || !strings.Contains(f.Message, "个字）") || !strings.Contains(f.Message, "来结束") || f.Fix == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestConditionsOverRowsRefuse(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledger("违法建设")
	for text, want := range map[string]string{
		"处置方式 = 分类":              "“分类”不是“处置方式”的选项|的第 8 个字",
		"面积 > 大":                 "“面积”是数字栏，不能与“大”比较|的第 6 个字",
		"重复于 非空 且 计入总量 = 对":      "“计入总量”只能是“是”或“否”|的第 17 个字",
		"移交批次.风向 = 移入":           "“移交批次”没有栏目“风向”|的第 1 个字",
		"外.面积 > 3":               "“外.面积”前面没有可用的台账",
		"面积 > [违建.总量面积]":         "没有栏目“违建”",
		"面积 > [面积]*2":            "右边只能写字、{参数}或一个 [栏目]",
		"{截至日} > 2021-01-01":     "左边要写一个栏目",
		"面积*2 > 100":             "左边要写一个栏目",
		"小区 属于 [移交批次.小区":         "“[移交批次.小区”没有“]”来结束",
		"处置方式.附加.说明 = 甲":         "",
		"处置方式 = 拆除 或 处置方式 = 未处置": "还不能用“或”",
	} {
		if _, err := plan.ParseCondition(text, l, nil); err == nil || !says(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	// Words of a date column may be written as people write dates.
	c, err := plan.ParseCondition("发现日期 ≥ 2021年3月1日 且 发现日期 含 2021", l, nil)
	values := make([]string, len(l.Columns))
	values[l.Column("发现日期").Index] = "2021-03-01"
	if err != nil || !c.Holds(values, Env{Plan: plan}) {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestFormulasRefuse(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"上报数-[小区]":   "栏目“小区”不是数字栏|的第 5 个字",
		"上报数-漏抱数":    "“核查比对”没有栏目“漏抱数”",
		"上报数-[漏报数!]": "没有栏目“漏报数!”",
	} {
		if _, err := plan.ParseExpr(text, plan.Ledger("核查比对")); err == nil || !says(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"违建.总量面积/2":      "“违建.总量面积”不是数|的第 1 个字",
		"100*[违建.总亮]":    "没有指标“违建.总亮”|的第 5 个字",
		"[违建.总量面积]-{总量}": "参数“总量”不在“参数”表中|的第 11 个字",
	} {
		if _, err := plan.ParseExpr(text, nil); err == nil || !says(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// says reports whether a message holds every part.
func says(message, parts string) bool {
	return !slices.ContainsFunc(strings.Split(parts, "|"), func(p string) bool { return !strings.Contains(message, p) })
}
