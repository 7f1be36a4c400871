// Package mergetest makes campaigns of any size for measuring: many units that
// each return many rows of one ledger of 20 columns.
package mergetest

import (
	"context"
	"fmt"
	"io"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// District is a campaign of some size.
type District struct{ Units, Rows int }

// Ledger is the name of the one ledger.
const Ledger = "大台账"

// Day is the day of everything.
const Day = "2021-11-20"

// Columns is how many the ledger has.
const Columns = 20

// Tables are the plan's.
func (d District) Tables() []*templates.Table {
	rows := map[string][]map[string]string{
		"参数": {
			{"参数": "活动名称", "值": "大活动"}, {"参数": "活动代号", "值": "DHD"}, {"参数": "署名", "值": "整改办"}, {"参数": "截至日", "值": Day},
		},
		"台账": {{"代号": "T", "名称": Ledger, "主键": "编号", "填报单位": "单位", "新增行": "是", "预留行数": "0"}},
		"栏目": {{"台账": Ledger, "栏目": "编号", "类型": "文本", "必填": "必", "填写方": "系统", "规则": "unique"}},
		"指标": {
			{"代号": "大.行数", "名称": "行数", "台账": Ledger, "运算": "计数", "计量单位": "行", "说明": "行数"},
			{"代号": "大.合计", "名称": "合计", "台账": Ledger, "运算": "求和", "栏目": "栏04", "小数位": "2", "计量单位": "元", "说明": "合计"},
			{"代号": "大.晚", "名称": "下半年", "台账": Ledger, "运算": "计数", "条件": "栏03 >= 2021-07-01", "计量单位": "行", "说明": "下半年的行数"},
			{"代号": "大.种", "名称": "种数", "台账": Ledger, "运算": "去重", "栏目": "栏00", "计量单位": "种", "说明": "种数"},
		},
		"报表": {{"工作表": "总览", "区块": "主要数字", "类型": "指标表", "值": "大.行数|大.合计|大.晚", "内部": "否", "纸张": "A4竖"}},
	}
	for i := range d.Units {
		rows["单位"] = append(rows["单位"], map[string]string{"单位代码": fmt.Sprintf("U%04d", i), "单位名称": UnitName(i), "类型": "科室"})
	}
	for i := range Columns - 1 {
		c := map[string]string{"台账": Ledger, "栏目": fmt.Sprintf("栏%02d", i), "类型": "文本", "必填": "选", "填写方": "单位"}
		switch i % 5 {
		case 3:
			c["类型"] = "日期"
		case 4:
			c["类型"], c["小数位"] = "小数", "2"
		}
		rows["栏目"] = append(rows["栏目"], c)
	}
	var list []*templates.Table
	for _, t := range templates.StandardTables() {
		own := *t
		own.Rows = nil
		for _, r := range rows[t.Sheet] {
			cells := make([]string, len(t.Header))
			for i, h := range t.Header {
				cells[i] = r[h]
			}
			own.Rows = append(own.Rows, templates.TableRow{Number: templates.PlanHeaderRow + 1 + len(own.Rows), Cells: cells})
		}
		if _, kept := rows[t.Sheet]; kept || !seeds(t.Sheet) {
			list = append(list, &own)
		}
	}
	return list
}

func seeds(sheet string) bool {
	return len(sheet) > len(templates.SeedPrefix) && sheet[:len(templates.SeedPrefix)] == templates.SeedPrefix
}

// Plan is the plan.
func (d District) Plan() (*templates.Plan, error) {
	plan, err := templates.Load(d.Tables())
	if err == nil {
		plan.SetAsOf(Day)
	}
	return plan, err
}

// UnitName is the name of a unit.
func UnitName(n int) string { return fmt.Sprintf("第%04d单位", n) }

// Record is a row of a unit; another version of it has other values.
func (d District) Record(plan *templates.Plan, unit, row, version int) templates.Record {
	l, u := plan.Ledger(Ledger), plan.Units[unit]
	v := make([]string, len(l.Columns))
	for _, c := range l.Columns[1:] {
		switch c.Type {
		case cell.Date:
			v[c.Index] = fmt.Sprintf("2021-%02d-%02d", 1+(row+version-1)%12, 1+unit%28)
		case cell.Decimal:
			v[c.Index] = fmt.Sprintf("%d.25", (unit*d.Rows+row)*version+c.Index)
		default:
			v[c.Index] = fmt.Sprintf("单位%d第%d行栏%d", unit, row*version, c.Index)
		}
	}
	return templates.Record{ID: form.RowID(u.Code, l.Code, row+1), Version: 1, Values: v}
}

// Return writes what a unit returns on its first form; another version says
// something else in every cell.
func (d District) Return(ctx context.Context, w io.Writer, plan *templates.Plan, unit, version int) error {
	l, u := plan.Ledger(Ledger), plan.Units[unit]
	r := form.Request{Plan: plan, Unit: u, Issue: 1, Issued: Day, Ledgers: []*templates.Ledger{l}, Rows: map[string][]templates.Record{}, NextSerial: map[string]int{l.Name: 1}}
	for i := range d.Rows {
		r.Rows[l.Name] = append(r.Rows[l.Name], d.Record(plan, unit, i, version))
	}
	return form.Write(ctx, w, r)
}
