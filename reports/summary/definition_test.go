package summary

import (
	"testing"

	"taizhang/sheets/figure"
)

func TestDefinitions(t *testing.T) {
	p := testPlan(t)
	for code, want := range map[string]string{
		"事.总数": "“事项”的全部行，数行数",
		"事.完数": "“事项”中到哪步为做完或核销的行，数行数",
		"事.完率": "100 × 办完条数 ÷ 事项条数",
		"巡.面积": "“巡检”的全部行，“大小”求和，再除以10000",
		"巡.日子": "“巡检”中村名为东村的行，逐个列出“日子”",
	} {
		if got := figure.Definition(p.Figure(code)); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

func TestFormulaKeepsItsBrackets(t *testing.T) {
	p := testPlan(t)
	for text, want := range map[string]string{
		"100*([事.总数]-[事.完数])/[事.总数]": "100 × （事项条数 − 办完条数） ÷ 事项条数",
		"[事.总数]-([事.完数]-1)":          "事项条数 − （办完条数 − 1）",
		"[事.总数]/([事.完数]*2)":          "事项条数 ÷ （办完条数 × 2）",
		"100-[事.完率!]":                "100 − 办完率（按印出的数）",
	} {
		e, err := p.ParseExpr(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := figure.ExprWords(e); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
