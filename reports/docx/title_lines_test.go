package docx

import (
	"strings"
	"testing"
)

func TestTitleLines(t *testing.T) {
	for _, c := range []struct {
		title string
		words []string
		want  string
	}{
		{"塘沽街道党工委关于巡察整改情况的通报", []string{"塘沽街道党工委"}, "塘沽街道党工委关于巡察整改情况的通报"},
		{"塘沽街道党工委关于三届区委第十四轮巡察集中整改情况的通报", []string{"塘沽街道党工委", "三届区委第十四轮巡察"}, "塘沽街道党工委关于三届区委第十四轮巡察\n集中整改情况的通报"},
		{"中共滨海新区区委塘沽街道工作委员会关于三届区委第十四轮巡察整改“回头看”集中整改进展情况的通报",
			[]string{"中共滨海新区区委塘沽街道工作委员会", "三届区委第十四轮巡察"}, "中共滨海新区区委塘沽街道工作委员会\n关于三届区委第十四轮巡察整改“回头看”\n集中整改进展情况的通报"},
		{"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", nil, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"},
	} {
		if got := TitleLines(c.title, c.words); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.title, got, c.want)
		}
	}
}

// Whatever the title, no word is broken, no line begins with a leaning word or is too
// long, and the lines narrow no more than once.
func TestTitleLinesKeepWords(t *testing.T) {
	words := []string{"某某街道党工委", "第三届区委第二轮巡察", "整改“回头看”"}
	for _, who := range []string{"某某街道党工委", "某某街道党工委、某某街道办事处", "中共某某区委"} {
		for _, what := range []string{"关于第三届区委第二轮巡察整改“回头看”集中整改情况的通报", "关于第三届区委第二轮巡察反馈意见集中整改落实情况的通报", "关于巡察反馈问题整改工作情况的报告"} {
			title := who + what
			got := TitleLines(title, words)
			if strings.ReplaceAll(got, "\n", "") != title {
				t.Fatalf("%s became %s", title, got)
			}
			for _, l := range strings.Split(got, "\n") {
				if len([]rune(l)) > titleWidth && strings.Contains(got, "\n") || strings.HasPrefix(l, "的") {
					t.Errorf("%s: line %s", title, l)
				}
			}
			for _, w := range append(words, "集中整改", "情况", "通报", "报告") {
				if strings.Contains(title, w) && !strings.Contains(got, w) {
					t.Errorf("%s breaks %s", got, w)
				}
			}
		}
	}
}
