package notice

import (
	"strings"
	"testing"
)

const contact = "电话{{联系电话}}，{{邮政信箱}}，{{电子邮箱}}。"

func TestNumbersThatNamePeople(t *testing.T) {
	c := fixture(t, nil)
	for text, want := range map[string]string{
		"证件11010519491231002X。":    "身份证号",
		"证件110105194912310021。":    "身份证号", // mistyped
		"证件１１０１０５１９４９１２３１００２Ｘ。":    "身份证号",
		"手机13912345678。":           "手机号",
		"手机139 1234 5678。":         "手机号",
		"手机139-1234-5678。":         "手机号",
		"手机{{手机}}。":                "", // the office's own
		"手机13800138000。":           "",
		"卡号6222021234567890128。":   "银行卡号",
		"卡号4111 1111 1111 1111。":   "银行卡号",
		"卡号4111111111111112。":      "",
		"代码91120116MA05G1234X。":    "",
		"编号20210806123。":           "",
		"面积12345678901.5。":         "",
		"卡号0000000000000000。":      "",
		"电话022-65773023。":          "",
		"手机+86 139 1234 5678。":     "手机号",
		"代码A13912345678B。":         "",
		"座机65773023，第13912345678号": "手机号",
	} {
		_, r := lines(t, c, true, text+contact)
		m := messages(r)
		if (want == "") == r.Blocked || want != "" && !strings.Contains(m, "有像"+want+"的数字") {
			t.Errorf("%s: want %q, got %s", text, want, m)
		}
		for _, secret := range []string{"11010519491231002X", "13912345678", "139 1234 5678"} {
			if strings.Contains(m, secret) {
				t.Errorf("%s: not masked: %s", text, m)
			}
		}
		if _, r := lines(t, c, false, text+contact); r.Blocked {
			t.Errorf("%s: internal variant blocked: %s", text, messages(r))
		}
	}
}

func TestSensitiveValues(t *testing.T) {
	c := fixture(t, nil)
	_, r := lines(t, c, true, "业主张三丰已自拆。"+contact)
	if m := messages(r); !r.Blocked || !strings.Contains(m, "“违法建设”敏感栏“业主”里的内容“张") || strings.Contains(m, "张三丰") {
		t.Error(m)
	}
	if _, r := lines(t, c, false, "业主张三丰已自拆。"); r.Blocked {
		t.Error(messages(r))
	}
	c = fixture(t, map[string]string{"公开审核": "类别|词语|已核\n人名|张三丰|是"})
	if _, r := lines(t, c, true, "业主张三丰已自拆。"+contact); r.Blocked {
		t.Error(messages(r))
	}
}

// A surname that somebody has ticked clears nobody.
func TestOneLetterClearsNobody(t *testing.T) {
	c := fixture(t, map[string]string{"公开审核": "类别|词语|已核\n人名|李|是\n人名|李甲乙|是"})
	_, r := lines(t, c, true, "由李甲乙、李丙丁负责，李老师讲授。"+contact)
	if m := messages(r); !r.Blocked || strings.Contains(m, "“李甲乙”") || !strings.Contains(m, "“李丙丁”") || !strings.Contains(m, "“李老师”") {
		t.Error(m)
	}
}

func TestNamesAreListedUntilTicked(t *testing.T) {
	text := "茂君书记点出，紫云园签订，与该违法建设相对人汇金园市场管理有限公司签订，邀请张薇平老师讲授，党工委书记带头，再邀张薇平老师。" + contact
	_, r := lines(t, fixture(t, nil), true, text)
	m := messages(r)
	for _, want := range []string{"人名“茂君书记”", "小区“紫云园”", "企业“汇金园市场管理有限公司”", "人名“张薇平老师”"} {
		if strings.Count(m, want) != 1 {
			t.Errorf("%s not once in\n%s", want, m)
		}
	}
	if strings.Contains(m, "“党工委书记”") || !r.Blocked || !strings.Contains(m, "error R-112 第 2 段：出现了企业") || !strings.Contains(m, "error R-112 第 2 段：出现了人名") {
		t.Error(m)
	}
	if _, r := lines(t, fixture(t, nil), true, "紫云园签订。"+contact); r.Blocked || !strings.Contains(messages(r), "warning R-112") {
		t.Error(messages(r)) // where an estate lies is no secret
	}
	if _, r := lines(t, fixture(t, map[string]string{"公开审核": "类别|词语|已核\n小区|紫云园|否"}), true, "紫云园签订。"+contact); !r.Blocked {
		t.Error("a word that was not cleared is printed")
	}
	_, r = lines(t, fixture(t, map[string]string{"公开审核": `类别|词语|已核
		人名|茂君书记|是
		人名|张薇平|是
		小区|紫云园|是
		企业|汇金园市场管理有限公司|是`}), true, text)
	if len(r.Findings) > 0 {
		t.Error(messages(r))
	}
	_, r = lines(t, fixture(t, map[string]string{"公开审核": "类别|词语|已核\n其他|带头|否"}), true, text)
	if !strings.Contains(messages(r), "其他“带头”") {
		t.Error(messages(r))
	}
}

