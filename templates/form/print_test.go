package form

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
)

// issued opens a form as another program does.
func issued(t *testing.T, r Request) *excelize.File {
	t.Helper()
	wb, err := excelize.OpenReader(bytes.NewReader(write(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wb.Close() })
	return wb
}

// What prints is a real area: the rows that hold something and a few more.
func TestPrintAreaIsReal(t *testing.T) {
	p := standardPlan(t)
	r := request(p, p.Unit("社区一"))
	wb := issued(t, r)
	areas := map[string]string{}
	for _, n := range wb.GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" {
			areas[n.Scope] = n.RefersTo
		}
	}
	for _, l := range r.Ledgers {
		last := dataRow - 1 + len(r.Rows[l.Name])
		if l.Adds {
			last += prepared
		}
		if a := areas[l.Name]; strings.Contains(a, "(") || !strings.HasSuffix(a, "$"+strconv.Itoa(max(last, FirstRow))) {
			t.Errorf("%s prints %q, want to row %d", l.Name, a, last)
		}
	}
}

// A sheet of many columns prints in strips that can be read, each beginning with the
// rows' names, under the sheet's title.
func TestWideSheetPrintsInStrips(t *testing.T) {
	p := standardPlan(t)
	wb := issued(t, request(p, p.Unit("党政办公室")))
	const name = "整改任务"
	layout, err := wb.GetPageLayout(name)
	if err != nil {
		t.Fatal(err)
	}
	if *layout.Size != 9 || *layout.AdjustTo < 65 {
		t.Errorf("paper %d at %d %%", *layout.Size, *layout.AdjustTo)
	}
	for _, n := range wb.GetDefinedName() {
		if n.Scope != name {
			continue
		}
		switch n.Name {
		case "_xlnm.Print_Titles":
			if n.RefersTo != "'整改任务'!$A:$C,'整改任务'!$3:$3" {
				t.Errorf("repeats %s", n.RefersTo)
			}
		case "_xlnm.Print_Area":
			if !strings.HasPrefix(n.RefersTo, "'整改任务'!$A$3:") {
				t.Errorf("prints %s", n.RefersTo)
			}
		}
	}
	head, err := wb.GetHeaderFooter(name)
	if err != nil || !strings.Contains(head.OddHeader, name) {
		t.Errorf("%v: over the page stands %+v", err, head)
	}
}

// What the office keeps for itself is folded, what the unit fills in or has to
// know is not.
func TestFoldedColumns(t *testing.T) {
	p := standardPlan(t)
	r := request(p, p.Unit("党政办公室"))
	row := r.Rows["整改任务"][0]
	row.ID = row.Values[p.Ledger("整改任务").Key[0].Index]
	r.Rows["整改任务"] = []templates.Record{row}
	wb := issued(t, r)
	for _, c := range p.Ledger("整改任务").FormColumns() {
		seen, err := wb.GetColVisible("整改任务", letter(c))
		if err != nil {
			t.Fatal(err)
		}
		tells := c.FilledBy(r.Unit) || c.Name == "措施编号" || c.Name == "整改措施" || c.Name == "整改期限" || c.Name == "整改目标"
		if tells && !seen || seen && (c.Name == "审核人" || c.Name == "销号日期" || c.Name == "责任部门") {
			t.Errorf("%s: visible %v", c.Name, seen)
		}
	}
	for _, col := range []string{"A", "B"} {
		if seen, _ := wb.GetColVisible("整改任务", col); seen {
			t.Errorf("%s says what 措施编号 says", col)
		}
		if seen, _ := wb.GetColVisible("会议活动", col); !seen && given(p.Ledger("会议活动")) == nil {
			t.Errorf("会议活动 shows no %s", col)
		}
	}
	if v, _ := wb.GetCellValue("整改任务", "C1"); !strings.Contains(v, "整改任务") {
		t.Errorf("the title is out of view: C1 holds %q", v)
	}
	if v, _ := wb.GetCellValue("整改任务", "C4"); v != SampleID {
		t.Errorf("the example is not marked where it is seen: %q", v)
	}
}

// A row that the office has closed is grey and asks for nothing.
func TestClosedRow(t *testing.T) {
	p := standardPlan(t)
	l := p.Ledger("整改任务")
	r := request(p, p.Unit("党政办公室"))
	open := r.Rows[l.Name][0]
	shut := templates.Record{ID: "x-02", Version: 2, Values: append([]string(nil), open.Values...)}
	shut.Values[l.Role(templates.RoleState).Index] = l.Role(templates.RoleState).OptionMeaning(templates.MeansClosed)
	r.Rows[l.Name] = append(r.Rows[l.Name], shut)
	wb := issued(t, r)
	progress := l.Role(templates.RoleProgress)
	fill := func(row int) []string {
		id, err := wb.GetCellStyle(l.Name, letter(progress)+strconv.Itoa(row))
		if err != nil {
			t.Fatal(err)
		}
		s, err := wb.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s.Fill.Color
	}
	if f := fill(dataRow); len(f) > 0 {
		t.Errorf("an open row is %v", f)
	}
	if f := fill(dataRow + 1); len(f) != 1 || f[0] != colourShade {
		t.Errorf("a closed row is %v", f)
	}
	note, _ := wb.GetCellValue(l.Name, "A2")
	for _, cell := range []string{"B2", "C2"} {
		v, _ := wb.GetCellValue(l.Name, cell)
		note += v
	}
	if !strings.Contains(note, "已由整改办办结") {
		t.Errorf("nothing says why: %s", note)
	}
	formats, err := wb.GetConditionalFormats(l.Name)
	if err != nil {
		t.Fatal(err)
	}
	asks := 0
	for _, rules := range formats {
		for _, rule := range rules {
			if strings.Contains(rule.Criteria, "COUNTA") {
				asks++
				if !strings.Contains(rule.Criteria, `="已销号"`) {
					t.Errorf("asks for a cell of a closed row: %s", rule.Criteria)
				}
			}
		}
	}
	if asks == 0 {
		t.Error("nothing is asked for at all")
	}
}

// 填报说明 has what everybody reads on its first pages, column by column behind.
func TestHelpSheetBreaks(t *testing.T) {
	p := standardPlan(t)
	for _, s := range parts(t, write(t, request(p, p.Unit("党政办公室")))) {
		if s.Part == "xl/worksheets/sheet1.xml" && (len(s.Breaks) < 1 || len(s.Breaks) > 2) { // one more keeps the key of colours whole
			t.Errorf("%d page breaks to the columns", len(s.Breaks))
		}
	}
}

// A long title is set smaller rather than cut, and a sheet with nothing to fill in
// prints no more columns than can be read.
func TestLongTitleAndEmptySheetPrint(t *testing.T) {
	title := strings.Repeat("专项行动工作台账", 8)
	for _, c := range []struct {
		points float64
		size   float64
	}{{2000, 16}, {780, 11}, {100, 9}} {
		if got := titleWithin(title, c.points).Size; got != c.size {
			t.Errorf("in %.0f points: %.0f", c.points, got)
		}
	}
	p := standardPlan(t)
	r := request(p, p.Unit("综合执法大队"))
	for i := range r.Ledgers {
		r.Ledgers[i].Adds = false
	}
	r.Rows = nil
	wb := issued(t, r)
	for _, n := range wb.GetDefinedName() {
		if n.Name != "_xlnm.Print_Area" || n.Scope != "违法建设" {
			continue
		}
		_, last, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), ":")
		column, _, err := excelize.CellNameToCoordinates(last)
		if err != nil || column > 20 {
			t.Errorf("prints %s: %v", n.RefersTo, err)
		}
	}
}
