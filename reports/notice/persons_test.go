package notice

import (
	"slices"
	"testing"
)

// Names are made of a common surname and of words that are nobody's.
func TestPersons(t *testing.T) {
	for text, want := range map[string][]string{
		"由李甲乙、王丙丁负责整改。":                  {"李甲乙", "王丙丁"},
		"对张子丑给予党内警告处分。":                  {"张子丑"},
		"住户赵寅卯拒不拆除，业主刘辰已自行拆除。":           {"赵寅卯", "刘辰"},
		"问责3人（陈巳午、杨丁、黄申酉）。":              {"陈巳午", "杨丁", "黄申酉"},
		"社区党委书记吴戌亥同志在会上作了说明。":            {"吴戌亥"},
		"居民孙甲的诉求已办结。":                    {"孙甲"},
		"由何丙负责。":                         {"何丙"},
		"由方案负责人牵头，对高标准、白名单作了说明。":         nil,
		"街道党工委书记任组长，办事处主任任副组长。":          nil,
		"对方街道、对马路市场和万家灯火。":               nil,
		"由常委会、金街社区、石油公司负责。":              nil,
		"对任务单、提示单进行督办，对许可证、程序法的学习。":      nil,
		"党员、干部和群众对巡察整改情况进行监督。":           nil,
		"对于群众反映的问题，由于天气等原因，由于疫情，有所延迟。":   nil,
		"经常沟通，经常走访、经常检查，对方负责拆除，要求对方签字。":  nil,
		"对高风险、易积水点位，由高层住户、和常住户、对高龄户登记。":  nil,
		"由易到难，与雷同的不符，对程序等，对毛坯房、石棉瓦逐项核查。": nil,
		"由于甲乙负责，对常丙丁给予警告。":               {"于甲乙", "常丙丁"},
		"由于高度重视，经方法论证，向江津区移交。":           nil,
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
