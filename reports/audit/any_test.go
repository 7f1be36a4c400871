package audit

import (
	"maps"
	"strings"
	"testing"
	"time"

	"taizhang/reports/notice/noticetest"
	"taizhang/sheets/figure"
)

// reader reads documents against the sample: as it is since November, and as it
// was in August.
func reader(t testing.TB) *Reader {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	content, err := figure.Keep(c.Set, 2, "2021-11-20")
	if err != nil {
		t.Fatal(err)
	}
	now, err := figure.Kept(content)
	if err != nil {
		t.Fatal(err)
	}
	was := figure.Moment{Merge: 1, AsOf: "2021-08-31", Figures: maps.Clone(now.Figures)}
	was.Figures["民情.走访户数"], was.Figures["民情.解决数"], was.Figures["违建.拆除率"] = "120", "98", "79.5%"
	d := filled(t, c, c.Template, "通报模板.txt", true)
	return NewReader(Campaign{Plan: c.Plan, Set: c.Set, Drafts: []*Draft{d}}, History{[]figure.Moment{was, now}, func(merge int) *figure.Set {
		if merge != 2 {
			return nil
		}
		return c.Set
	}})
}

func TestSpeech(t *testing.T) {
	r := reader(t)
	for _, x := range []struct {
		day, text string
		want      []string // status, number, figure, part of the note
	}{
		{"2021-11-25", "今年以来，街道领导干部累计走访居民192户，征集诉求152件，已解决诉求131件。", []string{"agree 192户 民情.走访户数", "agree 152件 民情.采集数", "agree 131件 民情.解决数"}},
		{"2021-11-25", "全街走访居民193户。", []string{"contradict 193户 民情.走访户数 当时就错：截至 2021-11-20 应为“192户”"}},
		{"2021-11-25", "全街走访居民120户。", []string{"contradict 120户 民情.走访户数 这里是第 1 次合并（截至 2021-08-31）的数"}},
		{"2021-09-10", "目前已走访居民120户，违建拆除率79.5%。", []string{"changed 120户 民情.走访户数 没有写错；此后有变，现在是“192户”", "changed 79.5% 违建.拆除率 现在是“86.304%”"}},
		{"2021-09-10", "目前已走访居民192户。", []string{"contradict 192户 民情.走访户数 这里是第 2 次合并"}},
		{"2021-11-25", "违法建设拆除率为86.3%，违法建设总量12.4万平方米。", []string{"rounded 86.3% 违建.拆除率 四舍五入", "rounded 12.4万平方米 违建.总量面积"}},
		{"2021-11-25", "全市经济增长5.8%，接待游客3200万人次。", nil},
		{"2021-11-25", "清退金额350元。", []string{"contradict 350元 差旅.应清退金额 应为“300元”"}},
		{"2020-01-05", "走访居民192户。", []string{"unknown 192户 民情.走访户数 第一次合并以前"}},
		{"2021-11-25", "我街违法建设存量及新增违建共计12.40077万㎡，分类处置1.69847万㎡。", []string{"agree 12.40077万㎡ 违建.总量面积", "agree 1.69847万㎡ 违建.分类万"}},
		{"2021-11-25", "我街违法建设存量及新增违建共计12.41077万㎡。", []string{"contradict 12.41077万㎡"}},
		{"2021-11-25", "违法建设拆除率达到86.304。", []string{"contradict 86.304 违建.拆除率 单位不是：应为“86.304%”"}},
		{"2021-11-25", "违法建设拆除率达到86.304‰。", []string{"contradict 86.304‰ 违建.拆除率"}},
		{"2021-11-25", "违法建设拆除率达到86.304个百分点。", []string{"contradict 86.304个百分点 违建.拆除率"}},
		{"2021-11-25", "属于“别墅区违法建设”的分类处置违建7处，面积158㎡。", []string{"agree 7处 违建.分类处数", "agree 158㎡ 违建.分类万"}},
	} {
		rep := r.Text(Text{Paragraphs: []Paragraph{{Text: x.text}}}, x.day)
		if len(rep.Entries) != len(x.want) {
			t.Errorf("%s: %d entries", x.text, len(rep.Entries))
			continue
		}
		for i, e := range rep.Entries {
			parts := strings.SplitN(x.want[i]+"   ", " ", 4)
			note, figure := strings.TrimSpace(parts[3]), strings.TrimSpace(parts[2])
			if string(e.Status) != parts[0] || e.Number != parts[1] || figure != "" && e.Figure != figure || !strings.Contains(e.Note, note) {
				t.Errorf("%s: want %s\n got %s %s %s (%s) %s", x.text, x.want[i], e.Status, e.Number, e.Figure, e.Name, e.Note)
			}
		}
	}
}

