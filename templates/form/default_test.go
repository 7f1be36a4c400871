package form

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// A default that is computed appears in Excel as the program fills it in, and
// nothing at all in a row that says nothing.
func TestDefaultsAppearAsTheyAreFilledIn(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"参数": "截至日|2026-07-31\n天数|30\n活动名称|检查",
		"单位": "U1|一社区|社区",
		"选项": "等级|重大\n等级|一般\n程序|快办\n程序|普通",
		"台账": "H|隐患|编号|社区|||是|6",
		"栏目": strings.Join([]string{
			defaultLine("编号", "文本", "", ""),
			defaultLine("等级", "选项", "等级", ""),
			defaultLine("发现日期", "日期", "", ""),
			defaultLine("面积", "小数", "", ""),
			defaultLine("器材", "整数", "", "0"),
			defaultLine("登记日期", "日期", "", "{截至日}"),
			defaultLine("期限", "日期", "", "发现日期+{天数}"),
			defaultLine("复查", "日期", "", "期限+7"),
			defaultLine("得分", "小数", "", "如果(等级 = 重大 或 面积 > 100, 5, 1)"),
			defaultLine("罚款", "小数", "", "面积*1.255"),
			defaultLine("办理", "选项", "程序", "如果(等级 = 重大, “快办”, “普通”)"),
			defaultLine("合计", "小数", "", "空作0(面积+器材)"),
		}, "\n"),
	})
	if bad := (*templates.PlanError)(nil); errors.As(err, &bad) {
		t.Fatal(bad.Findings)
	}
	l, u := p.Ledger("隐患"), p.Units[0]
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, Request{Plan: p, Unit: u, Issue: 1, Issued: "2026-07-01", Ledgers: p.Ledgers}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if faults := packagecheck.Check(buf.Bytes()); len(faults) > 0 {
		t.Error(faults)
	}
	rows := [][2]map[string]any{
		{{}, {"器材": "0", "登记日期": "2026-07-31"}},
		{{"编号": "1", "等级": "重大", "发现日期": 46204, "面积": 10.5}, {}},
		{{"编号": "2", "等级": "一般", "面积": 101}, {}},
		{{"编号": "3"}, {}},
		{{"编号": "4", "发现日期": 46204, "面积": 0, "器材": 7}, {}},
	}
	f, err := excelize.OpenFile(in)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		for name, v := range r[0] {
			if err := f.SetCellValue(l.Name, letter(l.Column(name))+fmt.Sprint(dataRow+i), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	got := begun(t, in, l)
	for i, r := range rows {
		want := make([]string, len(l.Columns))
		if len(r[0]) > 0 {
			for name, v := range r[0] {
				text := fmt.Sprint(v)
				if name == "发现日期" {
					text = "2026-07-01"
				}
				want[l.Column(name).Index] = text
			}
			l.Begin(want, templates.OfPlan, templates.Env{Plan: p})
		}
		for name, v := range r[1] {
			want[l.Column(name).Index] = fmt.Sprint(v)
		}
		for _, c := range l.Columns {
			if got[i][c.Index] != want[c.Index] {
				t.Errorf("row %d, %s: %q in LibreOffice, %q in the program", i, c.Name, got[i][c.Index], want[c.Index])
			}
		}
	}
	if got[1][l.Column("复查").Index] != "2026-08-07" || got[1][l.Column("罚款").Index] != "13.18" || got[1][l.Column("办理").Index] != "快办" {
		t.Error(got[1])
	}
}

// What a form tells is read as it was told, whatever parameters hold by then.
func TestDefaultsAreToldWithWhatParametersHold(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"参数": "截至日|2026-07-31\n天数|30\n程序|快办|\n大额|1,000",
		"单位": "U1|一社区|社区",
		"台账": "H|隐患|编号|社区|||是|1",
		"栏目": strings.Join([]string{
			defaultLine("编号", "文本", "", ""),
			defaultLine("发现日期", "日期", "", ""),
			defaultLine("面积", "小数", "", ""),
			defaultLine("登记日期", "日期", "", "{截至日}+1"),
			defaultLine("期限", "日期", "", "如果(发现日期 < {截至日}-5, {截至日}, 发现日期+{天数})"),
			defaultLine("办理", "文本", "", "如果(面积 > {大额} 且 发现日期.月 = {截至日}.月, {程序}, “普通”)"),
			defaultLine("经办", "文本", "", "{程序}"),
		}, "\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	l := p.Ledger("隐患")
	for name, want := range map[string]string{
		"登记日期": "2026-08-01",
		"期限":   "如果(发现日期 < 2026-07-31-5, 2026-07-31, 发现日期+30)",
		"办理":   "如果(面积 > 1000 且 发现日期.月 = 2026年7月, “快办”, “普通”)",
		"经办":   "快办",
	} {
		c := l.Column(name)
		got := c.Default.Written(c, p)
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if _, err := p.ParseDefault(c, got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is taken from an older ledger shows in its blank cells what they will mean.
func TestDefaultsStandInRowsTakenOver(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"参数": "天数|30",
		"单位": "U1|一社区|社区",
		"台账": "H|隐患|编号|社区|||是|1",
		"栏目": strings.Join([]string{
			defaultLine("编号", "文本", "", ""),
			defaultLine("发现日期", "日期", "", ""),
			defaultLine("器材", "整数", "", "3"),
			defaultLine("复查人", "文本", "", "无"),
			defaultLine("期限", "日期", "", "发现日期+{天数}"),
		}, "\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]templates.Record{"隐患": {
		{Values: []string{"1", "2026-07-01", "", "张三", ""}},
		{Values: []string{"2", "2026-07-01", "5", "", "2026-07-09"}},
		{ID: "U1-H-0003", Version: 1, Values: []string{"3", "2026-07-01", "", "", ""}},
	}}
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, Request{Plan: p, Unit: p.Units[0], Issue: 1, Issued: "2026-07-01", Ledgers: p.Ledgers, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, want := range [][3]string{{"3", "张三", "live"}, {"5", "无", ""}, {"", "", ""}, {"3", "无", "live"}} {
		var got [3]string
		for k, name := range []string{"器材", "复查人"} {
			got[k], _ = f.GetCellValue("隐患", letter(p.Ledger("隐患").Column(name))+fmt.Sprint(dataRow+i))
		}
		if formula, _ := f.GetCellFormula("隐患", letter(p.Ledger("隐患").Column("期限"))+fmt.Sprint(dataRow+i)); IsLive(formula) {
			got[2] = "live"
		}
		if got != want {
			t.Errorf("row %d: %q, want %q", i, got, want)
		}
	}
}

func defaultLine(name, typ, content, begins string) string {
	e := map[string]string{"台账": "隐患", "栏目": name, "类型": typ, "小数位": map[string]string{"小数": "2"}[typ], "取值": content, "必填": "选", "填写方": "单位", "默认": begins}
	var cells []string
	for _, s := range plantest.Sheets() {
		if s.Sheet == templates.SheetColumns {
			for _, h := range s.Header {
				cells = append(cells, e[h])
			}
		}
	}
	return strings.Join(cells, "|")
}

// begun are the rows as LibreOffice saves them, read like a return.
func begun(t *testing.T, path string, l *templates.Ledger) [][]string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("asks LibreOffice")
	}
	dir := filepath.Dir(path)
	if out, err := exec.Command(program, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wb, err := xlsx.Open(filepath.Join(dir, "out", filepath.Base(path)))
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	all, err := readRows(wb, l.Name, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, r := range all {
		if r.Number < dataRow {
			continue
		}
		values := make([]string, len(l.Columns))
		for _, x := range r.Cells {
			if i := x.Col - FirstColumn; i >= 0 && i < len(values) {
				values[i], _ = l.Columns[i].Read(x, false)
			}
		}
		out = append(out, values)
	}
	return out
}
