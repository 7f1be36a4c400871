package intake_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"taizhang/templates/finding"

	"github.com/xuri/excelize/v2"
)

// What cannot be read for certain is a finding of its own, never a guess and
// never an empty cell.
func TestRefusesToGuess(t *testing.T) {
	plan := load(t, nil)
	blank := map[string][]byte{}
	for unit, ledger := range map[string]string{"社区一": "违法建设", "综合执法大队": "核查比对"} {
		blank[ledger] = issue(t, plan, unit, ledger)
	}
	value := func(v any) func(*excelize.File, string, string) error {
		return func(f *excelize.File, sheet, cell string) error { return f.SetCellValue(sheet, cell, v) }
	}
	const marker = 987654321
	for _, c := range []struct {
		name, ledger, column string
		change               func(f *excelize.File, sheet, cell string) error
		raw                  string // XML in place of the marker's cell
		code, says           string
	}{
		{"18 digits as a number", "违法建设", "住建部台账编号", value(120101199001011234), "", "位数", "末尾几位已经丢失"},
		{"16 digits", "违法建设", "楼栋", value(1234567890123456.0), "", "位数", "“文本”格式"},
		{"a formula without its result", "违法建设", "面积", func(f *excelize.File, sheet, cell string) error {
			return f.SetCellFormula(sheet, cell, "1+1")
		}, "", "公式", "没有它的计算结果"},
		{"an error", "违法建设", "面积", value(marker), `t="e"><v>#DIV/0!</v>`, "公式", "#DIV/0!"},
		{"an error behind a formula", "违法建设", "楼栋", value(marker), `t="e"><f>VLOOKUP(1,A1:B2,2,0)</f><v>#N/A</v>`, "公式", "#N/A"},
		{"about ten", "核查比对", "漏报数", value("近10处"), "", "R-78", "近10处"},
		{"more than ten", "核查比对", "上报数", value("10余处"), "", "R-78", "概数"},
		{"ten thousands", "违法建设", "面积", value("1.2万㎡"), "", "格式", "1.2万㎡"},
		{"half a place", "核查比对", "上报数", value(2.5), "", "格式", "应是整数"},
		{"too exact", "违法建设", "面积", value(12.345), "", "格式", "最多保留 2 位小数"},
		{"a yes for a number", "核查比对", "上报数", value(true), "", "格式", "应填数字"},
		{"a date for a number", "核查比对", "上报数", func(f *excelize.File, sheet, cell string) error {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			if err != nil {
				return err
			}
			return cmp.Or(f.SetCellValue(sheet, cell, 45809), f.SetCellStyle(sheet, cell, cell, style))
		}, "", "格式", "现在是日期"},
		{"no such day", "违法建设", "发现日期", value("2025-02-30"), "", "格式", "2025-02-30"},
		{"a month", "违法建设", "发现日期", value("2025年6月"), "", "格式", "2025年6月"},
		{"a serial far off", "违法建设", "发现日期", value(2958465), "", "格式", "日期"},
		{"a small number", "违法建设", "发现日期", value(6), "", "格式", "日期"},
		{"a negative serial", "违法建设", "发现日期", value(-5), "", "格式", "日期"},
		{"no such choice", "违法建设", "存量或新增", value("不清楚"), "", "R-02", "存量、新增"},
		{"no such name", "违法建设", "小区", value("没有的小区"), "", "R-06", "没有的小区"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cell := at(plan, c.ledger, c.column, firstRow)
			data := edit(t, blank[c.ledger], func(f *excelize.File) error { return c.change(f, c.ledger, cell) })
			if c.raw != "" {
				data = patch(t, data, "xl/worksheets/", fmt.Sprintf(`><v>%d</v>`, marker), " "+c.raw)
			}
			ret := read(t, plan, data)
			f := only(t, ret, finding.Error, c.code, c.ledger, cell)
			if !strings.Contains(f.Message+f.Fix, c.says) || f.Fix == "" {
				t.Errorf("says %q %q", f.Message, f.Fix)
			}
			row := ret.Sheets[0].Rows[0]
			col := plan.Ledger(c.ledger).Column(c.column)
			if !row.Bad[col.Index] || row.Value(col) != "" {
				t.Errorf("was taken as %q", row.Value(col))
			}
		})
	}
}

func TestMergedCells(t *testing.T) {
	plan := load(t, nil)
	first, last := at(plan, "违法建设", "楼栋", firstRow), at(plan, "违法建设", "楼栋", firstRow+1)
	data := edit(t, issue(t, plan, "社区一", "违法建设"), func(f *excelize.File) error {
		for row := firstRow; row <= firstRow+1; row++ {
			if err := f.SetCellValue("违法建设", at(plan, "违法建设", "面积", row), 12); err != nil {
				return err
			}
		}
		if err := f.SetCellValue("违法建设", first, "3号楼"); err != nil {
			return err
		}
		return f.MergeCell("违法建设", first, last)
	})
	ret := read(t, plan, data)
	if len(ret.Findings) != 2 {
		t.Fatalf("%+v", ret.Findings)
	}
	for i, cell := range []string{first, last} {
		if f := ret.Findings[i]; f.Code != "合并" || f.Cell != cell || f.Severity != finding.Error {
			t.Errorf("%+v", f)
		}
	}
}

func Test1904Workbook(t *testing.T) {
	plan := load(t, nil)
	yes := true
	data := edit(t, issue(t, plan, "社区一", "违法建设"), func(f *excelize.File) error {
		return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
	})
	ret := read(t, plan, data)
	if f := only(t, ret, finding.Error, "文件", "", ""); !strings.Contains(f.Message, "1904") || !ret.Refused {
		t.Errorf("%+v", f)
	}
}
