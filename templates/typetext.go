package templates

import (
	"fmt"
	"strings"

	"taizhang/templates/cell"
)

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
		return "从下拉列表中选一个：" + strings.Join(c.Choices(), "、") + c.narrowed()
	case cell.Choices:
		return "可选几个，用、隔开：" + strings.Join(c.Choices(), "、")
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
