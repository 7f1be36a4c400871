package templates

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// Checks that something outside the table looks for; package check holds what
// all of them do.
const (
	RowCheck  = "行内"   // of 条件 and 要求 over one row
	LateCheck = "逾期"   // of rows past their deadline in force, at the column that holds it
	GapCheck  = "公式空缺" // of rows whose formula is empty although a part of it is filled
	subAll    = "下级全部"
	shareOver = "占比下限"
)

// argSpec is one argument of a named check.
type argSpec struct {
	name     string
	required bool
	read     func(p *Plan, r *Rule, name, text string) error // nil for a word, or {参数}
}

// checkArgs lists every named check with what it takes.
var checkArgs = map[string][]argSpec{
	RowCheck:  nil,
	"下级存在":    {{"下级", true, readSub}, {"下级条件", false, readSubWhen}},
	subAll:    {{"下级", true, readSub}, {"下级条件", false, readSubWhen}},
	"下级合计":    {{"下级", true, readSub}, {"求和", false, readSubColumns}, {"下级条件", false, readSubWhen}},
	"组合唯一":    {{"列", true, readColumns}},
	"组合同值":    {{"列", true, readColumns}, {"同值", true, readColumns}},
	"连续编号":    {{"列", true, readColumns}},
	"指向限次":    {{"列", true, readColumns}, {"上限", true, readNumber}},
	"分组下限":    grouped("下限"),
	"分组上限":    grouped("上限"),
	shareOver: {{"下限", true, readNumber}},
	"区间重叠":    {{"分组", true, readColumns}, {"起", true, readColumns}, {"止", true, readColumns}, {"种类", false, readColumns}, {"甲", false, nil}, {"乙", false, nil}},
	"书名登记":    {{"登记", true, readForeign}},
	"书名重复":    nil,
	"文字雷同":    {{"字数", false, readNumber}},
	"佐证登记":    {{"登记", true, readForeign}},
	"逐年填报":    {{"列", true, readColumns}, {"起", true, nil}, {"止", false, nil}},
	"号码":      {{"放行", false, nil}},
	"数量措辞":    {{"甲", true, readFigure}, {"乙", true, readFigure}},
	"未收单位":    nil,
	"提醒":      {{"左", false, readFigure}, {"右", false, nil}},
	LateCheck: nil,
	GapCheck:  nil,
}

// grouped are the arguments of a check over groups: one column of dates for a
// period, and the limit.
func grouped(limit string) []argSpec {
	out := []argSpec{{"分组", true, readColumns}, {"去重", false, readColumns}, {limit, true, readNumber}, {"起", false, nil}, {"止", false, nil}}
	for _, unit := range cell.PeriodUnits {
		out = append(out, argSpec{unit, false, readDate})
	}
	return out
}

// readDate reads the column of dates that a period is of.
func readDate(p *Plan, r *Rule, name, text string) error {
	if err := readColumns(p, r, name, text); err != nil {
		return err
	}
	if c := r.Columns[name]; len(c) != 1 || c[0].Type != cell.Date {
		return fmt.Errorf("“%s”要写一个日期栏，“%s”不是", name, text)
	}
	return nil
}

// Checks lists the names a rule may use.
func Checks() []string { return slices.Sorted(maps.Keys(checkArgs)) }

func (ld *loader) loadRule(e entry) {
	r := &Rule{Args: map[string]string{}, Columns: map[string][]*Column{}, Row: e.row.Number}
	e.fill(r)
	r.Check = e.get("检查")
	if _, known := checkArgs[r.Check]; !known {
		e.bad("检查", fmt.Sprintf("没有名为“%s”的检查", r.Check), "可填："+strings.Join(Checks(), "、")+"。")
		return
	}
	if r.Code == "" || slices.ContainsFunc(ld.plan.Rules, func(o *Rule) bool { return o.Code == r.Code }) {
		e.bad("编号", fmt.Sprintf("规则编号“%s”为空或重复", r.Code), "每条规则要有不同的编号，可加后缀，如 R-13a。")
		return
	}
	ld.plan.Rules = append(ld.plan.Rules, r)
	if r.Message == "" {
		e.bad("提示", "规则没有提示语", "写一句话，告诉填报人哪里不对。")
	}
	var known bool
	if r.Ledger, known = e.ledger(false); !known {
		return
	}
	if n := e.get("栏目"); n != "" && r.Ledger != nil {
		r.Column = e.column("栏目", r.Ledger, n)
	}
	e.ruleArgs(r)
	if e.conditions(r) {
		e.complete(r)
	}
	e.spoken("提示", r, r.Message)
	e.spoken("改法", r, r.Fix)
}

// conditions reads 条件 and 要求; the latter may be of the rows below.
func (e entry) conditions(r *Rule) (ok bool) {
	must := r.Ledger
	if r.Sub != nil && r.Check == subAll {
		must = r.Sub.Ledger
	}
	if r.Ledger == nil && (e.get("条件") != "" || e.get("要求") != "") {
		e.bad("台账", "写了条件或要求，就要写明台账", "")
		return false
	}
	if r.When, ok = e.condition("条件", r.Ledger); ok {
		r.Must, ok = e.condition("要求", must)
	}
	return ok
}

