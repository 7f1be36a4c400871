package docx

import (
	"reflect"
	"strings"
	"testing"
)

func fromText(t testing.TB, text string) *Document {
	t.Helper()
	d, err := FromText(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// roles lists the roles of a document's paragraphs with their text; a table is its first cell.
func roles(d *Document) []string {
	var out []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Paragraph:
			out = append(out, b.Style.Name()+" "+b.Text())
		case Table:
			out = append(out, "表 "+b.Rows[0].Cells[0].plain())
		}
	}
	return out
}

const plainNotice = "\uFEFF某街道党工委关于巡察集中整改情况的通报\r\n" +
	"(社会公开稿)\r\n\r\n" +
	"各社区、各科室：\r\n" +
	"　　按照统一部署，现将情况通报如下。\r\n" +
	"一、履行主体责任情况\r\n" +
	"(一)强化政治担当。街道党工委严格落实要求。\r\n" +
	"（二）提升整改实效\r\n" +
	"1.关于“责任落实”问题\r\n" +
	"问题 1.针对“措施不实”问题，进行了以下整改。一是学习。\r\n" +
	"1.64007万㎡是新增，这一行在第二十个字以后仍没有结束所以要接\r\n" +
	"在下一行的后面。\r\n" +
	"附件：1.分类情况表\r\n2.完成情况表\r\n\r\n" +
	"中共某区委某街道工委\r\n2021年11月25日\r\n（联系人：整改办）\r\n\r\n" +
	"附件1\r\n分类情况表\r\n\r\n" +
	"| 类别 | 处数 |\r\n|---|--:|\r\n| 公建\\|违建 | 4 |\r\n\r\n说明见正文。\r\n"

var plainRoles = []string{
	"公文标题 某街道党工委关于巡察集中整改情况的通报",
	"公文稿别 (社会公开稿)",
	"主送机关 各社区、各科室：",
	"公文正文 按照统一部署，现将情况通报如下。",
	"一级标题 一、履行主体责任情况",
	"二级标题 (一)强化政治担当。街道党工委严格落实要求。",
	"二级标题 （二）提升整改实效",
	"三级标题 1.关于“责任落实”问题",
	"问题条目 问题 1.针对“措施不实”问题，进行了以下整改。一是学习。",
	"公文正文 1.64007万㎡是新增，这一行在第二十个字以后仍没有结束所以要接在下一行的后面。",
	"附件说明 附件：1.分类情况表",
	"附件说明 2.完成情况表",
	"发文机关署名 中共某区委某街道工委",
	"成文日期 2021年11月25日",
	"公文附注 （联系人：整改办）",
	"附件标识 附件1",
	"附件标题 分类情况表",
	"表 类别",
	"公文正文 说明见正文。",
}

func TestFromText(t *testing.T) {
	d := fromText(t, plainNotice)
	got := roles(d)
	for i := range max(len(got), len(plainRoles)) {
		if i >= len(got) || i >= len(plainRoles) || got[i] != plainRoles[i] {
			t.Fatalf("paragraph %d: got %q, want %q", i, got[min(i, len(got)-1)], plainRoles[min(i, len(plainRoles)-1)])
		}
	}
	p := d.Blocks[5].(Paragraph)
	if len(p.Runs) != 2 || p.Runs[0].Text != "(一)强化政治担当。" || p.Runs[1].Font != FontFangSong {
		t.Errorf("the heading that runs into its text is %+v", p.Runs)
	}
	table := d.Blocks[17].(Table)
	if c := table.Rows[1].Cells; c[0].plain() != "公建|违建" || c[1].Align != AlignRight || table.Header != 1 {
		t.Errorf("table is %+v", table)
	}
	write(t, d)
}

// TestMarkdownRoundTrip: Markdown made from a document, and the .docx made from it, read back to the
// same roles and text.
func TestMarkdownRoundTrip(t *testing.T) {
	d := fromText(t, plainNotice)
	md := ToMarkdown(d)
	if got := roles(fromText(t, md)); !reflect.DeepEqual(got, plainRoles) {
		t.Errorf("through Markdown:\ngot  %q\nwant %q\n%s", got, plainRoles, md)
	}
	if got := roles(read(t, write(t, d)).Document()); !reflect.DeepEqual(got, plainRoles) {
		t.Errorf("through .docx:\ngot  %q\nwant %q", got, plainRoles)
	}
	if !strings.Contains(md, "| 公建\\|违建 | 4 |\n") {
		t.Errorf("no row of the table: %s", md)
	}
}

func TestMarkdown(t *testing.T) {
	d := fromText(t, "# 标题\n\n## 级一\n\n### 级二\n\n#### 级三\n\n##### {{序}}条\n\n{{序}}.关于\n\n（{{序}}）要求\n\n- 有**重点**和\\*星 {{a**b**c}}\n\n｛｛署名｝｝\n\n{{成文日期}}\n")
	want := []string{"公文标题 标题", "一级标题 级一", "二级标题 级二", "三级标题 级三", "问题条目 {{序}}条", "三级标题 {{序}}.关于", "二级标题 （{{序}}）要求",
		"公文正文 有重点和*星 {{a**b**c}}", "发文机关署名 {{署名}}", "成文日期 {{成文日期}}"}
	if got := roles(d); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p := d.Blocks[7].(Paragraph); len(p.Runs) != 3 || !p.Runs[1].Bold {
		t.Errorf("bold text is %+v", p.Runs)
	}
	if _, err := FromText(strings.NewReader("\xB1\xEA\xCC\xE2")); err == nil {
		t.Error("text in GBK was taken")
	}
	if d := fromText(t, ""); len(d.Blocks) != 0 {
		t.Errorf("empty text gave %v", d.Blocks)
	}
}

func TestEscapedMarkdown(t *testing.T) {
	for _, text := range []string{"#1楼*2*_3_|4|<5>\\6", "- 开头", "1. 编号", "{{a*b}}*", "+**", "> 引", "`码`", "{{", "}}"} {
		doc := &Document{Blocks: []Block{P(Title, "题"), P(Body, "正文"), P(Body, text)}}
		if got := roles(fromText(t, ToMarkdown(doc))); len(got) != 3 || !strings.HasSuffix(got[2], " "+text) {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}

func FuzzFromText(f *testing.F) {
	f.Add(plainNotice)
	f.Add("# 题\n\n| a | b |\n|--|--|\n| 1 |\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := FromText(strings.NewReader(text))
		if err != nil {
			return
		}
		write(t, d)
		if _, err := FromText(strings.NewReader(ToMarkdown(d))); err != nil {
			t.Fatal(err)
		}
	})
}
