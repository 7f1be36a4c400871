package templates

import (
	"errors"
	"strings"
	"testing"
)

// blockOf loads the standard plan with one more block over 违法建设.
func blockOf(change map[string]string) error {
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
	_, err := Load(tables)
	return err
}

func TestBlocksGroupAsTheySay(t *testing.T) {
	for _, unit := range []string{"年", "半年", "季", "月", "旬", "周", "日"} {
		if err := blockOf(map[string]string{"行": "发现日期:" + unit, "列": "拆除日期：" + unit}); err != nil {
			t.Errorf("%s: %v", unit, err)
		}
	}
	for header, wrong := range map[string]string{
		"行":  "发现日期:abc|“发现日期:abc”冒号后面不能是“abc”",
		"列":  "发现日期:|冒号后面不能是“”",
		"排序": "面积:月|“面积”不是日期，不能按月分组",
		"值":  "求和:处置方式|“处置方式”不是数字栏，不能求和",
		"栏目": "处置方式:年|不是日期",
	} {
		spec, want, _ := strings.Cut(wrong, "|")
		err := blockOf(map[string]string{header: spec})
		var bad *PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 || bad.Findings[0].Sheet != SheetBlocks || !strings.Contains(bad.Findings[0].Message, want) {
			t.Errorf("%s: %v", spec, err)
		}
	}
}
