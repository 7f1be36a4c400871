package templates

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/templates/lang"

	"taizhang/templates/cell"
)

// Tag is one rule of a column: a validator tag written with column names.
type Tag struct {
	Name  string
	Other *Column   // the column it compares with or depends on
	Words []string  // values of Other under which it applies
	Bound string    // a literal bound
	Param ParamName // a parameter as bound
	// A bound that is computed from the row, and a condition on the row.
	Formula *Expr
	When    Condition
}

// Others lists the other columns of the row that the tag looks at.
func (t *Tag) Others() []*Column {
	var out []*Column
	if t.Other != nil {
		out = append(out, t.Other)
	}
	out = append(out, t.When.Columns()...)
	return append(out, Condition{t.Formula}.Columns()...)
}

func (t *Tag) row() *tagRow { return tagTable[t.Name] }

// parseTags reads the 规则 cell of a column.
func (p *Plan) parseTags(c *Column, text string) ([]Tag, error) {
	var out []Tag
	if c.Required == Always {
		out = append(out, Tag{Name: TagRequired})
	}
	for _, part := range splitTags(text) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, arg, _ := strings.Cut(part, "=")
		if strings.Contains(arg, "，") && tagTable[strings.TrimSpace(strings.Split(strings.SplitN(arg, "，", 2)[1], "=")[0])] != nil {
			return nil, lang.Wrong("写成 "+strings.ReplaceAll(part, "，", ",")+"。", "几条规则之间要用英文逗号隔开，“%s”里是中文逗号", part)
		}
		row, ok := tagTable[name]
		if !ok {
			return nil, lang.Wrong("可用的规则："+strings.Join(TagNames(), "、")+"；必填写在“必填”列，一段范围写成 gte=1,lte=100。", "不认识的规则“%s”", name)
		}
		if (row.takes == takesNothing) != (arg == "") {
			return nil, fmt.Errorf("规则“%s”的写法不对", part)
		}
		t := Tag{Name: name}
		if err := p.parseArgument(&t, c, part, arg); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// splitTags parts tags at the commas that stand in no brackets or quotes.
func splitTags(text string) []string {
	nest, from := 0, 0
	var out []string
	for i, r := range text {
		switch r {
		case '(', '（', '“', '[':
			nest++
		case ')', '）', '”', ']':
			nest--
		case ',':
			if nest <= 0 {
				out, from = append(out, text[from:i]), i+1
			}
		}
	}
	return append(out, text[from:])
}

func (p *Plan) parseArgument(t *Tag, c *Column, part, arg string) (err error) {
	switch t.row().takes {
	case takesCondition:
		if strings.HasPrefix(arg, "(") || strings.HasPrefix(arg, "（") {
			t.When, err = p.ParseCondition(arg, c.Ledger, nil)
			return err
		}
		if strings.Contains(arg, " 且 ") || strings.Contains(arg, " 或 ") {
			return lang.Wrong(fmt.Sprintf("写成 %s=(栏目 = 值 且 栏目 = 值)。", t.Name), "规则“%s”里有几个条件，要写在括号里", part)
		}
		name, words, found := strings.Cut(arg, " ")
		if !found {
			return fmt.Errorf("规则“%s”应写成“%s=栏目 值”", part, t.Name)
		}
		if t.Other, err = otherColumn(c, name); err != nil {
			return err
		}
		t.Words = strings.Split(words, "|")
		for i, w := range t.Words {
			if t.Words[i], err = (pathDomain{Path{Columns: []*Column{t.Other}}}).Word(lang.In, w); err != nil {
				return err
			}
		}
		return nil
	case takesColumn:
		if t.Other, err = otherColumn(c, arg); err != nil && strings.ContainsAny(arg, "+-*/{(") {
			return lang.Wrong(fmt.Sprintf("写成 %s=%s。", strings.TrimSuffix(t.Name, "field"), arg), "规则“%s”只能和一栏比，“%s”是算式", t.Name, arg)
		}
		return err
	case takesLimit:
		return p.parseLimit(t, c, part, arg)
	case takesExample:
		t.Bound = arg
		if strings.Trim(arg, "|“” ") == "" {
			return fmt.Errorf("规则“%s”后面要写样子，如 like=隐-0001", t.Name)
		}
	case takesFormat:
		t.Bound = arg
		if patterns[arg] == nil {
			return fmt.Errorf("没有名为“%s”的格式", arg)
		}
	}
	return nil
}

// parseLimit reads a number, a day, {参数} or a formula over the row.
func (p *Plan) parseLimit(t *Tag, c *Column, part, arg string) error {
	if param, is := braced(arg); is && strings.HasSuffix(arg, "}") && strings.Count(arg, "{") == 1 {
		if t.Param = param; !p.HasParam(param) {
			return fmt.Errorf("规则“%s”用到的参数“%s”不在“参数”表中", part, param)
		}
		if v := p.Param(param); v != "" && !t.row().length {
			if _, err := (pathDomain{Path{Text: c.Name, Columns: []*Column{c}}}).Word(lang.Greater, v); err != nil {
				return fmt.Errorf("规则“%s”的参数“%s”现在是“%s”：%w", part, param, v, err)
			}
		}
		return nil
	}
	if t.row().length {
		if _, ok := cell.ReadNumber(arg); !ok {
			return fmt.Errorf("规则“%s”的界限“%s”不是数", part, arg)
		}
		t.Bound = arg
		return nil
	}
	if v, err := (pathDomain{Path{Text: c.Name, Columns: []*Column{c}}}).Word(lang.Greater, arg); err == nil && (c.Numeric() || c.Type == cell.Date) {
		t.Bound = v
		return nil
	}
	x, err := lang.ParseFormula(arg, Scope{Plan: p, Ledgers: []*Ledger{c.Ledger}})
	switch {
	case err != nil && !strings.ContainsAny(arg, "[{+*/("):
		return fmt.Errorf("规则“%s”的界限“%s”不是%s", part, arg, map[bool]string{true: "日期", false: "数"}[c.Type == cell.Date])
	case err != nil:
		return err
	case x.Type != typeOf(c):
		return fmt.Errorf("规则“%s”的界限和“%s”不是同一种内容", part, c.Name)
	}
	t.Formula = x
	return nil
}

func otherColumn(c *Column, name string) (*Column, error) {
	if o := c.Ledger.Named(name); o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("规则提到的栏目“%s”不在“%s”中", name, c.Ledger.Name)
}

// limit is the fixed bound with its parameter's present value; "" if there is
// none, and nothing is checked.
func (t *Tag) limit(p *Plan) string {
	if t.Param != "" {
		return p.Param(t.Param)
	}
	return t.Bound
}

// Sentence says one rule in words, without the column's name in front of it and
// without a full stop: “状态”为“已完成”时必填. "" for the bare mark 必填.
func (t *Tag) Sentence(c *Column, p *Plan) string {
	if t.Param != "" && p.Param(t.Param) == "" {
		return "" // no limit is checked
	}
	bound := " " + t.Bound
	switch {
	case t.Formula != nil:
		bound = "“" + sayFormula(t.Formula) + "”"
	case t.Other != nil:
		bound = "“" + t.Other.Name + "”"
	case t.Param != "":
		bound = fmt.Sprintf("%s（%s）", t.Param, cell.ChineseDate(p.Param(t.Param)))
	case c.Type == cell.Date:
		bound = cell.ChineseDate(t.Bound)
	}
	return t.words(c, "{界}", bound, "{限}", strings.TrimSpace(bound)).Replace(t.row().sentence)
}

// Message says which rule a row breaks and what to do, in the words of the
// plan.
func (x Violation) Message(values []string) (message, fix string) {
	c, t := x.Column, x.Tag
	bound, other := " "+x.Bound, ""
	if t.Other != nil {
		other = t.Other.Show(values[t.Other.Index])
		bound = fmt.Sprintf("“%s”（%s）", t.Other.Name, other)
	} else if t.Param != "" {
		bound = fmt.Sprintf("%s（%s）", t.Param, x.Bound)
	} else if t.Formula != nil {
		bound = fmt.Sprintf("“%s”（%s）", sayFormula(t.Formula), shownOf(t.Formula, x.Bound))
	}
	if !t.When.Empty() {
		return fmt.Sprintf("“%s”不合规则：%s。", c.Name, t.words(c).Replace(t.row().sentence)), t.words(c).Replace(howToFill)
	}
	w := t.words(c, "{界}", bound, "{限}", x.Bound, "{他值}", other,
		"{值}", c.Show(values[c.Index]), "{字数}", strconv.Itoa(utf8.RuneCountInString(values[c.Index])))
	return w.Replace(t.row().message), w.Replace(t.row().fix)
}

// words is what the texts of the table name.
func (t *Tag) words(c *Column, more ...string) *strings.Replacer {
	how := "请补充填写。"
	if c.Help != "" {
		how = "怎么填：" + c.Help
	}
	order := orders[t.row().sign].number
	if c.Type == cell.Date {
		order = orders[t.row().sign].date
	}
	pairs := append(more, "{栏}", c.Name, "{怎么填}", how, "{序}", order)
	if t.Other != nil {
		pairs = append(pairs, "{他栏}", t.Other.Name, "{词}", strings.Join(t.Words, "”或“"), "{当}", t.when())
	}
	if f := patterns[t.Bound]; f != nil {
		pairs = append(pairs, "{格式}", f.sentence)
	}
	pairs = append(pairs, "{样}", strings.Join(strings.FieldsFunc(strings.NewReplacer("“", "", "”", "").Replace(t.Bound), func(r rune) bool { return r == '|' }), "、"))
	if !t.When.Empty() {
		pairs = append(pairs, "{当}", t.When.Words(), "{词}", "")
	}
	return strings.NewReplacer(pairs...)
}

// when is the condition on the other column: “状态”为“已完成”或“已销号”.
func (t *Tag) when() string {
	if len(t.Words) == 0 {
		return ""
	}
	last := len(t.Words) - 1
	text := "“" + t.Words[last] + "”"
	if last > 0 {
		text = "“" + strings.Join(t.Words[:last], "”、“") + "”或" + text
	}
	return fmt.Sprintf("“%s”为%s", t.Other.Name, text)
}
