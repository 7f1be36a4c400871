package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"taizhang/templates/lang"
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
		"面积 = 1.555":             "“面积”最多 2 位小数，永远不会等于“1.555”",
		"面积 > 100天半":             "不能与“100天半”比较",
		"发现日期 < 昨天":              "“发现日期”是日期栏，不能与“昨天”比较|的第 8 个字",
		"发现日期 < {截至日}-三十":        "没有栏目“三十”|的第 14 个字",
		"发现日期 > [小区.归属止]-面积+1.5": "整天数",
		"发现日期 > 面积":              "“发现日期”是日期，不能与数“面积”比较",
		"小区 = 紫云园":               "“紫云园”不在“小区”的小区名单中，永远不会相等",
		"社区 属于 一社区|二社区":          "不在“社区”的单位名单中",
		"小区.社区 = 某社区":            "“小区”的“社区”没有一个是“某社区”",
		"处置方式 含 折":               "“处置方式”能选的内容里都没有“折”",
		"处置方式 > 拆除":              "是文字，不能用“>”比大小",
		"处置方式 = [存量或新增]":         "没有一个相同的内容",
		"面积 含 3":                 "是数，不能用“含”",
		"发现日期 含 2021":            "是日期，不能用“含”",
		"发现日期.月 = 7":             "不能与“7”比较",
		"发现日期:月 = 2021-07":       "没有栏目",
		"面积 > {署名}":              "",
		"面积 > {提示天数绿}|{署名}":      "从“|{署名}”起看不懂",
		"面积 > {提示抄送绿}":           "参数“提示抄送绿”现在是“责任人”：“面积”是数字栏",
		"重复于 非空 且 计入总量 = 对":      "“计入总量”只能是“是”或“否”|的第 17 个字",
		"移交批次.风向 = 移入":           "“移交批次”没有栏目“风向”|的第 1 个字",
		"外.面积 > 3":               "“外.面积”前面没有可用的台账",
		"面积 > [违建.总量面积]":         "没有栏目“违建”",
		"小区 属于 [移交批次.小区":         "“[移交批次.小区”没有“]”来结束",
		"处置方式.附加.说明 = 甲":         "不能再取“附加.说明”",
		"处置方式 = 拆除 或 处置方式 = 未处置 且 面积 > 1": "分不清先后",
	} {
		_, err := plan.ParseCondition(text, l, nil)
		if want == "" && err == nil || err != nil && want != "" && says(err.Error(), want) {
			continue
		}
		t.Errorf("%s: %v", text, err)
	}
}

// What people write instead of a condition is answered with what to write.
func TestConditionsSayWhatToWrite(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledger("违法建设")
	for text, want := range map[string]string{
		"处置方式是拆除":                "“是”请写成“=”",
		"面积大于100":                "“大于”请写成“>”",
		"面积 > 1 且 发现日期晚于2021-08": "“晚于”请写成“>”",
		"面积大于100 且 处置方式 = 拆除":    "“大于”请写成“>”",
		"面积在册 = 3":               "请对照“栏目”表填写",
		"处置方式 在 拆除、未处置":          "“在”请写成“属于 甲|乙”",
		"处置方式 = 拆除，面积 > 1":       "几个条件用“ 且 ”“ 或 ”连接",
		"处置方式 = 拆除 并且 面积 > 1":    "几个条件用“ 且 ”“ 或 ”连接",
		"处置方式 = 拆除或未处置":          "写成 属于 甲|乙",
		"处置方式 属于 拆除、未处置":         "写成 属于 甲|乙",
		"处置方式 = '拆除'":            "请换成 “…”",
		"处置方式 属于 拆除,未处置":         "写成 属于 甲|乙",
		"发现日期 = 空":               "写成“发现日期 为空”。",
		"面积 ≠ 空值":                "写成“面积 为空”。",
		"处置方式 == 拆除":             "请只写一个“=”",
		"面积 > 提示天数绿":             "写成 {提示天数绿}",
		"发现日期 = 2021年8月":         "写成“发现日期.月 = 2021年8月”",
		"发现日期 ≥ 2021":            "写成“发现日期.年 ≥ 2021”",
	} {
		_, err := plan.ParseCondition(text, l, nil)
		var e *lang.Error
		if !errors.As(err, &e) || !strings.Contains(e.Fix, want) {
			t.Errorf("%s: %+v", text, err)
		}
	}
}

// What is compared is read as people write it, by its column.
func TestConditionsAreTypedByTheirColumn(t *testing.T) {
	tables := StandardTables()
	for _, tab := range tables {
		if tab.Sheet == SheetParams {
			for _, p := range [][2]string{{"大额", "1,000"}, {"面积界", "1000㎡"}, {"查起", "2021.7.1"}, {"天数", "30"}, {"词", "拆除|分类处置"}} {
				row := make([]string, len(tab.Header))
				row[0], row[1] = p[0], p[1]
				tab.Rows = append(tab.Rows, TableRow{Number: 1000 + len(tab.Rows), Cells: row})
			}
		}
	}
	plan, err := Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	plan.SetAsOf("2021-08-31")
	l := plan.Ledger("违法建设")
	values := make([]string, len(l.Columns))
	for name, v := range map[string]string{"面积": "1200.5", "发现日期": "2021-08-06", "处置方式": "拆除", "计入总量": "是"} {
		values[l.Column(name).Index] = v
	}
	for text, want := range map[string]bool{
		"发现日期 > 2021.7.1":                     true,
		"发现日期 ≥ 2021年3月1日":                    true,
		"发现日期 > {查起}":                         true,
		"发现日期 > {截至日}-30":                     true,
		"发现日期 > {截至日}-{天数}":                   true,
		"发现日期+{天数} < {截至日}":                   false,
		"{截至日}-发现日期 = 25":                     true,
		"{截至日}-发现日期 > 25":                     false,
		"发现日期.月 = {截至日}.月":                    true,
		"发现日期.年 = 2021 且 发现日期.季 = 2021年3季度":   true,
		"面积 ≥ 1,200":                          true,
		"面积 > 1200㎡":                          true,
		"面积 > {大额}":                           true,
		"面积 > {面积界}":                          true,
		"面积 属于 1200.50|3":                     true,
		"面积 = 1200.50":                        true,
		"处置方式 属于 {词}":                         true,
		"处置方式 = 未处置 或 面积 > 1000":              true,
		"(处置方式 = 未处置 或 面积 > 1000) 且 计入总量 = 否": false,
		"处置方式 含 拆":                            true,
		"拆除日期-发现日期 ≠ 3":                       false,
		"拆除日期 ≠ 发现日期":                         true,
		"工作日(发现日期, {截至日}) = 17":               true,
		"如果(处置方式 = 拆除, 5, 1) > 3":             true,
	} {
		c, err := plan.ParseCondition(text, l, nil)
		if err != nil {
			t.Error(err)
		} else if got := c.Holds(values, Env{Plan: plan}); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestFormulasRefuse(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"上报数-[小区]":   "“[小区]”是文字，不能这样算|的第 5 个字",
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