// complete: the rule names all that its check cannot do without.
func (e entry) complete(r *Rule) {
	if (r.Check == RowCheck || r.Check == subAll || r.Check == shareOver) && r.Must.Empty() {
		e.bad("要求", fmt.Sprintf("检查“%s”要写明要求", r.Check), "")
	}
	if r.Check == RowCheck && r.Column == nil {
		e.bad("栏目", "要写明提示落在哪一栏", "")
	}
	if r.Check == GapCheck && (r.Column == nil || r.Column.Computed == nil) {
		e.bad("栏目", "检查“公式空缺”要落在类型为公式的栏目上", "请写一个公式栏。")
	}
	if r.Check == LateCheck && (r.Column == nil || !r.Ledger.HasDeadlines() || !slices.Contains([]Role{RoleDue, RoleNewDue, RoleReplyDue}, r.Column.Role)) {
		e.bad("栏目", "检查“逾期”要落在用途为期限、新期限或回复时限的栏目上，台账还要有状态栏", "")
	}
}

// ruleArgs reads 参数: name=text, parted by ； or line breaks.
func (e entry) ruleArgs(r *Rule) {
	specs := checkArgs[r.Check]
	text := strings.NewReplacer("；", ";", "\n", ";").Replace(e.get("参数"))
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		r.Args[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Args)) {
		if !slices.ContainsFunc(specs, func(s argSpec) bool { return s.name == name }) {
			e.bad("参数", fmt.Sprintf("检查“%s”没有参数“%s”", r.Check, name), "")
		}
	}
	for _, s := range specs {
		v := r.Args[s.name]
		if name, is := braced(v); is && !e.ld.plan.HasParam(name) {
			e.bad("参数", fmt.Sprintf("参数“%s”不在“参数”表中", name), "")
			continue
		}
		switch {
		case v == "" && s.required:
			e.bad("参数", fmt.Sprintf("检查“%s”缺少参数“%s”", r.Check, s.name), "写成“"+s.name+"=…”。")
		case v != "" && s.read != nil:
			e.must("参数", s.read(e.ld.plan, r, s.name, v))
		}
	}
	if kind := r.Columns["种类"]; kind != nil {
		for _, name := range []string{"甲", "乙"} {
			r.Args[name] = kind[0].Present(r.Args[name])
		}
	}
}

// braced is the parameter that a text of the form {参数} names.
func braced(text string) (ParamName, bool) {
	return ParamName(strings.Trim(text, "{}")), strings.HasPrefix(text, "{")
}

// readColumns reads columns of the rule's ledger.
func readColumns(_ *Plan, r *Rule, name, text string) (err error) {
	r.Columns[name], err = r.Ledger.all(text)
	return err
}

// all finds columns listed with |.
func (l *Ledger) all(names string) ([]*Column, error) {
	if l == nil {
		return nil, fmt.Errorf("要写明台账，才能用栏目“%s”", names)
	}
	var out []*Column
	for _, n := range strings.Split(names, "|") {
		c := l.Named(strings.TrimSpace(n))
		if c == nil {
			return nil, lang.Wrong(l.instead(n, false), "“%s”没有栏目“%s”", l.Name, n)
		}
		out = append(out, c)
	}
	return out, nil
}

// readForeign reads 台账.栏目 of any ledgers.
func readForeign(p *Plan, r *Rule, name, text string) error {
	for _, part := range strings.Split(text, "|") {
		ledger, column, _ := strings.Cut(part, ".")
		l := p.Ledger(ledger)
		if l == nil {
			return fmt.Errorf("没有台账“%s”", ledger)
		}
		c, err := l.all(column)
		if err != nil {
			return err
		}
		r.Columns[name] = append(r.Columns[name], c...)
	}
	return nil
}

// readSub reads 台账.引用列: how the rows below refer to the rule's own.
func readSub(p *Plan, r *Rule, name, text string) error {
	if err := readForeign(p, r, name, text); err != nil {
		return err
	}
	if r.Ledger == nil {
		return fmt.Errorf("要写明台账，才能看它的下级“%s”", text)
	}
	if r.Sub = r.Columns[name][0]; r.Sub.Target != r.Ledger {
		return fmt.Errorf("“%s”不是引用“%s”的栏目", text, r.Ledger.Name)
	}
	return nil
}

func readSubColumns(_ *Plan, r *Rule, name, text string) (err error) {
	if r.Sub != nil {
		r.Columns[name], err = r.Sub.Ledger.all(text)
	}
	return err
}

func readSubWhen(p *Plan, r *Rule, _, text string) (err error) {
	if r.Sub != nil {
		r.SubWhen, err = p.ParseCondition(text, r.Sub.Ledger, nil)
	}
	return err
}

func readNumber(_ *Plan, _ *Rule, name, text string) error {
	if _, err := decimal.NewFromString(text); err != nil && !strings.HasPrefix(text, "{") {
		return fmt.Errorf("“%s”应是数，现在是“%s”", name, text)
	}
	return nil
}

func readFigure(p *Plan, _ *Rule, _, text string) error {
	if p.figures[text] == nil {
		return fmt.Errorf("没有指标“%s”", text)
	}
	return nil
}

// Arg returns a check's argument with a {参数} replaced by its value.
func (r *Rule) Arg(p *Plan, name string) string {
	if param, is := braced(r.Args[name]); is {
		return p.Param(param)
	}
	return r.Args[name]
}
