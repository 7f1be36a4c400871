package audit

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/notice"
	"taizhang/reports/notice/noticetest"
)

// tanggu is the sample campaign's public notice, to be audited against.
func tanggu(t testing.TB) (*Auditor, *noticetest.Campaign, []string) {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	in := notice.Input{Plan: c.Plan, Set: c.Set, Public: true}
	filled, _, err := notice.Text(c.Template, "通报模板.txt", in)
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, p := range filled {
		text = append(text, p.Text)
	}
	return New(in, filled), c, text
}

// published is the notice as it was published, damaged places and all.
func published(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/通报原文.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, err := Read(b, "通报原文.txt")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// wrong lists the entries that do not agree.
func wrong(r *Report) (out []Entry) {
	for _, e := range r.Entries {
		if e.Status != Agrees {
			out = append(out, e)
		}
	}
	return out
}

func TestOwnTextIsClean(t *testing.T) {
	a, _, text := tanggu(t)
	r := a.Audit(text)
	if !r.Clean() || r.Unknown > 0 || len(r.Missing) > 0 || r.Agree < 100 {
		t.Errorf("%+v %+v", wrong(r), r.Missing)
	}
}

func TestPublishedText(t *testing.T) {
	_, c, _ := tanggu(t)
	r, err := Audit(published(t), c.Template, "通报模板.txt", notice.Input{Plan: c.Plan, Set: c.Set})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Clean() || len(r.Missing) > 0 || r.Variant != "社会公开稿" {
		t.Errorf("%s %+v %+v", r.Variant, wrong(r), r.Missing)
	}
	if r.Unknown != 1 || !strings.Contains(wrong(r)[0].Note, "占我街新增违法建设 6 量及新增违建共计") {
		t.Errorf("the broken clause is not named: %+v", wrong(r))
	}
	agreed := map[string]bool{}
	for _, e := range r.Entries {
		agreed[e.Figure+" "+e.Number] = true
	}
	for _, want := range []string{
		"参数:巡察起 2021", "参数:反馈日 20", "会议.扩大日期 29", "会议.部署日期 4", "会议.专题次数 6", "会议.扩大次数 3",
		"问题.突出数 7", "问题.突出事例 7", "问题.突出完成 7", "问题.突出完成率 100%", "问题.持续数 3", "问题.重复数 2", "问题.持续完成率 100%",
		"民情.走访户数 192", "民情.采集数 152", "民情.解决数 131", "制度.承诺书日期 2021",
		"违建.新增万 1.64007万㎡", "违建.移入万 0.68047万㎡", "违建.总量万 12.40077万㎡", "违建.分类万 1.69847万㎡", "违建.分类占比 13.696%", "违建.拆除率 86.304%",
		"违建.分类处数 318", "违建.分类面积 9148.75㎡", "违建.分类面积 515㎡", "违建.分类面积 350㎡", "违建.分类面积 199.95㎡", "违建.分步处数 5", "违建.分步面积 24㎡",
		"差旅.清退金额 300元", "核查.漏报小区上报数 9", "核查.重复小区上报数 24", "核查.重复小区重复数 5", "参数:联系电话 65773023", "参数:成文日 25",
	} {
		if !agreed[want] {
			t.Errorf("%s was not confirmed", want)
		}
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
	a, _, text := tanggu(t)
	for _, x := range [][2]string{{"152", "131"}, {"13.696", "86.304"}, {"1.64007", "1.69847"}, {"192", "152"}, {"422", "308"}} {
		changed := make([]string, len(text))
		for i, p := range text {
			changed[i] = strings.NewReplacer(x[0], x[1], x[1], x[0]).Replace(p)
		}
		r := a.Audit(changed)
		bad := wrong(r)
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

func edit(text []string, pairs ...string) []string {
	out := make([]string, len(text))
	for i, p := range text {
		out[i] = strings.NewReplacer(pairs...).Replace(p)
	}
	return out
}

// An edit shows what no longer agrees, each as told here, and nothing else.
func TestEditing(t *testing.T) {
	a, _, text := tanggu(t)
	for _, x := range []struct {
		name  string
		edits []string
		want  []Entry // Note: a part of it
	}{
		{"other ways of writing", []string{"1.64007万㎡", "16400.7平方米", "1.69847万㎡", "16,984.70 m²", "300元", "３００元"}, nil},
		{"another scale", []string{"1.64007万㎡", "1.64007㎡"}, []Entry{{Expected: "1.64007万㎡"}}},
		{"a scale too many", []string{"192户", "192万户"}, []Entry{{Number: "192万户", Expected: "192"}}},
		{"a digit less", []string{"192户", "19户"}, []Entry{{Status: Contradicts, Expected: "192"}}},
		{"a digit more", []string{"192户", "1192户"}, []Entry{{Status: Contradicts, Expected: "192"}}},
		{"a point more", []string{"192户", "1.92户"}, []Entry{{Status: Contradicts, Expected: "192"}}},
		{"digits lost", []string{"192户", "2户"}, []Entry{{Status: Contradicts, Expected: "192"}}},
		{"added", []string{"现已全部拆除完毕。", "现已全部拆除完毕。此外，本年还为老旧楼栋更换电梯部件17件，全街累计拆掉违建222处。"},
			[]Entry{{Number: "17", Status: Unknown}, {Number: "222", Status: Unknown, Note: "“拆除违建处数”"}}},
		{"text of a measure", []string{"至少走访4户居民", "至少走访5户居民"}, []Entry{{Status: Contradicts, Figure: "整改任务.公开表述", Expected: "4"}}},
		{"telephone", []string{"65773023", "6577302"}, []Entry{{Expected: "65773023"}}},
	} {
		bad := wrong(a.Audit(edit(text, x.edits...)))
		if !slices.EqualFunc(bad, x.want, tells) {
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

func TestAnotherWordOfMeasure(t *testing.T) {
	a, _, text := tanggu(t)
	r := a.Audit(edit(text, "131项", "131个"))
	i := slices.IndexFunc(r.Entries, func(e Entry) bool { return strings.HasPrefix(e.Number, "131") })
	if i < 0 || r.Entries[i].Status != Agrees || !strings.Contains(r.Entries[i].Note, "“项”改成了“个”") {
		t.Errorf("%+v", r.Entries)
	}
}

func TestLeftOut(t *testing.T) {
	a, _, text := tanggu(t)
	r := a.Audit(edit(text, "，采集“疑难杂症”152个", ""))
	if len(wrong(r)) > 0 || len(r.Missing) != 1 || r.Missing[0].Figure != "民情.采集数" {
		t.Errorf("%+v %+v", wrong(r), r.Missing)
	}
}

// Paragraphs put in another order keep their figures.
func TestMovedParagraphs(t *testing.T) {
	a, _, text := tanggu(t)
	at := -1
	for i, p := range text {
		if strings.HasPrefix(p, "问题3.") {
			at = i
		}
	}
	moved := append(append(append([]string{}, text[:at]...), text[at+1:]...), text[at])
	if r := a.Audit(moved); r.Contradict > 0 {
		t.Errorf("%+v", wrong(r))
	}
}

func TestBrokenIdentities(t *testing.T) {
	a, _, text := tanggu(t)
	broken := func(pairs ...string) (names []string) {
		for _, i := range a.Audit(edit(text, pairs...)).Identities {
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

func TestReadsWhatRenderWrites(t *testing.T) {
	_, c, _ := tanggu(t)
	for _, public := range []bool{true, false} {
		var b bytes.Buffer
		in := notice.Input{Plan: c.Plan, Set: c.Set, Public: public}
		if _, err := notice.Render(c.Template, "通报模板.txt", in, &b); err != nil {
			t.Fatal(err)
		}
		text, err := Read(b.Bytes(), "通报.docx")
		if err != nil {
			t.Fatal(err)
		}
		r, err := Audit(text, c.Template, "通报模板.txt", notice.Input{Plan: c.Plan, Set: c.Set})
		if err != nil {
			t.Fatal(err)
		}
		if len(wrong(r)) > 0 || len(r.Missing) > 0 || r.Variant != notice.Variant(public) {
			t.Errorf("%s %+v", r.Variant, wrong(r))
		}
	}
	if _, err := Read(nil, "通报.wps"); err == nil {
		t.Error("a .wps was taken")
	}
}

func TestEmptyText(t *testing.T) {
	a, c, _ := tanggu(t)
	for _, text := range [][]string{nil, {""}, {"没有数字"}, {"只有7个"}} {
		if r := a.Audit(text); r.Agree+r.Contradict+r.Unknown != len(r.Entries) {
			t.Errorf("%+v", r)
		}
	}
	if r := New(notice.Input{Plan: c.Plan, Set: c.Set}, nil).Audit([]string{"共7个"}); r.Unknown != 1 {
		t.Errorf("%+v", r)
	}
}

func FuzzAudit(f *testing.F) {
	a, _, text := tanggu(f)
	for _, p := range text {
		f.Add(p)
	}
	for _, s := range []string{"1.2.3", "12,345,6789", "—是", "5m2", "5 m²", "²", "１２．５％", "\xff5\xff", "平方米", "3平方米", "万m", "7%8%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		r := a.Audit(strings.Split(s, "\n"))
		if r.Agree+r.Contradict+r.Unknown != len(r.Entries) {
			t.Fatal(r)
		}
	})
}
