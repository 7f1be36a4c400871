package enginetest

import (
	"errors"
	"fmt"
	"strconv"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Wide is a master with one ledger of twenty columns, of every type, filled with rows, with
// figures and tables over them.
func Wide(b testing.TB, n int) (*master.Master, *templates.Ledger) {
	b.Helper()
	tables := templates.StandardTables()
	add := func(sheet string, values ...map[string]string) {
		for _, t := range tables {
			if t.Sheet != sheet {
				continue
			}
			for _, v := range values {
				cells := make([]string, len(t.Header))
				for i, h := range t.Header {
					cells[i] = v[h]
				}
				t.Rows = append(t.Rows, templates.TableRow{Number: 5000, Cells: cells})
			}
		}
	}
	add(templates.SheetLedgers, map[string]string{"代号": "T90", "名称": "宽表", "主键": "编号", "填报单位": "社区", "新增行": "是", "限阅": "否", "零报告": "否"})
	kinds := []string{"文本", "文本", "整数", "小数", "日期", "选项", "文本", "小数", "日期", "整数", "文本", "文本", "小数", "日期", "选项", "文本", "整数", "小数", "文本"}
	add(templates.SheetColumns, map[string]string{"台账": "宽表", "栏目": "编号", "类型": "文本", "必填": "选", "填写方": "系统", "敏感": "否"})
	for i, kind := range kinds {
		c := map[string]string{"台账": "宽表", "栏目": "栏" + strconv.Itoa(i+1), "类型": kind, "必填": "选", "填写方": "单位", "敏感": "否"}
		if kind == "选项" {
			c["取值"] = "措施状态"
		}
		add(templates.SheetColumns, c)
	}
	for i := range 10 {
		add(templates.SheetFigures, map[string]string{"代号": "宽.数" + strconv.Itoa(i), "名称": "宽表计数" + strconv.Itoa(i), "台账": "宽表", "运算": "计数", "条件": fmt.Sprintf("栏3 > %d", i*10), "含重复": "否"},
			map[string]string{"代号": "宽.和" + strconv.Itoa(i), "名称": "宽表合计" + strconv.Itoa(i), "台账": "宽表", "运算": "求和", "栏目": "栏4", "条件": fmt.Sprintf("栏10 < %d", i*10+5), "小数位": "2", "含重复": "否"})
	}
	for i, block := range [][4]string{{"交叉表", "栏6", "栏5:月", "计数"}, {"交叉表", "栏15", "", "求和:栏4"}, {"交叉表", "栏9:季", "栏6", "平均:栏3"}, {"交叉表", "栏14:月", "", "去重:栏7"}} {
		add(templates.SheetBlocks, map[string]string{"工作表": "宽表", "区块": "宽表之" + strconv.Itoa(i+1), "类型": block[0], "台账": "宽表", "行": block[1], "列": block[2], "值": block[3], "内部": "否", "纸张": "A4横"})
	}
	p, err := templates.Load(tables)
	var bad *templates.PlanError
	if errors.As(err, &bad) {
		b.Log(bad.Findings)
	}
	if err != nil {
		b.Fatal(err)
	}
	p.SetAsOf("2021-11-20")
	m := master.New(p)
	for _, l := range p.Ledgers {
		m.Rows[l] = nil
	}
	l := p.Ledger("宽表")
	states := l.Column("栏6").Choices()
	for i := range n {
		id := fmt.Sprintf("SQ01-T90-%07d", i)
		v := []string{id, "某小区某号楼", "单元门外", strconv.Itoa(i % 97), strconv.FormatFloat(float64(i%9973)/4, 'f', -1, 64), fmt.Sprintf("2021-%02d-%02d", 1+i%12, 1+i%28), states[i%len(states)], "经办岗", "12.5", "2021-08-06",
			strconv.Itoa(i % 89), "已核对", "", "0.25", "2021-09-01", states[(i+1)%len(states)], "无", "7", "1000.01", "备注文字"}
		m.Rows[l] = append(m.Rows[l], &sheets.Row{Ledger: l, Unit: "社区一", Record: templates.Record{ID: id, Version: 1, Values: v},
			Source: sheets.Source{Unit: "社区一", File: "社区一.xlsx", Digest: "0123456789abcdef", Sheet: "宽表", Row: i + 4, Updated: "2021-11-20"}})
	}
	m.Serial, m.AsOf = 1, "2021-11-20"
	return m, l
}
