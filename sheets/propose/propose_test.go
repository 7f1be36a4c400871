package propose_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/propose"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// old is an old workbook: a sheet's lines, cells parted by |, and merged areas.
type old struct {
	sheet  string
	lines  string
	merged []string
	cells  map[string]any // in place of texts
}

func write(t *testing.T, sheets ...old) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, s := range sheets {
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", s.sheet))
		} else if _, err := f.NewSheet(s.sheet); err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(strings.Trim(s.lines, "\n"), "\n") {
			for c, text := range strings.Split(line, "|") {
				if text = strings.TrimSpace(text); text != "" {
					ref, _ := excelize.CoordinatesToCellName(c+1, n+1)
					var v any = strings.ReplaceAll(text, `\n`, "\n")
					if cell.IsNumber(text) {
						var x float64
						fmt.Sscan(text, &x)
						v = x
					}
					must(t, f.SetCellValue(s.sheet, ref, v))
				}
			}
		}
		for ref, v := range s.cells {
			must(t, f.SetCellValue(s.sheet, ref, v))
		}
		for _, m := range s.merged {
			from, to, _ := strings.Cut(m, ":")
			must(t, f.MergeCell(s.sheet, from, to))
		}
	}
	path := filepath.Join(t.TempDir(), "消防隐患台账.xlsx")
	must(t, f.SaveAs(path))
	return path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func from(t *testing.T, sheets ...old) (*propose.Proposal, *templates.Plan) {
	t.Helper()
	p, err := propose.From(context.Background(), write(t, sheets...))
	must(t, err)
	plan, err := templates.Load(p.Tables)
	must(t, err)
	return p, plan
}

const hazards = `
某街道消防安全隐患排查整治台账
填报单位：安全办||填报日期：2021年9月30日
序号|隐患编号|责任单位|隐患内容|隐患等级|发现日期|整改期限|罚款金额（元）|建筑面积|整改状态|完成日期|联系电话|备注
1|YH-001|和平社区|一层楼道堆放杂物|一般|2021.7.1|2021年7月20日|0|120㎡|已整改|2021/7/15|02288880001|
2|YH-002|和平社区|二层配电箱无门|重大|2021.7.3|2021年7月31日|1,500|35.5㎡|整改中||02288880001|/
3|YH-003|和平社区|消火栓无水|一般|2021-7-8|2021年8月8日|200|40㎡|已整改|2021/8/1|02288880001|已复查
|小计||||||1700|||||
4|YH-004|安监科|液化气瓶混放|重大|2021.7.9|2021年7月31日|3000|12㎡|未整改||02288880002|
5|YH-005|安监科|疏散通道上锁|一般|20210710|2021年8月10日|0|260㎡|已整改|2021/7/30|02288880002|
6|YH-006|新村社区|电动车入户充电|一般|2021.7.12|2021年8月12日|0|88㎡|已整改|2021/8/10|02288880003|
合计|||||||4700|555.5|||||
填表人：甲||审核人：乙
`

func fromHazards(t *testing.T) (*propose.Proposal, *templates.Plan, *templates.Ledger) {
	t.Helper()
	p, plan := from(t, old{sheet: "隐患台账", lines: hazards, merged: []string{"A1:M1"}})
	l := plan.Ledger("隐患台账")
	if l == nil {
		t.Fatal(plan.Ledgers)
	}
	return p, plan, l
}

