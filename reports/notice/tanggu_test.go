package notice

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/docx"
	"taizhang/reports/notice/noticetest"
)

func tanggu(t testing.TB) *noticetest.Campaign {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The sample campaign's notice must print every figure of the published one.
func TestTangguPrintsThePublishedFigures(t *testing.T) {
	c := tanggu(t)
	text, r := plainText(t, c.Template, "通报模板.txt", Input{Plan: c.Plan, Set: c.Set, Public: true})
	for _, want := range []string{
		"塘沽街道党工委关于三届区委第十四轮巡察\n集中整改情况的通报\n",
		"2021年3月8日至4月23日", "于5月20日反馈", "6月3日、6月29日、8月11日", "6月4日", "共6次召开不同层面的专题会议",
		"突出问题7个，典型事例7个，目前已整改完成7个，整改完成率100%",
		"需持续整改问题3个，典型事例3个，目前已整改完成3个，与突出问题重复2个，整改完成率100%",
		"1.关于“巡察反馈整改落实方面存在的问题”问题", "4.关于“基层党组织作用发挥不充分”问题", "\n问题8",
		"共召开3次党工委（扩大）会议", "走访居民192户，采集“疑难杂症”152个", "已解决问题131项", "2021年8月6日",
		"新增违法建设1.64007万㎡", "移交新增违法建设0.68047万㎡", "12.40077万㎡", "分类处置1.69847万㎡，占总量的13.696%，拆除率为86.304%",
		"属于“公建违建”4处/422㎡，", "属于“已列入市区棚改区域的违建”16处/308㎡，", "属于“拆除成本大、存在拆除施工安全的违建”318处/9148.75㎡，",
		"属于“别墅区违法建设”7处/158㎡，", "910处/2190㎡，", "4处/76㎡，", "5处/515㎡，", "6处/3605㎡，", "1处/350㎡，", "1处/12㎡，", "14处/199.95㎡，",
		"分步治理违法建设5处/24㎡", "公务出行补助300元", "仅上报违法建设9处", "近10处", "违建存量24处", "5处为重复上报",
		"65773023", "tgjzhb@tjbh.gov.cn", "\n中共滨海新区区委塘沽街道工委\n", "\n2021年11月25日\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the notice", want)
		}
	}
	if r.Blocked {
		t.Error(messages(r))
	}
	if p := os.Getenv("NOTICE_OUT"); p != "" { // to be looked at
		var out bytes.Buffer
		if _, err := Render(c.Template, "通报模板.txt", Input{Plan: c.Plan, Set: c.Set, Public: true}, &out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log(text + messages(r))
	}
}

func TestVariantsPrintTheSameFigures(t *testing.T) {
	c := tanggu(t)
	figures := func(public bool) (out []string) {
		ps, _, err := Text(c.Template, "通报模板.txt", Input{Plan: c.Plan, Set: c.Set, Public: public})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			for _, s := range p.Spans {
				if c.Plan.Figure(s.Code) != nil {
					out = append(out, s.Code+" "+s.Group+" "+p.Text[s.Start:s.End])
				}
			}
		}
		return out
	}
	public, internal := figures(true), figures(false)
	if len(public) < 40 {
		t.Errorf("only %d figures", len(public))
	}
	for _, f := range public {
		if !slices.Contains(internal, f) {
			t.Errorf("%s is not in the internal variant", f)
		}
	}
}

