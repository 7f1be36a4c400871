package audit

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/reports/notice"
)

func chinese(digits string) string {
	n, err := strconv.Atoi(digits)
	if err != nil || n > 9999 {
		return digits
	}
	return notice.Chinese(n)
}

var (
	dayMonth   = regexp.MustCompile(`(\d{1,2})月(\d{1,2})日`)
	yearShape  = regexp.MustCompile(`(\d{4})年`)
	wholeDate  = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	everyDigit = regexp.MustCompile(`\d`)
)

func chineseDate(_ *rand.Rand, old string) string {
	old = yearShape.ReplaceAllStringFunc(old, func(y string) string {
		return everyDigit.ReplaceAllStringFunc(y, func(d string) string { return string([]rune("〇一二三四五六七八九")[d[0]-'0']) })
	})
	return regexp.MustCompile(`\d+`).ReplaceAllStringFunc(old, chinese)
}

func dashedDate(r *rand.Rand, old string) string {
	m := wholeDate.FindStringSubmatch(old)
	return one(m[1]+"-"+m[2]+"-"+m[3], m[1]+"."+m[2]+"."+m[3], m[1]+"/"+m[2]+"/"+m[3], fmt.Sprintf("%s年%02s月%02s日", m[1], m[2], m[3]))(r, "")
}

func wideText(old string) string {
	return strings.Map(func(c rune) rune {
		if c > ' ' && c <= '~' {
			return c - '!' + '！'
		}
		return c
	}, old)
}