func TestColumnsOfHazards(t *testing.T) {
	_, _, l := fromHazards(t)
	for _, want := range []struct {
		column string
		typ    cell.Type
		says   string
	}{
		{"隐患编号", cell.Text, ""}, {"责任单位", cell.Ref, "责任单位"}, {"隐患等级", cell.Choice, ""}, {"发现日期", cell.Date, ""}, {"整改期限", cell.Date, "期限"},
		{"罚款金额", cell.Integer, ""}, {"建筑面积", cell.Decimal, ""}, {"整改状态", cell.Choice, "状态"}, {"完成日期", cell.Date, "完成日期"}, {"联系电话", cell.Text, ""},
	} {
		c := l.Column(want.column)
		if c == nil || c.Type != want.typ || string(c.Role) != want.says {
			t.Errorf("%s: %+v", want.column, c)
		}
	}
	if l.Column("序号") != nil || l.Key[0].Name != "隐患编号" || l.Route != l.Column("责任单位") {
		t.Errorf("key %v, route %v", l.Key, l.Route)
	}
	if c := l.Column("罚款金额"); c.Measure != "元" || l.Column("建筑面积").Measure != "㎡" || l.Column("建筑面积").Decimals != 1 || !l.Column("联系电话").Sensitive {
		t.Errorf("measures: %+v", c)
	}
	if got := l.Column("整改状态").Group.WithMeaning(templates.MeansDone); got == nil || got.Name != "已整改" {
		t.Errorf("done: %+v", got)
	}
}

func TestRowsOfHazards(t *testing.T) {
	p, plan, l := fromHazards(t)
	var units []string
	for _, u := range plan.Units {
		units = append(units, u.Name+" "+u.Type)
	}
	if !slices.Equal(units, []string{"和平社区 社区", "安监科 部门", "新村社区 社区"}) {
		t.Error(units)
	}
	seeds := plan.Seeds["隐患台账"]
	if len(seeds) != 6 || seeds[1].ID != "YH-002" || seeds[1].Values[l.Column("罚款金额").Index] != "1500" || seeds[4].Values[l.Column("发现日期").Index] != "2021-07-10" {
		t.Errorf("%+v", seeds)
	}
	var why []string
	for _, x := range p.Sheets[0].Ignored {
		why = append(why, fmt.Sprint(x.Row, x.Why))
	}
	if !slices.Equal(why, []string{"1表头以上的文字", "2表头以上的文字", "7合计行", "11合计行", "12表末文字"}) || len(p.Findings) > 0 {
		t.Errorf("%v %v", why, p.Findings)
	}
}

