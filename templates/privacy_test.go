package templates

import (
	"slices"
	"testing"
)

// A rule tells something private if its sentence does.
func TestPrivateRules(t *testing.T) {
	for message, private := range map[string]bool{
		"{面积}太大。": false, "{值}太大，应{应}。": false, "{截至日}以前要报。": false,
		"{相对人}的面积太大。": true, "面积太大，已问责{问责.约谈数}人次。": true,
	} {
		tables := StandardTables()
		rules := tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == SheetRules })]
		rules.Rows = append(rules.Rows, rules.row(map[string]string{"编号": "试", "阶段": "总账", "级别": "错误", "台账": "违法建设", "栏目": "面积",
			"检查": RowCheck, "要求": "面积 < 1000", "汇总": "否", "提示": message}))
		p, err := Load(tables)
		if err != nil {
			t.Fatal(problems(err))
		}
		if got := p.Rules[len(p.Rules)-1].Private(p); got != private {
			t.Errorf("%s: private %v", message, got)
		}
	}
}

// A block of figures counts no ledger's rows, whatever stands in its 值.
func TestPrivateBlocks(t *testing.T) {
	for kind, ledger := range map[string]string{"指标表": "", "趋势": "", "交叉表": "违法建设"} {
		tables := StandardTables()
		blocks := tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == SheetBlocks })]
		blocks.Rows = append(blocks.Rows, blocks.row(map[string]string{"工作表": "试", "区块": "试", "类型": kind, "台账": ledger, "行": "社区", "值": "违建.总量处数"}))
		p, err := Load(tables)
		if err != nil {
			t.Fatal(problems(err))
		}
		if p.Blocks[len(p.Blocks)-1].Private(p) {
			t.Errorf("%s tells something private", kind)
		}
	}
}
