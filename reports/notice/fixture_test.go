package notice

import (
	"slices"
	"strings"
	"testing"

	"taizhang/reports/notice/noticetest"
)

// fixture is a campaign of two problem classes, with one row of every kind
// that matters.
func fixture(t testing.TB, change map[string]string) *noticetest.Campaign {
	t.Helper()
	tables := map[string]string{
		"参数": `参数|值
			反馈日|2021-05-20
			成文日|2021-11-25
			联系电话|65773023
			电子邮箱|tgjzhb@tjbh.gov.cn
			邮政信箱|某街道办事处
			手机|13800138000
			空的|
			截至日|
			套话|共{{违建.处数}}处`,
		"单位": `单位代码|单位名称|类型
			A|综合办|机关科室`,
		"领导": `人员代码|称谓|职务
			L1|党工委书记|党工委书记
			L2|茂君书记|党工委书记`,
		"小区": `小区代码|小区名称|社区
			X1|紫云园|综合办`,
		"选项": `选项组|名称|含义|附加
			公开级别|公开|公开|
			公开级别|党内|内部|
			公开级别|不公开|不公开|
			大类|思想|
			大类|作风|
			类别|公建违建||暂缓拆除
			类别|历史性违建||一并拆除
			类别|别墅违建||`,
		"台账": `代号|名称|主键|新增行|限阅|零报告
			T01|问题清单|问题编号|否|否|否
			T02|整改任务|措施编号|否|否|否
			T08|违法建设|违建编号|否|否|否
			T12|问责处理|编号|否|是|否`,
		"栏目": columns(),
		"指标": `代号|名称|台账|运算|栏目|条件|公式|除以|小数位|样式|计量单位
			违建.处数|违建处数|违法建设|计数|||||||处
			违建.面积|违建面积|违法建设|求和|面积||||2||㎡
			违建.万|违建面积万|违法建设|求和|面积|||10000|5|定长|万㎡
			违建.公建|公建面积|违法建设|求和|面积|类别=公建违建|||2||㎡
			违建.占比|公建占比||公式|||[违建.公建]/[违建.面积]*100||3|百分比|%
			违建.无|没有的最小|违法建设|最小|面积|违建编号=无|||||㎡
			违建.编号|违建编号名单|违法建设|列表|违建编号
			违建.业主|业主名单|违法建设|列表|业主
			问题.个数|问题个数|问题清单|计数|||||||个
			问题.表述|问题表述名单|问题清单|列表|问题表述
			任务.条数|措施条数|整改任务|计数|||||||项`,
		"期初-问题清单": `问题编号|大类|问题表述|公开级别|重复于
			2|作风|作风不实|公开|
			1|思想|学习不够|公开|
			10|作风|纪律松弛|公开|
			3|思想|内部问题|党内|
			4|思想|不能说的|不公开|
			5|作风|又说一遍|公开|2`,
		"期初-整改任务": `措施编号|问题编号|措施序号|期限|公开表述
			1-02|1|2|2021-08-31|建立{{违建.处数}}处台账
			1-01|1|1|2021-07-31|加强学习
			2-01|2|1|2021-09-30|{{每组 违法建设.类别；间隔 ；}}“{{类别}}”{{组内:违建.处数}}处/{{组内:违建.面积}}㎡{{完}}
			10-01|10|1||开展警示教育
			3-01|3|1||内部措施`,
		"期初-违法建设": `违建编号|类别|面积|业主
			W1|历史性违建|12.50|张三丰
			W2|公建违建|100|
			W3|公建违建|322|李某`,
		"期初-问责处理": `编号|对象|事由
			Z1|赵六|整改不力`,
	}
	for k, v := range change {
		tables[k] = v
	}
	c, err := small(tables)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lines fills a text template and returns its paragraphs without the title,
// and what was found.
func lines(t testing.TB, c *noticetest.Campaign, public bool, text string) ([]string, *Result) {
	t.Helper()
	ps, r, err := Text([]byte("标题\n\n"+text), "模板.txt", Input{Plan: c.Plan, Set: c.Set, AsOf: "2021-11-20", Public: public})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range ps[1:] {
		out = append(out, p.Text)
	}
	return out, r
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// messages joins what was found, for looking things up in it.
func messages(r *Result) string {
	var b strings.Builder
	for _, f := range r.Findings {
		b.WriteString(string(f.Severity) + " " + f.Code + " " + f.Message + " " + f.Fix + "\n")
	}
	return b.String()
}

const fixtureColumns = `台账|栏目|类型|小数位|取值|必填|填写方|用途|敏感
	问题清单|问题编号|文本|||必|整改办||否
	问题清单|大类|选项||大类|必|整改办||否
	问题清单|问题表述|长文本|||必|整改办||否
	问题清单|公开级别|选项||公开级别|选|整改办|公开级别|否
	问题清单|重复于|引用||问题清单|选|整改办|重复于|否
	整改任务|措施编号|文本|||必|整改办||否
	整改任务|问题编号|引用||问题清单|必|整改办|上级|否
	整改任务|措施序号|整数|||必|整改办|顺序|否
	整改任务|期限|日期|||选|整改办|期限|否
	整改任务|公开表述|长文本|||选|整改办|公开表述|否
	违法建设|违建编号|文本|||必|整改办||否
	违法建设|类别|选项||类别|必|整改办||否
	违法建设|面积|小数|2||必|整改办||否
	违法建设|业主|文本|||选|整改办||是
	问责处理|编号|文本|||必|整改办||否
	问责处理|对象|文本|||选|整改办||是
	问责处理|事由|文本|||选|整改办||否`

// columns are the fixture's, with some changed, and others behind those of their
// ledger.
func columns(more ...string) string {
	lines := strings.Split(fixtureColumns, "\n")
	for _, change := range more {
		ledger, rest, _ := strings.Cut(change, "|")
		name, _, _ := strings.Cut(rest, "|")
		at := -1
		for i, line := range lines {
			switch line = strings.TrimSpace(line); {
			case strings.HasPrefix(line, ledger+"|"+name+"|"):
				lines[i], at = change, -2
			case strings.HasPrefix(line, ledger+"|") && at != -2:
				at = i
			}
		}
		if at >= 0 {
			lines = slices.Insert(lines, at+1, change)
		}
	}
	return strings.Join(lines, "\n")
}
