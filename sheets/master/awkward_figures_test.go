package master_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// awkwardConditions try every comparison of the plan's language on ledger 甲.
const awkwardConditions = `文 = “a*”
文 ≠ “a*”
文 = a?
文 = ~a
文 = “*”
文 = A
文 = 1
文 = “q"uote”
文 属于 “a*”|A|1
文 不属于 a|~a
文 属于 {列参}
文 不属于 {列参}
文 = {文参}
文 ≠ {文参}
文 = {空参}
文 属于 {空参}
文 含 “*”
文 含 a|1
文 不含 ?
文 含 {文参}
文 为空
文 非空
文 = [文二]
文 ≠ [文二]
文 属于 [文二]
文 不属于 [文二]
文 含 [文二]
长 = “a；b”
长 = b
长 不属于 b|“长*”
长 含 “长*”
选 = 甲*
选 ≠ 甲*
选 属于 甲*|乙?
选 不属于 乙?|丙~
选 属于 {选参}
选.附加 = 附*
选.附加 ≠ 附*
选.附加 为空
选.附加 含 附|件
多 = 甲*
多 ≠ 甲*
多 属于 乙?|丙~
多 不属于 乙?|丙~
多 含 甲*
多 属于 {选参}
多 = [选]
多 属于 [选]
数 = 0
数 ≠ 0
数 > 0
数 ≤ 1.5
数 ≥ -2.25
数 属于 0|1.5|1.50
数 不属于 0|1.5
数 = [整]
数 ≠ [整]
数 > [整]
数 ≤ [整]
数 = {数参}
数 > {数参}
数 < {空参}
数 为空
日 = 2021-08-06
日 ≠ 2021-08-06
日 < {截至日}
日 ≥ {截至日}
日 = {截至日}
日 > {空参}
日 属于 2021-08-06|2021-08-07
日.月 = 2021-08
日.月 ≠ [日二.月]
日.周 = [日二.周]
日.旬 = {截至日}.旬
日.季 ≠ 2021年3季度
日.半年 > 2020年下半年
日.年 ≥ 2021
日-日二 > 0
日-日二 ≤ {数参}
日 > 日二+1
日 ≥ {截至日}-1
{截至日}-日 < 1
日 ≠ 日二+1
数*2 > 整
数+整 ≠ 3
数/整 > 0.5
数/整 ≤ 1
空作0(数+整) > 1
如果(选 = 甲*, 5, 1) > 3
如果(数 > 0, 整, 数*2) ≥ 1
如果(数 > 整, 日, 日二) > {截至日}
数-整 为空
数/整 非空
文 = 1 或 数 > 1
(选 = 甲* 或 多 = 甲*) 且 (数 > 0 或 日 为空)
文 = “a*” 或 (数 > 1 且 选 ≠ 甲*)
参.值 > 3 或 参.类 = 甲*
选.分值 ≥ 2
选.分值 为空
数 > {千参}
数 ≠ {千参}
日 = [日二]
日 ≠ [日二]
日 ≥ [日二]
参.值 > 3
参.值 为空
参.类 = 甲*
参.类 ≠ 甲*
参.上.文 = “a*”
参.上.文 ≠ “a*”
参.上 为空
参.类.附加 = 附*
区.社区 = 一社区
区.社区 ≠ 一社区
区.社区 属于 一社区|二社区
位.类型 = 社区
位.类型 为空
撤 非空
撤 ≥ 2021-08-07`

// awkwardPlan makes a figure of every condition, with each operation, or those
// given.
func awkwardPlan(t *testing.T, own string) *templates.Plan {
	t.Helper()
	return planOf(t, awkwardRows(own))
}

