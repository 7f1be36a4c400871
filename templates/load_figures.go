package templates

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
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
	OpAverage  = "平均"
)

// figureEntry is a formula, read when all figures it may name are known.
type figureEntry struct {
	entry
	f *Figure
}

func (ld *loader) loadFigures() {
	var formulas []figureEntry
	ld.each(SheetFigures, func(e entry) {
		f := &Figure{Row: e.row.Number}
		e.fill(f)
		if !e.addFigure(f) {
			return
		}
		if f.Op == OpFormula {
			formulas = append(formulas, figureEntry{e, f})
			return
		}
		e.overRows(f)
	})
	for _, p := range formulas {
		ld.visit(p.entry, func(e entry) { p.f.Expr = e.formula("公式", nil) })
	}
	for _, p := range formulas {
		if ld.loops(p.f, nil) {
			p.bad("公式", fmt.Sprintf("指标“%s”的公式绕回了它自己", p.f.Code), "请改公式，使它只用到别的指标。")
			p.f.Expr = nil
		}
	}
	for _, f := range ld.plan.Figures {
		f.settleDecimals()
	}
}

// addFigure makes the figure known by code and name.
func (e entry) addFigure(f *Figure) bool {
	p := e.ld.plan
	switch {
	case f.Code == "" || f.Name == "":
		e.bad("代号", "指标的代号和名称都要填写", "")
		return false
	case p.figures[f.Code] != nil:
		e.bad("代号", fmt.Sprintf("指标“%s”写了两次", f.Code), "请只留一行。")
		return false
	case strings.ContainsAny(f.Code, "[]{}!：:；"):
		e.bad("代号", fmt.Sprintf("代号“%s”里有不能用的符号", f.Code), "请去掉 [ ] { } ! ： ；。")
	}
	if d, err := decimal.NewFromString(f.Divisor); f.Divisor != "" && (err != nil || d.IsZero()) {
		e.bad("除以", fmt.Sprintf("“除以”应是不为零的数，现在是“%s”", f.Divisor), "")
	}
	f.open = e.get("小数位") == ""
	p.Figures = append(p.Figures, f)
	p.figures[f.Code] = f
	if p.figures[f.Name] == nil {
		p.figures[f.Name] = f
	}
	return true
}

// overRows reads what a figure is made of that is no formula.
func (e entry) overRows(f *Figure) {
	var known bool
	if f.Ledger, known = e.ledger(true); !known {
		return
	}
	if columns := e.list("栏目"); len(columns) > 0 {
		if f.Column = e.column("栏目", f.Ledger, columns[0]); f.Column == nil {
			return
		}
		if f.Further = e.columns("栏目", f.Ledger)[1:]; len(f.Further) > 0 && f.Op != OpDistinct {
			e.bad("栏目", fmt.Sprintf("运算“%s”只能写一栏", f.Op), "几栏合起来去重的，运算写“去重”。")
		}
	} else if f.Op != OpCount && f.Op != OpLate {
		e.bad("栏目", fmt.Sprintf("运算“%s”要写明栏目", f.Op), "")
		return
	}
	if f.Op == OpLate && !f.Ledger.HasDeadlines() {
		e.bad("运算", fmt.Sprintf("“%s”没有用途为“状态”和“期限”的栏目，看不出逾期", f.Ledger.Name), "请先给相应的栏目写上用途。")
	}
	if (f.Op == OpSum || f.Op == OpAverage) && !f.Column.Numeric() {
		e.bad("栏目", fmt.Sprintf("“%s”不是数字栏，不能%s", f.Column.Name, f.Op), "")
	}
	f.When, _ = e.condition("条件", f.Ledger)
}

func (ld *loader) loops(f *Figure, above []*Figure) bool {
	if slices.Contains(above, f) {
		return true
	}
	found := false
	f.Expr.Walk(func(leaf *Expr) {
		if g, ok := leaf.Ref.(*Figure); ok && g.Op == OpFormula && !found {
			found = ld.loops(g, append(above, f))
		}
	})
	return found
}

func (ld *loader) loadRelation(e entry) {
	r := &Relation{Row: e.row.Number}
	e.fill(r)
	if r.Code == "" || slices.ContainsFunc(ld.plan.Relation, func(o *Relation) bool { return o.Code == r.Code }) {
		e.bad("编号", fmt.Sprintf("勾稽编号“%s”为空或重复", r.Code), "每条勾稽要有不同的编号。")
	}
	if _, err := decimal.NewFromString(r.Tolerance); r.Tolerance != "" && err != nil {
		e.bad("容差", fmt.Sprintf("容差“%s”不是数", r.Tolerance), "")
	}
	if strings.Contains(e.get("级别"), "起") {
		e.bad("级别", "勾稽的级别不能按日子改变", "只填一个级别；按日子改变的只能写在“规则”表。")
	}
	r.Left, r.Right = e.formula("左", nil), e.formula("右", nil)
	ld.plan.Relation = append(ld.plan.Relation, r)
}
