package audit

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

const counters = `[户处项件次个名家人起条万亩元]`

func digitChanged(r *rand.Rand, old string) string {
	at := r.IntN(len(old))
	for old[at] < '0' || old[at] > '9' {
		at = r.IntN(len(old))
	}
	return old[:at] + string('0'+(old[at]-'0'+byte(1+r.IntN(9)))%10) + old[at+1:]
}

func numeralChanged(r *rand.Rand, old string) string {
	return one("一", "二", "三", "四", "五", "六", "七", "八", "九")(r, old)
}

// harmful edits make a text say something else.
var harmful = []editClass{
	{"改一位数字", swap(`\d[\d.]*`, digitChanged)},
	{"多一位数字", swap(`[1-9]\d*`, func(r *rand.Rand, old string) string { return old + fmt.Sprint(r.IntN(9)+1) })},
	{"少一位数字", swap(`[^\d.](\d\d+)[^.\d]`, func(r *rand.Rand, old string) string { return old[:len(old)-1] })},
	{"小数点移动", swap(`\d+\.\d{2,}`, func(r *rand.Rand, old string) string {
		i := strings.IndexByte(old, '.')
		return old[:i] + old[i+1:i+2] + "." + old[i+2:]
	})},
	{"数字换成别的数", swap(`(\d+)`+counters, func(r *rand.Rand, old string) string { return fmt.Sprint(r.IntN(5000) + 1) })},
	{"改中文数词", swap(`[一二三四五六七八九]`, numeralChanged)},
	{"中文数词改成别的阿拉伯数字", swap(`([二三四五六七八九])[次个名项处]`, func(r *rand.Rand, old string) string { return fmt.Sprint(10 + r.IntN(80)) })},
	{"面积单位", swap(`\d(㎡|亩|公顷|平方米)`, one("㎡", "亩", "公顷", "米", "平方公里"))},
	{"金额单位", swap(`[\d万](元|美元)`, one("元", "美元", "万元", "欧元", "亿元"))},
	{"计数单位", swap(`\d([户处项件次个名家起])`, one("户", "处", "项", "件", "次", "个", "名", "家", "起", "户次", "人次", "年", "天"))},
	{"丢了万、亿", swap(`\d(万|亿)`, func(r *rand.Rand, old string) string { return "" })},
	{"多了万", swap(`\d([户处㎡])`, func(r *rand.Rand, old string) string { return "万" + old })},
	{"丢了百分号", swap(`\d(%)`, func(r *rand.Rand, old string) string { return "" })},
	{"百分号改千分号、百分点", swap(`\d(%)`, one("‰", "个百分点", "倍"))},
	{"加负号", swap(`[^-\d.,](\d+(?:\.\d+)?[%㎡万户])`, func(r *rand.Rand, old string) string { return one("-", "−", "负", "－")(r, "") + old })},
	{"加约数", swap(`\d+(?:\.\d+)?`+counters, func(r *rand.Rand, old string) string {
		return one("近", "约", "不足", "超过", "逾", "至少", "大约", "仅")(r, "") + old
	})},
	{"加余、左右、以上", swap(`\d`+counters+`|\d%`, func(r *rand.Rand, old string) string {
		return old + one("余", "左右", "以上", "多", "以下")(r, "")
	})},
	{"去约数", swap(`近\d|约\d|超过|不足|余户|以上的|至少`, func(r *rand.Rand, old string) string {
		return strings.NewReplacer("近", "", "约", "", "超过", "", "不足", "", "余", "", "以上", "", "至少", "").Replace(old)
	})},
	{"完成改未完成", swap(`(已|全部)?(?:整改)?完成|办结|清退|拆除完毕|已解决`, func(r *rand.Rand, old string) string {
		if strings.HasPrefix(old, "已") && r.IntN(2) == 0 {
			return one("未", "将", "拟", "正")(r, "") + strings.TrimPrefix(old, "已")
		}
		return one("未", "基本", "没有", "即将", "部分")(r, "") + strings.TrimPrefix(old, "全部")
	})},
	{"反义词", swap(pairs(map[string][]string{"新增": {"存量", "减少"}, "存量": {"新增", "增量"}, "增长": {"下降", "减少"}, "下降": {"上升", "增长"}, "全部": {"部分", "大部"},
		"已": {"未", "将"}, "不列入": {"列入"}, "不予": {"予以"}, "突出问题": {"一般问题"}, "超过": {"不足"}, "占总量": {"占存量"}, "拆除率": {"完成率", "未拆率"}, "牵头": {"配合"}, "剩余": {"新增"}}))},
	{"标签改成别的", swap(pairs(map[string][]string{"公建违建": {"历史性违建", "公租违建"}, "别墅区违法建设": {"平房区违法建设", "封闭露台类违法建设"}, "历史性违建": {"公建违建"}, "走访居民": {"走访商户", "服务居民"},
		"典型事例": {"一般事例"}, "专题会议": {"座谈会议", "党员会议"}, "财政拨款": {"企业自筹"}, "个体工商户": {"民营企业"}, "占道经营": {"违法建设"}}))},
	{"两个标签对调", swapTwo(`属于“([^”]+)”`)},
	{"表中两个标签对调", swapCells(1)},
	{"表中两个数对调", swapCells(2)},
	{"一是二是的内容对调", swapContents},
	{"两个日期对调", swapTwo(`(\d{1,2}月\d{1,2}日)`)},
	{"两句的数对调", swapTwo(`[^\d.\-年月:](\d+(?:\.\d+)?)(?:户|个|项|处|㎡|万㎡|件|家|名)`)},
	{"单位、小区、人名", swap(pairs(map[string][]string{"综合办": {"纪工委", "财政办", "综管办"}, "财政办": {"党建办", "综合办"}, "鸿运小区": {"紫云园", "鸿源小区"}, "紫云园": {"鸿运小区", "紫荣园"}, "新港街": {"新村街", "新北街"},
		"泰达街": {"新港街", "泰安街"}, "汇金园市场": {"汇鑫园市场"}, "塘沽街道": {"新港街道", "塘洁街道"}, "区委巡察三组": {"区委巡察二组"}, "王某某": {"张某某"}, "执法大队": {"执法中队"}, "新城家园": {"新城佳园"}}))},
	{"改日", swap(`月(\d{1,2})日`, func(r *rand.Rand, old string) string { return fmt.Sprint(r.IntN(28) + 1) })},
	{"改月", swap(`(\d{1,2})月`, func(r *rand.Rand, old string) string { return fmt.Sprint(r.IntN(12) + 1) })},
	{"改年", swap(`(\d{4})年`, func(r *rand.Rand, old string) string { return fmt.Sprint(2015 + r.IntN(10)) })},
	{"电话、邮箱", swap(`6577\d{4}|tgjzhb@tjbh`, func(r *rand.Rand, old string) string {
		if old[0] == 't' {
			return one("tgjzhb@tjbn", "tgjzbh@tjbh", "tgzhb@tjbh")(r, old)
		}
		return digitChanged(r, old)
	})},
	{"轮次、届次", swap(`第?(十四|九|三)[轮届]`, one("十三", "十五", "八", "四", "二"))},
	{"删去有数的一句", deleteSentence(`\d`)},
	{"删去没有数的一句", deleteSentence(`^[^\d一二三四五六七八九十]{8,}$`)},
	{"删去一个数", swap(`[^\d.第]\d+(?:\.\d+)?[户个项处件]`, func(r *rand.Rand, old string) string { return string([]rune(old)[:1]) })},
	{"删去有数的分句", swap(`，[^，。；、“”（）]*\d[^，。；“”（）]*`, func(r *rand.Rand, old string) string { return "" })},
	{"删去表的一行", deleteRow},
	{"删去表的一格", func(r *rand.Rand, ps []Paragraph) bool { return emptyCell(r, ps) }},
	{"插入有数的假话", insertSentence},
	{"插入有数的分句", swap(`，`, func(r *rand.Rand, old string) string {
		return fmt.Sprintf("，另有%d%s，", r.IntN(900)+2, one("处未处理", "户未走访", "件超期", "人次信访")(r, ""))
	})},
	{"百分之、成、分之", swap(`百分之([一二三四五六七八九])|([一二三四五六七八九])成|分之([一二三四五六七八九])`, numeralOf)},
	{"中文万、亿", swap(`[一二三四五六七八九十](万)元|\d(亿)元`, one("千", "百", "亿", "十"))},
	{"每、日均、同比", swap(pairs(map[string][]string{"每月": {"每季", "每年"}, "同比": {"环比"}, "每半年": {"每年"}, "较上年": {"较上月"}, "上半年": {"下半年"}, "日均": {"月均"}}))},
}

