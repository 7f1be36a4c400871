package lang

import (
	"errors"
	"regexp"
	"strings"
)

// habit is a way of writing that people bring along from elsewhere: how the text
// stands where it cannot be read, how it goes on, and what to write instead.
type habit struct {
	before, after *regexp.Regexp
	fix           string
	says          string // what the complaint has to speak of
}

var habits = []habit{
	{before: regexp.MustCompile(`[=＝]$`), after: regexp.MustCompile(`^([>＞])`), fix: "“=>”请写成“≥”。"},
	{before: regexp.MustCompile(`[=＝]$`), after: regexp.MustCompile(`^([<＜])`), fix: "“=<”请写成“≤”。"},
	{after: regexp.MustCompile(`^≧`), fix: "“≧”请写成“≥”。"},
	{after: regexp.MustCompile(`^≦`), fix: "“≦”请写成“≤”。"},
	{after: regexp.MustCompile(`^([0-9.,]+[^ 0-9]{0,3})以上`), fix: "“以上”请写成 栏目 ≥ $1。"},
	{after: regexp.MustCompile(`^([0-9.,]+[^ 0-9]{0,3})以[下内]`), fix: "“以下”“以内”请写成 栏目 ≤ $1。"},
	{after: regexp.MustCompile(`^在?最?近 ?([0-9]+) ?[天日]`), fix: "最近几天写成 栏目 ≥ {截至日}-$1。"},
	{after: regexp.MustCompile(`^([0-9]+) ?[天日]前`), fix: "几天前写成 {截至日}-$1。"},
	{after: regexp.MustCompile(`^([0-9]+) ?天`), fix: "天数只写数字 $1，不写“天”。"},
	{after: regexp.MustCompile(`^([0-9]+) ?个月`), fix: "没有按月的加减，写成天数，如 发现日期+30。"},
	{after: regexp.MustCompile(`^([0-9.]+)[万亿]`), fix: "“万”“亿”要换算成数字，1万写成 10000。"},
	{after: regexp.MustCompile(`^([0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{1,2}[./][0-9]{1,2}$)`), fix: "请写上年份，如 2026年7月1日。", says: "日期"},
	{after: regexp.MustCompile(`^([0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?) ?[至到~～—]`), fix: "一段日期写成 栏目 ≥ $1 且 栏目 ≤ …。"},
	{after: regexp.MustCompile(`^([0-9.]+) ?[-~～至到—] ?([0-9.]+)$`), fix: "范围写成 栏目 ≥ $1 且 栏目 ≤ $2。"},
	{after: regexp.MustCompile(`^[{｛]?(今天|今日|(?i:today|now))`), fix: "当天写成 {截至日}。"},
	{after: regexp.MustCompile(`^[{｛]?(昨天|昨日)`), fix: "前一天写成 {截至日}-1。"},
	{after: regexp.MustCompile(`^(本|当)(月|周|季|年)|^今年`), fix: "写成 栏目.月 = {截至日}.月 的样子；周、季、年一样。"},
	{after: regexp.MustCompile(`^去年`), fix: "去年写成 栏目.年 = {截至日}.年-1。"},
	{after: regexp.MustCompile(`^(“”|"")`), fix: "要问没填的，写成 栏目 为空。"},
	{after: regexp.MustCompile(`^(开头|以.+(开头|结尾|结束)|结尾|(?i:like))`), fix: "只能找其中的字，写成 栏目 含 甲。"},
	{before: regexp.MustCompile(`(^|[且或(（])$`), after: regexp.MustCompile(`^(不是|非|(?i:not))`), fix: "没有“非”的写法，请把比较反过来，如“=”换成“≠”，“>”换成“≤”。"},
	{after: regexp.MustCompile(`^(求和|(?i:sum|sumif|sumifs))[(（]`), fix: "下级的合计写成 汇总(台账.栏目)。"},
	{after: regexp.MustCompile(`^(?i:count|counta|countif|countifs)[(（]`), fix: "下级的行数写成 计数(台账)；要数行数的指标，运算选“计数”。"},
	{after: regexp.MustCompile(`^(?i:if|ifs)[(（]`), fix: "写成 如果(条件, 成立时的值, 不成立时的值)。"},
	{after: regexp.MustCompile(`^(?i:average|avg)[(（]`), fix: "下级的平均写成 平均(台账.栏目)。"},
	{after: regexp.MustCompile(`^[0-9.]+[%％]`), fix: "百分数写成 100*甲/乙，样式选“百分比”；数字后面不写 %。", says: "不是数"},
	{after: regexp.MustCompile(`^\[上期\.?(.+?)\]`), fix: "上期的数写成 [$1@上期]。"},
	{after: regexp.MustCompile(`^[\[\d].*,`), fix: "两个数里取大的，写成 如果([甲] > [乙], [甲], [乙])。", says: "这里没有台账"},
	{after: regexp.MustCompile(`^(四舍五入|(?i:round|int|trunc))`), fix: "不用写舍入，“小数位”写几位就印几位。"},
	{after: regexp.MustCompile(`^(?i:(year|month|day))[(（]`), fix: "日期取年、月、日写成 栏目.年、栏目.月、栏目.日。"},
	{after: regexp.MustCompile(`^(合计|总和|(?i:sum))[(（]`), fix: "几个数相加写成 [甲]+[乙]。"},
	{after: regexp.MustCompile(`^[(（]`), fix: "请去掉值外面的括号；几个值写成 属于 甲|乙。"},
}

// advised adds to an error how to write what people bring along from elsewhere.
func (p *parser) advised(err error) error {
	var e *Error
	if !errors.As(err, &e) || e.At > len(e.Text) {
		return err
	}
	before, after := strings.TrimSpace(e.Text[:e.At]), e.Text[e.At:]
	for _, h := range habits {
		m := h.after.FindStringSubmatchIndex(after)
		if m == nil || h.before != nil && !h.before.MatchString(before) || !strings.Contains(e.Message, h.says) {
			continue
		}
		e.Fix = string(h.after.ExpandString(nil, strings.NewReplacer("$1", "${1}", "$2", "${2}").Replace(h.fix), after, m))
		return e
	}
	return err
}