// awkwardRows are that plan's, with figures of its own or with others.
func awkwardRows(own string) map[string]string {
	rows := map[string]string{
		"参数": "截至日\t2021-08-07\n空参\n文参\ta*\n列参\ta*|A|1?\n选参\t甲*|丙~\n数参\t1.50\n率参\t0.3\n千参\t1,000",
		"单位": "U1\t一单位\t社区\nU2\t二单位\t机关科室\nU3\t一社区\t社区\nU4\t二社区\t社区",
		"小区": "X1\t紫云*园\t一社区\nX2\t兰苑?\t二社区\nX3\t无名",
		"选项": "G\t甲*\t完成\t\t附*\t\t\t2.5\nG\t乙?\t销号\t\t附件\t\t\t1\nG\t丙~\n\t",
		"台账": "A\t甲\t文\nB\t乙\t号\nC\t丙\t号",
		"栏目": `甲	文	文本
甲	文二	文本
甲	长	长文本
甲	选	选项		G
甲	多	多选		G
甲	数	小数	2
甲	整	整数
甲	日	日期
甲	日二	日期
甲	参	引用		乙
甲	区	引用		小区
甲	位	引用		单位
甲	重	文本			重复于
甲	撤	日期			撤销日期
甲	撤因	文本			撤销原因
乙	号	文本
乙	值	小数	2
乙	类	选项		G
乙	上	引用		甲
乙	空	文本
丙	号	文本
丙	数	小数	3`,
	}
	var figures, relations []string
	add := func(op, column, condition, rest string) {
		figures = append(figures, fmt.Sprintf("F%d\t第%[1]d个\t甲\t%s\t%s\t%s\t%s", len(figures), op, column, condition, rest))
	}
	columns := strings.Fields("文 文二 长 选 多 数 整 日 日二 参 区 位")
	for i, c := range strings.Split(awkwardConditions, "\n") {
		add("计数", "", c, "")
		add("求和", "数", c, "\t1000\t5\t定长")
		add("去重", columns[i%len(columns)], c, "\t\t\t\t\t是")
		add("最小", "数", c, "\t\t2\t")
		add("最大", "日", c, "\t\t\t月日")
	}
	for _, c := range columns {
		add("去重", c, "", "")
	}
	for i, c := range strings.Split(awkwardConditions, "\n") {
		if i%4 == 0 {
			add("平均", "数", c, "\t\t2\t")
			add("去重", "选|参", c, "")
		}
	}
	for _, c := range []string{"计数\t", "求和\t数", "最大\t数", "去重\t号", "最小\t数"} {
		figures = append(figures, fmt.Sprintf("F%d\t第%[1]d个\t丙\t%s\t\t\t\t3", len(figures), c))
	}
	for i := 0; i < 40; i++ {
		formula := fmt.Sprintf("100*[F%d]/[F%d]", 5*i, 5*i+5)
		switch i % 4 {
		case 1:
			formula = fmt.Sprintf("100-[F%d!]-2*{率参}", 5*i+1)
		case 2:
			formula = fmt.Sprintf("[F%d]+{空参}", 5*i)
		case 3:
			formula = fmt.Sprintf("([F%d]-[F%d])*{数参}+如果([F%d] > 2, 1, 2)", 5*i, 5*i+1, 5*i+2)
		}
		figures = append(figures, fmt.Sprintf("F%d\t第%[1]d个\t\t公式\t\t\t%s\t\t3\t百分比", len(figures), formula))
		relations = append(relations, fmt.Sprintf("R%d\t关系\t[F%d]+[F%d]\t%s\t[F%d]*1\t%s\t警告", i, 5*i+1, 5*i+6, []string{"=", "≠", "≥", "≤", ">", "<"}[i%6], 5*i+11, []string{"", "0.5"}[i%2]))
	}
	rows["指标"], rows["勾稽"] = strings.Join(figures, "\n"), strings.Join(relations, "\n")
	if own != "" {
		rows["指标"], rows["勾稽"] = own, ""
	}
	return rows
}

// planOf loads a plan of these rows under the standard plan's headers; the
// lines of 栏目 give 台账 栏目 类型 小数位 取值 and 用途.
func planOf(t testing.TB, rows map[string]string) *templates.Plan {
	t.Helper()
	p, refused := tryPlan(t, rows)
	for _, f := range refused {
		t.Error(f.Sheet, f.Cell, f.Message)
	}
	if p == nil {
		t.FailNow()
	}
	return p
}

