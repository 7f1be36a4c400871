package audit

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/notice"
	"taizhang/reports/notice/noticetest"
)

func TestOwnTextIsClean(t *testing.T) {
	for name, of := range map[string]func(testing.TB) (*Auditor, []Paragraph){"sample": tanggu, "wide": wide} {
		a, text := of(t)
		r := a.Audit(Text{Paragraphs: text})
		if !r.Clean() || len(alarms(r)) > 0 || r.Counts[Agrees] < 90 || len(r.Identities) < 5 {
			t.Errorf("%s: %v %+v", name, r.Counts, alarms(r))
		}
	}
}

// The notice that was published in the end, as a scanner read it: its figures
// are confirmed, and what the scanner or the printer spoilt is named.
func TestPublishedText(t *testing.T) {
	a, _ := tanggu(t)
	r := a.Audit(Text{Paragraphs: published(t), Plain: true})
	agreed := map[string]bool{}
	for _, e := range r.Entries {
		if e.Status == Agrees {
			agreed[e.Figure+" "+strings.ReplaceAll(e.Number, " ", "")] = true
		}
	}
	for _, want := range []string{
		"参数:巡察起 2021年3月8日", "参数:反馈日 5月20日", "会议.扩大日期 6月29日", "会议.部署日期 6月4日", "会议.专题次数 6次",
		"问题.突出数 7个", "问题.突出事例 7个", "问题.突出完成 7个", "问题.突出完成率 100%", "问题.持续数 3个", "问题.重复数 2个", "问题.持续完成率 100%",
		"民情.走访户数 192户", "民情.采集数 152个", "民情.解决数 131项",
		"违建.新增万 1.64007万㎡", "违建.移入万 0.68047万㎡", "违建.总量万 12.40077万㎡", "违建.分类万 1.69847万㎡", "违建.分类占比 13.696%", "违建.拆除率 86.304%",
		"违建.分类处数 318处", "违建.分类面积 9148.75m²", "违建.分类面积 199.95㎡", "违建.分步处数 5处", "违建.分步面积 24m²",
		"差旅.清退金额 300元", "参数:联系电话 65773023", "参数:成文日 2021年11月25日",
	} {
		if !agreed[want] {
			t.Errorf("%s was not confirmed", want)
		}
	}
	var told []string
	for _, e := range alarms(r) {
		told = append(told, e.Number+" "+e.Sentence)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"洁 街道党工委印发", "新增 经核对", "515 m 属于", "350 m 属于", "6 经核对"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not told in\n%s", want, all)
		}
	}
	if len(told) > 20 || r.Counts[Contradicts] > 10 || r.Broken() > 0 {
		t.Errorf("too much is told:\n%s\n%+v", all, r.Identities)
	}
	sums := map[string]bool{}
	for _, i := range r.Identities {
		sums[i.Name] = i.OK
	}
	for _, want := range []string{"分类处置占总量比例 + 拆除率 = 100", "各分类处置类别的分类处置违建面积相加 = 分类处置违建面积（万㎡）", "分类处置占总量比例 = 100 × 分类处置违建面积 ÷ 违建总量面积"} {
		if !sums[want] {
			t.Errorf("%s was not recomputed: %v", want, r.Identities)
		}
	}
}

// A number that is a figure, but not the one its sentence means.
func TestSwappedFigures(t *testing.T) {
	a, text := tanggu(t)
	for _, x := range [][2]string{{"152", "131"}, {"13.696", "86.304"}, {"1.64007", "1.69847"}, {"192", "152"}, {"422", "308"}} {
		bad := alarms(a.Audit(Text{Paragraphs: edit(text, x[0], x[1], x[1], x[0])}))
		if len(bad) != 2 {
			t.Errorf("%v: %+v", x, bad)
			continue
		}
		for _, e := range bad {
			want := x[0]
			if strings.HasPrefix(e.Number, x[0]) {
				want = x[1]
			}
			if e.Status != Contradicts || !strings.HasPrefix(e.Expected, want) {
				t.Errorf("%v: %+v", x, e)
			}
		}
	}
}

