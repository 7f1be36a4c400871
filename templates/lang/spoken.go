package lang

import (
	"fmt"
	"strings"
)

// spoken are comparisons as people say them, which are not written so; a longer
// one stands before those that begin it. @ is what is compared.
var spoken = []struct {
	words []string
	write string
	text  string // of a text, where that is something else
}{
	{words: []string{"大于等于", "大于或等于", "不小于", "不低于", "不少于", "不早于", "至少"}, write: "≥"},
	{words: []string{"小于等于", "小于或等于", "不大于", "不高于", "不超过", "不多于", "不晚于", "至多"}, write: "≤"},
	{words: []string{"大于", "超过", "高于", "多于", "晚于"}, write: ">"},
	{words: []string{"小于", "低于", "少于", "早于", "不足"}, write: "<"},
	{words: []string{"没有填", "没填", "未填", "没有", "空白", "是空"}, write: "为空"},
	{words: []string{"已填", "填了", "有值", "有内容", "不是空"}, write: "非空"},
	{words: []string{"不等于", "不是", "不为"}, write: "≠"},
	{words: []string{"等于", "是", "为"}, write: "="},
	{words: []string{"不包含", "不包括"}, write: "不含"},
	{words: []string{"包含", "包括"}, write: "含"},
	{words: []string{"不在"}, write: "@ < … 或 @ > …", text: "不属于 甲|乙"},
	{words: []string{"介于", "在"}, write: "@ ≥ … 且 @ ≤ …", text: "属于 甲|乙"},
}

// written says how to write the comparison of left that a text begins with in
// words; "" if it begins with none.
func written(text, left string, typ Type) string {
	for _, s := range spoken {
		for _, w := range s.words {
			if !strings.HasPrefix(text, w) {
				continue
			}
			sign := s.write
			if typ == Text && s.text != "" {
				sign = s.text
			}
			return fmt.Sprintf("“%s”请写成“%s”。", w, strings.ReplaceAll(sign, "@", left))
		}
	}
	return ""
}

// joined is the complaint about a name that goes on at once with a comparison in
// words; nil if that is not what an unknown name is, as where a sign follows it.
func (p *parser) joined(at int, unknown string) *Error {
	if _, sign := operator(p.text[p.at:]); sign > 0 && !strings.Contains(unknown, " 且 ") && !strings.Contains(unknown, " 或 ") {
		return nil
	}
	for _, m := range longestFirst(p.scope.Bare(p.text[at:])) {
		name := p.text[at : at+m.Len]
		if fix := written(p.text[at+m.Len:], name, m.Type); fix != "" {
			return p.fail(at+m.Len, fmt.Sprintf("“%s”后面没有比较符", name), fix)
		}
	}
	return nil
}
