package audit

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// harmlessMore are what programs and printers do to a text, and other ways to write a
// number.
var harmlessMore = []editClass{
	{"数字和汉字之间空一格", all(`\d\p{Han}|\p{Han}\d`, func(r *rand.Rand, old string) string {
		rs := []rune(old)
		return string(rs[0]) + one(" ", "\u2009", "\u00a0", "\u3000")(r, "") + string(rs[1])
	})},
	{"多余的零", all(`\d+\.\d+(?:㎡|万㎡|%)`, func(r *rand.Rand, old string) string {
		n := strings.TrimRight(old, "㎡万%")
		return n + "0" + old[len(n):]
	})},
	{"万元和元", swap(`\d+(?:\.\d+)?万元`, func(r *rand.Rand, old string) string {
		return decimal.RequireFromString(strings.TrimSuffix(old, "万元")).Shift(4).String() + "元"
	})},
	{"序数", swap(`第[一二三四五六七八九](?:次|批|季度|阶段)`, func(r *rand.Rand, old string) string {
		return "第" + fmt.Sprint(strings.Index("一二三四五六七八九", string([]rune(old)[1]))/3+1) + string([]rune(old)[2:])
	})},
	{"零的写法", swap(`〇`, one("零", "○", "０", "0"))},
	{"百分号的写法", all(`%`, one("％", "﹪"))},
	{"省略号、破折号的写法", all(`……|——|“|”`, func(r *rand.Rand, old string) string {
		return map[string]string{"……": "...", "——": "--", "“": "\"", "”": "\""}[old]
	})},
	{"编号后的标点", all(`(?:问题\d|^\d)[.．:：、]`, func(r *rand.Rand, old string) string {
		return strings.TrimRight(old, ".．:：、") + one("：", ". ", "、", "．", ":")(r, "")
	})},
	{"项目符号", func(r *rand.Rand, ps []Paragraph) bool {
		mark := one("• ", "· ", "■ ", "➢ ", "- ", "★")(r, "")
		for i := range ps {
			if ps[i].Row == 0 && r.IntN(3) == 0 && ps[i].Text != "" {
				ps[i].Text = mark + ps[i].Text
			}
		}
		return true
	}},
	{"康熙部首", all(`[人工力大小口手日月水火]`, func(r *rand.Rand, old string) string {
		return map[string]string{"人": "⼈", "工": "⼯", "力": "⼒", "大": "⼤", "小": "⼩", "口": "⼝", "手": "⼿", "日": "⽇", "月": "⽉", "水": "⽔", "火": "⽕"}[old]
	})},
	{"空段和页码", func(r *rand.Rand, ps []Paragraph) bool {
		p := r.IntN(len(ps))
		if ps[p].Row > 0 {
			return false
		}
		ps[p].Text += "\n\n" + one("— 3 —", "- 12 -", "第 4 页", "第2页 共9页", "－１０－")(r, "") + "\n"
		return true
	}},
	{"看不见的字符", all(`\p{Han}`, func(r *rand.Rand, old string) string {
		return old + one("\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e")(r, "")
	})},
	{"数字间的空格", all(`\d{2,}`, func(r *rand.Rand, old string) string {
		return old[:1] + one("\u200b", "\ufeff", "\u2060")(r, "") + old[1:]
	})},
	{"每句一段", func(r *rand.Rand, ps []Paragraph) bool {
		p := r.IntN(len(ps))
		all := sentencesOf(ps[p].Text)
		if ps[p].Row > 0 || len(all) < 2 {
			return false
		}
		ps[p].Text = strings.Join(all, "\n")
		return true
	}},
	{"时间的写法", all(`\d{4}年\d{1,2}月\d{1,2}日`, func(r *rand.Rand, old string) string {
		m := wholeDate.FindStringSubmatch(old)
		return one(fmt.Sprintf("%s年 %s 月 %s 日", m[1], m[2], m[3]), fmt.Sprintf("%s.%02s.%02s", m[1], m[2], m[3]), fmt.Sprintf("%s年%s月%s号", m[1], m[2], m[3]))(r, "")
	})},
	{"去掉书名号内外的空格和引号", all(`[《》“”]`, func(r *rand.Rand, old string) string { return " " + old + " " })},
	{"大写数字", all(`[^\d.第,:\-](\d{1,2})[个次户项处件名家]`, func(r *rand.Rand, old string) string {
		return regexp.MustCompile(`\d+`).ReplaceAllStringFunc(old, func(d string) string {
			return strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖", "十", "拾").Replace(chinese(d))
		})
	})},
}
