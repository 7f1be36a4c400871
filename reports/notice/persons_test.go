package notice

import (
	"slices"
	"testing"
)

// Names are made of a common surname and of words that are nobody's.
func TestPersons(t *testing.T) {
	for text, want := range map[string][]string{
		"由李甲乙、王丙丁负责整改。":             {"李甲乙", "王丙丁"},
		"对张子丑给予党内警告处分。":             {"张子丑"},
		"住户赵寅卯拒不拆除，业主刘辰已自行拆除。":      {"赵寅卯", "刘辰"},
		"问责3人（陈巳午、杨丁、黄申酉）。":         {"陈巳午", "杨丁", "黄申酉"},
		"社区党委书记吴戌亥同志在会上作了说明。":       {"吴戌亥"},
		"居民孙甲的诉求已办结。":               {"孙甲"},
		"由何丙负责。":                    {"何丙"},
		"由方案负责人牵头，对高标准、白名单作了说明。":    nil,
		"街道党工委书记任组长，办事处主任任副组长。":     nil,
		"对方街道、对马路市场和万家灯火。":          nil,
		"由常委会、金街社区、石油公司负责。":         nil,
		"对任务单、提示单进行督办，对许可证、程序法的学习。": nil,
		"党员、干部和群众对巡察整改情况进行监督。":      nil,
		"由于高度重视，经方法论证，向江津区移交。":      nil,
	} {
		got := persons(text)
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %q", text, got)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q, not %s", text, got, w)
			}
		}
	}
}
