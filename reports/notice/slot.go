package notice

import (
	"fmt"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// value prints what a slot stands for.
type value func(e *eval, s *scope) []fill

// fill is a piece of text put in a slot, with its source.
type fill struct {
	text  string
	code  string // what a Span tells
	group string
	by    string
	facts []string // what the rows of the group have in common
	zero  bool     // a figure that is nought, and no condition has asked
	mark  bool     // something a person has to see to
}

// slot finds what the expression of a slot names. Names are looked for from the
// inside out: the program's own words, columns of the loops around it, figures,
// parameters.
func (c *compiler) slot(it item, f *frame) value {
	expr := it.token.expr
	name, format := cutFormat(expr)
	if f.broken() {
		return silent
	}
	if v := c.word(it, name, format, f); v != nil {
		return v
	}
	for _, n := range []string{expr, name} {
		if v, found := c.column(it, n, formatOf(expr, n), f); found {
			return v
		}
		if fig := c.in.Plan.Figure(n); fig != nil {
			return c.figure(it, fig, formatOf(expr, n), nil)
		}
		if c.in.Plan.HasParam(templates.ParamName(n)) {
			return c.param(it, n, formatOf(expr, n), f)
		}
		if n == name {
			break
		}
	}
	c.fault(it, fmt.Sprintf("没有叫“%s”的指标、参数或栏目", name), suggest(name, c.known(f)))
	return unknown(expr)
}

// word is what a slot stands for that begins with one of the program's own words;
// nil if it does not.
func (c *compiler) word(it item, name, format string, f *frame) value {
	expr := it.token.expr
	switch {
	case expr == "变体":
		return plain(Variant(c.in.Public), "变体")
	case expr == "待补充" || strings.HasPrefix(expr, "待补充 ") || strings.HasPrefix(expr, "待补充："):
		what := strings.TrimSpace(strings.TrimLeft(strings.TrimPrefix(expr, "待补充"), "： "))
		return func(e *eval, _ *scope) []fill { return e.missing(what) }
	case strings.HasPrefix(expr, tableWord):
		return c.table(it, strings.TrimSpace(strings.TrimPrefix(expr, tableWord)))
	case strings.HasPrefix(expr, cellWord):
		return c.tableCell(strings.TrimPrefix(expr, cellWord))
	case strings.HasPrefix(expr, "=") || strings.HasPrefix(expr, "＝"):
		return c.computed(it, strings.TrimLeft(expr, "=＝ "), f)
	case name == "序" || name == "序一" || name == "是序" || name == placeWord:
		return c.number(it, name, format, f)
	case name == withheldWord || strings.HasPrefix(name, withheldWord+" "):
		return c.withheld(it, strings.TrimSpace(strings.TrimPrefix(name, withheldWord)), format)
	case name == "公开" && format != "":
		return c.publicOnly(it, format)
	case name == "组内":
		return c.grouped(it, format, f)
	}
	return nil
}

// cutFormat parts {{反馈日:月日}} at its last colon.
func cutFormat(expr string) (name, format string) {
	i := strings.LastIndexAny(expr, ":：")
	if i < 0 {
		return expr, ""
	}
	return strings.TrimSpace(expr[:i]), strings.TrimSpace(strings.TrimLeft(expr[i:], ":："))
}

func formatOf(expr, name string) string {
	if expr == name {
		return ""
	}
	_, format := cutFormat(expr)
	return format
}

func silent(*eval, *scope) []fill { return nil }

func plain(text, code string) value {
	return func(*eval, *scope) []fill { return []fill{{text: text, code: code}} }
}

func unknown(expr string) value {
	return func(*eval, *scope) []fill { return []fill{{text: "【无法识别：" + expr + "】", mark: true}} }
}

func (c *compiler) format(it item, format string) {
	if format != "" && !cell.DateStyle(format) {
		c.fault(it, fmt.Sprintf("不认识“:%s”这种印法", format), "日期可写 :年月日、:月日、:年月。")
	}
}

// figure prints a figure in its own style, of a group's rows when within is
// given.
func (c *compiler) figure(it item, f *templates.Figure, format string, within func(*eval, *scope) (*figure.Set, fill)) value {
	if format != "" {
		c.fault(it, fmt.Sprintf("指标的印法在方案里定，不能再写“:%s”", format), "请在方案“指标”表改样式和小数位。")
	}
	if f.Op != templates.OpCount && f.Op != templates.OpSum && f.Column != nil && f.Column.Sensitive && f.Op != templates.OpDistinct {
		c.fault(it, fmt.Sprintf("指标“%s”列出敏感栏“%s”的内容，不能写进通报", f.Name, f.Column.Name), "请改用计数或求和的指标。")
		return silent
	}
	return func(e *eval, s *scope) []fill {
		set, out := e.in.Set, fill{}
		if within != nil {
			set, out = within(e, s)
		}
		e.state(f, set, within == nil)
		return e.valueOf(set, f, out)
	}
}

// valueOf prints a figure as a fill that tells its group.
func (e *eval) valueOf(set *figure.Set, f *templates.Figure, out fill) []fill {
	r := set.Get(f)
	text := r.Printed()
	if e.in.Public && f.Private() {
		e.add(e.private("指标“" + f.Name + "”取自限阅台账或敏感栏"))
		return []fill{{text: "【不公开：" + f.Name + "】", mark: true}}
	}
	if !r.OK || text == "" {
		return e.missing(f.Name)
	}
	if few, held := e.few(f, set, out); held {
		return few
	}
	if f.Op == templates.OpList && !f.Column.Numeric() && f.Column.Type != cell.Date {
		bad := func(what, fix string) {
			e.add(finding.Finding{Severity: finding.Error, Code: codeTemplate, File: e.name, Column: f.Column.Name,
				Message: fmt.Sprintf("指标“%s”列出的内容里有%s。", f.Name, what), Fix: fix})
		}
		if e.hides(r.Rows, f.Column) {
			bad("不公开的行", "请在指标的条件里只取可以公开的行，或者改用计数。")
		}
		if hasSlots(text) {
			bad("花括号", "请在台账里去掉花括号，写成文字。")
		}
	}
	out.text, out.code, out.zero = text, f.Code, r.Exact != nil && r.Exact.Sign() == 0 && out.group == "" && !e.asked(f)
	return []fill{out}
}

// private is the finding of what the public variant must not draw on.
func (e *eval) private(what string) finding.Finding {
	return finding.Finding{Severity: finding.Error, Code: codePrivate, File: e.name, Sheet: Variant(true),
		Message: what + "，不能写进社会公开稿。",
		Fix:     "确认可以公开的，在方案“指标”表这个指标的“可公开”填“是”；不能公开的，请改写，或放进 {{如果 {变体} = 党内通报稿}} 和 {{完}} 之间。"}
}

// hasSlots reports whether a text holds what a template would take for slots.
func hasSlots(text string) bool {
	slots, broken := docx.FindSlots(docx.NormalizeSlots(text))
	return len(slots)+len(broken) > 0
}

// grouped prints a figure of the rows of the group around it.
func (c *compiler) grouped(it item, code string, f *frame) value {
	f, levels := f.group()
	if f == nil {
		c.fault(it, "{{"+it.token.expr+"}} 不在 {{每组 …}} 里面", "组内的指标只能写在每组和它的完之间。")
		return unknown(it.token.expr)
	}
	fig := c.in.Plan.Figure(code)
	if fig == nil {
		c.fault(it, fmt.Sprintf("没有叫“%s”的指标", code), suggest(code, c.figureNames()))
		return unknown(it.token.expr)
	}
	if other := foreign(fig, f.loop.ledger); other != nil {
		c.fault(it, fmt.Sprintf("指标“%s”数的是“%s”，不能用在“%s”的分组里", fig.Name, other.Name, f.loop.ledger.Name), "组内只能用同一台账的指标。")
		return silent
	}
	by := f.loop.group.Text
	return c.figure(it, fig, "", func(e *eval, s *scope) (*figure.Set, fill) {
		s = s.up(levels)
		set := e.narrowed(s)
		s.run.count(s, fig, set)
		return set, fill{group: s.label, by: by, facts: s.facts()}
	})
}

// foreign is a ledger a figure counts besides l.
func foreign(f *templates.Figure, l *templates.Ledger) *templates.Ledger {
	if f.Op != templates.OpFormula {
		if f.Ledger != l {
			return f.Ledger
		}
		return nil
	}
	var other *templates.Ledger
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok && other == nil {
			other = foreign(input, l)
		}
	})
	return other
}

// param prints a parameter; it may hold slots of its own.
func (c *compiler) param(it item, name, format string, f *frame) value {
	c.format(it, format)
	return func(e *eval, s *scope) []fill {
		v := c.in.param(name)
		if strings.TrimSpace(v) == "" {
			return e.missing(name)
		}
		return e.expand(fill{text: cell.PrintWritten(v, format), code: "参数:" + name}, f, s, func(message, fix string) {
			c.fault(it, "参数“"+name+"”的值"+message, fix)
		})
	}
}

// up is the scope some levels further out.
func (s *scope) up(levels int) *scope {
	for ; levels > 0 && s != nil; levels-- {
		s = s.outer
	}
	return s
}
