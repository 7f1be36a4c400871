package figure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// example is a row of a table of the manual, by header.
type example map[string]string

// small is the plan that the manual speaks of, with some rows more.
func small(more map[string]string) (*templates.Plan, error) {
	return smallWith(more, func(_, text string) string { return text })
}

func smallWith(more map[string]string, mend func(sheet, text string) string) (*templates.Plan, error) {
	rows := map[string]string{
		"参数": "截至日|2026-07-31\n大额|1,000\n天数|30",
		"单位": "U1|一社区|社区\nU2|二社区|社区",
		"选项": "等级|重大||||||5\n等级|一般||||||1\n状态|已整改|完成\n状态|待整改|未开始",
		"台账": "H|隐患|编号|社区\nP|处罚|编号|社区",
		"栏目": `隐患|编号|文本||||必|单位
隐患|单位|引用||单位||选|单位|责任单位
隐患|场所|文本||||选|单位
隐患|等级|选项||等级||选|单位
隐患|状态|选项||状态||选|单位
隐患|发现日期|日期||||选|单位
隐患|完成日期|日期||||选|单位
隐患|面积|小数|2|||选|单位||||㎡
隐患|灭火器|整数||||选|单位
隐患|其他器材|整数||||选|单位
处罚|编号|文本||||必|单位
处罚|隐患|引用||隐患||选|单位
处罚|金额|小数|2|||选|单位||||元`,
	}
	for sheet, text := range more {
		rows[sheet] = strings.TrimPrefix(rows[sheet]+"\n"+text, "\n")
	}
	for sheet, text := range rows {
		rows[sheet] = mend(sheet, text)
	}
	return plantest.Plan(rows)
}

// line writes an example as a row of a sheet.
func (e example) line(sheet string) string {
	var cells []string
	for _, std := range plantest.Sheets() {
		if std.Sheet != sheet {
			continue
		}
		for _, h := range std.Header {
			v := strings.ReplaceAll(e[h], "|", "¦")
			if h == "含重复" || h == "汇总" || h == "内部" {
				v = "否"
			}
			cells = append(cells, v)
		}
	}
	return strings.Join(cells, "|")
}

func refused(err error) string {
	var bad *templates.PlanError
	if !errors.As(err, &bad) {
		return fmt.Sprint(err)
	}
	out := ""
	for _, f := range bad.Findings {
		out += f.Sheet + f.Cell + " " + f.Message + "\n"
	}
	return out
}

func runConditions(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		p, err := small(map[string]string{"指标": example{"代号": "X", "名称": "x", "台账": "隐患", "运算": "计数", "条件": e["条件"]}.line("指标")})
		if wrong, is := strings.CutPrefix(e["结果"], "写错了："); is {
			if err == nil || !strings.Contains(refused(err), wrong) {
				t.Errorf("%s: %s", e["条件"], refused(err))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %s", e["条件"], refused(err))
			continue
		}
		got := "不成立"
		if len(fill(t, p, "隐患|"+strings.ReplaceAll(e["这一行"], " ", "|")).Get(p.Figure("X")).Rows) == 1 {
			got = "成立"
		}
		if got != e["结果"] {
			t.Errorf("%s: %s, want %s", e["条件"], got, e["结果"])
		}
	}
}

func runFormulas(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		p, err := small(map[string]string{"栏目": "隐患|算|公式|3|" + strings.ReplaceAll(e["公式"], "|", "¦") + "||选|系统"})
		if err != nil {
			t.Errorf("%s: %s", e["公式"], refused(err))
			continue
		}
		set := fill(t, p, "隐患|"+strings.ReplaceAll(e["这一行"], " ", "|"), "处罚|编号=a|隐患=1|金额=1000", "处罚|编号=b|隐患=1|金额=500.5")
		l := p.Ledger("隐患")
		if got := set.Data().Rows(l)[0].Value(l.Column("算")); got != e["结果"] {
			t.Errorf("%s: %s, want %s", e["公式"], got, e["结果"])
		}
	}
}

// figures are the manual's, as rows of the plan.
func figures(t *testing.T) string {
	t.Helper()
	var lines []string
	for _, s := range manual(t) {
		if s.title == overview+"指标" {
			for _, table := range s.tables {
				for _, e := range plain(table.rows) {
					lines = append(lines, e.line("指标"))
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

func runFigures(t *testing.T, rows []example) {
	p, err := small(map[string]string{"指标": figures(t)})
	if err != nil {
		t.Fatal(refused(err))
	}
	set := fill(t, p, hazardRows...)
	for _, e := range plain(rows) {
		want, known := e["结果"]
		if !known { // it looks back to merges that there are none of
			want = "—"
		}
		if got := set.Get(p.Figure(e["代号"])).Printed(); got != want {
			t.Errorf("%s: %s, want %s (%s)", e["代号"], got, want, figure.Definition(p.Figure(e["代号"])))
		}
	}
}

func runRules(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		if _, err := small(map[string]string{"规则": e.line("规则")}); err != nil {
			t.Errorf("%v: %s", e, refused(err))
		}
	}
}

func runCrosstabs(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		if _, err := small(map[string]string{"指标": figures(t), "报表": e.line("报表")}); err != nil {
			t.Errorf("%v: %s", e, refused(err))
		}
	}
}

func runTagsOfSmall(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		p, err := small(nil)
		if err != nil {
			t.Fatal(refused(err))
		}
		spec := p.Ledger(e["台账"]).Column(e["栏目"])
		if spec == nil {
			t.Fatalf("no column %s", e["栏目"])
		}
		more := example{"台账": e["台账"], "栏目": "又一栏", "类型": string(spec.Type), "必填": "选", "填写方": "单位", "规则": e["规则"]}
		if _, err := small(map[string]string{"栏目": more.line("栏目")}); err != nil {
			t.Errorf("%v: %s", e, refused(err))
		}
	}
}

func runDefaults(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		p, err := begun(e["栏目"], e["默认"])
		if wrong, is := strings.CutPrefix(e["结果"], "写错了："); is {
			if err == nil || !strings.Contains(refused(err), wrong) {
				t.Errorf("%s: %s", e["默认"], refused(err))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %s", e["默认"], refused(err))
			continue
		}
		l := p.Ledger("隐患")
		values := make([]string, len(l.Columns))
		for _, cell := range strings.Fields(e["这一行"]) {
			name, value, _ := strings.Cut(cell, "=")
			values[l.Column(name).Index] = value
		}
		l.Begin(values, templates.OfPlan, templates.Env{Plan: p})
		if got := values[l.Column(e["栏目"]).Index]; got != e["结果"] {
			t.Errorf("%s: %s, want %s", e["默认"], got, e["结果"])
		}
	}
}

// begun is the manual's plan with a default.
func begun(column, begins string) (*templates.Plan, error) {
	return smallWith(nil, func(sheet, text string) string {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if cells := strings.Split(line, "|"); sheet == "栏目" && cells[1] == column && cells[0] == "隐患" {
				for len(cells) < len(sheetNamed(sheet).Header)-1 {
					cells = append(cells, "")
				}
				lines[i] = strings.Join(append(cells, begins), "|")
			}
		}
		return strings.Join(lines, "\n")
	})
}

func sheetNamed(name string) *templates.Table {
	for _, std := range plantest.Sheets() {
		if std.Sheet == name {
			return std
		}
	}
	return nil
}
