package notice

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// mostPlaces is how many decimals a computed number has unless the slot says.
const mostPlaces = 2

// computed prints a formula over figures, parameters and columns of the loops
// around: {{=完成日期-发现日期}}, {{=[甲]/[乙]*100:1}}, {{=反馈日+30:月日}}.
func (c *compiler) computed(it item, text string, f *frame) value {
	format := ""
	if i := strings.LastIndexAny(text, ":："); i >= 0 && !strings.HasSuffix(text[:i], "组内") {
		format = strings.TrimLeft(text[i:], ":：")
		text = text[:i]
	}
	x, err := lang.ParseFormula(text, c.scope(f))
	if err != nil {
		c.fault(it, "{{"+it.token.expr+"}} 看不懂："+err.Error(), hint(err, "写成 {{=完成日期-发现日期}}、{{=[指标]/[指标]*100:1}} 的样子。"))
		return unknown(it.token.expr)
	}
	places, err := strconv.Atoi(format)
	if x.Type == lang.Numeric && format != "" && (err != nil || places < 0 || places > 10) {
		c.fault(it, fmt.Sprintf("“:%s”应是小数位数", format), "写成 {{=…:1}} 的样子，不写就最多两位小数。")
	} else if x.Type != lang.Numeric {
		c.format(it, format)
	}
	c.noSensitive(it, x)
	return func(e *eval, s *scope) []fill {
		if e.in.Public && templates.PrivateFormula(x) {
			e.add(e.private("{{" + it.token.expr + "}} 取自限阅台账或敏感栏"))
			return []fill{{text: "【不公开】", mark: true}}
		}
		if e.fewBehind(x, s) {
			return []fill{{text: "（" + templates.HeldWords + "）", code: "算式"}}
		}
		if r := e.hiddenBehind(x, s); r != nil {
			e.add(r.Finding(finding.Error, codeTemplate, nil, "{{"+it.token.expr+"}} 引用了不公开的一行（"+r.Key()+"）。", "请改引用，或者把这一行也定为不公开。"))
			return []fill{{text: "【不公开】", mark: true}}
		}
		var row []string
		var outer *scope
		out := fill{code: "算式"}
		if s != nil && s.row != nil {
			row, outer, out.group = s.row.Values, s.outer, s.row.Key()
		}
		env := e.env(outer)
		env.Figure = e.figures(s)
		v := templates.Evaluate(x, row, env)
		if v.Missing() {
			return e.missing(it.token.expr)
		}
		out.text = printComputed(v, format, places)
		return []fill{out}
	}
}

// printComputed prints a value in the format of its slot: a style of dates, or so
// many places.
func printComputed(v lang.Value, format string, places int) string {
	switch {
	case v.Number == nil:
		return cell.PrintWritten(v.Text, format)
	case format != "":
		return lang.Round(v.Number, places).StringFixed(int32(places))
	}
	return lang.Round(v.Number, mostPlaces).String()
}

// noSensitive refuses a formula over a sensitive column.
func (c *compiler) noSensitive(it item, x *templates.Expr) {
	x.Walk(func(leaf *templates.Expr) {
		p, _ := leaf.Ref.(templates.Path)
		for _, col := range p.Columns {
			if col.Sensitive {
				c.fault(it, fmt.Sprintf("“%s”的“%s”是敏感栏，不能写进通报", col.Ledger.Name, col.Name), "请删去这个填空处。")
			}
		}
	})
}

// hiddenBehind is the first row that a formula's paths lead to and that must not
// appear.
func (e *eval) hiddenBehind(x *templates.Expr, s *scope) *sheets.Row {
	var hidden *sheets.Row
	x.Walk(func(leaf *templates.Expr) {
		p, ok := leaf.Ref.(templates.Path)
		if at := s.up(p.Up); ok && at != nil && at.row != nil && hidden == nil {
			hidden = e.hiddenOn(at.row, p)
		}
	})
	return hidden
}
