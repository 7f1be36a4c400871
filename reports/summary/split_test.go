package summary

import (
	"context"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// A number that somebody has spread over two cells of a row is no less a number.
func TestNumbersOverTwoCells(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"参数": "截至日|2026-07-31",
		"单位": "U1|一社区|社区",
		"台账": "X|信访|编号|社区",
		"栏目": "信访|编号|文本||||必|单位\n信访|内容|长文本||||选|单位\n信访|结果|长文本||||选|单位\n信访|件数|整数||||选|单位",
		"报表": "表|明细|明细|信访||||编号¦内容¦结果¦件数",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ content, result, want, next string }{
		{"请打138", "12345678找他", "请打***", "***找他"},
		{"身份证110101", "199003077571。", "身份证***", "***。"},
		{"共138处", "12345678", "共138处", "12345678"},
		{"2021年11月", "19日办结", "2021年11月", "19日办结"},
	} {
		d := sheets.NewData(p)
		d.Add(&sheets.Row{Record: templates.Record{ID: "X-1", Values: []string{"X-1", x.content, x.result, "3"}}, Ledger: p.Ledgers[0]})
		pages, err := Pages(context.Background(), Input{Plan: p, Set: figure.New(d), AsOf: "2026-07-31"})
		if err != nil {
			t.Fatal(err)
		}
		cells := pages[0].Blocks[0].Grid.Rows[0].Cells
		if cells[2].Text != x.want || cells[3].Text != x.next {
			t.Errorf("%s|%s prints %s|%s", x.content, x.result, cells[2].Text, cells[3].Text)
		}
	}
}
