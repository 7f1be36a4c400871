package notice

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/reports/docx"
)

func TestLoopsOverParagraphs(t *testing.T) {
	got, r := lines(t, fixture(t, nil), false, `{{每组 问题清单.大类}}

{{序}}.关于“{{大类}}”问题

{{每行 问题清单：大类=[外.大类]；按 问题编号}}

问题{{序:问题}}.{{问题表述}}。{{每行 整改任务：问题编号=[外.问题编号]；按 措施序号；间隔 ；}}{{序一}}是{{公开表述}}{{完}}。

{{完}}

{{完}}

共{{任务.条数}}项。`)
	expect(t, got,
		"1.关于“思想”问题",
		"问题1.学习不够。一是加强学习；二是建立3处台账。",
		"问题2.内部问题。一是内部措施。",
		"2.关于“作风”问题",
		"问题3.作风不实。一是“公建违建”2处/422㎡；“历史性违建”1处/12.5㎡。",
		"问题4.纪律松弛。一是开展警示教育。",
		"共5项。")
	if r.Blocked {
		t.Error(messages(r))
	}
}

func TestPublicVariantLeavesOut(t *testing.T) {
	c := fixture(t, nil)
	text := "{{每行 问题清单；按 问题编号}}\n\n{{序}}{{问题表述}}\n\n{{完}}\n\n{{每行 整改任务；间隔 、；按 措施编号}}{{措施编号}}{{完}}\n\n{{每行 问责处理}}{{事由}}{{完}}，共{{问题.个数}}个{{不公开 问题清单:，个}}。\n\n电话{{联系电话}}，{{邮政信箱}}，{{电子邮箱}}"
	got, r := lines(t, c, true, text)
	contact := "电话65773023，某街道办事处，tgjzhb@tjbh.gov.cn"
	expect(t, got, "1学习不够", "2作风不实", "3纪律松弛", "1-01、1-02、2-01、10-01", "，共5个，另有2个不公开。", contact)
	if r.Blocked {
		t.Error(messages(r))
	}
	got, _ = lines(t, c, false, text)
	expect(t, got, "1学习不够", "2作风不实", "3内部问题", "4纪律松弛", "1-01、1-02、2-01、3-01、10-01", "整改不力，共5个，另有1个不公开。", contact)
}

// A group's figures count the rows that are not shown too, so that both
// variants print the same numbers.
func TestGroupsCountAlikeInBothVariants(t *testing.T) {
	c := fixture(t, map[string]string{"期初-问题清单": `问题编号|大类|问题表述|公开级别
		1|作风|甲|党内
		2|作风|乙|公开
		3|思想|丙|党内`, "期初-整改任务": "措施编号|问题编号|措施序号"})
	text := "文{{每组 问题清单.大类}}{{大类}}{{组内:问题.个数}}{{问题表述}}{{完}}"
	got, _ := lines(t, c, true, text)
	expect(t, got, "文作风2乙")
	got, _ = lines(t, c, false, text)
	expect(t, got, "文思想1丙作风2甲")
}

func TestHiddenRowsDoNotComeInByReferencesOrLists(t *testing.T) {
	c := fixture(t, map[string]string{"期初-问题清单": `问题编号|大类|问题表述|公开级别|重复于
		3|思想|内部问题|党内|
		6|思想|明的|公开|3`, "期初-整改任务": "措施编号|问题编号|措施序号"})
	got, r := lines(t, c, true, "文{{每行 问题清单：重复于 非空}}{{重复于.问题表述}}{{完}}")
	expect(t, got, "文【不公开】")
	if !r.Blocked || !strings.Contains(messages(r), "不公开的一行") {
		t.Error(messages(r))
	}
	_, r = lines(t, c, true, "文{{问题.表述}}")
	if !strings.Contains(messages(r), "列出的内容里有不公开的行") {
		t.Error(messages(r))
	}
}

func TestLevelLeftEmpty(t *testing.T) {
	c := fixture(t, map[string]string{"期初-问题清单": `问题编号|大类|问题表述|公开级别
		1|思想|没填|`, "期初-整改任务": "措施编号|问题编号|措施序号"})
	got, r := lines(t, c, true, "文{{每行 问题清单}}{{问题表述}}{{完}}")
	expect(t, got, "文")
	if !strings.Contains(messages(r), "warning 通报模板 “公开级别”没有填写") {
		t.Error(messages(r))
	}
}

