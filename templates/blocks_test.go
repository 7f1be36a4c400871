package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// blockOf loads the standard plan with one more block over 违法建设.
func blockOf(change map[string]string) (*Plan, error) {
	tables := StandardTables()
	for _, tab := range tables {
		if tab.Sheet != SheetBlocks {
			continue
		}
		row := make([]string, len(tab.Header))
		for i, h := range tab.Header {
			row[i] = map[string]string{"工作表": "新", "区块": "新块", "类型": "交叉表", "台账": "违法建设", "行": "处置方式"}[h]
			if v, ok := change[h]; ok {
				row[i] = v
			}
		}
		tab.Rows = append(tab.Rows, TableRow{Number: 900, Cells: row})
	}
	return Load(tables)
}

// Every value of a cross table that counts different codes is asked about.
func TestCountedColumnsOfBlocks(t *testing.T) {
	p, err := blockOf(map[string]string{"值": "计数|去重:楼栋|去重：住建部台账编号"})
	if err != nil {
		t.Fatal(err)
	}
	l := p.Ledger("违法建设")
	for _, name := range []string{"楼栋", "住建部台账编号"} {
		if !slices.Contains(p.Counted(l), l.Column(name)) {
			t.Errorf("%s is counted by a block", name)
		}
	}
}

func TestBlocksGroupAsTheySay(t *testing.T) {
	for _, unit := range []string{"年", "半年", "季", "月", "旬", "周", "日"} {
		if _, err := blockOf(map[string]string{"行": "发现日期:" + unit, "列": "拆除日期：" + unit}); err != nil {
			t.Errorf("%s: %v", unit, err)
		}
	}
	for _, spec := range []string{"计数|求和:面积|平均：面积|去重:小区", "违建.总量面积|违建.分类占比"} {
		if _, err := blockOf(map[string]string{"行": "面积:0,100,500", "值": spec, "排序": "-值|前10"}); err != nil {
			t.Errorf("%s: %v", spec, err)
		}
	}
	for _, x := range [][3]string{
		{"行", "发现日期:abc", "“发现日期:abc”冒号后面不能是“abc”"},
		{"列", "发现日期:", "冒号后面不能是“”"},
		{"行", "面积:月", "冒号后面要写几个从小到大的数"},
		{"行", "面积:0,100,50", "冒号后面要写几个从小到大的数"},
		{"列", "处置方式:年", "“处置方式”不是日期，也不是数"},
		{"排序", "面积", "交叉表不能按“面积”排序"},
		{"排序", "-值|前十", "不是“前几”"},
		{"值", "求和:处置方式", "“处置方式”不是数字栏，不能求和"},
		{"值", "计数|问题.总数", "指标“问题.总数”数的是“问题清单”"},
		{"值", "移交.移入日期", "数的是“移交批次”"},
		{"值", "中位:面积", "“值”不能是“中位:面积”"},
		{"栏目", "处置方式:年", "不是日期"},
	} {
		header, spec, want := x[0], x[1], x[2]
		_, err := blockOf(map[string]string{header: spec})
		var bad *PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 || bad.Findings[0].Sheet != SheetBlocks || !strings.Contains(bad.Findings[0].Message, want) {
			t.Errorf("%s: %v", spec, err)
		}
	}
}