// A template made in a word processor and the plain one print the same text.
func TestTemplateAsDocx(t *testing.T) {
	c := tanggu(t)
	doc, err := docx.FromText(bytes.NewReader(c.Template))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := docx.Write(&file, doc); err != nil {
		t.Fatal(err)
	}
	in := Input{Plan: c.Plan, Set: c.Set}
	a, _, err := Text(c.Template, "通报模板.txt", in)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Text(file.Bytes(), "通报模板.docx", in)
	if err != nil {
		t.Fatal(err)
	}
	if len(a) != len(b) {
		t.Fatalf("%d and %d paragraphs", len(a), len(b))
	}
	for i := range a {
		if a[i].Text != b[i].Text {
			t.Errorf("%q and %q", a[i].Text, b[i].Text)
		}
	}
	if _, _, err := Text(c.Template, "通报模板.doc", in); err == nil {
		t.Error("a .doc was taken")
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	c := tanggu(t)
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if _, err := Render(c.Template, "通报模板.txt", Input{Plan: c.Plan, Set: c.Set}, w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two renderings differ")
	}
}

// The internal variant is a document of its own, in form and in what it says; what both
// say, both say with the same figures.
func TestInternalVariantIsAnotherDocument(t *testing.T) {
	c := tanggu(t)
	own := []string{"塘街党发〔2021〕36号\n", "各科室、各社区党组织：\n", "（三）问责情况。整改以来，对有关责任人员问责处理2人次，其中约谈1人次、批评教育1人次。\n",
		"请各科室、各社区结合实际", "抄送：区委巡察工作领导小组办公室，区委巡察三组。\n", "塘沽街道综合办　　2021年11月25日印发"}
	shared := []string{"附件：1.问题整改完成情况表\n", "2.违法建设分类处置情况表\n", "附件1\n", "附件2\n"}
	for _, public := range []bool{true, false} {
		text, r := plainText(t, c.Whole, "通报模板.txt", Input{Plan: c.Plan, Set: c.Set, Public: public})
		for _, want := range own {
			if strings.Contains(text, want) == public {
				t.Errorf("public %v: %q", public, want)
			}
		}
		for _, want := range shared {
			if !strings.Contains(text, want) {
				t.Errorf("public %v lacks %q", public, want)
			}
		}
		if strings.Contains(text, "欢迎党员、干部、群众") != public || strings.Contains(text, "RY0102") || strings.Contains(text, "公开稿）") || strings.Contains(text, "通报稿）") || r.Blocked {
			t.Errorf("public %v: %s\n%s", public, text, messages(r))
		}
	}
}

// The variant stands in the text where the plan asks for it.
func TestVariantInTheText(t *testing.T) {
	c := tanggu(t)
	template := strings.Replace(string(c.Whole), "{印稿别} = 是", "{印稿别} = 否", 1)
	for public, want := range map[bool]string{true: "（社会公开稿）\n", false: "（党内通报稿）\n"} {
		if text, _ := plainText(t, []byte(template), "通报模板.txt", Input{Plan: c.Plan, Set: c.Set, Public: public}); !strings.Contains(text, want) {
			t.Errorf("%s is not in the text", want)
		}
	}
}

// A title is broken inside kept and filled text alike, and into nothing else.
func TestBreakTitle(t *testing.T) {
	source := "{{谁}}关于{{轮次}}集中整改情况的通报"
	at := strings.Index(source, "集中")
	pieces := []docx.Piece{{Text: "塘沽街道党工委"}, docx.Keep(strings.Index(source, "关于"), strings.Index(source, "{{轮次")), {Text: "三届区委第十四轮巡察"}, docx.Keep(at, len(source))}
	words := []string{"塘沽街道党工委", "三届区委第十四轮巡察"}
	said := func(ps []docx.Piece) (out string) {
		for _, p := range ps {
			if p.Text == "" {
				out += source[p.From:p.To]
			}
			out += p.Text
		}
		return out
	}
	if got := said(breakTitle(pieces, source, words)); got != "塘沽街道党工委关于三届区委第十四轮巡察\n集中整改情况的通报" {
		t.Error(got)
	}
	whole := []docx.Piece{{Text: strings.ReplaceAll(said(pieces), "\n", "")}}
	if got := said(breakTitle(whole, source, words)); got != "塘沽街道党工委关于三届区委第十四轮巡察\n集中整改情况的通报" {
		t.Error(got)
	}
	short := []docx.Piece{docx.Keep(strings.Index(source, "关于"), strings.Index(source, "{{轮次"))}
	if got := said(breakTitle(short, source, words)); got != "关于" {
		t.Error(got)
	}
}