// tryPlan is a plan, or what is wrong with it.
func tryPlan(t testing.TB, rows map[string]string) (*templates.Plan, []finding.Finding) {
	t.Helper()
	var columns []string
	for _, line := range strings.Split(rows["栏目"], "\n") {
		f := append(strings.Split(line, "\t"), "", "", "", "", "", "")
		owner := templates.OwnerUnit
		if strings.HasPrefix(f[5], "撤销") {
			owner = templates.OwnerOffice
		}
		columns = append(columns, strings.Join([]string{f[0], f[1], f[2], f[3], f[4], "", "选", owner, f[5]}, "\t"))
	}
	rows["栏目"] = strings.Join(columns, "\n")
	var tables []*templates.Table
	for _, std := range templates.StandardTables() {
		table, err := templates.ParseTSV(std.Sheet, strings.NewReader(strings.Join(std.Header, "\t")+"\n"+rows[std.Sheet]))
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	p, err := templates.Load(tables)
	var bad *templates.PlanError
	if err != nil && !errors.As(err, &bad) {
		t.Fatal(err)
	}
	if bad != nil {
		return nil, bad.Findings
	}
	return p, nil
}

var awkwardValues = map[cell.Type][]string{
	cell.Text:    {"", "a*", "a?", "~a", "A*", "*", "1", "01", "q\"uote", "＊", "x|y", "中文", "TRUE", "=1+1"},
	cell.Choice:  {"", "甲*", "乙?", "丙~"},
	cell.Choices: {"", "甲*", "乙?", "甲*；丙~", "乙?；丙~；甲*"},
	cell.Decimal: {"", "0", "1.5", "-2.25", "0.01", "1234567.89", "3"},
	cell.Integer: {"", "0", "1", "-2", "3", "1000000"},
	cell.Date:    {"", "2021-08-06", "2021-08-07", "2021-08-08", "2020-02-29"},
}

// awkwardMaster fills the ledgers at random. Spelt alike, values that differ in
// case or width only are left out, so that no column is without formulas.
func awkwardMaster(p *templates.Plan, seed uint64, alike bool) *master.Master {
	rnd := rand.New(rand.NewPCG(seed, 6))
	pick := func(list []string) string { return list[rnd.IntN(len(list))] }
	m := master.New(p)
	texts := awkwardValues[cell.Text]
	long := append(append([]string{}, texts...), "a；b", "长*"+strings.Repeat("长", 300))
	if alike {
		texts = []string{"", "a*", "a?", "~a", "A", "*", "1", "q\"uote", "中文", "TRUE", "=1+1"}
		long = append([]string{"a；b", "b", "长*"}, texts...)
	}
	for _, l := range p.Ledgers {
		n := map[string]int{"甲": 60, "乙": 9, "丙": int(seed % 3)}[l.Name]
		for i := range n {
			r := &sheets.Row{Ledger: l, Record: templates.Record{ID: fmt.Sprintf("%s-%d", l.Code, i+1), Version: 1, Values: make([]string, len(l.Columns))}}
			for _, c := range l.Columns {
				v := ""
				switch c.Type {
				default:
					v = pick(awkwardValues[c.Type])
				case cell.Text:
					v = pick(texts)
				case cell.LongText:
					v = pick(long)
				case cell.Ref:
					v = pick([]string{"", "a*", "~a", "B*1", "B?2", "没有", "紫云*园", "X2", "兰苑?", "一单位", "U2"})
				}
				switch c.Name {
				case "重":
					v = pick([]string{"", "", "", "A-1"})
				case "撤":
					v = pick([]string{"", "", "", "", "", "2021-08-06", "2021-08-08"})
				case "号":
					v = []string{"B*1", "B?2", "B~3", "a*", ""}[i%5]
					if i >= 5 {
						v = "B" + strconv.Itoa(i)
					}
				}
				r.Values[c.Index] = v
			}
			if l.Name == "甲" {
				r.Pending = rnd.IntN(8) == 0
				if alike && i%6 > 0 {
					// Keys of 甲 that another ledger refers to must be unique.
					r.Values[0] = "文" + strconv.Itoa(i)
				}
				if alike && i%6 == 0 && i > 0 {
					r.Values[0] = texts[1+i/6%(len(texts)-1)]
				}
			}
			m.Rows[l] = append(m.Rows[l], r)
		}
	}
	m.Arrange()
	return m
}

// Values that spreadsheet programs compare in their own ways give the same
// figures as here, by formula or, where none is exact, by value.
func TestAwkwardValuesRecalculated(t *testing.T) {
	libreOffice(t)
	p := awkwardPlan(t, "")
	var books [][]byte
	var masters []*master.Master
	for seed := range uint64(6) {
		m := awkwardMaster(p, seed, seed < 4)
		masters, books = append(masters, m), append(books, written(t, m))
	}
	for i, path := range recalculate(t, books...) {
		values := agree(t, masters[i], path)
		t.Logf("seed %d: %d of %d figures by value", i, values, len(p.Figures))
		if i < 4 && values > len(p.Figures)/4 {
			t.Errorf("seed %d: %d of %d figures have no formula", i, values, len(p.Figures))
		}
	}
}
