package templates

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// argument kinds of named checks.
const (
	argColumns = "columns" // columns of the rule's ledger
	argForeign = "foreign" // 台账.栏目, several with |
	argNumber  = "number"  // a number or {参数}
	argText    = "text"    // a word, or {参数}
	argFigure  = "figure"
	argSub     = "sub"     // 台账.引用列: the subordinate's reference
	argSubCol  = "subcol"  // a column of the subordinate
	argSubWhen = "subwhen" // a condition over the subordinate
)

type argSpec struct {
	name, kind string
	required   bool
}

// RowCheck is the check of 条件 and 要求 over one row; the others are named.
const RowCheck = "行内"

// LateCheck is the check of rows past their deadline in force, at the column
// that holds it.
const LateCheck = "逾期"

// checkArgs lists every named check with what it takes; package check holds
// what they do.
var checkArgs = map[string][]argSpec{
	RowCheck:  nil,
	"下级存在":    {{"下级", argSub, true}, {"下级条件", argSubWhen, false}},
	"下级全部":    {{"下级", argSub, true}, {"下级条件", argSubWhen, false}},
	"下级合计":    {{"下级", argSub, true}, {"求和", argSubCol, false}, {"下级条件", argSubWhen, false}},
	"组合唯一":    {{"列", argColumns, true}},
	"组合同值":    {{"列", argColumns, true}, {"同值", argColumns, true}},
	"连续编号":    {{"列", argColumns, true}},
	"指向限次":    {{"列", argColumns, true}, {"上限", argNumber, true}},
	"分组下限":    {{"分组", argColumns, true}, {"月", argColumns, false}, {"季", argColumns, false}, {"年", argColumns, false}, {"去重", argColumns, false}, {"下限", argNumber, true}, {"起", argText, false}, {"止", argText, false}},
	"占比下限":    {{"下限", argNumber, true}},
	"区间重叠":    {{"分组", argColumns, true}, {"起", argColumns, true}, {"止", argColumns, true}, {"种类", argColumns, false}, {"甲", argText, false}, {"乙", argText, false}},
	"书名登记":    {{"登记", argForeign, true}},
	"书名重复":    nil,
	"文字雷同":    {{"字数", argNumber, false}},
	"佐证登记":    {{"登记", argForeign, true}},
	"逐年填报":    {{"列", argColumns, true}, {"起", argText, true}, {"止", argText, false}},
	"号码":      {{"放行", argText, false}},
	"数量措辞":    {{"甲", argFigure, true}, {"乙", argFigure, true}},
	"未收单位":    nil,
	"提醒":      {{"左", argFigure, false}, {"右", argText, false}},
	LateCheck: nil,
}

