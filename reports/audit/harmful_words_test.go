package audit

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// harmfulWords are harmful edits that mostly leave the numbers as they are.
var harmfulWords = []editClass{
	{"职务对调", swap(pairs(map[string][]string{"党工委书记": {"办事处主任", "党工委副书记"}, "主任": {"副主任"}, "副主任": {"主任"}, "书记": {"副书记"}, "组长": {"副组长"}}))},
	{"删去否定", swap(`不得|严禁|不能|未能|没有|不够|不实|不严|不足|不到位|禁止|杜绝|未`, func(r *rand.Rand, old string) string {
		return strings.NewReplacer("不得", "得", "严禁", "", "不能", "能", "未能", "能", "没有", "有", "不够", "够", "不实", "实", "不严", "严", "不足", "充足", "不到位", "到位", "禁止", "允许", "杜绝", "", "未", "").Replace(old)
	})},
	{"加否定", swap(`落实|执行|整改|召开|开展|印发|建立|制定`, func(r *rand.Rand, old string) string { return one("未", "没有", "拒不")(r, "") + old })},
	{"名单删一项", swap(`[^一二三四五六七八九十、，。；（）]、[^、，。；（）“”《》\d]{2,8}`, func(r *rand.Rand, old string) string {
		kept, _, _ := strings.Cut(old, "、")
		return kept
	})},
	{"名单换一项", swap(`、([^、，。；（）“”《》\d]{2,8})、`, one("安全生产", "消防检查", "招商引资", "教育医疗"))},
	{"主体换人", swap(pairs(map[string][]string{"街道党工委": {"区委巡察组", "社区党委"}, "街道": {"社区", "区里"}, "社区": {"街道", "物业"}, "党支部": {"党小组"}, "纪工委": {"综合办"}, "综合执法大队": {"城管办"}}))},
	{"书名改字", swap(`《([^》]{4,})》`, func(r *rand.Rand, old string) string {
		rs := []rune(old)
		i := r.IntN(len(rs))
		rs[i] = []rune(one("甲", "乙", "新", "旧", "暂")(r, string(rs[i])))[0]
		return string(rs)
	})},
	{"删去书名", swap(`《[^》]{4,}》`, func(r *rand.Rand, old string) string { return "" })},
	{"删去程度", swap(`全部|均|都|所有|一律|基本|大力|全面|始终`, func(r *rand.Rand, old string) string { return "" })},
	{"先后", swap(pairs(map[string][]string{"以来": {"以前"}, "以后": {"以前"}, "前": {"后"}, "已经": {"即将"}, "目前": {"去年"}, "及时": {"迟迟"}, "定期": {"偶尔"}, "每月": {"每年"}, "上半年": {"下半年"}, "年底": {"年初"}}))},
	{"问题编号", swap(`问题(\d)`, func(r *rand.Rand, old string) string { return fmt.Sprint(1 + r.IntN(9)) })},
	{"括号里的删去", swap(`（[^）]{2,}）`, func(r *rand.Rand, old string) string { return "" })},
	{"两数相邻的位对调", swap(`\d{2,}`, func(r *rand.Rand, old string) string {
		i := r.IntN(len(old) - 1)
		b := []byte(old)
		b[i], b[i+1] = b[i+1], b[i]
		return string(b)
	})},
	{"数字接到前一个数", swap(`\d[^\d。；]{1,12}\d`, func(r *rand.Rand, old string) string {
		return old[:1] + old[len(old)-1:] + old[1:len(old)-1]
	})},
	{"标题改字", func(r *rand.Rand, ps []Paragraph) bool {
		for i := range ps {
			if len([]rune(ps[i].Text)) > 6 {
				ps[i].Text = strings.Replace(ps[i].Text, "整改", one("检查", "评估", "考核")(r, ""), 1)
				return true
			}
		}
		return false
	}},
	{"落款改名", swap(`中共[^，。；]{4,}工委$|街道工委$|办事处$`, one("中共某区委", "某镇人民政府"))},
	{"牵头责任", swap(pairs(map[string][]string{"牵头": {"协助"}, "负责": {"参与"}, "主管": {"分管"}, "督促": {"放任"}, "批评": {"表扬"}, "问责": {"奖励"}, "约谈": {"慰问"}}))},
	{"因果对调", swap(`[^。；，]{6,20}，[^。；，]{6,20}[。；]`, func(r *rand.Rand, old string) string {
		end := old[len(old)-len("。"):]
		a, b, _ := strings.Cut(strings.TrimSuffix(old, end), "，")
		return b + "，" + a + end
	})},
	{"删一个无数的分句", swap(`，[^\d，。；一二三四五六七八九十“”《》（）]{5,25}[，。；]`, func(r *rand.Rand, old string) string { return old[len(old)-len("。"):] })},
}
