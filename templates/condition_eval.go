package templates

import (
	"math/big"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"

	"github.com/shopspring/decimal"
)

// Env is what evaluating a condition or formula needs besides the row.
type Env struct {
	Plan *Plan
	// Find returns the values of the row of a ledger whose key is the text,
	// nil if there is none.
	Find func(l *Ledger, key string) []string
	// Below returns the rows that count and whose column refers to a key.
	Below func(by *Column, key string) [][]string
	// Outer are the rows of the notice loops around, from the inside out.
	Outer [][]string
	// Param gives a parameter's value; nil for the plan's own.
	Param func(name string) string
	// Figure gives a figure's number, or its text as printed where it is none;
	// nil outside notices.
	Figure func(leaf *Expr) lang.Value
}

// source lends the language one row.
type source struct {
	Env
	values []string
}

// Evaluate computes a formula over a row's values.
func Evaluate(x *Expr, values []string, e Env) lang.Value { return x.Of(&source{e, values}) }

func (s *source) Leaf(n *lang.Node) lang.Value {
	switch ref := n.Ref.(type) {
	case nil:
		return lang.Value{Text: s.param(n.Text)}
	case Path:
		return ref.leaf(s.values, s.Env)
	case *Total:
		return ref.of(s.values, s.Env)
	}
	if s.Figure == nil {
		return lang.Value{}
	}
	return s.Figure(n)
}

func (e Env) param(name string) string {
	if e.Param != nil {
		return e.Param(name)
	}
	return e.Plan.Param(ParamName(name))
}

func (s *source) Working(from, to string) (int, bool) { return s.Plan.Working(from, to) }

func (s *source) After(from string, n int) (string, bool) { return s.Plan.After(from, n) }

// Working counts the working days from one ISO date to another, whatever the
// deadlines of the plan count.
func (p *Plan) Working(from, to string) (int, bool) { return p.workdays().Between(from, to) }

// After is the nth working day after an ISO date; false if that is none.
func (p *Plan) After(from string, n int) (string, bool) {
	if _, ok := cell.ISODate(from); !ok {
		return "", false
	}
	return p.workdays().After(from, n), true
}

func (p *Plan) workdays() *Calendar {
	if p.working != nil {
		return p.working
	}
	c := NewCalendar(p)
	c.Working = true
	return c
}

// leaf is a path's value; the scores of several choices add up.
func (p Path) leaf(values []string, e Env) lang.Value {
	if p.Extra == ScoreHeader && p.Columns[len(p.Columns)-1].Several() {
		chosen := p
		chosen.Extra = ""
		var sum *big.Rat
		for _, v := range cell.SplitList(chosen.Value(values, e)) {
			if o := p.Columns[len(p.Columns)-1].Group.Option(v); o != nil {
				if d, err := decimal.NewFromString(o.Score); err == nil {
					if sum == nil {
						sum = new(big.Rat)
					}
					sum.Add(sum, d.Rat())
				}
			}
		}
		return lang.Value{Number: sum}
	}
	return lang.Value{Text: p.Value(values, e)}
}

// Total is a function over the rows of another ledger that refer to this one.
type Total struct {
	Func   lang.Func
	By     *Column // refers to the ledger that the formula is of
	Column *Column // nil for 计数
}

// totalOf finds what a function over rows below speaks of: 台账 or 台账.栏目.
func (l *Ledger) totalOf(p *Plan, f lang.Func, text string) (*Total, lang.Type, error) {
	ledger, column, _ := strings.Cut(text, ".")
	below := p.Ledger(strings.TrimSpace(ledger))
	if below == nil {
		return nil, lang.Whatever, lang.Wrong("", "没有台账“%s”", ledger)
	}
	t := &Total{Func: f}
	var by []*Column
	for _, c := range below.Columns {
		if c.Target == l {
			by = append(by, c)
		}
	}
	if i := slices.IndexFunc(by, func(c *Column) bool { return c.Role == RoleAbove }); i >= 0 {
		by = by[i : i+1]
	}
	switch {
	case len(by) == 0:
		return nil, lang.Whatever, lang.Wrong("", "“%s”没有引用“%s”的栏目", below.Name, l.Name)
	case len(by) > 1:
		return nil, lang.Whatever, lang.Wrong("", "“%s”有几栏引用“%s”，分不清用哪一栏，请给其中一栏写上用途“%s”", below.Name, l.Name, RoleAbove)
	}
	t.By = by[0]
	if f == lang.Count {
		if column != "" {
			return nil, lang.Whatever, lang.Wrong("", "“计数”只写台账，不写栏目")
		}
		return t, lang.Numeric, nil
	}
	t.Column = below.Named(strings.TrimSpace(column))
	switch {
	case t.Column == nil:
		return nil, lang.Whatever, lang.Wrong("", "“%s”没有栏目“%s”", below.Name, column)
	case t.Column.Type == cell.Date && (f == lang.Least || f == lang.Most):
		return t, lang.Day, nil
	case !t.Column.Numeric():
		return nil, lang.Whatever, lang.Wrong("", "栏目“%s”不是数字栏", t.Column.Name)
	}
	return t, lang.Numeric, nil
}

// of folds the rows below a row. A sum of no rows is nought, an average of none
// is none.
func (t *Total) of(values []string, e Env) lang.Value {
	l := t.By.Target
	if e.Below == nil || values == nil || values[l.Key[0].Index] == "" {
		return lang.Value{}
	}
	rows := e.Below(t.By, values[l.Key[0].Index])
	if t.Func == lang.Count {
		return lang.Value{Number: new(big.Rat).SetInt64(int64(len(rows)))}
	}
	var found []string
	for _, r := range rows {
		if v := r[t.Column.Index]; v != "" {
			found = append(found, v)
		}
	}
	if t.Func == lang.Least || t.Func == lang.Most {
		if len(found) == 0 {
			return lang.Value{}
		}
		pick := slices.MinFunc[[]string, string]
		if t.Func == lang.Most {
			pick = slices.MaxFunc[[]string, string]
		}
		return lang.Value{Text: pick(found, cell.Compare)}
	}
	sum := new(big.Rat)
	for _, v := range found {
		if d, err := decimal.NewFromString(v); err == nil {
			sum.Add(sum, d.Rat())
		}
	}
	if t.Func == lang.Average {
		if len(found) == 0 {
			return lang.Value{}
		}
		sum.Quo(sum, new(big.Rat).SetInt64(int64(len(found))))
	}
	return lang.Value{Number: sum}
}

// Say says a total in words.
func (t *Total) Say() string {
	below := "“" + t.By.Ledger.Name + "”中引用本行的各行"
	if t.Column == nil {
		return below + "的行数"
	}
	return below + "“" + t.Column.Name + "”的" + map[lang.Func]string{lang.Sum: "合计", lang.Average: "平均", lang.Least: "最小值", lang.Most: "最大值"}[t.Func]
}
