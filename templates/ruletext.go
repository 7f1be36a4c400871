package templates

import (
	"fmt"
	"strings"
	"taizhang/templates/cell"
)

// RuleText says all rules of the column in plain words. What kind of value it
// takes is left to TypeText, 必填 to the column's own mark.
func (c *Column) RuleText(p *Plan) string {
	var out []string
	for i := range c.Tags {
		if s := c.Tags[i].Sentence(c, p); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "；")
}

// Sentence says one rule in words, without the column's name in front of it and
// without a full stop: “状态”为“已完成”时必填. "" for the bare mark 必填.
func (t *Tag) Sentence(c *Column, p *Plan) string {
	if t.Param != "" && p.Param(t.Param) == "" {
		return "" // no limit is checked
	}
	switch t.Name {
	case "required_if", "required_in":
		return t.when() + "时必填"
	case "required_unless":
		return "除" + t.when() + "外必填"
	case "required_with":
		return fmt.Sprintf("填了“%s”就必填", t.Other.Name)
	case "empty_if":
		return t.when() + "时不填"
	case "empty_unless":
		return "只有" + t.when() + "才填，其他情况留空"
	case "empty_with":
		return fmt.Sprintf("填了“%s”就不填", t.Other.Name)
	case "eqfield":
		return fmt.Sprintf("应与“%s”相同", t.Other.Name)
	case "nefield":
		return fmt.Sprintf("不能与“%s”相同", t.Other.Name)
	case "unique":
		return "不能与别的行重复"
	case "pattern":
		return patternText[t.Bound]
	case "min":
		return fmt.Sprintf("至少 %s 个字", t.limit(c, p))
	case "max":
		return fmt.Sprintf("不超过 %s 个字", t.limit(c, p))
	}
	if words, ok := orderText[strings.TrimSuffix(t.Name, "field")]; ok {
		if c.Type == cell.Date {
			return words.date + t.limit(c, p)
		}
		return words.number + t.limit(c, p)
	}
	return ""
}

var orderText = map[string]struct{ date, number string }{
	"gt":        {"应晚于", "应大于"},
	"gte":       {"不早于", "不小于"},
	"lt":        {"应早于", "应小于"},
	"lte":       {"不晚于", "不大于"},
	"after":     {"应晚于", "应大于"},
	"notbefore": {"不早于", "不小于"},
	"before":    {"应早于", "应小于"},
	"notafter":  {"不晚于", "不大于"},
}

var patternText = map[string]string{
	"统一社会信用代码": "应是 18 位统一社会信用代码，由数字和大写字母组成",
	"编号":       "只能用汉字、字母、数字、括号和横线",
	"月份":       "写成 2025-06 的样子",
}

// when is the condition on the other column: “状态”为“已完成”或“已销号”.
func (t *Tag) when() string {
	words := make([]string, len(t.Words))
	for i, w := range t.Words {
		words[i] = "“" + w + "”"
	}
	last := len(words) - 1
	text := words[last]
	if last > 0 {
		text = strings.Join(words[:last], "、") + "或" + text
	}
	return fmt.Sprintf("“%s”为%s", t.Other.Name, text)
}

// limit is what the value is held against: a column, a parameter with its
// present value, or a literal.
func (t *Tag) limit(c *Column, p *Plan) string {
	switch {
	case t.Other != nil:
		return "“" + t.Other.Name + "”"
	case t.Param != "":
		return fmt.Sprintf("%s（%s）", t.Param, cell.ChineseDate(p.Param(t.Param)))
	case c.Type == cell.Date:
		return cell.ChineseDate(t.Bound)
	case t.Name == "min" || t.Name == "max":
		return t.Bound
	}
	return " " + t.Bound
}

// TypeText says what kind of thing belongs in the column's cells.
func (c *Column) TypeText() string {
	switch c.Type {
	case cell.Date:
		return "填日期，如 2021-08-06"
	case cell.Integer:
		return "填整数" + c.measured()
	case cell.Decimal:
		return fmt.Sprintf("填数字，最多 %d 位小数%s", c.Decimals, c.measured())
	case cell.Choice:
		return "从下拉列表中选一个：" + strings.Join(c.choices(), "、") + c.narrowed()
	case cell.Choices:
		return "可选几个，用、隔开：" + strings.Join(c.choices(), "、")
	case cell.YesNo:
		return "选“是”或“否”"
	case cell.Ref:
		if c.Target != nil {
			return fmt.Sprintf("填“%s”中的%s", c.Target.Name, c.Target.Key[0].Name)
		}
		return "从下拉列表中选" + c.Dict.Name + c.narrowed()
	case cell.Refs:
		if c.Target != nil {
			return fmt.Sprintf("填“%s”中的%s，几个用、隔开", c.Target.Name, c.Target.Key[0].Name)
		}
		return fmt.Sprintf("填%s的全称，几个用、隔开", c.Dict.Name)
	case cell.Formula:
		return "自动算出，不用填"
	}
	return "填文字"
}

func (c *Column) measured() string {
	if c.Measure == "" {
		return ""
	}
	return "，单位：" + c.Measure
}

func (c *Column) narrowed() string {
	if c.Parent == nil {
		return ""
	}
	return fmt.Sprintf("（先填“%s”，列表随之变化）", c.Parent.Name)
}
