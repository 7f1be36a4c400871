package figure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// hazards is the small plan with formulas on every row and the figures given.
func hazards(figures, relations string) (*templates.Plan, error) {
	return small(map[string]string{
		"参数": "空的|",
		"栏目": `隐患|器材|公式|0|空作0(灭火器+其他器材)||选|系统
隐患|罚款|公式|2|汇总(处罚.金额)||选|系统
隐患|每人罚款|公式|2|汇总(处罚.金额)/灭火器||选|系统
隐患|分数|公式|1|如果(等级 = 重大, 5, 1)*等级.分值||选|系统
隐患|天数|公式|0|{截至日}-发现日期||选|系统
处罚|占比|公式|3|金额/隐患.面积||选|系统`,
		"指标": figures, "勾稽": relations,
	})
}

func fill(t *testing.T, p *templates.Plan, rows ...string) *figure.Set {
	t.Helper()
	d := sheets.NewData(p)
	for i, line := range rows {
		cells := strings.Split(line, "|")
		l := p.Ledger(cells[0])
		r := &sheets.Row{Ledger: l, Record: templates.Record{ID: fmt.Sprint(l.Code, "-", i), Values: make([]string, len(l.Columns))}}
		for _, c := range cells[1:] {
			name, v, _ := strings.Cut(c, "=")
			if l.Column(name) == nil {
				t.Fatalf("no column %s", name)
			}
			r.Values[l.Column(name).Index] = v
		}
		l.Compute(r.Values)
		d.Add(r)
	}
	d.Derive()
	return figure.New(d)
}

var hazardRows = []string{
	"隐患|编号=1|单位=一社区|场所=甲店|等级=重大|状态=待整改|发现日期=2026-07-01|面积=12.5|灭火器=3|其他器材=",
	"隐患|编号=2|单位=一社区|场所=乙店|等级=一般|状态=已整改|发现日期=2026-06-15|面积=0|灭火器=|其他器材=2",
	"隐患|编号=3|单位=二社区|场所=甲店|等级=|状态=待整改|发现日期=|面积=7.25|灭火器=1|其他器材=1",
	"隐患|编号=4|单位=一社区|场所=甲店|等级=重大|状态=已整改|发现日期=2026-07-20|面积=",
	"处罚|编号=a|隐患=1|金额=1000", "处罚|编号=b|隐患=1|金额=500.5", "处罚|编号=c|隐患=3|金额=", "处罚|编号=d|隐患=2|金额=30",
}

