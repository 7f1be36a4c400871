package intake_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// What Excel made of a text that looks like a date, a time or a number is read
// as the sheet shows it, and said.
func TestTextsAreReadAsTheSheetShowsThem(t *testing.T) {
	plan := load(t, nil)
	blank := issue(t, plan, "社区一", "违法建设")
	for _, c := range []struct {
		value    float64
		format   string
		want     string
		severity finding.Severity
		code     string // "" where nothing is said
	}{
		{44257, `m"月"d"日"`, "3月2日", finding.Warning, cell.CodeShown},
		{37653, "yyyy/m/d", "2003/2/1", finding.Warning, cell.CodeShown},
		{0.354166666666667, "h:mm", "8:30", finding.Warning, cell.CodeShown},
		{1.5, "[h]:mm", "36:00", finding.Warning, cell.CodeShown},
		{12, "[DBNum1][$-804]G/通用格式", "一十二", finding.Info, cell.CodeShown},
		{7, "0000", "0007", finding.Info, cell.CodeShown},
		{12, "G/通用格式", "12", "", ""},
	} {
		t.Run(c.format, func(t *testing.T) {
			ref := at(plan, "违法建设", "楼栋", firstRow)
			ret := read(t, plan, edit(t, blank, func(f *excelize.File) error {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c.format})
				if err != nil {
					return err
				}
				if err := f.SetCellValue("违法建设", ref, c.value); err != nil {
					return err
				}
				return f.SetCellStyle("违法建设", ref, ref, style)
			}))
			if got := ret.Sheets[0].Rows[0].Value(plan.Ledger("违法建设").Column("楼栋")); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.code == "" {
				if len(ret.Findings) > 0 {
					t.Errorf("%+v", ret.Findings)
				}
				return
			}
			if f := only(t, ret, c.severity, c.code, "违法建设", ref); !strings.Contains(f.Message, "“"+c.want+"”") {
				t.Errorf("says %q", f.Message)
			}
		})
	}
}
