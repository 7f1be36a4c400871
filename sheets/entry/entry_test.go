package entry

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/ooxml/packagecheck"
)

// workbook is a plain sheet with a title, a header in row 3 and two lines.
func workbook(t *testing.T, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetSheetName("Sheet1", "冲突"))
	must(t, f.SetCellValue("冲突", "A1", "冲突"))
	must(t, f.SetSheetRow("冲突", "A3", &[]string{"台账", "行标识", "选 用"}))
	must(t, f.SetSheetRow("冲突", "A4", &[]string{"措施", "甲-1"}))
	must(t, f.SetSheetRow("冲突", "A6", &[]string{"措施", "甲-2", "否"}))
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func line(id string) map[string]string { return map[string]string{"台账": "措施", "行标识": id} }

func TestFill(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*excelize.File)
		entry  []Entry
		want   map[string]string // cells afterwards
		err    string
	}{
		"an empty cell":        {nil, []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}}, map[string]string{"C4": "是", "C6": "否"}, ""},
		"a cell with a text":   {nil, []Entry{{"冲突", line("甲-2"), "选用", "否", "是", false}}, map[string]string{"C4": "", "C6": "是"}, ""},
		"emptied":              {nil, []Entry{{"冲突", line("甲-2"), "选用", "否", "", false}}, map[string]string{"C6": ""}, ""},
		"two at once":          {nil, []Entry{{"冲突", line("甲-2"), "选用", "否", "是", false}, {"冲突", line("甲-1"), "选用", "", "<&\n>", false}}, map[string]string{"C4": "<&\n>", "C6": "是"}, ""},
		"a new line":           {nil, []Entry{{"冲突", line("乙-1"), "选用", "", "是", true}}, map[string]string{"A7": "措施", "B7": "乙-1", "C7": "是"}, ""},
		"a new line, known":    {nil, []Entry{{"冲突", line("甲-1"), "选用", "", "是", true}}, map[string]string{"C4": "是", "A7": ""}, ""},
		"columns moved":        {func(f *excelize.File) { must(t, f.InsertCols("冲突", "A", 2)) }, []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}}, map[string]string{"E4": "是"}, ""},
		"changed since":        {nil, []Entry{{"冲突", line("甲-2"), "选用", "", "是", false}}, nil, "已经是“否”"},
		"one of two unlike":    {nil, []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}, {"冲突", line("甲-2"), "选用", "", "是", false}}, nil, "已经是“否”"},
		"no such line":         {nil, []Entry{{"冲突", line("甲-3"), "选用", "", "是", false}}, nil, "没有要填的那一行"},
		"no such column":       {nil, []Entry{{"冲突", line("甲-1"), "裁定", "", "是", false}}, nil, "找不到栏目“裁定”"},
		"no such sheet":        {nil, []Entry{{"没有", line("甲-1"), "选用", "", "是", false}}, nil, "没有工作表“没有”"},
		"the same line twice":  {func(f *excelize.File) { must(t, f.SetSheetRow("冲突", "A9", &[]string{"措施", "甲-1"})) }, []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}}, nil, "分不清"},
		"a formula in its way": {func(f *excelize.File) { must(t, f.SetCellFormula("冲突", "C4", `IF(1,"","")`)) }, []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}}, nil, "公式"},
	} {
		t.Run(name, func(t *testing.T) {
			b := workbook(t, c.change)
			out, err := Fill(context.Background(), b, "总台账", c.entry)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("%v, want %s", err, c.err)
				}
				return
			}
			must(t, err)
			for _, problem := range packagecheck.Check(out) {
				t.Error(problem)
			}
			f, err := excelize.OpenReader(bytes.NewReader(out))
			must(t, err)
			defer f.Close()
			for at, want := range c.want {
				if got, _ := f.GetCellValue("冲突", at); got != want {
					t.Errorf("%s is %q, want %q", at, got, want)
				}
			}
		})
	}
}

// TestStyleStays: a cell that is filled in looks as before.
func TestStyleStays(t *testing.T) {
	var style int
	b := workbook(t, func(f *excelize.File) {
		var err error
		style, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
		must(t, err)
		must(t, f.SetCellStyle("冲突", "C4", "C4", style))
	})
	out, err := Fill(context.Background(), b, "总台账", []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}})
	must(t, err)
	f, err := excelize.OpenReader(bytes.NewReader(out))
	must(t, err)
	defer f.Close()
	if got, _ := f.GetCellStyle("冲突", "C4"); got != style {
		t.Errorf("style %d, want %d", got, style)
	}
}

// TestMasterOpenElsewhere: a master that somebody has open is not written.
func TestMasterOpenElsewhere(t *testing.T) {
	d := campaign.Dir(t.TempDir())
	must(t, os.MkdirAll(d.Path(campaign.Ledger), 0o755))
	b := workbook(t, nil)
	must(t, os.WriteFile(d.Master(), b, 0o644))
	owner := d.Path(campaign.Ledger, "~$总台账.xlsx")
	must(t, os.WriteFile(owner, nil, 0o644))
	e := []Entry{{"冲突", line("甲-1"), "选用", "", "是", false}}
	if err := Master(context.Background(), d, e); err == nil {
		t.Error("written over an open workbook")
	}
	if now, _ := os.ReadFile(d.Master()); !bytes.Equal(now, b) {
		t.Error("the master changed")
	}
	must(t, os.Remove(owner))
	must(t, Master(context.Background(), d, e))
	if left, _ := filepath.Glob(d.Path(campaign.Ledger, ".taizhang-*")); len(left) > 0 {
		t.Error(left)
	}
}
