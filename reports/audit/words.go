package audit

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/templates"
)

// turning are letters of the words that turn what a sentence says: whether it
// is so, how much of it, about how much, which way, since when.
const turning = "未不没无非否勿免拒禁停" + "近约余多逾超足至少达满仅只最几数整概" + "已将拟待正完毕全均都皆各" +
	"增减升降涨跌高低新旧存量" + "应可必须能准暂" + "前后期同环累计每人以上下左右"

// degrees are words that turn a sentence and whose letters do not.
var degrees = []string{"基本", "部分", "大部", "个别", "主要", "初步", "逐步", "暂时", "临时", "原则", "局部", "个人", "集体", "重点", "一般", "典型", "严重", "轻微", "长期", "短期",
	"计划", "准备", "争取", "力争", "预计", "打算", "考虑", "设想", "估计", "估算", "也许", "或许", "据说", "听说", "反映", "怀疑"}

// scopes are words of a sentence that says what numbers are worth, which it has none of.
var scopes = []string{"数据", "数字", "口径", "不含", "不包括", "不计", "除外", "截至", "仅供参考", "未核", "估算", "为准", "作废", "有误", "上年", "往年", "去年"}

// deeds and extents together make a claim of what has been done, without a number.
var (
	deeds   = []string{"完成", "整改", "拆除", "办结", "清退", "追究", "问责", "处分", "解决", "销号", "查处", "落实到位"}
	extents = []string{"已", "未", "没有", "全部", "均", "从未", "无一", "一律", "都"}
)

// scoped says whether words say what other sentences' numbers are worth, or what has
// been done and what not.
func scoped(keys string) bool {
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(keys, w) })
	}
	return has(scopes) || has(deeds) && has(extents)
}

// tails are letters that make another word of measure of the one before them.
const tails = "次度多余以左上下倍时"

// turns says whether words hold one that turns a sentence.
func turns(keys string) bool {
	return strings.ContainsAny(keys, turning) || slices.ContainsFunc(degrees, func(w string) bool { return strings.Contains(keys, w) })
}

// vocabulary are the names that the plan knows: a text may call nothing else by
// them.
func vocabulary(p *templates.Plan) []string {
	var out []string
	add := func(words ...string) {
		for _, w := range words {
			if utf8.RuneCountInString(w) >= 2 {
				out = append(out, keysOf(w))
			}
		}
	}
	for _, u := range p.Units {
		add(u.Name)
	}
	for _, d := range p.Dicts {
		add(d.Names()...)
	}
	for _, g := range p.Groups {
		for _, o := range g.Options {
			add(o.Name)
		}
	}
	for _, x := range p.Params {
		if n := utf8.RuneCountInString(x.Value); n <= 40 {
			add(x.Value)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(out)
}

func keysOf(words string) string {
	t := newText([]Paragraph{{Text: words}})
	return t.keys(stretch{0, len(t.tokens)})
}

// named says whether one of the names covers some tokens of a sentence.
func named(t *text, s, part stretch, names []string) bool {
	var b strings.Builder
	at := make([]int, 0, s.size()+1) // where each token begins
	for _, x := range t.tokens[s.from:s.to] {
		at = append(at, b.Len())
		b.WriteString(x.Key)
	}
	at = append(at, b.Len())
	all, from, to := b.String(), at[part.from-s.from], at[part.to-s.from]
	for _, n := range names {
		for i := 0; ; {
			k := strings.Index(all[i:], n)
			if k < 0 {
				break
			}
			k += i
			if from == to && k < from && from < k+len(n) || from < to && k < to && from < k+len(n) {
				return true
			}
			i = k + len(n)
		}
	}
	return false
}
