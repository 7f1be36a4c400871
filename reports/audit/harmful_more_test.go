package audit

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// harmfulMore are harmful edits of the kinds that nobody makes on purpose only: slips of
// the hand, what an input method offers, what is pasted from elsewhere, and small words
// on which a statement hangs.
var harmfulMore = []editClass{
	{"字母当数字", swap(`\d*[01]\d*[户处项件次个名万㎡%]`, func(r *rand.Rand, old string) string {
		return strings.Replace(strings.Replace(old, "0", one("O", "o", "8")(r, ""), 1), "1", one("l", "I", "7")(r, ""), 1)
	})},
	{"更多的约数", swap(`\d+(?:\.\d+)?`+counters, func(r *rand.Rand, old string) string {
		return one("将近", "接近", "多达", "仅有", "不到", "上百", "估计", "最多", "最少", "只有", "差不多")(r, "") + old
	})},
	{"打算当做到", swap(`(?:召开|开展|印发|建立|制定|完成|走访|解决|拆除|清退)了?`, func(r *rand.Rand, old string) string {
		return one("拟", "计划", "准备", "力争", "预计", "争取", "考虑")(r, "") + old
	})},
	{"范围", swap(pairs(map[string][]string{"全街": {"部分片区", "全区"}, "各社区": {"部分社区", "个别社区"}, "全体": {"部分"}, "各科室": {"有关科室"}, "所有": {"部分"}, "全部": {"大多数", "多数"}, "均": {"大多"}, "辖区": {"全市"}, "各级": {"本级"}, "每个": {"有的"}}))},
	{"上下限", swap(pairs(map[string][]string{"以上": {"以内", "以下"}, "不少于": {"不多于"}, "不低于": {"不高于"}, "不超过": {"不少于"}, "至少": {"至多"}, "最高": {"最低"}, "超过": {"未超过"}, "高于": {"低于"}, "多于": {"少于"}}))},
	{"合计和各自", swap(pairs(map[string][]string{"共": {"各", "新"}, "累计": {"新增", "当月"}, "分别": {"合计", "一并"}, "合计": {"其中"}, "其中": {"另有", "此外"}, "各": {"共"}, "总量": {"增量"}, "总数": {"余数"}}))},
	{"轻重", swap(pairs(map[string][]string{"必须": {"可以"}, "应当": {"可以"}, "严肃": {"一般"}, "立即": {"逐步"}, "坚决": {"适当"}, "严格": {"酌情"}, "第一责任人": {"直接责任人"}, "主体责任": {"监督责任"}, "重点": {"一般"}, "主要": {"次要"}, "诫勉": {"提醒"}, "处分": {"处理"}}))},
	{"数字后加括号说明", swap(`\d+(?:\.\d+)?`+counters, func(r *rand.Rand, old string) string {
		return old + one("（不含移交）", "（含重复）", "（预计）", "（未核实）", "（含往年）")(r, "")
	})},
	{"月日对调", swap(`\d{1,2}月\d{1,2}日`, func(r *rand.Rand, old string) string {
		m := dayMonth.FindStringSubmatch(old)
		return m[2] + "月" + m[1] + "日"
	})},
	{"去掉起日或止日", swap(`\d{1,2}月\d{1,2}日至(?:\d{1,2}月)?\d{1,2}日`, func(r *rand.Rand, old string) string {
		from, to, _ := strings.Cut(old, "至")
		return one(from, to)(r, "")
	})},
	{"十几和几十", swap(`十[一二三四五六七八九]|[二三四五六七八九]十`, func(r *rand.Rand, old string) string {
		rs := []rune(old)
		return string(rs[1]) + string(rs[0])
	})},
	{"引号里改字", swap(`“([^”]{2,12})”`, changeRune)},
	{"换一个字", swap(`[。，；：]([^，。；“”《》（）\d]{4,12})[，。；]`, changeRune)},
	{"漏一个字", swap(`[^，。；“”《》（）\d、的了]{6,12}`, func(r *rand.Rand, old string) string {
		rs := []rune(old)
		i := 1 + r.IntN(len(rs)-2)
		return string(rs[:i]) + string(rs[i+1:])
	})},
	{"贴来的分句", pasteClause},
	{"两个单位对调", swapTwo(`(综合办|财政办|党建办|纪工委|综合执法大队|招商办|机关党委|第[一二三四五六七八]社区|鸿运小区|紫云园|新港街|泰达街|党工委|办事处)`)},
	{"两句的主语对调", swapTwo(`(?:^|。|；)([^，。；\d]{3,10})，`)},
	{"小标题对调", swapTwo(`^（[一二三四五六七]）([^。]{4,20})。`)},
	{"加一条注", func(r *rand.Rand, ps []Paragraph) bool {
		p := len(ps) - 1 - r.IntN(3)
		ps[p].Text += one("注：以上数据不含街道移交部分。", "（数据截至上年末）", "以上统计口径为户次。", "上述数字仅供参考。", "以正式通报为准。")(r, "")
		return true
	}},
	{"加一句没有数的假话", func(r *rand.Rand, ps []Paragraph) bool {
		for {
			if p := r.IntN(len(ps)); strings.HasSuffix(ps[p].Text, "。") && ps[p].Row == 0 {
				ps[p].Text += one("违法建设已全部拆除完毕。", "没有一人因此被追究责任。", "反馈的问题均已整改到位。", "诉求都已办结。", "有的问题未整改。")(r, "")
				return true
			}
		}
	}},
	{"尚、曾、仍", swap(`(?:已经?)(?:[^已，。；]{2,6})`, func(r *rand.Rand, old string) string {
		return one("尚", "曾", "仍", "或", "也许")(r, "") + strings.TrimPrefix(strings.TrimPrefix(old, "已经"), "已")
	})},
	{"表头改字", func(r *rand.Rand, ps []Paragraph) bool {
		for i := range ps {
			if ps[i].Row == 1 && strings.ContainsAny(ps[i].Text, "处面率") {
				ps[i].Text = strings.NewReplacer("处数", "户数", "面积", "占地", "率", "数", "拆除", "整改").Replace(ps[i].Text)
				return true
			}
		}
		return false
	}},
	{"小数点写成逗号", swap(`\d+\.\d+`, func(r *rand.Rand, old string) string {
		return strings.Replace(old, ".", one(",", "，", "、", " ")(r, ""), 1)
	})},
	{"来源的说法", swap(pairs(map[string][]string{"经核查": {"据反映", "经自查"}, "核查": {"估算"}, "统计": {"估计"}, "查实": {"听说"}, "反馈": {"自查"}, "认定": {"怀疑"}, "检查发现": {"群众举报"}, "自查": {"上级检查"}, "督促": {"协调"}}))},
}

// changeRune puts another character in the place of one, such as an input method offers.
func changeRune(r *rand.Rand, old string) string {
	rs := []rune(old)
	i := r.IntN(len(rs))
	rs[i] = []rune(one("不", "大", "会", "市", "区", "未", "人", "改", "工", "理", "事")(r, string(rs[i])))[0]
	return string(rs)
}

// pasteClause puts a clause of one sentence into another.
func pasteClause(r *rand.Rand, ps []Paragraph) bool {
	clause := regexp.MustCompile(`，([^，。；“”（）]{6,20})[，。]`)
	p, from, to, ok := at(r, ps, clause)
	if !ok {
		return false
	}
	words := ps[p].Text[from:to]
	q, at2, _, ok := at(r, ps, regexp.MustCompile(`(，)[^，。；]{4,}[，。]`))
	if !ok || p == q {
		return false
	}
	ps[q].Text = ps[q].Text[:at2] + "，" + words + ps[q].Text[at2:]
	return true
}