func numeralOf(r *rand.Rand, old string) string {
	out := []rune(old)
	for i, c := range out {
		if strings.ContainsRune("一二三四五六七八九", c) {
			out[i] = []rune(numeralChanged(r, string(c)))[0]
		}
	}
	return string(out)
}

// swapTwo exchanges two different matches.
func swapTwo(pattern string) func(*rand.Rand, []Paragraph) bool {
	re := regexp.MustCompile(pattern)
	return func(r *rand.Rand, ps []Paragraph) bool {
		for range 20 {
			p, a, aEnd, ok := at(r, ps, re)
			q, b, bEnd, _ := at(r, ps, re)
			if !ok {
				return false
			}
			x, y := ps[p].Text[a:aEnd], ps[q].Text[b:bEnd]
			if x == y {
				continue
			}
			if p == q {
				if a > b {
					a, aEnd, b, bEnd, x, y = b, bEnd, a, aEnd, y, x
				}
				t := ps[p].Text
				ps[p].Text = t[:a] + y + t[aEnd:b] + x + t[bEnd:]
				return true
			}
			ps[p].Text = ps[p].Text[:a] + y + ps[p].Text[aEnd:]
			ps[q].Text = ps[q].Text[:b] + x + ps[q].Text[bEnd:]
			return true
		}
		return false
	}
}

