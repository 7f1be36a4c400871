package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// What is taken in another form than it was typed is said, with both forms.
func TestNormalisesAndSaysSo(t *testing.T) {
	plan := load(t, nil)
	day := time.Date(2021, 8, 6, 0, 0, 0, 0, time.UTC)
	blank := map[string][]byte{}
	for ledger, unit := range map[string]string{"违法建设": "社区一", "民情诉求": "社区一", "差旅自查": "财政办公室", "移交批次": "综合执法大队", "招商服务": "经济发展办公室"} {
		blank[ledger] = issue(t, plan, unit, ledger)
	}
	for _, c := range []struct {
		ledger, column string
		typed          any
		format         string
		want           string
		said           string // how the message gives what was typed, "" if nothing is said
	}{
		{"违法建设", "面积", 12.5, "", "12.5", ""},
		{"违法建设", "面积", "１２．５", "", "12.5", "１２．５"},
		{"违法建设", "面积", "1,234.5", "", "1234.5", "1,234.5"},
		{"违法建设", "面积", "12.5㎡", "", "12.5", "12.5㎡"},
		{"违法建设", "面积", "12.5 平方米", "", "12.5", "12.5 平方米"},
		{"违法建设", "面积", "12.50", "", "12.5", ""},
		{"违法建设", "面积", 0.1 + 0.2, "", "0.3", ""},
		{"差旅自查", "金额", "300元", "", "300", "300元"},
		{"差旅自查", "金额", "￥1,300.00", "", "1300", "￥1,300.00"},
		{"招商服务", "引资地分成", 0.8, "0%", "80", ""},
		{"招商服务", "引资地分成", "80%", "", "80", "80%"},
		{"违法建设", "发现日期", day, "", "2021-08-06", ""},
		{"违法建设", "发现日期", 44414, "General", "2021-08-06", "44414"},
		{"违法建设", "发现日期", 20210806, "General", "2021-08-06", "20210806"},
		{"违法建设", "发现日期", "2021.8.6", "", "2021-08-06", "2021.8.6"},
		{"违法建设", "发现日期", "2021/8/6", "", "2021-08-06", "2021/8/6"},
		{"违法建设", "发现日期", "2021年8月6日", "", "2021-08-06", "2021年8月6日"},
		{"违法建设", "发现日期", "２０２１－８－６", "", "2021-08-06", "２０２１－８－６"},
		{"违法建设", "拆除日期", "/", "", "", "/"},
		{"违法建设", "拆除日期", "—", "", "", "—"},
		{"违法建设", "拆除日期", "无", "", "", "无"},
		{"违法建设", "备注", "无", "", "无", ""},
		{"违法建设", "楼栋", "  3号楼\u3000", "", "3号楼", ""},
		{"违法建设", "楼栋", 3, "", "3", ""},
		{"违法建设", "处置方式", "分类 处置", "", "分类处置", "分类 处置"},
		{"违法建设", "限制交易", true, "", "是", ""},
		{"违法建设", "限制交易", "√", "", "是", "√"},
		{"违法建设", "社区", "SQ01", "", "社区一", "SQ01"},
		{"违法建设", "移交批次", "２０２５－０１（移入）", "", "2025-01（移入）", "２０２５－０１（移入）"},
		{"移交批次", "批次号", "２０２５－０１（移入）", "", "2025-01（移入）", "２０２５－０１（移入）"},
		{"民情诉求", "内容", "第一行\r\n第二行", "", "第一行\n第二行", ""},
	} {
		t.Run(c.column+" "+c.want, func(t *testing.T) {
			ref := at(plan, c.ledger, c.column, firstRow)
			ret := read(t, plan, edit(t, blank[c.ledger], func(f *excelize.File) error {
				// Something that makes the row a row.
				if err := f.SetCellValue(c.ledger, at(plan, c.ledger, map[string]string{"违法建设": "建成时间", "民情诉求": "承办人", "差旅自查": "事项", "移交批次": "交接单", "招商服务": "引资地"}[c.ledger], firstRow), "甲"); err != nil {
					return err
				}
				if err := f.SetCellValue(c.ledger, ref, c.typed); err != nil || c.format == "" {
					return err
				}
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c.format})
				if err != nil {
					return err
				}
				return f.SetCellStyle(c.ledger, ref, ref, style)
			}))
			col := plan.Ledger(c.ledger).Column(c.column)
			if got := ret.Sheets[0].Rows[0].Value(col); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.said == "" {
				if len(ret.Findings) > 0 {
					t.Errorf("%+v", ret.Findings)
				}
				return
			}
			f := only(t, ret, finding.Info, cell.CodeNormal, c.ledger, ref)
			after := c.want
			if after == "" {
				after = "空"
			}
			if !strings.Contains(f.Message, "“"+c.said+"”") || !strings.Contains(f.Message, "“"+after+"”") {
				t.Errorf("says %q", f.Message)
			}
		})
	}
}
