package summary

import (
	"fmt"
	"strings"
	"testing"

	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// withRow adds rows to a sheet of the plan, given as column=value.
func withRow(sheet string, rows ...map[string]string) func(string, *templates.Table) {
	return func(name string, t *templates.Table) {
		if name != sheet {
			return
		}
		for _, r := range rows {
			cells := make([]string, len(t.Header))
			for i, h := range t.Header {
				cells[i] = r[h]
			}
			t.Rows = append(t.Rows, templates.TableRow{Number: len(t.Rows) + 3, Cells: cells})
		}
	}
}

// withHeader gives a sheet of the plan a column that older ones lack.
func withHeader(sheet, header string) func(string, *templates.Table) {
	return func(name string, t *templates.Table) {
		if name == sheet {
			t.Header = append(t.Header, header)
		}
	}
}

// What is derived from a 限阅 ledger or a 敏感 column stands in the internal summary
// alone: figures, formulas over them, cross-checks, findings, blocks.
func TestNothingDerivedFromWhatIsPrivate(t *testing.T) {
	p := testPlan(t, withHeader("指标", "可公开"),
		withRow("指标", map[string]string{"代号": "密.罚", "名称": "密账罚", "运算": "公式", "公式": "[密.总数]*987654"},
			map[string]string{"代号": "密.混", "名称": "密账混", "运算": "公式", "公式": "[密.罚]+[巡.次数]"},
			map[string]string{"代号": "巡.户", "名称": "门牌个数", "台账": "巡检", "运算": "去重", "栏目": "门牌"},
			map[string]string{"代号": "巡.户倍", "名称": "门牌倍数", "运算": "公式", "公式": "[巡.户]*111111"},
			map[string]string{"代号": "巡.有户", "名称": "有门牌", "台账": "巡检", "运算": "求和", "栏目": "大小", "条件": "门牌 含 甲楼"},
			map[string]string{"代号": "明.件", "名称": "可公开件数", "运算": "公式", "公式": "[密.总数]*135791", "可公开": "是"}),
		withRow("勾稽", map[string]string{"编号": "K9", "名称": "密对混", "左": "[密.罚]", "关系": "=", "右": "[密.混]", "级别": "错误", "提示": "不等。"}),
		withRow("报表", map[string]string{"工作表": "密数", "区块": "密数", "类型": "指标表", "栏目": "密.*|巡.户*|巡.有户|明.件", "内部": "否"},
			map[string]string{"工作表": "甲楼", "区块": "甲楼", "类型": "明细", "台账": "巡检", "栏目": "单号|大小", "条件": "门牌 含 甲楼", "内部": "否"},
			map[string]string{"工作表": "户数", "区块": "户数", "类型": "交叉表", "台账": "巡检", "行": "村名", "值": "去重:门牌", "内部": "否"},
			map[string]string{"工作表": "户数", "区块": "有户", "类型": "交叉表", "台账": "巡检", "行": "村名", "值": "巡.有户", "内部": "否"}))
	in := testInput(t)
	in.Plan, in.Set = p, figure.New(testData(t, p))
	in.History[0].Figures["密.罚"], in.History[0].Figures["巡.户倍"] = "777777", "888888"
	in.Findings = append(figure.Findings(in.Set.Checks()),
		finding.Finding{Severity: finding.Error, Code: "R-1", Ledger: "密账", File: "总台账.xlsx", Sheet: "密账", Cell: "A1", Message: "密账一行有误。"},
		finding.Finding{Severity: finding.Error, Code: "R-2", Ledger: "巡检", Column: "门牌", File: "总台账.xlsx", Sheet: "巡检", Cell: "F3", Message: "门牌有误。"})
	part := returns.Part{Unit: "甲科", Restricted: true, Issue: 1, Due: "2021-11-18", Status: returns.SentBack, Newest: &master.Receipt{Rows: 424242, Note: "限阅备注"}}
	in.Returns = append(in.Returns, returns.Unit{Unit: p.Unit("甲科"), Parts: []returns.Part{part}})
	secrets := []string{"987654", "987659", "777777", "888888", "333333", "444444", "密账罚", "门牌个数", "密账一行有误", "门牌有误", "424242", "限阅备注"}
	all := string(readable(t, written(t, in)))
	for _, secret := range secrets {
		if strings.Contains(all, secret) {
			t.Errorf("the summary holds %q", secret)
		}
	}
	for _, want := range []string{"135791", "数字见内部汇总表", "另有 1 条涉及限阅或敏感内容", "另有 3 条涉及限阅或敏感内容"} {
		if !strings.Contains(all, want) {
			t.Errorf("the summary lacks %q", want)
		}
	}
	in.Internal = true
	all = string(readable(t, written(t, in)))
	for _, want := range []string{"987654", "987659", "密账罚", "门牌有误", "424242"} {
		if !strings.Contains(all, want) {
			t.Errorf("the internal summary lacks %q", want)
		}
	}
}

// A grouped table over something private is withheld whole.
func TestPrivateBlocks(t *testing.T) {
	for _, x := range []struct {
		block map[string]string
		shown bool
	}{
		{map[string]string{"类型": "明细", "台账": "巡检", "栏目": "单号|大小"}, true},
		{map[string]string{"类型": "明细", "台账": "巡检", "栏目": "单号|大小", "条件": "门牌 含 甲楼"}, false},
		{map[string]string{"类型": "交叉表", "台账": "巡检", "行": "村名", "值": "计数"}, true},
		{map[string]string{"类型": "交叉表", "台账": "巡检", "行": "村名", "值": "去重:门牌"}, false},
		{map[string]string{"类型": "交叉表", "台账": "巡检", "行": "门牌", "值": "计数"}, false},
		{map[string]string{"类型": "交叉表", "台账": "密账", "行": "方式", "值": "计数"}, false},
	} {
		x.block["工作表"], x.block["区块"], x.block["内部"] = "试", "试", "否"
		p := testPlan(t, withRow("报表", x.block))
		in := testInput(t)
		in.Plan, in.Set = p, figure.New(testData(t, p))
		_, sheet, found := strings.Cut(dump(t, written(t, in)), "=== 试\n")
		sheet, _, _ = strings.Cut(sheet, "=== ")
		shown := found && (strings.Contains(sheet, "东村") || strings.Contains(sheet, "S1"))
		if shown != x.shown {
			t.Errorf("%v: shown %v\n%s", fmt.Sprint(x.block), shown, sheet)
		}
	}
}
