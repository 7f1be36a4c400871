package intake_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// column changes one cell of 栏目.
func column(ledger, name, header, value string) func(map[string]*templates.Table) {
	return func(tables map[string]*templates.Table) {
		tab := tables["栏目"]
		for _, r := range tab.Rows {
			if r.Cells[0] == ledger && r.Cells[1] == name {
				r.Cells[slices.Index(tab.Header, header)] = value
			}
		}
	}
}

func param(name, value string) func(map[string]*templates.Table) {
	return func(tables map[string]*templates.Table) {
		for _, r := range tables["参数"].Rows {
			if r.Cells[0] == name {
				r.Cells[1] = value
			}
		}
	}
}

// filled is a community's form with one visit in it.
func filled(t *testing.T, plan *templates.Plan) []byte {
	t.Helper()
	return edit(t, issue(t, plan, "社区一", "民情走访"), func(f *excelize.File) error {
		for name, v := range map[string]any{"走访日期": "2025-06-15", "走访领导": "党工委书记", "社区": "社区一", "方式": "座谈会", "收集问题数": 1, "备注": "雨天"} {
			if err := f.SetCellValue("民情走访", at(plan, "民情走访", name, firstRow), v); err != nil {
				return err
			}
		}
		return nil
	})
}

func codes(ret *intake.Return) (out []string) {
	for _, f := range ret.Findings {
		out = append(out, f.Code+" "+string(f.Severity))
	}
	return out
}

func TestOlderTemplate(t *testing.T) {
	old := load(t, nil)
	data := filled(t, old)

	t.Run("renamed", func(t *testing.T) {
		plan := load(t, func(tables map[string]*templates.Table) {
			column("民情走访", "备注", "曾用名", "备注")(tables)
			column("民情走访", "备注", "栏目", "其他说明")(tables)
			for _, r := range tables["规则"].Rows { // a rule on it follows the name
				for i, c := range r.Cells {
					if r.Cells[3] == "民情走访" {
						r.Cells[i] = strings.ReplaceAll(c, "备注", "其他说明")
					}
				}
			}
		})
		ret := read(t, plan, data)
		if got := codes(ret); !slices.Equal(got, []string{"R-05 info"}) {
			t.Errorf("%+v", ret.Findings)
		}
		if v := ret.Sheets[0].Rows[0].Value(plan.Ledger("民情走访").Column("其他说明")); v != "雨天" {
			t.Errorf("read %q", v)
		}
	})
	// A column the old form does not have: nothing to say if it may be empty.
	added := func(required string) func(map[string]*templates.Table) {
		return func(tables map[string]*templates.Table) {
			tab := tables["栏目"]
			cells := make([]string, len(tab.Header))
			for h, v := range map[string]string{"台账": "民情走访", "栏目": "天气", "类型": "文本", "必填": required, "填写方": "单位", "示例": "晴"} {
				cells[slices.Index(tab.Header, h)] = v
			}
			tab.Rows = append(tab.Rows, templates.TableRow{Number: 999, Cells: cells})
		}
	}
	t.Run("new column", func(t *testing.T) {
		ret := read(t, load(t, added("选")), data)
		if got := codes(ret); !slices.Equal(got, []string{"R-05 info"}) || len(ret.Sheets[0].Rows) != 1 {
			t.Errorf("%+v", ret.Findings)
		}
	})
	t.Run("new required column", func(t *testing.T) {
		ret := read(t, load(t, added("必")), data)
		if got := codes(ret); !slices.Equal(got, []string{"R-05 info"}) || len(ret.Sheets[0].Lacks) != 1 || ret.Sheets[0].Lacks[0].Name != "天气" {
			t.Errorf("%+v", ret.Findings)
		}
	})
	t.Run("column gone", func(t *testing.T) {
		gone := edit(t, data, func(f *excelize.File) error {
			cell := at(old, "民情走访", "备注", form.HeaderRow)
			name, _, _ := excelize.SplitCellName(cell)
			return f.RemoveCol("民情走访", name)
		})
		ret := read(t, old, gone)
		only(t, ret, finding.Info, "表头", "民情走访", "A3")
	})
}

