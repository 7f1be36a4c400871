package templates

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// BlockKinds lists the kinds of summary blocks a plan may ask for.
var BlockKinds = []string{"指标表", "交叉表", "明细", "完成率", "挂图", "勾稽", "指标来源", "催报", "校验", "逾期", "说明"}

func (ld *loader) loadBlocks() {
	ld.each("报表", func(e entry) {
		b := &Block{
			Sheet: e.get("工作表"), Title: e.get("区块"), Kind: e.one("类型", BlockKinds...),
			Rows: e.get("行"), Cols: e.get("列"), Value: e.get("值"), Columns: e.list("栏目"),
			Order: e.list("排序"), Chart: e.one("图", "", "柱", "条", "饼", "环", "折", "堆"), Internal: e.bool("内部"),
			Paper: e.one("纸张", "", "A4横", "A4竖", "A3横"), Help: e.get("说明"), Row: e.row.Number,
		}
		if b.Sheet == "" || len([]rune(b.Sheet)) > MaxSheetName || strings.ContainsAny(b.Sheet, `[]:*?/\'`) {
			e.bad("工作表", fmt.Sprintf("“%s”不能用作工作表名", b.Sheet), "请用不超过 31 个字、不含特殊符号的名称。")
		}
		ld.plan.Blocks = append(ld.plan.Blocks, b)
		if b.Kind == "指标表" {
			for _, pattern := range b.Columns {
				if len(ld.plan.MatchFigures(pattern)) == 0 {
					e.bad("栏目", fmt.Sprintf("没有指标“%s”", pattern), "请对照“指标”表的代号填写。")
				}
			}
			return
		}
		needs := slices.Contains([]string{"交叉表", "明细", "完成率", "挂图", "逾期"}, b.Kind)
		if n := e.get("台账"); n != "" || needs {
			if b.Ledger = ld.plan.Ledger(n); b.Ledger == nil {
				e.bad("台账", fmt.Sprintf("没有台账“%s”", n), "请先在“台账”表中登记。")
				return
			}
		}
		if b.Ledger == nil {
			return
		}
		var err error
		b.When, err = ld.plan.ParseCondition(e.get("条件"), b.Ledger, nil)
		e.must("条件", err)
		check := func(field, spec string) {
			name, _, _ := strings.Cut(strings.ReplaceAll(spec, "：", ":"), ":")
			if _, err := ld.plan.ParsePath(strings.TrimPrefix(name, "-"), b.Ledger, nil); err != nil {
				e.bad(field, err.Error(), "")
			}
		}
		for field, spec := range map[string]string{"行": b.Rows, "列": b.Cols} {
			if spec != "" {
				check(field, spec)
			}
		}
		for _, c := range b.Columns {
			check("栏目", c)
		}
		for _, c := range b.Order {
			check("排序", c)
		}
		if b.Kind == "交叉表" {
			if b.Rows == "" {
				e.bad("行", "交叉表要写明行", "")
			}
			op, column, _ := strings.Cut(strings.ReplaceAll(b.Value, "：", ":"), ":")
			switch {
			case b.Value == "" || b.Value == OpCount:
			case (op == OpSum || op == OpDistinct) && column != "":
				check("值", column)
			case ld.plan.figures[b.Value] != nil && ld.plan.figures[b.Value].Ledger == b.Ledger:
			default:
				e.bad("值", fmt.Sprintf("“值”不能是“%s”", b.Value), "可填：计数、求和:栏目、去重:栏目，或同一台账的指标代号。")
			}
		}
	})
}

// MatchFigures lists the figures a pattern means: a code, a name, or 违建.*.
func (p *Plan) MatchFigures(pattern string) []*Figure {
	if f := p.Figure(pattern); f != nil {
		return []*Figure{f}
	}
	var out []*Figure
	for _, f := range p.Figures {
		if ok, err := path.Match(pattern, f.Code); ok && err == nil {
			out = append(out, f)
		}
	}
	return out
}
