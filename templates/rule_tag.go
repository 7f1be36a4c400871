package templates

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/templates/lang"

	"github.com/shopspring/decimal"

	"taizhang/templates/cell"
)

// Tag is one rule of a column: a validator tag written with column names.
type Tag struct {
	Name  string
	Other *Column   // the column it compares with or depends on
	Words []string  // values of Other under which it applies
	Bound string    // a literal bound
	Param ParamName // a parameter as bound
}

func (t *Tag) row() *tagRow { return tagTable[t.Name] }

// parseTags reads the 规则 cell of a column.
func (p *Plan) parseTags(c *Column, text string) ([]Tag, error) {
	var out []Tag
	if c.Required == Always {
		out = append(out, Tag{Name: TagRequired})
	}
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, arg, _ := strings.Cut(part, "=")
		row, ok := tagTable[name]
		if !ok {
			return nil, fmt.Errorf("不认识的规则“%s”", name)
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

func (p *Plan) parseArgument(t *Tag, c *Column, part, arg string) (err error) {
	switch t.row().takes {
	case takesCondition:
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
		t.Other, err = otherColumn(c, arg)
		return err
	case takesLimit:
		if param, is := braced(arg); is {
			t.Param = param
			if !p.HasParam(t.Param) {
				return fmt.Errorf("规则“%s”用到的参数“%s”不在“参数”表中", part, t.Param)
			}
			return nil
		}
		t.Bound = arg
		if _, err := decimal.NewFromString(arg); err != nil && c.Type != cell.Date {
			return fmt.Errorf("规则“%s”的界限“%s”不是数", part, arg)
		}
	case takesFormat:
		t.Bound = arg
		if patterns[arg] == nil {
			return fmt.Errorf("没有名为“%s”的格式", arg)
		}
	}
	return nil
}

func otherColumn(c *Column, name string) (*Column, error) {
	if o := c.Ledger.Column(name); o != nil {
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