func TestContactsStandInThePublicVariant(t *testing.T) {
	_, r := lines(t, fixture(t, nil), true, "电话{{联系电话}}")
	if m := messages(r); !r.Blocked || !strings.Contains(m, "没有电子邮箱") || !strings.Contains(m, "没有邮政信箱") || strings.Contains(m, "没有联系电话") {
		t.Error(m)
	}
	_, r = lines(t, fixture(t, map[string]string{"参数": "参数|值\n联系电话|\n套话|甲\n空的|甲"}), true, "正文")
	if m := messages(r); !strings.Contains(m, "参数“联系电话”没有填写") {
		t.Error(m)
	}
}

func TestBrokenCrossChecksBlockThePublicVariant(t *testing.T) {
	for _, x := range []struct {
		row     string
		blocked bool
	}{
		{"G1|处数相等|[违建.处数]|=|4|错误|", true},
		{"G1|处数相等|[违建.处数]|=|3|错误|", false},
		{"G1|处数相等|[违建.处数]|=|4|警告|", false},
		{"G1|处数相等|[违建.处数]|=|4|错误|口径不同", false},
	} {
		c := fixture(t, map[string]string{"勾稽": "编号|名称|左|关系|右|级别|允许不符的理由\n" + x.row})
		if _, r := lines(t, c, true, contact); r.Blocked != x.blocked {
			t.Errorf("%s: blocked %v: %s", x.row, r.Blocked, messages(r))
		}
		if _, r := lines(t, c, false, contact); r.Blocked {
			t.Errorf("%s: internal variant blocked", x.row)
		}
	}
}

func TestDraftRules(t *testing.T) {
	rules := `编号|阶段|级别|台账|检查|参数|提示|改法
		R-111|成稿|错误||号码|放行={联系电话}|有像号码的数字“{值}”|请删
		R-56|成稿|警告||数量措辞|甲=违建.处数; 乙=任务.条数|一处用“{值}”，一处用“{另}”|请统一
		R-36|成稿|警告||书名重复||《{值}》写了两次|请删
		R-37|成稿|错误||书名登记|登记=问题清单.问题表述|《{值}》没有登记|请登记
		T-1|成稿|提示||提醒||{反馈日}的提醒|`
	c := fixture(t, map[string]string{"规则": rules})
	text := "拆除{{违建.处数}}处，落实{{任务.条数}}项。《学习不够》《作风 不实》《学习不够》《纪律松弛，又说。“《没有的》”打13912345678或65773023" + contact
	_, r := lines(t, c, true, text)
	m := messages(r)
	for _, want := range []string{
		"error R-111 第 2 段：有像号码的数字“1", "warning R-56 第 2 段：一处用“处”，一处用“项”", "warning R-36 第 2 段：《学习不够》写了两次",
		"error R-37 第 2 段：《纪律松弛》没有登记", "error R-37 第 2 段：《没有的》没有登记", "info T-1 2021-05-20的提醒",
	} {
		if strings.Count(m, want) != 1 {
			t.Errorf("%s not once in\n%s", want, m)
		}
	}
	if strings.Contains(m, "《作风") || len(r.Findings) != 6 {
		t.Error(m)
	}
}

// A number that goes on in the next cell of a table blocks as any other; figures side
// by side are none.
func TestNumberOverTwoCells(t *testing.T) {
	c := fixture(t, nil)
	for text, blocked := range map[string]bool{
		"| 姓名 | 电话 | 备注 |\n|---|---|---|\n| 责任人甲 | 13812 | 345678 |\n": true,
		"| 处数 | 面积 |\n|---|---|\n| 138 | 1234567 |\n":                  false,
	} {
		if _, r := lines(t, c, true, text+"\n"+contact); strings.Contains(messages(r), "R-111") != blocked {
			t.Errorf("%s: %s", text, messages(r))
		}
	}
}
