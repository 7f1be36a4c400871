package intake_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Every sheet under another name is read, or named as what it is.
func TestSheetsUnderOtherNames(t *testing.T) {
	plan := load(t, nil)
	data := filled(t, plan)
	const other = "六月走访"
	renamed := func(more func(*excelize.File) error) []byte {
		return edit(t, data, func(f *excelize.File) error {
			for _, n := range f.GetDefinedName() {
				if strings.HasPrefix(n.Name, "台账_") {
					if err := f.DeleteDefinedName(&n); err != nil {
						return err
					}
				}
			}
			if err := f.SetSheetName("民情走访", other); err != nil || more == nil {
				return err
			}
			return more(f)
		})
	}
	add := func(name, text string, hidden bool) []byte {
		return edit(t, data, func(f *excelize.File) error {
			if _, err := f.NewSheet(name); err != nil {
				return err
			}
			if text != "" {
				if err := f.SetCellValue(name, "B2", text); err != nil {
					return err
				}
			}
			return f.SetSheetVisible(name, !hidden)
		})
	}
	for _, c := range []struct {
		name     string
		data     []byte
		rows     int
		severity finding.Severity // of what is said about the sheet, "" for nothing
		says     string
	}{
		{"known by its ids", renamed(nil), 1, finding.Info, "认作台账“民情走访”"},
		{"without the header of the ids", renamed(func(f *excelize.File) error { return f.SetCellValue(other, "A3", nil) }), 0, finding.Error, "认不出是哪本台账"},
		{"without any header", renamed(func(f *excelize.File) error { return f.RemoveRow(other, form.HeaderRow) }), 0, finding.Error, "认不出是哪本台账"},
		{"a sheet of the unit's", add("Sheet1", "自己算的", false), 1, finding.Warning, "“Sheet1”不是本次的台账"},
		{"an empty one", add("Sheet1", "", false), 1, "", ""},
		{"a hidden one", add("底稿", "自己记的", true), 1, finding.Warning, "隐藏的工作表“底稿”"},
		{"an empty hidden one", add("底稿", "", true), 1, "", ""},
		{"a copy of a ledger's", edit(t, data, func(f *excelize.File) error {
			i, err := f.NewSheet("民情走访 (2)")
			if err != nil {
				return err
			}
			from, err := f.GetSheetIndex("民情走访")
			if err != nil {
				return err
			}
			return f.CopySheet(from, i)
		}), 1, finding.Error, "有两张工作表"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ret := read(t, plan, c.data)
			if ret.Rows() != c.rows {
				t.Errorf("%d rows", ret.Rows())
			}
			var said []finding.Finding
			for _, f := range ret.Findings {
				if f.Code == "工作表" {
					said = append(said, f)
				}
			}
			if c.severity == "" {
				if len(said) > 0 {
					t.Errorf("%+v", said)
				}
				return
			}
			if len(said) != 1 || said[0].Severity != c.severity || !strings.Contains(said[0].Message, c.says) {
				t.Errorf("%+v", said)
			}
		})
	}
}