func TestFiguresOfHazards(t *testing.T) {
	_, plan, _ := fromHazards(t)
	for _, code := range []string{"隐患台账·总数", "隐患台账·罚款金额", "隐患台账·整改状态已整改", "隐患台账·完成率", "隐患台账·逾期数", "隐患台账·单位数"} {
		if plan.Figure(code) == nil {
			t.Errorf("no figure %s", code)
		}
	}
	if len(plan.Relation) == 0 || len(plan.Blocks) == 0 || len(plan.Unconfirmed) < 30 {
		t.Errorf("%d relations, %d blocks, %d guesses", len(plan.Relation), len(plan.Blocks), len(plan.Unconfirmed))
	}
	if got := plan.Param(templates.ParamCampaign); got != "某街道消防安全隐患排查整治台账" {
		t.Errorf("called %s", got)
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name   string
		sheets []old
		ledger string
		want   []string // column:type
		rows   int
		units  int
	}{
		{"two levels, merged, columns counted", []old{{sheet: "Sheet1", merged: []string{"A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "B5:B6"}, lines: `
年度考核情况表
序号|单位名称|基本情况||考核情况|
||人数|辖区面积|得分|等次
1|2|3|4|5|6
1|甲社区|120|3.5|95.5|优秀
2||80|2.25|88|良好
3|乙社区|60|1|91|优秀
4|丙社区|70|1.5|86.5|良好`}}, "年度考核情况表", []string{"单位名称:引用", "人数:整数", "辖区面积:小数", "得分:小数", "等次:选项"}, 4, 3},
		{"two levels without merging", []old{{sheet: "走访", lines: `
单位|走访|走访|问题|
|日期|户数|收集|解决
甲社区|2021-7-1|3|2|1
乙社区|2021-7-2|4|0|0
丙社区|2021-7-9|5|1|1`, merged: []string{"B1:C1", "D1:E1"}}}, "走访", []string{"单位:引用", "日期:日期", "户数:整数", "收集:整数", "解决:整数"}, 3, 3},
		{"same leaves under two heads", []old{{sheet: "对比", merged: []string{"A1:A2", "B1:C1", "D1:E1"}, lines: `
项目名称|整改前||整改后|
|数量|面积|数量|面积
甲楼|3|10.5|1|2.5
乙楼|4|20|2|3
丙楼|5|30|3|4`}}, "对比", []string{"项目名称:文本", "整改前数量:整数", "整改前面积:小数", "整改后数量:整数", "整改后面积:小数"}, 3, 0},
		{"a sheet for every unit", []old{
			{sheet: "第一社区", lines: "日期|事项|是否办结\n2021-7-1|修灯|是\n2021-7-2|修路|否"},
			{sheet: "第二社区", lines: "日期|事项|是否办结\n2021-7-3|清淤|是"},
			{sheet: "填表说明", lines: "请如实填写"},
		}, "消防隐患台账", []string{"日期:日期", "事项:文本", "是否办结:是否", "单位:引用"}, 3, 2},
		{"headings between the rows", []old{{sheet: "任务", merged: []string{"A2:C2", "A5:C5"}, lines: `
任务名称|牵头部门|完成情况
一、党建工作
学习会|组织科|已完成
谈话|组织科|未完成
二、平安建设
巡查|综治科|已完成
演练|综治科|已完成`}}, "任务", []string{"任务名称:文本", "牵头部门:引用", "完成情况:选项", "小标题:选项"}, 4, 2},
		{"dates that are none", []old{{sheet: "信访", lines: `
登记日期|办理部门|内容
2021-7-1|信访办|甲事
2021-7-2|信访办|乙事
2021-7-5|信访办|丙事
待定|城管科|丁事
2021-7-9|城管科|戊事`}}, "信访", []string{"登记日期:文本", "办理部门:引用", "内容:文本"}, 5, 2},
		{"several units in a cell, several choices", []old{{sheet: "督办", lines: `
事项编号|责任单位|方式
A-01|城管科、社区办|现场、电话
A-02|城管科|电话
A-03|社区办|现场
A-04|综治科|现场、电话
A-05|综治科|电话`}}, "督办", []string{"事项编号:文本", "责任单位:多引用", "方式:多选"}, 5, 3},
		{"years over the columns", []old{{sheet: "历年", lines: `
单位|2019年|2020|2021年度
甲社区|1|2|3
乙社区|4|5|6`}}, "历年", []string{"历年编号:文本", "单位:引用", "2019年:整数", "2020:整数", "2021年度:整数"}, 2, 2},
		{"one name three times", []old{{sheet: "名", lines: `
名称|名称|名称
甲|乙|丙
丁|戊|己`}}, "名", []string{"名编号:文本", "名称:文本", "名称（2）:文本", "名称（3）:文本"}, 2, 0},
		{"nothing tells the rows apart", []old{{sheet: "流水", lines: `
单位|数量
甲科|1
甲科|1
乙科|1
乙科|1`}}, "流水", []string{"流水编号:文本", "单位:引用", "数量:整数"}, 4, 2},
		{"codes with noughts, long numbers in text", []old{{sheet: "住户", cells: map[string]any{"A2": "001", "A3": "002", "A4": "010", "C2": "120101199001011234"}, lines: `
户码|社区|证件号码
1|甲社区|
2|甲社区|
10|乙社区|`}}, "住户", []string{"户码:文本", "社区:引用", "证件号码:文本"}, 3, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, plan := from(t, c.sheets...)
			l := plan.Ledger(c.ledger)
			if l == nil {
				t.Fatalf("no ledger %s: %+v", c.ledger, p.Sheets)
			}
			var got []string
			for _, col := range l.Columns {
				got = append(got, col.Name+":"+string(col.Type))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("columns %v, want %v", got, c.want)
			}
			if n := len(plan.Seeds[l.Name]); n != c.rows {
				t.Errorf("%d rows, want %d", n, c.rows)
			}
			if len(plan.Units) != c.units {
				t.Errorf("%d units, want %d", len(plan.Units), c.units)
			}
		})
	}
}

// Tables that stand one below the other are ledgers each; a header that is only
// printed again, and a line of data after a gap, begin nothing.
func TestTablesBelowEachOther(t *testing.T) {
	p, plan := from(t, old{sheet: "台账", lines: `
检查台账
编号|单位|数量
A1|甲科|1
A2|乙科|2

编号|单位|数量
A3|甲科|3

A4|乙科|无
人员名单
姓名|所在单位|到岗日期
张某|甲科|2021-1-1
李某|乙科|2021-1-2`})
	if len(plan.Ledgers) != 2 {
		t.Fatalf("%d ledgers: %+v", len(plan.Ledgers), p.Sheets)
	}
	first, second := plan.Ledgers[0], plan.Ledgers[1]
	if second.Name != "人员名单" || len(plan.Seeds[first.Name]) != 4 || len(plan.Seeds[second.Name]) != 2 {
		t.Errorf("%v and %v", plan.Seeds[first.Name], plan.Seeds[second.Name])
	}
	if second.Column("到岗日期") == nil || second.Column("到岗日期").Type != cell.Date {
		t.Errorf("%+v", second.Columns)
	}
}

// What is odd about a sensitive column is told without its content.
func TestGuessesOfSensitiveColumns(t *testing.T) {
	p, plan := from(t, old{sheet: "建档", lines: `
事项编号|居民建档日期
A-01|2021-7-1
A-02|2021-7-2
A-03|2021-7-5
A-04|2021-7-8
A-05|某某某未到`})
	if !plan.Ledger("建档").Column("居民建档日期").Sensitive {
		t.Error("not sensitive")
	}
	told := fmt.Sprint(plan.Unconfirmed, p.Findings)
	if strings.Contains(told, "某某某") || !strings.Contains(told, "某***") {
		t.Error(told)
	}
}

// A reference to another sheet's numbers is one.
func TestReferencesBetweenSheets(t *testing.T) {
	_, plan := from(t,
		old{sheet: "问题", lines: "问题编号|问题\n1-1|甲\n1-2|乙\n1-3|丙"},
		old{sheet: "措施", lines: "问题编号|措施内容|责任部门\n1-1|做甲|组织科\n1-1|再做甲|组织科\n1-2|做乙|综治科"})
	c := plan.Ledger("措施").Column("问题编号")
	if c.Type != cell.Ref || c.Target != plan.Ledger("问题") {
		t.Errorf("%+v", c)
	}
}

func TestNoTable(t *testing.T) {
	_, err := propose.From(context.Background(), write(t, old{sheet: "说明", lines: "请各单位认真填写\n按时报送"}))
	if err == nil || !strings.Contains(err.Error(), "没有找到台账") {
		t.Error(err)
	}
}

// The plan that is written is the one that was drafted, and Excel opens it.
func TestWrittenPlan(t *testing.T) {
	p, plan := from(t, old{sheet: "隐患台账", lines: hazards, merged: []string{"A1:M1"}})
	path := filepath.Join(t.TempDir(), "方案.xlsx")
	var b bytes.Buffer
	must(t, templates.WriteWorkbook(&b, p.Tables))
	for _, problem := range packagecheck.Check(b.Bytes()) {
		t.Error(problem)
	}
	must(t, os.WriteFile(path, b.Bytes(), 0o644))
	again, err := templates.ReadWorkbook(path)
	must(t, err)
	if again.Version != plan.Version || len(again.Unconfirmed) != len(plan.Unconfirmed) {
		t.Errorf("version %s, want %s; %d guesses, want %d", again.Version, plan.Version, len(again.Unconfirmed), len(plan.Unconfirmed))
	}
	// A guess that is confirmed changes nothing but itself.
	for _, table := range p.Tables {
		if at := slices.Index(table.Header, templates.ConfirmHeader); at >= 0 {
			for i := range table.Rows {
				table.Rows[i].Cells[at] = ""
			}
		}
	}
	confirmed, err := templates.Load(p.Tables)
	must(t, err)
	if confirmed.Version != plan.Version || len(confirmed.Unconfirmed) > 0 {
		t.Errorf("confirmed: version %s, %d guesses", confirmed.Version, len(confirmed.Unconfirmed))
	}
}
