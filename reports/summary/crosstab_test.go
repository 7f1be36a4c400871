package summary

import (
	"strings"
	"testing"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// crossed makes the plan's table of one more row of 报表 over 巡检 and writes it
// line by line.
func crossed(t *testing.T, cells map[string]string) []string {
	t.Helper()
	p := testPlan(t, func(sheet string, table *templates.Table) {
		row := make([]string, len(table.Header))
		var add map[string]string
		switch sheet {
		case "报表":
			add = map[string]string{"工作表": "试", "区块": "试", "类型": "交叉表", "台账": "巡检", "内部": "否"}
			for k, v := range cells {
				add[k] = v
			}
		case "指标":
			add = map[string]string{"代号": "巡.拆率", "名称": "拆掉的占比", "运算": "公式", "公式": "100*[巡.拆面]/[巡.全面]", "小数位": "1", "样式": "百分比", "计量单位": "%"}
		default:
			return
		}
		for i, h := range table.Header {
			row[i] = add[h]
		}
		if sheet == "指标" {
			base := make([]string, len(table.Header))
			for i, h := range table.Header {
				base[i] = map[string]string{"代号": "巡.全面", "名称": "全部面积", "台账": "巡检", "运算": "求和", "栏目": "大小", "小数位": "2"}[h]
			}
			table.Rows = append(table.Rows, templates.TableRow{Number: 89, Cells: base})
		}
		table.Rows = append(table.Rows, templates.TableRow{Number: 90, Cells: row})
	})
	in := testInput(t)
	in.Plan, in.Set = p, figure.New(testData(t, p))
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	made, err := m.crosstab(p.Blocks[len(p.Blocks)-1])
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	for _, c := range made.columns {
		h := strings.ReplaceAll(c.head, "\n", "")
		if c.group != "" {
			h = c.group + "/" + h
		}
		head = append(head, h)
	}
	out := []string{strings.Join(head, " ")}
	for _, r := range made.rows {
		var line []string
		for _, c := range r.cells {
			line = append(line, strings.TrimSpace(c.text))
		}
		out = append(out, strings.Join(line, " "))
	}
	return out
}

func TestCrossTables(t *testing.T) {
	for _, w := range []struct {
		cells map[string]string
		want  string
	}{
		{map[string]string{"行": "村名", "值": "计数|求和:大小"}, "村名 数量（次） 大小（㎡）;东村 3 9261.25;西村 2 30.25;合计 5 9291.5"},
		{map[string]string{"行": "村名", "值": "计数|平均:大小|去重:地方"}, "村名 数量（次） 平均大小（㎡） 不同的个数;东村 3 3087.08 1;西村 2 15.13 1;合计 5 1858.3 2"},
		{map[string]string{"行": "村名", "值": "巡.拆率"}, "村名 拆掉的占比（%）;东村 98.9;西村 100;合计 98.9"},
		{map[string]string{"行": "村名", "列": "怎么办", "值": "计数|巡.拆率"},
			"村名 拆/数量（次） 拆/拆掉的占比（%） 留/数量（次） 留/拆掉的占比（%） 合计/数量（次） 合计/拆掉的占比（%）;东村 2 100 1 0 3 98.9;西村 2 100 0 — 2 100;合计 4 100 1 0 5 98.9"},
		{map[string]string{"行": "单号", "值": "求和:大小", "排序": "-值|前2"}, "单号 大小（㎡） 占比;S3 9148.75 0.9846;S2 100 0.0108;其余 42.75 0.0046;合计 9291.5 1"},
		{map[string]string{"行": "单号", "值": "计数|求和:大小", "排序": "求和:大小|前4"}, "单号 数量（次） 大小（㎡）;S4 1 0.25;S1 1 12.5;S5 1 30;S2 1 100;S3 1 9148.75;合计 5 9291.5"},
		{map[string]string{"行": "大小:10,50,1000", "值": "计数"}, "大小 数量（次） 占比;不到 10 1 0.2;10—50（不含） 2 0.4;50—1000（不含） 1 0.2;1000 及以上 1 0.2;合计 5 1"},
		{map[string]string{"行": "日子:半年", "列": "大小:0,100", "值": "计数"}, "日子 大小/0—100（不含） 大小/100 及以上 合计;2020年下半年 1 0 1;2021年上半年 1 1 2;2021年下半年 1 1 2;合计 3 2 5"},
		{map[string]string{"行": "日子:周", "值": "计数", "条件": "日子 ≥ 2021-08-01"}, "日子 数量（次） 占比;2021年第31周（8月2日起） 2 1;合计 2 1"},
		{map[string]string{"行": "日子:旬", "值": "计数", "条件": "日子 < 2021-07-01 且 日子 > 2021-01-01"}, "日子 数量（次） 占比;2021年6月上旬 1 0.5;2021年6月中旬 1 0.5;合计 2 1"},
		{map[string]string{"行": "标记", "值": "计数"}, "标记 数量（次） 占比;一类 2 0.4;二类 1 0.2;三类 2 0.4;（未填） 1 0.2;合计（不重复） 5 1"},
		{map[string]string{"行": "村名", "栏目": "怎么办", "值": "计数", "排序": "值"}, "村名 数量（次） 占比;西村 2 0.4;拆 2 0.4;东村 3 0.6;拆 2 0.4;留 1 0.2;合计 5 1"},
	} {
		if got := strings.Join(crossed(t, w.cells), ";"); got != w.want {
			t.Errorf("%v:\n got %s\nwant %s", w.cells, got, w.want)
		}
	}
}

// Of a long list of options only those that rows have get a line, and the table says
// how many have none.
func TestLongListOfOptionsIsNotAllNought(t *testing.T) {
	for _, options := range []int{mostOptions - 5, 1000} {
		p := testPlan(t, func(sheet string, table *templates.Table) {
			for i := range options * strings.Count(sheet, templates.SheetOptions) {
				cells := make([]string, len(table.Header))
				cells[0], cells[1] = "办法", "办法"+strings.Repeat("甲", i+1)
				table.Rows = append(table.Rows, templates.TableRow{Number: 100 + i, Cells: cells})
			}
		})
		in := testInput(t)
		in.Plan, in.Set = p, figure.New(testData(t, p))
		m, err := newMaker(in)
		if err != nil {
			t.Fatal(err)
		}
		made, err := m.crosstab(&templates.Block{Ledger: p.Ledger("巡检"), Rows: "怎么办", Value: "计数"})
		if err != nil {
			t.Fatal(err)
		}
		all := options <= mostOptions
		if (len(made.rows) > options) != all || strings.Contains(made.note, "都是 0，没有列出") == all {
			t.Errorf("%d options: %d rows, %q", options, len(made.rows), made.note)
		}
	}
}
