package propose_test

import (
	"strings"
	"testing"
)

// Tables that stand side by side are ledgers each; what may be one row stays
// one.
func TestTablesBesideEachOther(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		merged      []string
		want        []string // ledger:column,column:rows
		doubt       bool
	}{
		{"nothing says that they are two", `
编号|单位|数量||姓名|所在单位|到岗日期
A1|甲科|1||甲|甲科|2021-1-1
A2|乙科|2||乙|乙科|2021-1-2
A3|乙科|4||||`, nil, []string{"编号,单位,数量,姓名,所在单位,到岗日期:3"}, true},
		{"each counts its rows, one title over both", `
某街道人员与车辆登记
序号|人员姓名|所在单位|||序号|车牌号码|使用单位
1|甲|甲科|||1|车一|甲科
2|乙|甲科|||2|车二|乙科
3|丙|乙科|||||`, []string{"A1:H1"}, []string{"人员姓名,所在单位:3", "车牌号码,使用单位:2"}, false},
		{"titles of their own, on other lines", `
人员登记||||
姓名|所在单位||车辆登记|
甲|甲科||车牌编号|使用单位
乙|乙科||车一|甲科
丙|乙科||车二|乙科`, nil, []string{"姓名,所在单位:3", "车牌编号,使用单位:2"}, false},
		{"one list in two halves", `
户主姓名|所属社区||户主姓名|所属社区
甲|一社区||丙|一社区
乙|二社区||丁|二社区`, nil, []string{"户主姓名,所属社区:4"}, false},
		{"three, and one below", `
编号|单位名称||编号|领取日期||编号|发放数量
A1|甲科||B1|2021-7-1||C1|5
A2|乙科||B2|2021-7-2||C2|6

事项名称|牵头部门
修路|甲科
修灯|乙科`, nil, []string{"编号,单位名称:2", "事项名称,牵头部门:2", "编号,领取日期:2", "编号,发放数量:2"}, false},
		{"an empty column in one table", `
编号|单位|数量||整改期限|整改状态
A1|甲科|1||2021-7-1|已整改
A2|乙科|2||2021-7-2|整改中
A3|乙科|4||2021-7-3|已整改`, nil, []string{"编号,单位,数量,整改期限,整改状态:3"}, true},
		{"a remark beside the table", `
编号|单位|数量||审核|甲
A1|甲科|1||日期|2021-7-1
A2|乙科|2||||`, nil, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, plan := from(t, old{sheet: "登记", lines: c.lines, merged: c.merged})
			rows := 0
			for _, l := range plan.Ledgers {
				rows += len(plan.Seeds[l.Name])
			}
			if c.want == nil {
				if len(plan.Ledgers) != 1 || rows != 2 {
					t.Errorf("%d ledgers, %d rows", len(plan.Ledgers), rows)
				}
				return
			}
			if len(plan.Ledgers) != len(c.want) {
				t.Fatalf("%d ledgers: %+v", len(plan.Ledgers), p.Sheets)
			}
			for i, l := range plan.Ledgers {
				var names []string
				for _, col := range l.Columns {
					if !strings.HasSuffix(col.Name, "编号") || strings.HasPrefix(c.want[i], col.Name) || strings.Contains(c.want[i], ","+col.Name) {
						names = append(names, col.Name)
					}
				}
				if got := strings.Join(names, ",") + ":" + string(rune('0'+len(plan.Seeds[l.Name]))); got != c.want[i] {
					t.Errorf("%s, want %s", got, c.want[i])
				}
			}
			doubted := false
			for _, u := range plan.Unconfirmed {
				doubted = doubted || strings.Contains(u.Message, "当作一个表")
			}
			if doubted != (c.doubt && len(c.want) == 1) {
				t.Errorf("doubted: %v", doubted)
			}
		})
	}
}

// Tables of the same columns are one ledger wherever they begin.
func TestSameColumnsElsewhere(t *testing.T) {
	_, plan := from(t,
		old{sheet: "一", lines: "隐患名称|罚款金额\n甲|5\n乙|6"},
		old{sheet: "二", lines: "\n||隐患名称|罚款金额\n||丙|7\n||丁|八"})
	if len(plan.Ledgers) != 1 {
		t.Fatalf("%d ledgers", len(plan.Ledgers))
	}
	l, got := plan.Ledgers[0], ""
	for _, r := range plan.Seeds[l.Name] {
		got += r.Values[l.Column("隐患名称").Index] + r.Values[l.Column("罚款金额").Index] + " "
	}
	if got != "甲5 乙6 丙7 丁八 " {
		t.Error(got)
	}
}
