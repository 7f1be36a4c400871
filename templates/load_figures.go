package templates

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// Operations of the closed algebra of figures.
const (
	OpCount    = "计数"
	OpSum      = "求和"
	OpDistinct = "去重"
	OpMin      = "最小"
	OpMax      = "最大"
	OpList     = "列表"
	OpFormula  = "公式"
	OpLate     = "逾期" // counts what is open past the deadline in force
)

func (ld *loader) loadFigures() {
	type pending struct {
		entry
		f *Figure
	}
	var formulas []pending
	ld.each("指标", func(e entry) {
		f := &Figure{
			Code: e.get("代号"), Name: e.get("名称"), Op: e.one("运算", OpCount, OpSum, OpDistinct, OpMin, OpMax, OpList, OpFormula, OpLate),
			Divisor: e.get("除以"), Decimals: e.int("小数位", 0),
			Style: e.one("样式", "", "定长", "百分比", "月日", "年月", "年月日"), Measure: e.get("计量单位"),
			WithDups: e.bool("含重复"), Help: e.get("说明"), Source: e.get("依据"), Row: e.row.Number,
		}
		switch {
		case f.Code == "" || f.Name == "":
			e.bad("代号", "指标的代号和名称都要填写", "")
			return
		case ld.plan.figures[f.Code] != nil:
			e.bad("代号", fmt.Sprintf("指标“%s”写了两次", f.Code), "请只留一行。")
			return
		case strings.ContainsAny(f.Code, "[]{}!：:；"):
			e.bad("代号", fmt.Sprintf("代号“%s”里有不能用的符号", f.Code), "请去掉 [ ] { } ! ： ；。")
		}
		if f.Divisor != "" {
			if d, err := decimal.NewFromString(f.Divisor); err != nil || d.IsZero() {
				e.bad("除以", fmt.Sprintf("“除以”应是不为零的数，现在是“%s”", f.Divisor), "")
			}
		}
		ld.plan.Figures = append(ld.plan.Figures, f)
		ld.plan.figures[f.Code] = f
		if ld.plan.figures[f.Name] == nil {
			ld.plan.figures[f.Name] = f
		}
		if f.Op == OpFormula {
			formulas = append(formulas, pending{e, f})
			return
		}
		if f.Ledger = ld.plan.Ledger(e.get("台账")); f.Ledger == nil {
			e.bad("台账", fmt.Sprintf("没有台账“%s”", e.get("台账")), "请先在“台账”表中登记。")
			return
		}
		if n := e.get("栏目"); n != "" {
			if f.Column = f.Ledger.Column(n); f.Column == nil {
				e.bad("栏目", fmt.Sprintf("“%s”没有栏目“%s”", f.Ledger.Name, n), "")
				return
			}
		} else if f.Op != OpCount && f.Op != OpLate {
			e.bad("栏目", fmt.Sprintf("运算“%s”要写明栏目", f.Op), "")
			return
		}
		if f.Op == OpLate && !f.Ledger.HasDeadlines() {
			e.bad("运算", fmt.Sprintf("“%s”没有用途为“状态”和“期限”的栏目，看不出逾期", f.Ledger.Name), "请先给相应的栏目写上用途。")
		}
		if f.Op == OpSum && !f.Column.Numeric() {
			e.bad("栏目", fmt.Sprintf("“%s”不是数字栏，不能求和", f.Column.Name), "")
		}
		c, err := ld.plan.ParseCondition(e.get("条件"), f.Ledger, nil)
		if e.must("条件", err) {
			f.When = c
		}
	})
	for _, p := range formulas {
		x, err := ld.plan.ParseExpr(p.get("公式"), nil)
		if p.must("公式", err) {
			p.f.Expr = x
		}
	}
	for _, p := range formulas {
		if ld.loops(p.f, nil) {
			p.bad("公式", fmt.Sprintf("指标“%s”的公式绕回了它自己", p.f.Code), "请改公式，使它只用到别的指标。")
			p.f.Expr = nil
		}
	}
}

func (ld *loader) loops(f *Figure, above []*Figure) bool {
	for _, a := range above {
		if a == f {
			return true
		}
	}
	found := false
	f.Expr.Walk(func(leaf *Expr) {
		if g, ok := leaf.Ref.(*Figure); ok && g.Op == OpFormula && !found {
			found = ld.loops(g, append(above, f))
		}
	})
	return found
}

func (ld *loader) loadRelations() {
	seen := map[string]bool{}
	ld.each("勾稽", func(e entry) {
		r := &Relation{
			Code: e.get("编号"), Name: e.get("名称"), Op: lang.Op(e.one("关系", "=", "≠", "≥", "≤", ">", "<")), Tolerance: e.get("容差"),
			Severity: e.severity(), Message: e.get("提示"), Excuse: e.get("允许不符的理由"), Source: e.get("依据"), Row: e.row.Number,
		}
		if r.Code == "" || seen[r.Code] {
			e.bad("编号", fmt.Sprintf("勾稽编号“%s”为空或重复", r.Code), "每条勾稽要有不同的编号。")
		}
		seen[r.Code] = true
		if _, err := decimal.NewFromString(r.Tolerance); r.Tolerance != "" && err != nil {
			e.bad("容差", fmt.Sprintf("容差“%s”不是数", r.Tolerance), "")
		}
		for column, side := range map[string]**Expr{"左": &r.Left, "右": &r.Right} {
			x, err := ld.plan.ParseExpr(e.get(column), nil)
			if e.must(column, err) {
				*side = x
			}
		}
		ld.plan.Relation = append(ld.plan.Relation, r)
	})
}

func (e entry) severity() finding.Severity {
	switch e.one("级别", "错误", "警告", "提示") {
	case "错误":
		return finding.Error
	case "警告":
		return finding.Warning
	}
	return finding.Info
}