// cells lists the paragraphs of a column of the tables.
func columnCells(ps []Paragraph, column int) (out []int) {
	n := 0
	for i := range ps {
		if ps[i].Row == 0 {
			continue
		}
		if i == 0 || ps[i-1].Row != ps[i].Row {
			n = 0
		}
		if n == column && ps[i].Row > 1 {
			out = append(out, i)
		}
		n++
	}
	return out
}

func swapCells(column int) func(*rand.Rand, []Paragraph) bool {
	return func(r *rand.Rand, ps []Paragraph) bool {
		in := columnCells(ps, column)
		if len(in) < 2 {
			return false
		}
		a, b := in[r.IntN(len(in))], in[r.IntN(len(in))]
		changed := ps[a].Text != ps[b].Text
		ps[a].Text, ps[b].Text = ps[b].Text, ps[a].Text
		return changed
	}
}

func emptyCell(r *rand.Rand, ps []Paragraph) bool {
	in := columnCells(ps, 1+r.IntN(3))
	if len(in) == 0 {
		return false
	}
	i := in[r.IntN(len(in))]
	changed := ps[i].Text != ""
	ps[i].Text = ""
	return changed
}

func deleteRow(r *rand.Rand, ps []Paragraph) bool {
	in := columnCells(ps, 0)
	if len(in) == 0 {
		return false
	}
	row := ps[in[r.IntN(len(in))]].Row
	for i := range ps {
		if ps[i].Row == row {
			ps[i].Text = ""
		}
	}
	return true
}

var ordered = regexp.MustCompile(`^[一二三四五六七]是.{8}`)

// swapContents exchanges what follows two of 一是, 二是 …
func swapContents(r *rand.Rand, ps []Paragraph) bool {
	for range 20 {
		p, k, all, ok := sentenceIn(r, ps, ordered)
		if !ok {
			return false
		}
		for l := range all {
			if l == k || !ordered.MatchString(all[l]) {
				continue
			}
			x, y := all[k], all[l]
			n := len("一是")
			all[k], all[l] = x[:n]+y[n:], y[:n]+x[n:]
			ps[p].Text = strings.Join(all, "")
			return true
		}
	}
	return false
}

func deleteSentence(pattern string) func(*rand.Rand, []Paragraph) bool {
	re := regexp.MustCompile(pattern)
	return func(r *rand.Rand, ps []Paragraph) bool {
		p, k, all, ok := sentenceIn(r, ps, re)
		if !ok {
			return false
		}
		all[k] = ""
		ps[p].Text = strings.Join(all, "")
		return true
	}
}

func insertSentence(r *rand.Rand, ps []Paragraph) bool {
	for {
		p := r.IntN(len(ps))
		if ps[p].Row > 0 || !strings.HasSuffix(ps[p].Text, "。") {
			continue
		}
		all := sentencesOf(ps[p].Text)
		n, k := r.IntN(900)+2, r.IntN(len(all)+1)
		if k > 0 && !strings.HasSuffix(all[k-1], "。") {
			continue
		}
		false_ := one(fmt.Sprintf("全街累计拆除违法建设%d处。", n), fmt.Sprintf("收到群众表扬信%d封。", n), fmt.Sprintf("约谈责任人%d人次，问责%d人。", n, n%7+1),
			fmt.Sprintf("超期未办结的有%d件。", n), fmt.Sprintf("投入资金%d.5万元。", n), fmt.Sprintf("满意率达到%d%%。", n%100), "群众满意度达到九成八。", "其中三件被上级督办。")(r, "")
		all = append(all[:k:k], append([]string{false_}, all[k:]...)...)
		ps[p].Text = strings.Join(all, "")
		return true
	}
}