func TestNumberedOnlyWhenThereAreSeveral(t *testing.T) {
	got, _ := lines(t, fixture(t, nil), false, "文{{每行 问题清单；按 问题编号}}{{如果 大类=作风}}[{{每行 整改任务：问题编号=[外.问题编号]；按 措施序号}}{{是序}}{{措施编号}}{{完}}]{{否则}}（{{每行 整改任务：问题编号=[外.问题编号]；按 措施序号}}{{是序}}{{措施编号}}{{完}}）{{完}}{{完}}")
	expect(t, got, "文（一是1-01二是1-02）[2-01]（3-01）[10-01]")
}

func TestConditionsOverParagraphs(t *testing.T) {
	got, r := lines(t, fixture(t, nil), false, `{{如果 [违建.处数] > 5}}

多

{{否则}}

少

{{完}}

{{如果 [违建.处数] > 5}}一句话{{完}}

尾{{如果 [违建.处数] > 5}}

再多

{{完}}`)
	expect(t, got, "少", "尾")
	if r.Blocked {
		t.Error(messages(r))
	}
}

func TestTableRows(t *testing.T) {
	tpl := &docx.Document{Blocks: []docx.Block{
		docx.P(docx.Title, "表"),
		docx.Table{Header: 1, Rows: []docx.Row{
			{Cells: []docx.Cell{{Text: "类别"}, {Text: "处数"}, {Text: "面积"}}},
			{Cells: []docx.Cell{{Text: "{{每组 违法建设.类别}}{{类别}}"}, {Text: "{{组内:违建.处数}}"}, {Text: "{{组内:违建.面积}}{{完}}"}}},
			{Cells: []docx.Cell{{Text: "合计"}, {Text: "{{违建.处数}}"}, {Text: "{{违建.面积}}"}}},
		}},
		docx.P(docx.Body, "{{每行 问题清单：大类=作风；按 问题编号}}"),
		docx.P(docx.Body, "表{{序}}"),
		docx.Table{Rows: []docx.Row{{Cells: []docx.Cell{{Text: "{{问题编号}}"}, {Text: "{{每行 整改任务：问题编号=[外.问题编号]}}\n{{措施编号}}\n{{完}}"}}}}},
		docx.P(docx.Body, "{{完}}"),
	}}
	var file bytes.Buffer
	if err := docx.Write(&file, tpl); err != nil {
		t.Fatal(err)
	}
	c := fixture(t, nil)
	out, r := plainText(t, file.Bytes(), "表.docx", Input{Plan: c.Plan, Set: c.Set})
	if r.Blocked {
		t.Fatal(messages(r))
	}
	want := "表\n\n类别\t处数\t面积\n公建违建\t2\t422\n历史性违建\t1\t12.5\n合计\t3\t434.5\n\n表1\n\n2\t2-01\n\n表2\n\n10\t10-01\n"
	if out != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}

func TestRunawayLoopsEnd(t *testing.T) {
	text := strings.Repeat("{{每行 问题清单}}", 10) + "甲" + strings.Repeat("{{完}}", 10)
	got, r := lines(t, fixture(t, nil), false, "文"+text)
	if len(got[0]) > 1<<20 || !strings.Contains(messages(r), "循环超过") {
		t.Error(len(got[0]), messages(r))
	}
	_, r = lines(t, fixture(t, nil), false, "文"+strings.Repeat("{{如果 [违建.处数] > 0}}", 40)+"甲"+strings.Repeat("{{完}}", 40))
	if !strings.Contains(messages(r), "套得太深") {
		t.Error(messages(r))
	}
}

// Tables of a text template are laid out for what was filled in.
func TestPouredTables(t *testing.T) {
	c := fixture(t, nil)
	text := "表\n\n正文。\n\n| 序号 | 表述 | 处数 |\n|---|---|---:|\n| {{每行 问题清单：大类=思想；按 问题编号}}{{序}} | {{问题表述}}很长的一段表述 | {{违建.处数}}{{完}} |\n"
	in := Input{Plan: c.Plan, Set: c.Set}
	_, e, err := fillIn([]byte(text), "表.md", in)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := docx.FromText(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.refit(doc); err != nil {
		t.Fatal(err)
	}
	if w := doc.Blocks[2].(docx.Table).Widths; len(w) != 3 || w[0] != 4 || w[1] != 13 || w[2] != 4 {
		t.Error(w)
	}
	var out bytes.Buffer
	if _, err := Markdown([]byte(text), "表.md", in, &out); err != nil {
		t.Fatal(err)
	}
	want := "# 表\n\n正文。\n\n| 序号 | 表述 | 处数 |\n| --- | --- | --- |\n| 1 | 学习不够很长的一段表述 | 3 |\n| 2 | 内部问题很长的一段表述 | 3 |\n"
	if strings.ReplaceAll(out.String(), "---:", "---") != want {
		t.Errorf("got\n%s", out.String())
	}
}
