package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// DefaultHeader is the column of 栏目 that says what a new row begins with.
const DefaultHeader = "默认"

// Default is what a column's cell holds in a new row as long as nobody says
// otherwise: a constant, or a formula over the row and parameters.
type Default struct {
	Constant string
	Formula  *Expr // nil for a constant
	text     string
}

// defaults reads what the column begins with.
func (e entry) defaults(c *Column) {
	text := e.get(DefaultHeader)
	if text == "" || c.broken {
		return
	}
	switch {
	case c.Type == cell.Formula || c.FilledBySystem():
		e.bad(DefaultHeader, fmt.Sprintf("“%s”由系统填，不能有默认值", c.Name), "请清空这一格。")
	case c.Withdraws():
		e.bad(DefaultHeader, fmt.Sprintf("“%s”写了就是撤销或并入，不能有默认值", c.Name), "请清空这一格。")
	case len(c.Ledger.Key) == 1 && c.Code:
		e.bad(DefaultHeader, fmt.Sprintf("“%s”是主键，每行都不同，不能有默认值", c.Name), "请清空这一格。")
	default:
		if d, err := e.ld.plan.ParseDefault(c, text); e.must(DefaultHeader, err) {
			c.Default = d
		}
	}
}

// beginnings refuses a ledger where a new row that nobody has touched could not be
// told from one that is filled in.
func (ld *loader) beginnings(e entry) {
	l := ld.plan.Ledger(e.get("代号"))
	if l == nil || !l.Adds || !l.Begins() {
		return
	}
	for _, u := range ld.plan.Units {
		own := slices.DeleteFunc(slices.Clone(l.Columns), func(c *Column) bool {
			return !c.FilledBy(u) || c.FilledBySystem() || c.Type == cell.Formula || c.Withdraws()
		})
		if l.Receives(u) && len(own) > 0 && !slices.ContainsFunc(own, func(c *Column) bool { return c.Default == nil }) {
			e.bad("新增行", fmt.Sprintf("“%s”填的栏目都有默认值，分不清哪一行填过", u.Name), "请至少留一个没有默认值的栏目，一般是日期、名称或编号。")
			return
		}
	}
}

// ParseDefault reads a constant as a unit would fill it in, or else a formula. Of
// a text only a sign that no plain text begins with tells that it is one.
func (p *Plan) ParseDefault(c *Column, text string) (*Default, error) {
	signs := "[{+*/("
	v, issue := c.ParseText(text)
	plain := issue == nil || issue.Severity != finding.Error
	if c.Free() && c.Vocabulary == nil {
		plain = !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, string(lang.If)+"(") && !strings.HasPrefix(text, string(lang.If)+"（")
	}
	if plain && v != "" {
		return &Default{Constant: v, text: text}, nil
	}
	x, err := lang.ParseFormula(text, Scope{Plan: p, Ledgers: []*Ledger{c.Ledger}})
	switch {
	case err != nil && !strings.ContainsAny(text, signs) && issue != nil:
		return nil, lang.Wrong(issue.Fix, "默认值：%s", strings.TrimSuffix(issue.Message, "。"))
	case err != nil:
		return nil, err
	case looksElsewhere(x):
		return nil, lang.Wrong("默认值只能用同一行的栏目和参数；取自别处的，用公式栏。", "默认值“%s”用到了别的台账", text)
	case x.Type != typeOf(c) && x.Type != lang.Whatever:
		return nil, lang.Wrong("请写一个"+c.kind()+"，或者算出来是"+c.kind()+"的式子。", "默认值“%s”和“%s”不是同一种内容", text, c.Name)
	}
	d := &Default{Formula: x, text: text}
	if reads := d.reads(); slices.Contains(reads, c) {
		return nil, lang.Wrong("请改式子，使它只用到别的栏目。", "“%s”的默认值用到了它自己", c.Name)
	}
	return d, d.fits(c, p)
}

func (c *Column) kind() string {
	return map[lang.Type]string{lang.Numeric: "数", lang.Day: "日期", lang.Text: "文字"}[typeOf(c)]
}

// reads are the columns of the row that the default rests on.
func (d *Default) reads() []*Column { return Condition{d.Formula}.Columns() }

// fits refuses what could never stand in the column: a parameter's present value,
// and each text that 如果 may choose.
func (d *Default) fits(c *Column, p *Plan) error {
	for _, text := range outcomes(d.Formula, p) {
		if _, issue := c.ParseText(text); text != "" && issue != nil && issue.Severity == finding.Error {
			return lang.Wrong(issue.Fix, "默认值会是“%s”：%s", text, strings.TrimSuffix(issue.Message, "。"))
		}
	}
	return nil
}

func outcomes(x *Expr, p *Plan) []string {
	switch {
	case x.Kind == lang.Call && x.Func == lang.If:
		return append(outcomes(x.Args[1], p), outcomes(x.Args[2], p)...)
	case x.Kind == lang.Literal:
		return x.Words
	case x.Kind == lang.Param:
		return []string{p.Param(ParamName(x.Text))}
	}
	return nil
}

// Fixed reports whether the default is the same in every row.
func (d *Default) Fixed() bool { return d.Formula == nil || len(d.reads()) == 0 }

// In is the default of a column in a row; "" where a part of its formula is blank.
func (d *Default) In(c *Column, values []string, e Env) string {
	if d.Formula == nil {
		return d.Constant
	}
	v := Evaluate(d.Formula, values, e)
	if v.Number != nil && c.Numeric() {
		return c.rounded(v.Number)
	}
	out, issue := c.ParseText(v.Text)
	if issue != nil && issue.Severity == finding.Error {
		return ""
	}
	return out
}

// Begin fills the blank cells of a new row with the defaults that there are of its
// columns, and what is computed from them. A default may rest on another.
func (l *Ledger) Begin(values []string, of func(*Column) *Default, e Env) {
	if !slices.ContainsFunc(l.Columns, func(c *Column) bool { return of(c) != nil }) {
		return
	}
	for range l.Columns {
		l.Compute(values)
		before := slices.Clone(values)
		for _, c := range l.Columns {
			if d := of(c); d != nil && values[c.Index] == "" {
				values[c.Index] = d.In(c, values, e)
			}
		}
		if slices.Equal(before, values) {
			return
		}
	}
}

// OfPlan is the plan's own default of a column.
func OfPlan(c *Column) *Default { return c.Default }

// Begins reports whether any column of the ledger has a default.
func (l *Ledger) Begins() bool {
	return slices.ContainsFunc(l.Columns, func(c *Column) bool { return c.Default != nil })
}