// An edit is told once, as what it is.
func TestEditing(t *testing.T) {
	a, text := tanggu(t)
	for _, x := range []struct {
		name  string
		edits []string
		want  []Entry // Note: a part of it
	}{
		{"another scale", []string{"新增违法建设1.64007万㎡", "新增违法建设1.64007㎡"}, []Entry{{Status: Contradicts, Number: "1.64007㎡", Expected: "1.64007万㎡", Figure: "违建.新增万"}}},
		{"a scale too many", []string{"192户", "192万户"}, []Entry{{Status: Contradicts, Number: "192万户", Expected: "192户"}}},
		{"another digit", []string{"192户", "193户"}, []Entry{{Status: Contradicts, Number: "193户", Expected: "192户", Figure: "民情.走访户数", Note: "请改回"}}},
		{"a word of measure", []string{"192户", "192户次"}, []Entry{{Status: Contradicts, Figure: "民情.走访户数", Note: "计量单位变了"}}},
		{"about", []string{"居民192户", "居民近192户"}, []Entry{{Status: Contradicts, Figure: "民情.走访户数", Note: "“近”是底稿里没有的"}}},
		{"other words", []string{"已走访居民", "累计走访居民"}, []Entry{{Status: Contradicts, Number: "累计", Expected: "已", Note: "说法变了"}}},
		{"neutral words", []string{"迅速推进，目前", "加快推进，目前"}, []Entry{{Status: Reworded, Number: "加快", Expected: "迅速", Note: "请核对意思"}}},
		{"added", []string{"现已全部拆除完毕。", "现已全部拆除完毕。此外，本年还为老旧楼栋更换电梯部件17件。"}, []Entry{{Status: Unknown, Number: "17件", Note: "底稿里没有的数"}}},
		{"added within", []string{"采集“疑难杂症”152个", "采集“疑难杂症”152个，其中重复3个"}, []Entry{{Status: Unknown, Number: "其中重复3个", Note: "底稿没有"}}},
		{"telephone", []string{"65773023", "6577302"}, []Entry{{Status: Contradicts, Expected: "65773023", Figure: "参数:联系电话"}}},
		{"text of a measure", []string{"至少走访4户居民", "至少走访5户居民"}, []Entry{{Status: Contradicts, Figure: "整改任务.公开表述", Expected: "4户"}}},
		{"left out", []string{"，采集“疑难杂症”152个", ""}, []Entry{{Status: Missing, Figure: "民情.采集数", Expected: "152个", Note: "请补回"}}},
		{"a sentence left out", []string{"属于“别墅区违法建设”7处/158㎡，不予拆除；", ""}, []Entry{{Status: Missing, Figure: "违建.分类处数"}, {Status: Missing, Figure: "违建.分类面积"}}},
		{"a sentence without numbers left out", []string{"坚持整改目标不变，整改劲头不松，整改进度不减，强化“四个意识”，切实将区委巡察工作落地落实。", ""}, []Entry{{Status: Missing, Expected: "四个"}}},
		{"a word of a sentence that states nothing", []string{"区域优势不明显", "区域优势不突出"}, nil},
		{"the round", []string{"第十四轮巡察集中", "第十五轮巡察集中"}, []Entry{{Status: Contradicts, Number: "十五轮", Expected: "十四轮"}}},
		{"an idiom", []string{"“三清单”", "“四清单”"}, []Entry{{Status: Contradicts, Number: "四", Expected: "三"}}},
		{"rounded", []string{"总量12.40077万㎡", "总量12.4万㎡", "共计12.40077万㎡", "共计12.4万㎡", "13.696%", "13.7%"}, nil},
		{"rounded badly", []string{"13.696%", "13.6%"}, []Entry{{Status: Contradicts, Expected: "13.696%"}}},
		{"never a whole", []string{"86.304%", "100%"}, []Entry{{Status: Contradicts, Expected: "86.304%"}}},
	} {
		r := a.Audit(Text{Paragraphs: edit(text, x.edits...)})
		if bad := alarms(r); !slices.EqualFunc(bad, x.want, tells) {
			t.Errorf("%s: %+v", x.name, bad)
		}
	}
}