func TestWhoseWorkbook(t *testing.T) {
	plan := load(t, nil)
	data := filled(t, plan)
	own := edit(t, data, func(f *excelize.File) error { // a unit's own table, no form of ours
		if err := f.DeleteSheet(form.MetaSheet); err != nil {
			return err
		}
		return f.DeleteSheet(form.HelpSheet)
	})
	own = patch(t, own, "docProps/custom.xml", "活动代号", "别的")

	for _, c := range []struct {
		name   string
		plan   *templates.Plan
		data   []byte
		assign string
		code   string // of the only finding, "" if there is none
		says   string
	}{
		{"ours", plan, data, "", "", ""},
		{"another campaign", load(t, param("活动代号", "另一次")), data, "", "活动", "另一次活动“巡察整改”"},
		{"another unit list", load(t, func(tables map[string]*templates.Table) {
			tab := tables["单位"]
			tab.Rows = slices.DeleteFunc(tab.Rows, func(r templates.TableRow) bool { return r.Cells[1] == "社区一" })
			for _, name := range []string{"领导", "小区"} {
				for _, r := range tables[name].Rows {
					for i := range r.Cells {
						r.Cells[i] = strings.ReplaceAll(r.Cells[i], "社区一", "社区二")
					}
				}
			}
			column("民情走访", "社区", "示例", "社区二")(tables)
			column("违法建设", "社区", "示例", "社区二")(tables)
			column("违法建设", "小区", "示例", "示例小区二")(tables)
			column("社会救助", "社区", "示例", "社区二")(tables)
		}), data, "", "R-06", "社区一"},
		{"no form of ours", plan, own, "", "活动", "不是本次下发的填报表"},
		{"no form of ours, assigned by the office", plan, own, "社区一", "", ""},
		{"metadata sheet deleted", plan, edit(t, data, func(f *excelize.File) error { return f.DeleteSheet(form.MetaSheet) }), "", "", ""},
		{"sheet renamed", plan, edit(t, data, func(f *excelize.File) error { return f.SetSheetName("民情走访", "六月走访") }), "", "", ""},
		{"another unit's ledger", plan, edit(t, data, func(f *excelize.File) error { return f.SetSheetName(form.OptionSheet, "移交批次") }), "", "工作表", "不由社区一填报"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ret := readAs(t, c.plan, c.data, "表.xlsx", c.plan.Unit(c.assign))
			if c.code == "" {
				if len(ret.Findings) > 0 || ret.Rows() != 1 || ret.Unit.Name != "社区一" {
					t.Errorf("%d rows of %v: %+v", ret.Rows(), ret.Unit, ret.Findings)
				}
				return
			}
			if len(ret.Findings) != 1 || ret.Findings[0].Code != c.code || !strings.Contains(ret.Findings[0].Message, c.says) || ret.Findings[0].Fix == "" {
				t.Errorf("%+v", ret.Findings)
			}
		})
	}
}

// A sheet that 填报说明 lists and the workbook lacks is told to the merge, which
// knows whether another book of the unit has it.
func TestDeletedSheet(t *testing.T) {
	plan := load(t, nil)
	data := filled(t, plan)
	ret := readAs(t, plan, edit(t, data, func(f *excelize.File) error { return f.DeleteSheet("民情走访") }), "表.xlsx", nil)
	if len(ret.Absent) != 1 || ret.Absent[0].Name != "民情走访" || len(ret.Findings) > 0 {
		t.Errorf("%v, %+v", ret.Absent, ret.Findings)
	}
}

// A plain workbook without any of our sheets, and one with a ledger's name.
func TestStrangersWorkbook(t *testing.T) {
	plan := load(t, nil)
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellValue("Sheet1", "A1", "工资表"); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	ret := read(t, plan, buf.Bytes())
	if f := only(t, ret, finding.Error, "活动", "", ""); !ret.Refused || !strings.Contains(f.Fix, "移走") {
		t.Errorf("%+v", f)
	}
}
