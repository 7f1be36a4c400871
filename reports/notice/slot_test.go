package notice

import (
	"strings"
	"testing"
)

func TestSlots(t *testing.T) {
	c := fixture(t, nil)
	for _, x := range []struct{ template, want string }{
		{"共{{违建.处数}}处、{{违建.面积}}㎡、{{违建.万}}万㎡", "共3处、434.5㎡、0.04345万㎡"},
		{"占{{违建.占比}}", "占97.123%"},
		{"{{ 违建面积 }}", "434.5"},
		{"｛｛违建.处数｝｝处", "3处"},
		{"{{反馈日}}、{{反馈日:月日}}、{{反馈日：年月}}", "2021年5月20日、5月20日、2021年5月"},
		{"（{{变体}}）", "（党内通报稿）"},
		{"{{套话}}", "共3处"},
		{"{{违建.编号}}", "W1、W2、W3"},
		{"{{如果 [违建.处数] > 2 且 {反馈日} 非空}}多{{否则}}少{{完}}", "多"},
		{"{{如果 [违建.公建] + 12.5 = [违建.面积]}}等{{完}}", "等"},
		{"{{如果 [违建.无] 为空}}无{{完}}", "无"},
		{"{{如果 {变体} = 社会公开稿}}公{{否则}}内{{完}}", "内"},
		{"{{如果 {成文日} ≥ 2021-11-01}}后{{完}}", "后"},
		{"{{如果 {空的} 为空 且 [违建.处数] ≠ 3}}甲{{否则}}乙{{完}}", "乙"},
	} {
		got, r := lines(t, c, false, "正文"+x.template)
		expect(t, got, "正文"+x.want)
		if r.Blocked {
			t.Errorf("%s: blocked: %s", x.template, messages(r))
		}
	}
}

func TestMissingTextBlocks(t *testing.T) {
	c := fixture(t, nil)
	for _, x := range []struct{ template, want, missing string }{
		{"{{待补充 政治站位}}", "【待补充：政治站位】", "政治站位"},
		{"{{待补充：政治站位}}", "【待补充：政治站位】", "政治站位"},
		{"{{空的}}", "【待补充：空的】", "空的"},
		{"{{违建.无}}", "【待补充：没有的最小】", "没有的最小"},
		{"{{每行 整改任务：措施编号=3-01}}{{期限}}{{完}}", "【待补充：3-01 期限】", "3-01 期限"},
		{"{{每组 违法建设.类别：类别=历史性违建}}{{类别.附加}}{{完}}{{每行 整改任务：措施编号=1-01}}{{问题编号.重复于}}{{完}}", "一并拆除【待补充：1-01 问题编号.重复于】", "1-01 问题编号.重复于"},
	} {
		got, r := lines(t, c, false, "文"+x.template)
		expect(t, got, "文"+x.want)
		if !r.Blocked || len(r.Missing) != 1 || r.Missing[0] != x.missing {
			t.Errorf("%s: blocked %v, missing %q", x.template, r.Blocked, r.Missing)
		}
	}
}

func TestMistakesAreNamed(t *testing.T) {
	c := fixture(t, nil)
	for _, x := range []struct{ template, want string }{
		{"占比为{{违建.占笔}}，", "第 2 段“文占比为{{违建.占笔}}，”：没有叫“违建.占笔”的指标、参数或栏目"},
		{"{{违建.占笔}}", "是不是 “违建.占比”"},
		{"{{联系电}}", "“联系电话”"},
		{"{{问题表述}}", "没有叫“问题表述”的"},
		{"{{每行 问题清单}}{{问题表叙}}{{完}}", "是不是 “问题表述”"},
		{"{{每行 问题单}}{{问题表述}}{{完}}", "没有台账“问题单”。 是不是 “问题清单”"},
		{"{{每行 问题清单：大类=斗争}}{{完}}", "“斗争”不是“大类”的选项"},
		{"{{每行 问题清单；按 大雷}}{{完}}", "没有栏目“大雷”。 是不是 “大类”"},
		{"{{每行 问题清单}}没有完", "没有结束"},
		{"没有头{{完}}没有头", "前面没有与它相配的"},
		{"{{每行 问题清单}}甲{{否则}}乙{{完}}", "{{否则}} 只能用在 {{如果}} 里"},
		{"{{违建.处数}处", "有一对花括号没有配对"},
		{"{{序}}", "不在循环里"},
		{"{{组内:违建.处数}}", "不在 {{每组 …}} 里面"},
		{"{{每组 问题清单.大类}}{{组内:违建.处数}}{{完}}", "不能用在“问题清单”的分组里"},
		{"{{每行 违法建设}}{{业主}}{{完}}", "敏感栏"},
		{"{{违建.业主}}", "敏感栏“业主”"},
		{"{{反馈日:月曰}}", "不认识“:月曰”这种印法"},
		{"{{违建.处数:月日}}", "指标的印法在方案里定"},
		{"{{如果 [违建.处] > 1}}多{{完}}", "没有指标“违建.处”"},
		{"{{如果 大类=思想}}多{{完}}", "循环外面只能比较"},
		{"{{外.大类}}", "外面没有循环"},
		{"{{每组 问题清单}}{{完}}", "没有写按哪一栏分组"},
		{"{{每行 问题清单.大类}}{{完}}", "每行只写台账名称"},
	} {
		_, r := lines(t, c, false, "文"+x.template)
		if m := messages(r); !strings.Contains(m, x.want) || !r.Blocked {
			t.Errorf("%s: blocked %v, %q not in\n%s", x.template, r.Blocked, x.want, m)
		}
	}
}

// A mistake in a loop's head must not be followed by one for every slot in it.
func TestNoFollowOnNoise(t *testing.T) {
	_, r := lines(t, fixture(t, nil), false, "文{{每行 问题单}}{{问题表述}}{{每行 整改任务：问题编号=[外.问题编号]}}{{公开表述}}{{完}}{{完}}")
	if len(r.Findings) != 1 {
		t.Error(messages(r))
	}
}

func TestValuesHoldSlotsOneLevelDeep(t *testing.T) {
	c := fixture(t, map[string]string{"参数": `参数|值
		甲|{{乙}}
		乙|{{违建.处数}}
		丙|{{甲`})
	got, r := lines(t, c, false, "文{{乙}}{{甲}}{{丙}}")
	expect(t, got, "文3{{违建.处数}}{{甲")
	for _, want := range []string{"参数“乙”的值自己又有填空处", "参数“丙”的值里有一对花括号没有配对"} {
		if m := messages(r); !strings.Contains(m, want) {
			t.Errorf("%q not in\n%s", want, m)
		}
	}
	c = fixture(t, map[string]string{"期初-整改任务": `措施编号|问题编号|措施序号|公开表述
		1-01|1|1|共{{违建.数}}处`})
	_, r = lines(t, c, false, "文{{每行 整改任务}}{{公开表述}}{{完}}")
	if f := r.Findings[0]; f.RowID != "1-01" || f.Ledger != "整改任务" || !strings.Contains(f.Message, "“公开表述”的文字里的 {{违建.数}}：没有叫“违建.数”") {
		t.Errorf("%+v", f)
	}
}

func TestChinese(t *testing.T) {
	for n, want := range map[int]string{0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 22: "二十二", 100: "一百", 101: "一百零一", 110: "一百一十", 115: "一百一十五", 1003: "一千零三", 2020: "二千零二十", 12345: "12345"} {
		if got := Chinese(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
