package templates

import (
	"cmp"
	"fmt"
	"slices"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// What a form shows of a default: the value that stands there, the words for it, the
// formula, and what it tells the program for the way back.

// Given is what a fixed default is in every row; "" for one that is computed from
// the row.
func (d *Default) Given(c *Column, p *Plan) string {
	if !d.Fixed() {
		return ""
	}
	return d.In(c, make([]string, len(c.Ledger.Columns)), Env{Plan: p})
}

// Written is the default as a form tells it, to be read when the form comes back:
// with what parameters hold now.
func (d *Default) Written(c *Column, p *Plan) string {
	if d.Fixed() {
		return d.Given(c, p)
	}
	out, from := "", 0
	for _, n := range d.params() {
		out, from = out+d.text[from:n.At]+p.literal(n), n.End
	}
	out += d.text[from:]
	if _, err := p.ParseDefault(c, out); err != nil {
		return d.text
	}
	return out
}

// literal is what a parameter of a formula holds, as the formula would have it.
func (p *Plan) literal(n *Expr) string {
	if n.Type == lang.Period {
		return cell.PrintPeriod(cell.Period(p.literal(n.Args[0]), n.Unit))
	}
	v := p.Param(ParamName(n.Text))
	switch n.Type {
	case lang.Text:
		return "“" + v + "”"
	case lang.Day:
		v, _ = cell.WrittenDate(v)
	case lang.Numeric:
		if d, ok := cell.ReadNumber(v); ok {
			v = d.String()
		}
	}
	return v
}

// params are the parameters in a formula, or the periods that they are asked for, in
// the order of its text.
func (d *Default) params() (out []*Expr) {
	within := map[*Expr]bool{}
	d.Formula.Visit(func(n *Expr) {
		if n.Kind == lang.Part && n.Args[0].Kind == lang.Param {
			out, within[n.Args[0]] = append(out, n), true
		}
	})
	d.Formula.Visit(func(n *Expr) {
		if n.Kind == lang.Param && !within[n] {
			out = append(out, n)
		}
	})
	slices.SortFunc(out, func(a, b *Expr) int { return cmp.Compare(a.At, b.At) })
	return out
}

// Say says what a new row is filled with, to those who know the plan.
func (d *Default) Say(c *Column) string {
	if d.Formula != nil && d.Formula.Kind == lang.Param {
		return "默认填" + sayFormula(d.Formula)
	}
	return d.say(c, sayFormula)
}

// Tell says it to those who fill in the form: with what parameters hold.
func (d *Default) Tell(c *Column, p *Plan) string {
	return d.say(c, func(x *Expr) string {
		return x.Say(func(n *Expr) string {
			if v := p.Param(ParamName(n.Text)); n.Kind == lang.Param && v != "" {
				return cell.ChineseDate(v)
			}
			return sayFormula(n)
		})
	})
}

func (d *Default) say(c *Column, formula func(*Expr) string) string {
	switch {
	case d.Formula == nil:
		return "默认填“" + c.Show(d.Constant) + "”"
	case d.Fixed():
		return "默认填“" + formula(d.Formula) + "”"
	}
	return "默认按“" + formula(d.Formula) + "”填"
}

// Excel is the default as a formula of the form's; cells names a cell of the row.
func (d *Default) Excel(c *Column, p *Plan, cells func(*Column) string) (string, error) {
	if d.Formula == nil {
		return excelText(typeOf(c), d.Constant)
	}
	var parts []string
	for _, o := range d.reads() {
		if at := cells(o); !slices.Contains(parts, at) {
			parts = append(parts, at)
		}
	}
	branching := false
	d.Formula.Visit(func(n *Expr) { branching = branching || n.Kind == lang.Call })
	out, err := d.Formula.Excel(branching, func(n *Expr) (string, error) {
		if n.Kind == lang.Param {
			return excelText(n.Type, p.Param(ParamName(n.Text)))
		}
		path, ok := n.Ref.(Path)
		if !ok || len(path.Columns) != 1 || path.Extra != "" {
			return "", lang.ErrUnwritten
		}
		return cells(path.Columns[0]), nil
	})
	if err == nil && typeOf(c) == lang.Numeric {
		out = fmt.Sprintf("ROUND(%s,%d)", out, c.Decimals)
	}
	if err == nil && !branching {
		for _, at := range parts {
			out = fmt.Sprintf(`IF(LEN(%s)=0,"",%s)`, at, out)
		}
	}
	return out, err
}

// excelText writes a canonical value as a formula has it.
func excelText(t lang.Type, v string) (string, error) {
	if d, ok := cell.ReadNumber(v); ok && t != lang.Text && t != lang.Day {
		return d.String(), nil
	}
	if iso, ok := cell.WrittenDate(v); ok && t != lang.Text {
		return lang.ExcelDay(iso)
	}
	if v == "" || len(v) > 200 {
		return "", lang.ErrUnwritten
	}
	return lang.ExcelText(v), nil
}