// tells reports whether an entry says what is wanted of it.
func tells(got, want Entry) bool {
	same := func(got, want string) bool { return want == "" || got == want }
	return same(got.Number, want.Number) && same(string(got.Status), string(want.Status)) && same(got.Expected, want.Expected) &&
		same(got.Figure, want.Figure) && strings.Contains(got.Note, want.Note)
}

func TestRoundingIsShown(t *testing.T) {
	a, text := tanggu(t)
	r := a.Audit(Text{Paragraphs: edit(text, "共计12.40077万㎡", "共计12.4万㎡")})
	i := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Status == Rounded })
	if i < 0 || r.Entries[i].Number != "12.4万㎡" || r.Entries[i].Expected != "12.40077万㎡" || !r.Clean() || r.Broken() > 0 {
		t.Errorf("%v %+v", r.Counts, r.Identities)
	}
}

// A sentence said once more is held to the figures too.
func TestSaidAgain(t *testing.T) {
	a, text := tanggu(t)
	again := append(slices.Clone(text), Paragraph{Text: "本轮巡察共反馈存在的突出问题7个，典型事例7个，目前已整改完成7个，整改完成率100%。"})
	if bad := alarms(a.Audit(Text{Paragraphs: again})); len(bad) > 0 {
		t.Errorf("%+v", bad)
	}
	again[len(again)-1].Text = "本轮巡察共反馈存在的突出问题7个，典型事例7个，目前已整改完成6个，整改完成率100%。"
	if bad := alarms(a.Audit(Text{Paragraphs: again})); len(bad) != 1 || bad[0].Status != Contradicts || bad[0].Figure != "问题.突出完成" {
		t.Errorf("%+v", bad)
	}
}

func TestBrokenIdentities(t *testing.T) {
	a, text := tanggu(t)
	broken := func(pairs ...string) (names []string) {
		for _, i := range a.Audit(Text{Paragraphs: edit(text, pairs...)}).Identities {
			if !i.OK {
				names = append(names, i.Name)
			}
		}
		return names
	}
	for _, x := range []struct {
		from, to string
		want     []string
	}{
		{"9148.75", "9148.25", []string{"各分类处置类别的分类处置违建面积相加 = 分类处置违建面积（万㎡）"}},
		{"86.304", "86.305", []string{"拆除率 = 100 − 分类处置占总量比例", "分类处置占总量比例 + 拆除率 = 100"}},
		{"突出问题7个", "突出问题6个", []string{"突出问题整改完成率 = 100 × 突出问题完成数 ÷ 突出问题个数", "突出问题完成数 ≤ 突出问题个数"}},
		{"131项", "191项", []string{"已解决诉求件数 ≤ 采集诉求件数"}},
	} {
		if got := broken(x.from, x.to); strings.Join(got, "\n") != strings.Join(x.want, "\n") {
			t.Errorf("%s → %s: %v", x.from, x.to, got)
		}
	}
}

// What the ledger says by now is told apart from what the text says wrongly.
func TestChangedSince(t *testing.T) {
	a, text := tanggu(t)
	now := *a.of
	now.Paragraphs = slices.Clone(text)
	for i, p := range now.Paragraphs {
		if at := strings.Index(p.Text, "131项"); at >= 0 {
			now.Paragraphs[i].Text = p.Text[:at] + "140项" + p.Text[at+len("131项"):]
		}
	}
	a.Today = map[string]*Draft{now.Variant: &now}
	if bad := alarms(a.Audit(Text{Paragraphs: text})); len(bad) != 1 || bad[0].Status != Changed || bad[0].Expected != "140" || !strings.Contains(bad[0].Note, "底稿是“131”，现在是“140”") {
		t.Errorf("%+v", bad)
	}
	if bad := alarms(a.Audit(Text{Paragraphs: edit(text, "131项", "140项")})); len(bad) > 0 {
		t.Errorf("the newer figure is called wrong: %+v", bad)
	}
	if bad := alarms(a.Audit(Text{Paragraphs: edit(text, "131项", "141项")})); len(bad) != 1 || bad[0].Status != Contradicts {
		t.Errorf("%+v", bad)
	}
}