func separated(_ *rand.Rand, old string) string {
	whole, fraction, point := strings.Cut(old, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return whole
}

func rounded(r *rand.Rand, old string) string {
	m := regexp.MustCompile(`[\d.]+`).FindString(old)
	v := decimal.RequireFromString(m)
	places := -v.Exponent()
	to := int32(1 + r.IntN(int(places-1)))
	is := v.Round(to)
	if strings.HasSuffix(old, "%") && is.Equal(decimal.NewFromInt(100)) || is.Equal(v) || len(is.Truncate(0).String())+int(to) < 2 || is.IsZero() || is.Shift(to).Abs().LessThan(decimal.NewFromInt(10)) {
		return old
	}
	return is.StringFixed(to) + strings.TrimPrefix(old, m)
}

// harmless edits leave a text saying what it said.
var harmless = []editClass{
	{"阿拉伯数字改中文", all(`[^\d.第,:\-](\d{1,4})[个次户项处件名家人起]`, func(r *rand.Rand, old string) string {
		return regexp.MustCompile(`\d+`).ReplaceAllStringFunc(old, chinese)
	})},
	{"中文数词改阿拉伯数字", all(`[一二三四五六七八九]次|十四轮|九轮|三届|两次`, func(r *rand.Rand, old string) string {
		return strings.NewReplacer("十四", "14", "一", "1", "二", "2", "两", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(old)
	})},
	{"百分数改百分之", all(`\d+(?:\.\d+)?%`, func(r *rand.Rand, old string) string {
		whole, fraction, point := strings.Cut(strings.TrimSuffix(old, "%"), ".")
		out := "百分之" + chinese(whole)
		if point {
			out += "点" + everyDigit.ReplaceAllStringFunc(fraction, func(d string) string { return string([]rune("零一二三四五六七八九")[d[0]-'0']) })
		}
		return out
	})},
	{"百分之改百分数", all(`百分之九十|九成|五分之四`, func(r *rand.Rand, old string) string {
		return map[string]string{"百分之九十": "90%", "九成": "90%", "五分之四": "80%"}[old]
	})},
	{"日期改中文", all(`(?:\d{4}年)?\d{1,2}月\d{1,2}日`, chineseDate)},
	{"日期改短写", all(wholeDate.String(), dashedDate)},
	{"日改号", all(dayMonth.String(), func(r *rand.Rand, old string) string { return strings.TrimSuffix(old, "日") + "号" })},
	{"起止日期的连接号", all(`日至\d`, func(r *rand.Rand, old string) string {
		return strings.Replace(old, "至", one("—", "-", "到", "～", "——", "－")(r, ""), 1)
	})},
	{"全角", all(`[\d%.,a-z@:+()-]+`, func(r *rand.Rand, old string) string { return wideText(old) })},
	{"标点", all(`[，。；：、“”《》（）]`, func(r *rand.Rand, old string) string {
		return map[string][]string{"，": {",", " ", "、"}, "。": {".", "；", "！"}, "；": {";", "，", "。"}, "：": {":", "，"}, "、": {"，", " ", ","}, "“": {`"`, "", "「"}, "”": {`"`, "", "」"},
			"《": {"", "〈"}, "》": {"", "〉"}, "（": {"(", "〔"}, "）": {")", "〕"}}[old][r.IntN(2)]
	})},
	{"千分位", all(`\d{4,}(?:\.\d+)?[户元家人㎡]`, func(r *rand.Rand, old string) string {
		m := regexp.MustCompile(`[\d.]+`).FindString(old)
		return separated(r, m) + strings.TrimPrefix(old, m)
	})},
	{"四舍五入", all(`\d+\.\d{2,}(?:万㎡|㎡|%)`, rounded)},
	{"平方米的写法", all(`㎡`, one("平方米", "m²", "m2", "平米", "平方米"))},
	{"万㎡改㎡", all(`\d+\.\d+万㎡`, func(r *rand.Rand, old string) string {
		return decimal.RequireFromString(strings.TrimSuffix(old, "万㎡")).Shift(4).String() + "㎡"
	})},
	{"序号的写法", all(`（[一二三四五六七]）`, func(r *rand.Rand, old string) string {
		n := strings.Index("一二三四五六七", old[3:6])/3 + 1
		return one(fmt.Sprintf("(%s)", old[3:6]), fmt.Sprintf("（%d）", n), fmt.Sprintf("%d.", n), fmt.Sprintf("%d、", n))(r, "")
	})},
	{"加空格", all(`.`, func(r *rand.Rand, old string) string {
		if everyDigit.MatchString(old) || strings.ContainsAny(old, ".,-@abcdefghijklmnopqrstuvwxyz") {
			return old
		}
		return old + one(" ", "　", "\u00a0", "\t", "\u200b")(r, "")
	})},
	{"段落拆开", splitParagraph},
	{"段落合并", joinParagraphs},
	{"句中换行", all(`[，；、]`, func(r *rand.Rand, old string) string { return old + "\n" })},
	{"段落移动", moveParagraph},
	{"两段对调", swapParagraphs},
	{"加称呼和结尾", salute},
	{"加没有数的一句", func(r *rand.Rand, ps []Paragraph) bool {
		for {
			if p := r.IntN(len(ps)); strings.HasSuffix(ps[p].Text, "。") && ps[p].Row == 0 {
				ps[p].Text += one("请各科室认真抓好落实。", "让我们携手把家园建设得更加美好。", "谢谢大家！")(r, "")
				return true
			}
		}
	}},
	{"表格各行移动", moveRows},
}

func splitParagraph(r *rand.Rand, ps []Paragraph) bool {
	for range 50 {
		p := r.IntN(len(ps))
		marks := regexp.MustCompile(`[，。；]`).FindAllStringIndex(ps[p].Text, -1)
		if ps[p].Row == 0 && len(marks) > 1 {
			m := marks[r.IntN(len(marks))]
			ps[p].Text = ps[p].Text[:m[1]] + "\r\n" + ps[p].Text[m[1]:]
			return true
		}
	}
	return false
}

func joinParagraphs(r *rand.Rand, ps []Paragraph) bool {
	for range 50 {
		p := 1 + r.IntN(len(ps)-1)
		if ps[p].Row == 0 && ps[p-1].Row == 0 && strings.HasSuffix(ps[p-1].Text, "。") {
			ps[p].Text = ps[p-1].Text + ps[p].Text
			ps[p-1].Text = ""
			return true
		}
	}
	return false
}

func moveParagraph(r *rand.Rand, ps []Paragraph) bool {
	for range 50 {
		from, to := r.IntN(len(ps)), r.IntN(len(ps))
		if ps[from].Row > 0 || ps[to].Row > 0 || from == to {
			continue
		}
		moved := ps[from]
		copy(ps[from:], ps[from+1:])
		copy(ps[to+1:], ps[to:len(ps)-1])
		ps[to] = moved
		return true
	}
	return false
}

func swapParagraphs(r *rand.Rand, ps []Paragraph) bool {
	for range 50 {
		a, b := r.IntN(len(ps)), r.IntN(len(ps))
		if ps[a].Row == 0 && ps[b].Row == 0 && a != b {
			ps[a], ps[b] = ps[b], ps[a]
			return true
		}
	}
	return false
}

func salute(r *rand.Rand, ps []Paragraph) bool {
	p := 1 + r.IntN(2)
	ps[p].Text = one("各位领导、同志们：", "各党支部、各科室：", "尊敬的各位居民：")(r, "") + "\n" + ps[p].Text
	if r.IntN(2) == 0 {
		ps[len(ps)-1].Text += "\n特此通报。"
	}
	return true
}

func moveRows(r *rand.Rand, ps []Paragraph) bool {
	in := columnCells(ps, 0)
	if len(in) < 3 {
		return false
	}
	a, b := in[r.IntN(len(in)-1)], in[r.IntN(len(in)-1)]
	if a == b {
		return false
	}
	for i := range 5 {
		ps[a+i].Text, ps[b+i].Text = ps[b+i].Text, ps[a+i].Text
	}
	return true
}
