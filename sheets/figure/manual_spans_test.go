package figure_test

import (
	"slices"
	"strings"
	"testing"

	"taizhang/templates/cell"
)

// runs reports whether the code in a text of the manual is run.
type runs func(t *testing.T, code string) bool

// manualSpans says how the code in the text of a section is run.
var manualSpans = map[string]runs{
	"":          named("方案.xlsx", "taizhang plan check"),
	"每张表都一样的地方": anyOf(named("taizhang init --from", "taizhang plan check"), isDay, isRecipients),
	"参数": anyOf(named("{名称}", "{{名称}}", "A|B", "--as-of", "名=用语", "taizhang remind", "6-督办/草稿"),
		rowWith("参数", example{"参数": "文书用语"}, "值")),
	"选项":         anyOf(named("{{列名.附加}}"), isOperand),
	"台账":         named("{{每行 …}}"),
	"栏目/默认值":     anyOf(named("template --from"), isDefault),
	"栏目/一列自己的规则": anyOf(named("A|B"), rowWith("栏目", aColumn("整改任务", "日期", nil), "规则")),
	"条件":         anyOf(named(" 且 ", " 或 ", "{参数}", "[同一行的另一列]"), conditioned, isOperand),
	"规则": anyOf(named("{栏目}", "{参数}", "{数}", "{应}", "{值}", "{期}", "{单位}", "{另}"), conditioned,
		rowWith("规则", aRule, "级别")),
	"指标":             anyOf(named("+ - * / ( )", "{参数}"), rowWith("指标", aFormula, "公式")),
	overview + "条件":  named("≠", "不属于", "不含"),
	overview + "公式栏": anyOf(named("空作0(…)"), rowWith("栏目", aColumn("处罚", "公式", nil), "取值")),
	overview + "指标": func(t *testing.T, code string) bool {
		return rowWith("指标", aFormula, "公式")(t, "[违建.总量面积"+code+"]")
	},
	overview + "规则表":     anyOf(named("{参数}"), rowWith("规则", aRule, "级别")),
	overview + "公开下限":    rowWith("台账", aLedger, "公开下限"),
	overview + "交叉表":     rowWith("报表", aCrosstab, "排序"),
	overview + "一列自己的规则": named("like"),
	"公开审核、节假日":           named("{{指标}}"),
	"期初-‹台账名称›":          named("期初-问题清单"),
	"从空方案、从旧台账开始":        named("taizhang init --blank 文件夹", "taizhang plan check", "taizhang init --from 旧台账.xlsx 文件夹"),
}

var (
	aLedger   = example{"代号": "H", "名称": "隐患", "主键": "编号", "填报单位": "社区", "新增行": "是"}
	aRule     = example{"编号": "例", "阶段": "总账", "台账": "隐患", "栏目": "场所", "检查": "行内", "要求": "场所 非空", "提示": "请核对。", "汇总": "否"}
	aFormula  = example{"代号": "例", "名称": "例", "运算": "公式", "含重复": "否"}
	aCrosstab = example{"工作表": "例", "区块": "例", "类型": "交叉表", "台账": "隐患", "行": "场所", "值": "求和:面积", "内部": "否"}
)

func anyOf(ways ...runs) runs {
	return func(t *testing.T, code string) bool {
		return slices.ContainsFunc(ways, func(way runs) bool { return way(t, code) })
	}
}

// named are commands, files, and signs that the text explains.
func named(codes ...string) runs {
	return func(_ *testing.T, code string) bool { return slices.Contains(codes, code) }
}

// rowWith puts the code into a cell of a row that the plan has to read.
func rowWith(sheet string, row example, header string) runs {
	return func(t *testing.T, code string) bool {
		e := row.plain()
		e[header] = code
		_, err := full(map[string][]example{sheet: {e}})
		return err == nil
	}
}

func isDay(_ *testing.T, code string) bool {
	_, ok := cell.ISODate(code)
	return ok
}

func isRecipients(t *testing.T, code string) bool {
	return strings.Contains(code, "|") && rowWith("台账", aLedger, "填报单位")(t, code)
}

// isOperand: it may be compared with something.
func isOperand(t *testing.T, code string) bool { return conditioned(t, code+" 非空") }

func isDefault(t *testing.T, code string) bool {
	return slices.ContainsFunc([]string{"状态", "完成日期", "面积", "灭火器"}, func(column string) bool {
		_, err := begun(column, strings.ReplaceAll(code, "{一般天数}", "{天数}"))
		return err == nil
	})
}
