package notice

import (
	"strings"
	"testing"
)

// privateFigures are derived from a 限阅 ledger or a 敏感 column in every way the
// plan knows.
const privateFigures = `代号|名称|台账|运算|栏目|条件|公式|小数位|样式|可公开
	违建.处数|违建处数|违法建设|计数
	问责.数|问责人次|问责处理|计数
	问责.罚|处罚金额|问责处理|求和|罚款|||2
	问责.罚二|处罚金额两倍||公式|||[问责.罚]*2|2
	问责.混|混合比例||公式|||[问责.罚二]/[违建.处数]|2
	问责.事由|事由名单|问责处理|列表|事由
	违建.业主数|业主个数|违法建设|去重|业主
	违建.有业主|有业主的处数|违法建设|计数||业主 非空
	违建.罚|违建罚款|违法建设|求和|罚金|||2
	违建.倍|违建罚款倍数|违法建设|求和|两倍|||2
	任务.问责|有问责的任务|整改任务|计数||问责.事由 非空
	可.数|可公开的人次|问责处理|计数||||||是
	可.倍|可公开的两倍||公式|||[可.数]*2|0|
	可.混|仍不可公开||公式|||[可.数]+[问责.数]|0|`

func privatePlan() map[string]string {
	return map[string]string{
		"指标": privateFigures,
		"栏目": columns("整改任务|问责|引用||问责处理|选|整改办||否", "违法建设|罚金|小数|2||选|整改办||是",
			"违法建设|两倍|公式|2|[罚金]*2|选|系统||否", "问责处理|罚款|小数|2||选|整改办||否"),
		"期初-违法建设": "违建编号|类别|面积|业主|罚金\nW1|公建违建|12.50|张三丰|7300\nW2|公建违建|100|李某|24",
		"期初-问责处理": "编号|对象|罚款|事由\nZ1|赵六|8642|整改不力\nZ2|钱七|1|推诿",
		"期初-整改任务": "措施编号|问题编号|措施序号|问责|公开表述\n1-01|1|1|Z1|加强学习",
		"勾稽":      "编号|名称|左|关系|右|级别\nG1|罚款相等|[问责.罚二]|=|[违建.罚]|错误",
		"参数":      "参数|值\n反馈日|2021-05-20\n联系电话|65773023\n电子邮箱|a@b.cn\n邮政信箱|某街道办事处\n手机|13800138000\n空的|\n截至日|\n套话|共{{问责.罚}}元",
	}
}

func TestNothingPrivateIsDerivedInPublic(t *testing.T) {
	c := fixture(t, privatePlan())
	for _, template := range []string{
		"{{问责.数}}", "{{问责.罚}}", "{{处罚金额}}", "{{问责.罚二}}", "{{问责.混}}", "{{问责.事由}}", "{{违建.业主数}}", "{{违建.有业主}}", "{{违建.罚}}", "{{违建.倍}}",
		"{{任务.问责}}", "{{可.混}}", "{{套话}}",
		"{{如果 [问责.数] > 1}}问过责{{完}}", "{{如果 [可.数] > [问责.罚]}}甲{{否则}}问过责{{完}}",
		"{{每组 违法建设.类别}}{{组内:违建.罚}}{{完}}", "{{每组 违法建设.业主}}问过责{{完}}", "{{每行 违法建设：业主 非空}}问过责{{完}}",
		"{{每行 整改任务：问责.事由 非空}}问过责{{完}}", "{{每行 整改任务}}{{问责.事由}}{{完}}", "{{每行 整改任务}}{{如果 问责.罚款 > 5}}问过责{{完}}{{完}}",
	} {
		got, r := lines(t, c, true, "文"+template+"\n\n"+contact)
		if !r.Blocked {
			t.Errorf("%s is finished: %q", template, got[0])
		}
		for _, secret := range []string{"8642", "8643", "17286", "7324", "14648", "问过责", "整改不力", "4321"} {
			if strings.Contains(got[0], secret) || strings.Contains(messages(r), secret) {
				t.Errorf("%s prints %s: %q\n%s", template, secret, got[0], messages(r))
			}
		}
		if strings.ContainsAny(strings.ReplaceAll(got[0], "【不公开：", ""), "0123456789") {
			t.Errorf("%s prints a figure: %q", template, got[0])
		}
	}
	// What the plan has cleared may stand, and everything in the internal variant.
	got, r := lines(t, c, true, "文{{可.数}}、{{可.倍}}，{{违建.处数}}处\n\n"+contact)
	if got[0] != "文2、4，2处" || strings.Contains(messages(r), "不能写进") {
		t.Error(got, messages(r))
	}
	got, r = lines(t, c, false, "文{{问责.罚}}、{{问责.混}}、{{违建.业主数}}{{如果 [问责.数] > 1}}人{{完}}")
	if got[0] != "文8643、8643、2人" || r.Blocked {
		t.Error(got, messages(r))
	}
	// Under a condition on the variant the public one never comes to it.
	got, r = lines(t, c, true, "文{{如果 {变体} = 党内通报稿}}{{问责.数}}{{完}}完\n\n"+contact)
	if got[0] != "文完" || strings.Contains(messages(r), "不能写进") {
		t.Error(got, messages(r))
	}
}