func TestTableOfADocument(t *testing.T) {
	r := reader(t)
	rows := [][]string{{"分类处置类别", "分类处置违建处数（处）", "分类处置违建面积（㎡）"}, {"公建违建", "4", "422"}, {"别墅区违法建设", "7", "185"}, {"合计", "1286", "16984.7"}}
	text := []Paragraph{{Text: "违法建设分类处置情况"}}
	for i, row := range rows {
		for _, c := range row {
			text = append(text, Paragraph{Text: c, Row: i + 1})
		}
	}
	rep := r.Text(Text{Paragraphs: text}, "2021-11-25")
	var bad []Entry
	for _, e := range rep.Entries {
		if e.Status != Agrees {
			bad = append(bad, e)
		}
	}
	if len(rep.Entries) != 6 || len(bad) != 1 || bad[0].Number != "185" || bad[0].Status != Contradicts || !strings.Contains(bad[0].Note, "158") {
		t.Errorf("%v %+v", rep.Counts, bad)
	}
}

func TestDay(t *testing.T) {
	file := time.Date(2022, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, x := range []struct{ text, name, want string }{
		{"截至2021年8月31日，共走访120户。\n\n2021年9月3日", "讲话.docx", "2021-08-31"},
		{"讲话稿\n正文2021年6月3日开会。\n2021年9月3日", "讲话.docx", "2021-09-03"},
		{"讲话稿\n（二〇二一年九月三日）\n正文\n一\n二\n三\n四\n五\n六\n七", "讲话.docx", "2021-09-03"},
		{"讲话稿", "20210903讲话.docx", "2021-09-03"},
		{"讲话稿", "讲话2021.9.3.docx", "2021-09-03"},
		{"讲话稿", "讲话.docx", "2022-03-04"},
		{"讲话稿", "20219999.docx", "2022-03-04"},
	} {
		var t2 Text
		for _, line := range strings.Split(x.text, "\n") {
			t2.Paragraphs = append(t2.Paragraphs, Paragraph{Text: line})
		}
		if day, by := Day(t2, x.name, file); day != x.want {
			t.Errorf("%q %s: %s by %s", x.text, x.name, day, by)
		}
	}
}

// A text that has nothing to do with the draft, and a long one, end soon.
func TestUnlikeTexts(t *testing.T) {
	a, text := tanggu(t)
	var long []Paragraph
	for i := range 40 {
		for k, p := range text {
			if (i+k)%3 == 0 {
				long = append(long, Paragraph{Text: p.Text})
			}
		}
	}
	start := time.Now()
	rep := a.Audit(Text{Paragraphs: long})
	if took := time.Since(start); took > 20*time.Second || rep.Clean() {
		t.Errorf("%v %v", took, rep.Counts)
	} else {
		t.Log(took)
	}
}

// A column that has another number for everybody is not the figure over and over; of
// that at most the row of the total speaks.
func TestRowsAreNoFigures(t *testing.T) {
	r := reader(t)
	table := func(total string) *Report {
		rows := [][]string{{"姓名", "走访居民户数", "采集诉求件数"}, {"干部甲", "11", "1"}, {"干部乙", "12", "2"}, {"干部丙", "13", "3"}, {"合计", total, "152"}}
		var text []Paragraph
		for i, row := range rows {
			for _, c := range row {
				text = append(text, Paragraph{Text: c, Row: i + 1})
			}
		}
		return r.Text(Text{Paragraphs: text}, "2021-11-25")
	}
	if rep := table("192"); rep.Counts[Agrees] != 2 || len(rep.Entries) != 2 {
		t.Errorf("%+v", rep.Entries)
	}
	if rep := table("193"); rep.Counts[Contradicts] != 1 || len(rep.Entries) != 2 {
		t.Errorf("%+v", rep.Entries)
	}
	if rep := r.Text(Text{Paragraphs: []Paragraph{{Text: "回头看一次，从中选一个突出问题。"}}}, "2021-11-25"); len(rep.Entries) != 0 {
		t.Errorf("%+v", rep.Entries)
	}
}
