package propose_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"taizhang/sheets/propose"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// shapes are the rows of the manual's table, each with an old workbook of that
// kind and what has to come of it; by what stands in the left column.
var shapes = map[string]struct {
	sheets []old
	holds  func(*propose.Proposal, *templates.Plan) bool
}{
	"标题、“填报单位：…”下面的表头": {[]old{{sheet: "登记", merged: []string{"A1:D1", "A3:A4", "B3:C3", "D3:D4"}, lines: `
某街道考核登记
填报单位：某科
单位名称|考核||备注
|得分|等次|
1|2|3|4
甲社区|95|优秀|
乙社区|88|良好|
丙社区|70|良好|`}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return columns(p.Ledgers[0]) == "单位名称 得分 等次 备注" && seeds(p, 0) == 3
	}},
	"合计行、小计行": {[]old{{sheet: "登记", lines: `
事项|数量
修路|1
小计|1
事项|数量
修灯|2
合计|3
填表人：甲|`}}, func(pr *propose.Proposal, p *templates.Plan) bool {
		return seeds(p, 0) == 2 && len(pr.Sheets[0].Ignored) == 4
	}},
	"中间单独成行的小标题": {[]old{{sheet: "任务", merged: []string{"A2:C2", "A4:C4"}, lines: `
任务名称|牵头部门|完成情况
一、党建
学习会|组织科|已完成
二、平安
巡查|综治科|已完成`}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return p.Ledgers[0].Column("小标题") != nil && seeds(p, 0) == 2
	}},
	"合并的单元格": {[]old{{sheet: "任务", merged: []string{"A2:A3"}, lines: "牵头部门|任务名称\n组织科|甲\n|乙"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return p.Seeds[p.Ledgers[0].Name][1].Values[p.Ledgers[0].Column("牵头部门").Index] == "组织科"
	}},
	"一张工作表上下几个表": {[]old{{sheet: "登记", lines: "事项名称|牵头部门\n甲|组织科\n\n人员姓名|所在单位\n乙|组织科"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return len(p.Ledgers) == 2
	}},
	"左右并排几个表": {[]old{{sheet: "登记", lines: "序号|事项名称||序号|所在单位\n1|甲||1|组织科"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return len(p.Ledgers) == 2
	}},
	"表头相同的几张工作表": {[]old{{sheet: "甲社区", lines: "事项|数量\n修路|1"}, {sheet: "乙社区", lines: "事项|数量\n修灯|2"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return len(p.Ledgers) == 1 && seeds(p, 0) == 2 && p.Ledgers[0].Column("单位") != nil
	}},
	"各种写法的日期": {[]old{{sheet: "登记", lines: `
事项编号|日期|面积|人数|方式|状态
A1|2021.7.1|12.5㎡|30人|电话、现场|已完成
A2|2021年7月2日|3㎡|2人|电话|未完成
A3|2021/7/3|4㎡|1人|现场|已完成
A4|20210704|5.25㎡|7人|电话、现场|未完成`}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		l := p.Ledgers[0]
		return l.Column("日期").Type == cell.Date && l.Column("面积").Type == cell.Decimal && l.Column("面积").Measure == "㎡" &&
			l.Column("人数").Type == cell.Integer && l.Column("方式").Type == cell.Choices && l.Column("状态").Type == cell.Choice
	}},
	"责任单位、社区一类的栏": {[]old{{sheet: "登记", lines: "事项|责任单位\n甲|组织科\n乙|综治科\n丙|综治科"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return len(p.Units) == 2 && p.Ledgers[0].Column("责任单位").Type == cell.Ref && p.Ledgers[0].Route != nil
	}},
	"没有重的编号": {[]old{{sheet: "登记", lines: "事项编号|内容\nA1|甲\nA2|甲"}, {sheet: "流水", lines: "内容|数量\n甲|1\n甲|1"}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		return p.Ledgers[0].Key[0].Name == "事项编号" && p.Ledgers[1].Key[0].FilledBySystem()
	}},
	"状态、期限、措施": {[]old{{sheet: "任务", lines: `
任务编号|整改措施|责任单位|整改期限|整改状态
A1|甲|组织科|2021-7-1|已完成
A2|乙|综治科|2021-7-2|未完成
A3|丙|综治科|2021-7-3|已完成`}}, func(_ *propose.Proposal, p *templates.Plan) bool {
		l := p.Ledgers[0]
		return l.Column("整改状态").Role == templates.RoleState && l.Column("整改期限").Role == templates.RoleDue && l.Column("整改措施").Role == templates.RoleMeasures &&
			l.Column("整改状态").Group.Option("已完成").Meaning == templates.MeansDone
	}},
}

func columns(l *templates.Ledger) string {
	var out []string
	for _, c := range l.Columns {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

func seeds(p *templates.Plan, i int) int { return len(p.Seeds[p.Ledgers[i].Name]) }

// Every kind of old table that the manual speaks of becomes what it says, and all
// that is guessed of it waits for a person.
func TestManualShapes(t *testing.T) {
	manual, err := os.ReadFile("../../templates/README_zh.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(manual), "\n| 旧台账里 | 拟成 |\n|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	run := 0
	for line := range strings.SplitSeq(table, "\n") {
		kind := strings.TrimSpace(strings.Split(line, "|")[1])
		found := false
		for name, shape := range shapes {
			if !strings.HasPrefix(kind, name) {
				continue
			}
			found, run = true, run+1
			p, plan := from(t, shape.sheets...)
			if !shape.holds(p, plan) {
				t.Errorf("%s: %+v", kind, p.Sheets)
			}
			unsettled(t, kind, plan)
		}
		if !found {
			t.Errorf("nothing runs %s", kind)
		}
	}
	if run != len(shapes) {
		t.Errorf("%d kinds in the manual, %d are run", run, len(shapes))
	}
}

// unsettled: every ledger and column that was drafted waits for a person.
func unsettled(t *testing.T, kind string, plan *templates.Plan) {
	t.Helper()
	told := fmt.Sprint(plan.Unconfirmed)
	for _, l := range plan.Ledgers {
		for _, c := range l.Columns {
			if !strings.Contains(told, c.Name) && !strings.Contains(told, l.Name) {
				t.Errorf("%s: %s of %s is taken for settled: %s", kind, c.Name, l.Name, told)
			}
		}
	}
}

// A workbook that LibreOffice has saved is the same old workbook.
func TestOldWorkbooksOfLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("asks LibreOffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	var names []string
	want := map[string]*propose.Proposal{}
	for name, shape := range shapes {
		file := filepath.Join(dir, fmt.Sprint(len(names))+".xlsx")
		must(t, os.Rename(write(t, shape.sheets...), file))
		p, err := propose.From(context.Background(), file)
		must(t, err)
		names, args, want[name] = append(names, name), append(args, file), p
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, name := range names {
		p, err := propose.From(context.Background(), filepath.Join(dir, "out", fmt.Sprint(i)+".xlsx"))
		must(t, err)
		if diff := cmp.Diff(want[name], p); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