// Checks lists the names a rule may use.
func Checks() []string {
	var out []string
	for name := range checkArgs {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (ld *loader) loadRules() {
	seen := map[string]bool{}
	ld.each("规则", func(e entry) {
		r := &Rule{
			Code: e.get("编号"), Stage: Stage(e.one("阶段", string(StageReturn), string(StageMaster), string(StageFigure), string(StageDraft))),
			Severity: e.severity(), Check: e.get("检查"), Args: map[string]string{}, Grouped: e.bool("汇总"),
			Message: e.get("提示"), Fix: e.get("改法"), Source: e.get("依据"), Row: e.row.Number,
			Columns: map[string][]*Column{},
		}
		specs, known := checkArgs[r.Check]
		switch {
		case r.Code == "" || seen[r.Code]:
			e.bad("编号", fmt.Sprintf("规则编号“%s”为空或重复", r.Code), "每条规则要有不同的编号，可加后缀，如 R-13a。")
			return
		case !known:
			e.bad("检查", fmt.Sprintf("没有名为“%s”的检查", r.Check), "可填："+strings.Join(Checks(), "、")+"。")
			return
		case r.Message == "":
			e.bad("提示", "规则没有提示语", "写一句话，告诉填报人哪里不对。")
		}
		seen[r.Code] = true
		if n := e.get("台账"); n != "" {
			if r.Ledger = ld.plan.Ledger(n); r.Ledger == nil {
				e.bad("台账", fmt.Sprintf("没有台账“%s”", n), "请先在“台账”表中登记。")
				return
			}
		}
		if n := e.get("栏目"); n != "" && r.Ledger != nil {
			if r.Column = r.Ledger.Column(n); r.Column == nil {
				e.bad("栏目", fmt.Sprintf("“%s”没有栏目“%s”", r.Ledger.Name, n), "")
			}
		}
		ld.ruleArgs(e, r, specs)
		must := r.Ledger
		if r.Sub != nil && r.Check == "下级全部" {
			must = r.Sub.Ledger
		}
		var err error
		if r.Ledger == nil && (e.get("条件") != "" || e.get("要求") != "") {
			e.bad("台账", "写了条件或要求，就要写明台账", "")
			return
		}
		if r.When, err = ld.plan.ParseCondition(e.get("条件"), r.Ledger, nil); !e.must("条件", err) {
			return
		}
		if r.Must, err = ld.plan.ParseCondition(e.get("要求"), must, nil); !e.must("要求", err) {
			return
		}
		if (r.Check == RowCheck || r.Check == "下级全部" || r.Check == "占比下限") && len(r.Must) == 0 {
			e.bad("要求", fmt.Sprintf("检查“%s”要写明要求", r.Check), "")
		}
		if r.Check == RowCheck && r.Column == nil {
			e.bad("栏目", "要写明提示落在哪一栏", "")
		}
		if r.Check == LateCheck && (r.Column == nil || !r.Ledger.HasDeadlines() || !slices.Contains([]string{"期限", "新期限", "回复时限"}, r.Column.Role)) {
			e.bad("栏目", "检查“逾期”要落在用途为期限、新期限或回复时限的栏目上，台账还要有状态栏", "")
			return
		}
		ld.plan.Rules = append(ld.plan.Rules, r)
	})
}

func (ld *loader) ruleArgs(e entry, r *Rule, specs []argSpec) {
	text := strings.NewReplacer("；", ";", "\n", ";").Replace(e.get("参数"))
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		r.Args[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	for name := range r.Args {
		if !slices.ContainsFunc(specs, func(s argSpec) bool { return s.name == name }) {
			e.bad("参数", fmt.Sprintf("检查“%s”没有参数“%s”", r.Check, name), "")
		}
	}
	for _, s := range specs {
		v := r.Args[s.name]
		if v == "" {
			if s.required {
				e.bad("参数", fmt.Sprintf("检查“%s”缺少参数“%s”", r.Check, s.name), "写成“"+s.name+"=…”。")
			}
			continue
		}
		e.must("参数", ld.ruleArg(r, s, v))
	}
	if kind := r.Columns["种类"]; kind != nil {
		for _, name := range []string{"甲", "乙"} {
			r.Args[name] = kind[0].Present(r.Args[name])
		}
	}
}

func (ld *loader) ruleArg(r *Rule, s argSpec, v string) error {
	if strings.HasPrefix(v, "{") && !ld.plan.HasParam(strings.Trim(v, "{}")) {
		return fmt.Errorf("参数“%s”不在“参数”表中", strings.Trim(v, "{}"))
	}
	columns := func(l *Ledger, names string) ([]*Column, error) {
		if l == nil {
			return nil, fmt.Errorf("要写明台账，才能用栏目“%s”", names)
		}
		var out []*Column
		for _, n := range strings.Split(names, "|") {
			c := l.Column(strings.TrimSpace(n))
			if c == nil {
				return nil, fmt.Errorf("“%s”没有栏目“%s”", l.Name, n)
			}
			out = append(out, c)
		}
		return out, nil
	}
	var err error
	switch s.kind {
	case argColumns:
		r.Columns[s.name], err = columns(r.Ledger, v)
	case argForeign, argSub:
		for _, part := range strings.Split(v, "|") {
			name, column, _ := strings.Cut(part, ".")
			l := ld.plan.Ledger(name)
			if l == nil {
				return fmt.Errorf("没有台账“%s”", name)
			}
			c, err := columns(l, column)
			if err != nil {
				return err
			}
			r.Columns[s.name] = append(r.Columns[s.name], c...)
		}
		if s.kind == argSub {
			if r.Ledger == nil {
				return fmt.Errorf("要写明台账，才能看它的下级“%s”", v)
			}
			if r.Sub = r.Columns[s.name][0]; r.Sub.Target != r.Ledger {
				return fmt.Errorf("“%s”不是引用“%s”的栏目", v, r.Ledger.Name)
			}
		}
	case argSubCol:
		if r.Sub != nil {
			r.Columns[s.name], err = columns(r.Sub.Ledger, v)
		}
	case argSubWhen:
		if r.Sub != nil {
			r.SubWhen, err = ld.plan.ParseCondition(v, r.Sub.Ledger, nil)
		}
	case argNumber:
		if _, numErr := decimal.NewFromString(v); numErr != nil && !strings.HasPrefix(v, "{") {
			err = fmt.Errorf("“%s”应是数，现在是“%s”", s.name, v)
		}
	case argFigure:
		if ld.plan.figures[v] == nil {
			err = fmt.Errorf("没有指标“%s”", v)
		}
	}
	return err
}

// Arg returns a check's argument with a {参数} replaced by its value.
func (r *Rule) Arg(p *Plan, name string) string {
	v := r.Args[name]
	if strings.HasPrefix(v, "{") {
		return p.Param(strings.Trim(v, "{}"))
	}
	return v
}
