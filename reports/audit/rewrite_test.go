package audit

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/reports/notice"
)

// Sentences that an editor has put in other words: what is still called by its
// name is held against its figure, what is not is left to a person.
func TestRewrittenSentences(t *testing.T) {
	a, _, text := tanggu(t)
	for _, x := range []struct {
		from, to string
		want     []string // what does not agree
		missing  []string
	}{
		{"经核对我街新增违法建设1.64007万㎡，其中包含因2020年6月重新调整行政区划，新港街向我街移交新增违法建设0.68047万㎡。我街违法建设存量及新增违建共计12.40077万㎡，其中，分类处置1.69847万㎡，占总量的13.696%，拆除率为86.304%。",
			"全街违法建设总量12.40077万㎡，新增1.64007万㎡（含新港街移交0.68047万㎡），其中分类处置1.69848万㎡、占比13.696%，拆除率达到86.304%。",
			[]string{"contradict 1.69848万㎡ 违建.分类万 1.69847万㎡"}, nil},
		{"目前，塘沽街党员领导干部已走访居民192户，采集“疑难杂症”152个，对垃圾堆放、停车难、便民通道、舞蹈队伍建设、环境卫生共建、志愿活动开展等问题一一记录，迅速推进，目前已解决问题131项。",
			"街道领导干部共走访居民193户，收集各类问题152个，其中131个已经解决。",
			[]string{"contradict 193 民情.走访户数 192", "unknown 152  ", "unknown 131  "}, []string{"民情.采集数", "民情.解决数"}},
		{"突出问题7个，典型事例7个，目前已整改完成7个，整改完成率100%", "突出问题共7个、典型事例7个，已完成整改6个，完成率为85.714%",
			[]string{"contradict 6 问题.突出完成 7", "contradict 85.714% 问题.突出完成率 100%"}, nil},
		{"6月3日、6月29日、8月11日，先后", "6月3日、8月11日，先后", nil, []string{"会议.扩大日期", "会议.扩大日期"}},
		{"一是已完成公务出行补助300元的清退工作。", "一是公务出行补助已清退，共计350元。", []string{"contradict 350元 差旅.清退金额 300元"}, nil},
		{"共召开3次", "共召开三次", nil, []string{"会议.扩大次数"}},
		{"属于“别墅区违法建设”7处/158㎡，不予拆除；", "", nil, []string{"违建.分类处数", "违建.分类面积"}},
		// Two figures change places in new words: neither may pass.
		{"我街违法建设存量及新增违建共计12.40077万㎡，其中，分类处置1.69847万㎡，占", "存量及新增违建共计1.69847万㎡，分类处置12.40077万㎡，占",
			[]string{"contradict 1.69847万㎡ 违建.总量万 12.40077万㎡", "contradict 12.40077万㎡ 违建.分类万 1.69847万㎡"}, nil},
	} {
		changed := edit(text, x.from, x.to)
		if strings.Join(changed, "") == strings.Join(text, "") {
			t.Errorf("%q is not in the notice", x.from)
		}
		r := a.Audit(changed)
		var got, missing []string
		for _, e := range wrong(r) {
			got = append(got, strings.Join([]string{string(e.Status), e.Number, e.Figure, e.Expected}, " "))
		}
		for _, m := range r.Missing {
			missing = append(missing, m.Figure)
		}
		if strings.Join(got, "\n") != strings.Join(x.want, "\n") || strings.Join(missing, " ") != strings.Join(x.missing, " ") {
			t.Errorf("%s\ngot  %q\nwant %q\nmissing %q, want %q", x.to, got, x.want, missing, x.missing)
		}
	}
}

// In a table the words around a number are those of the cells beside it.
func TestTables(t *testing.T) {
	_, c, _ := tanggu(t)
	template := []byte(`表

| 序号 | 类别 | 处数 | 面积（㎡） |
|---|---|---:|---:|
| {{每组 违法建设.分类处置类别：处置方式=分类处置}}{{序}} | {{分类处置类别}} | {{组内:违建.分类处数}} | {{组内:违建.分类面积}}{{完}} |
| | 合计 | {{违建.分类处数}} | {{违建.分类面积}} |
`)
	in := notice.Input{Plan: c.Plan, Set: c.Set}
	var b bytes.Buffer
	if _, err := notice.Render(template, "表.md", in, &b); err != nil {
		t.Fatal(err)
	}
	text, err := Read(b.Bytes(), "表.docx")
	if err != nil {
		t.Fatal(err)
	}
	filled, _, err := notice.Text(template, "表.md", in)
	if err != nil {
		t.Fatal(err)
	}
	a := New(in, filled)
	r := a.Audit(text)
	if len(wrong(r)) > 0 || len(r.Missing) > 0 || len(r.Identities) != 2 || !r.Clean() {
		t.Errorf("%+v %+v %+v", wrong(r), r.Missing, r.Identities)
	}
	for i, cell := range text {
		if strings.Trim(cell, "0123456789.") != "" || cell == "" {
			continue
		}
		changed := append([]string{}, text...)
		changed[i] = "7" + cell
		bad := wrong(a.Audit(changed))
		if len(bad) != 1 || bad[0].Number != "7"+cell || bad[0].Expected != cell || bad[0].Figure != "序" && bad[0].Status != Contradicts {
			t.Errorf("cell %s: %+v", cell, bad)
		}
	}
}
