package templates

import (
	"strings"
	"testing"

	"taizhang/templates/cell"
)

func TestRuleText(t *testing.T) {
	p := &Plan{params: map[ParamName]string{"反馈日": "2025-05-20", "截至日": ""}}
	state := &Column{Spec: cell.Spec{Name: "状态", Type: cell.Choice}}
	start := &Column{Spec: cell.Spec{Name: "启动日期", Type: cell.Date}}
	for _, c := range []struct {
		column Column
		want   string
	}{
		{Column{Tags: []Tag{{Name: "required"}, {Name: "required_if", Other: state, Words: []string{"已完成"}}}}, "“状态”为“已完成”时必填"},
		{Column{Tags: []Tag{{Name: "required_in", Other: state, Words: []string{"甲", "乙", "丙"}}}}, "“状态”为“甲”、“乙”或“丙”时必填"},
		{Column{Tags: []Tag{{Name: "empty_unless", Other: state, Words: []string{"甲", "乙"}}}}, "只有“状态”为“甲”或“乙”才填，其他情况留空"},
		{Column{Spec: cell.Spec{Type: cell.Date}, Tags: []Tag{{Name: "gtefield", Other: start}, {Name: "after", Param: "反馈日"}, {Name: "notafter", Param: "截至日"}}},
			"不早于“启动日期”；应晚于反馈日（2025年5月20日）"},
		{Column{Spec: cell.Spec{Type: cell.Decimal}, Tags: []Tag{{Name: "gt", Bound: "0"}, {Name: "ltefield", Other: &Column{Spec: cell.Spec{Name: "面积"}}}}}, "应大于 0；不大于“面积”"},
		{Column{Spec: cell.Spec{Type: cell.Text}, Tags: []Tag{{Name: "unique"}, {Name: "max", Bound: "20"}}}, "不能与别的行重复；不超过 20 个字"},
	} {
		var said []string
		for i := range c.column.Tags {
			if s := c.column.Tags[i].Sentence(&c.column, p); s != "" {
				said = append(said, s)
			}
		}
		if got := strings.Join(said, "；"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	for name := range tagTable {
		tag := Tag{Name: name, Other: state, Words: []string{"是"}, Bound: "编号"}
		if got := tag.Sentence(start, p); got == "" && name != "required" {
			t.Errorf("no sentence for %s", name)
		}
	}
}