func TestReadsWhatRenderWrites(t *testing.T) {
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	var drafts []*Draft
	var files [][]byte
	for _, public := range []bool{true, false} {
		var b bytes.Buffer
		in := notice.Input{Plan: c.Plan, Set: c.Set, Public: public}
		if _, err := notice.Render(c.Template, "通报模板.txt", in, &b); err != nil {
			t.Fatal(err)
		}
		text, _, err := notice.Text(c.Template, "通报模板.txt", in)
		if err != nil {
			t.Fatal(err)
		}
		d, err := NewDraft(in, 3, text, b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		kept, err := d.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if len(kept) > 20_000 {
			t.Errorf("the draft takes %d bytes", len(kept))
		}
		if d, err = Decode(kept); err != nil {
			t.Fatal(err)
		}
		drafts, files = append(drafts, d), append(files, b.Bytes())
	}
	for i, file := range files {
		text, err := Read(file, "通报.docx")
		if err != nil {
			t.Fatal(err)
		}
		cmp := Campaign{Plan: c.Plan, Set: c.Set, Drafts: drafts}
		d, like := cmp.Choose(Text{Paragraphs: text})
		if d != drafts[i] || like < 0.99 {
			t.Errorf("%s is taken for %s, alike %f", drafts[i].Variant, d.Variant, like)
		}
		r := New(cmp, d).Audit(Text{Paragraphs: text})
		if !r.Clean() || r.Counts[Agrees] < 100 || len(r.Identities) < 5 {
			t.Errorf("%s %v %+v", r.Variant, r.Counts, alarms(r))
		}
	}
	if _, err := Read(nil, "通报.wps"); err == nil {
		t.Error("a .wps was taken")
	}
}

func TestEmptyText(t *testing.T) {
	a, _ := tanggu(t)
	for _, text := range []string{"", "没有数字", "只有7个"} {
		r := a.Audit(Text{Paragraphs: []Paragraph{{Text: text}}})
		if r.Counts[Missing] < 100 || r.Clean() {
			t.Errorf("%q: %v", text, r.Counts)
		}
	}
	if r := a.Audit(Text{}); r.Clean() {
		t.Error("nothing is clean")
	}
}

func FuzzAudit(f *testing.F) {
	a, text := tanggu(f)
	for _, p := range text {
		f.Add(p.Text)
	}
	for _, s := range []string{"1.2.3", "12,345,6789", "—是", "5m2", "5 m²", "²", "１２．５％", "\xff5\xff", "平方米", "3平方米", "万m", "7%8%", "百分之", "一百一", "十十", "八分之零"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		r := a.Audit(Text{Paragraphs: []Paragraph{{Text: s}, {Text: s, Row: 1}}})
		n := 0
		for _, c := range r.Counts {
			n += c
		}
		if n != len(r.Entries) {
			t.Fatal(r.Counts)
		}
	})
}

// What the text lists and a table lists once more are two lists, each held against the
// total.
func TestListsInTextAndTable(t *testing.T) {
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	d := filled(t, c, c.Whole, "通报模板.txt", true)
	a, name := New(Campaign{Plan: c.Plan, Set: c.Set}, d), "各分类处置类别的分类处置违建面积相加 = 分类处置违建面积"
	count := func(text []Paragraph) (ok, broken int) {
		for _, i := range a.Audit(Text{Paragraphs: text}).Identities {
			switch {
			case !strings.HasPrefix(i.Name, name):
			case i.OK:
				ok++
			default:
				broken++
			}
		}
		return ok, broken
	}
	if ok, broken := count(d.Paragraphs); ok != 2 || broken != 0 {
		t.Errorf("as written: %d, %d", ok, broken)
	}
	if ok, broken := count(edit(d.Paragraphs, "318处/9148.75㎡", "318处/9148.25㎡")); ok != 1 || broken != 1 {
		t.Errorf("the list changed: %d, %d", ok, broken)
	}
}