func TestFiguresSayWhatTheirRowSays(t *testing.T) {
	for row, want := range map[string]string{
		// Arithmetic is exact and rounded once.
		"X|x||公式|||55/12*150||0||":                "688",
		"X|x||公式|||55/12*150||1||":                "687.5",
		"X|x||公式|||55/12*150||||":                 "687.5",
		"X|x||公式|||100/3||||":                     "33.33",
		"X|x||公式|||100/3+100/3+100/3||||":         "100",
		"X|x||公式|||1/3||5|定长|":                    "0.33333",
		"X|x||公式|||0.5||0||":                      "1",
		"X|x||公式|||-0.5||0||":                     "-1",
		"X|x|隐患|求和|面积|||8|||":                     "2.47",
		"X|x|隐患|求和|面积|||||":                       "19.75",
		"X|x|隐患|求和|面积|||1000|||":                  "0.01975",
		"X|x|隐患|求和|面积||||0||":                     "20",
		"X|x|隐患|计数|||||||":                        "4",
		"X|x|隐患|平均|面积|||||":                       "6.58",
		"X|x|隐患|平均|面积|等级 = 一般 且 面积 > 5|||||":      "—",
		"X|x|隐患|去重|单位¦场所||||||":                   "3",
		"X|x|隐患|去重|场所||||||":                      "2",
		"X|x||公式|||如果([F] > 3, 2, 1)*10||||":      "20",
		"X|x||公式|||[F]/([F]-4)||||":               "—",
		"X|x||公式|||如果([F]/([F]-4) > 0, 1, 2)||||": "2",
		// Formula columns.
		"X|x|隐患|求和|器材||||||":                  "7",
		"X|x|隐患|求和|罚款||||||":                  "1530.5",
		"X|x|隐患|求和|每人罚款||||||":                "500.17",
		"X|x|隐患|求和|分数||||||":                  "51",
		"X|x|隐患|求和|天数||||||":                  "87",
		"X|x|处罚|求和|占比||||||":                  "120.04",
		"X|x|隐患|计数||罚款 > {大额}|||||":           "1",
		"X|x|隐患|计数||汇总(处罚.金额) > 1000|||||":    "1",
		"X|x|隐患|计数||计数(处罚) = 2|||||":          "1",
		"X|x|隐患|计数||平均(处罚.金额) > 700|||||":     "1",
		"X|x|处罚|计数||隐患.罚款 ≥ 金额*2|||||":        "1",
		"X|x|处罚|计数||隐患.发现日期.月 = {截至日}.月|||||": "2",
		// Conditions.
		"X|x|隐患|计数||等级 = 重大 或 状态 = 待整改|||||":             "3",
		"X|x|隐患|计数||(等级 = 重大 或 状态 = 待整改) 且 发现日期 非空|||||": "2",
		"X|x|隐患|计数||发现日期 > 2026.7.1|||||":                "1",
		"X|x|隐患|计数||发现日期 ≥ 2026年7月1日|||||":               "2",
		"X|x|隐患|计数||发现日期 ≥ {截至日}-{天数}|||||":              "2",
		"X|x|隐患|计数||发现日期.月 = {截至日}.月|||||":               "2",
		"X|x|隐患|计数||工作日(发现日期, {截至日}) > 20|||||":          "2",
		"X|x|隐患|计数||等级.分值 ≥ 5|||||":                      "2",
		"X|x|隐患|计数||空作0(面积) = 0|||||":                    "2",
	} {
		p, err := hazards("F|隐患总数|隐患|计数\n"+row, "")
		var bad *templates.PlanError
		if errors.As(err, &bad) {
			t.Errorf("%s: %v", row, bad.Findings)
			continue
		}
		if got := fill(t, p, hazardRows...).Get(p.Figure("X")).Printed(); got != want {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
}

// What can never match is an error of the plan, at its cell.
func TestPlanRefusesWhatItCannotMean(t *testing.T) {
	for condition, want := range map[string]string{
		"单位 = 和平":                     "“和平”不在“单位”的单位名单中",
		"发现日期 > {截至日}-三十":             "没有栏目“三十”",
		"发现日期 ≤ 发现日期+五":               "没有栏目“五”",
		"发现日期 < 昨天":                   "“发现日期”是日期栏，不能与“昨天”比较",
		"面积 > {天数}个":                  "从“个”起看不懂",
		"等级 = 特大":                     "“特大”不是“等级”的选项",
		"面积 = 1.234":                  "最多 2 位小数",
		"发现日期.周 = 7":                  "不能与“7”比较",
		"汇总(处罚.编号) > 3":               "不是数字栏",
		"汇总(隐患.面积) > 3":               "“隐患”没有引用“隐患”的栏目",
		"等级 > 重大":                     "不能用“>”比大小",
		"等级 = 重大 或 面积 > 1 且 状态 = 已整改": "分不清先后",
	} {
		_, err := hazards("X|x|隐患|计数||"+condition, "")
		var bad *templates.PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		if f := bad.Findings[0]; f.Sheet != "指标" || f.Cell != "F3" || !strings.Contains(f.Message, want) || f.Fix == "" {
			t.Errorf("%s: %+v", condition, f)
		}
	}
	for _, formula := range []string{"[F]+一", "如果([F] > 1, 2)", "[F]-2026-07-01", "2026-07-01-2026-06-01+[F", "[F]*“三”"} {
		if _, err := hazards("F|隐患总数|隐患|计数\nX|x||公式|||"+formula, ""); err == nil {
			t.Errorf("%s is read", formula)
		}
	}
}

// A cross-check allows for what printing takes off, where a figure as printed
// is held against one that is not, and for nothing else.
func TestToleranceIsNoFinerThanTheData(t *testing.T) {
	figures := "总|总面积|隐患|求和|面积||||2\n万|总面积万|隐患|求和|面积|||10000|3|定长\n另|别的面积万|隐患|求和|面积|等级 = 重大||10000|3|定长\n甲|甲|隐患|求和|面积|等级 = 重大||10000|3|定长\n乙|乙|隐患|求和|面积|等级 ≠ 重大||10000|3|定长"
	for relation, want := range map[string]string{
		"G|g|[万!]*10000|=|[总]":        "相符", // 19.75 prints 0.002
		"G|g|[另!]*10000|=|[总]":        "不符",
		"G|g|[甲!]+[乙!]|=|[万!]":        "相符",
		"G|g|[甲!]+[乙!]+0.001|=|[万!]":  "不符",
		"G|g|[总]/3+[总]/3+[总]/3|=|[总]": "相符",
		"G|g|[总]|=|19.7|0.05":         "相符",
		"G|g|[总]|=|19.7|0.04":         "不符",
		"G|g|[总]|=|{空的}":              "未核",
	} {
		p, err := hazards(figures, relation+strings.Repeat("|", 5-strings.Count(relation, "|"))+"|错误|话")
		if err != nil {
			t.Error(relation, err)
			continue
		}
		if got := fill(t, p, hazardRows...).Checks()[0]; got.Verdict() != want {
			t.Errorf("%s: %s %+v", relation, got.Verdict(), got)
		}
	}
}
