package mark

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// sample is a return with everything that a mark could spoil.
func sample(t testing.TB, rows int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	const sheet = "整改任务"
	must(f.SetSheetName("Sheet1", "填报说明"))
	must(f.SetCellValue("填报说明", "A1", "填报说明"))
	_, err := f.NewSheet(sheet)
	must(err)
	_, err = f.NewSheet("It's 2 & 3")
	must(err)
	must(f.SetCellValue("It's 2 & 3", "B2", "附表"))
	_, err = f.NewSheet("字典")
	must(err)
	must(f.SetSheetVisible("字典", false))
	style := func(s *excelize.Style) int {
		id, err := f.NewStyle(s)
		must(err)
		return id
	}
	border := []excelize.Border{{Type: "left", Color: "000000", Style: 1}, {Type: "bottom", Color: "FF0000", Style: 2}}
	plain := style(&excelize.Style{Border: border, Font: &excelize.Font{Family: "宋体", Size: 11}})
	date := style(&excelize.Style{NumFmt: 14, Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}}})
	money := style(&excelize.Style{NumFmt: 4, Fill: excelize.Fill{Type: "gradient", Shading: 1, Color: []string{"FFFFFF", "E0EBF5"}}})
	head := style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 14, Color: []string{"D9D9D9"}}})
	must(f.MergeCell(sheet, "A1", "E1"))
	must(f.SetCellValue(sheet, "A1", "整改任务台账"))
	for i, name := range []string{"编号", "内容", "日期", "金额", "合计"} {
		must(f.SetCellValue(sheet, fmt.Sprintf("%c2", 'A'+i), name))
	}
	must(f.SetCellStyle(sheet, "A2", "E2", head))
	must(f.SetColStyle(sheet, "C", date))
	must(f.SetColWidth(sheet, "B", "B", 40))
	must(f.SetRowHeight(sheet, 3, 30))
	for r := 3; r < 3+rows; r++ {
		must(f.SetCellValue(sheet, fmt.Sprintf("A%d", r), r-2))
		must(f.SetCellValue(sheet, fmt.Sprintf("B%d", r), fmt.Sprintf("第 %d 项 <&>", r-2)))
		must(f.SetCellValue(sheet, fmt.Sprintf("D%d", r), float64(r)*1.5))
		must(f.SetCellFormula(sheet, fmt.Sprintf("E%d", r), fmt.Sprintf("D%d*2", r)))
	}
	must(f.SetCellStyle(sheet, "A3", fmt.Sprintf("B%d", 2+rows), plain))
	must(f.SetCellStyle(sheet, "D3", fmt.Sprintf("D%d", 2+rows), money))
	must(f.AddComment(sheet, excelize.Comment{Cell: "B3", Author: "王科长", Paragraph: []excelize.RichTextRun{{Text: "王科长：", Font: &excelize.Font{Bold: true}}, {Text: "等二季度数据\n再补"}}}))
	must(f.AddComment(sheet, excelize.Comment{Cell: "B4", Author: "王科长", Text: "别动"}))
	v := excelize.NewDataValidation(true)
	v.Sqref = "B3:B100"
	must(v.SetDropList([]string{"甲", "乙"}))
	must(f.AddDataValidation(sheet, v))
	red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "9A0511"}})
	must(err)
	must(f.SetConditionalFormat(sheet, "D3:D100", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Format: &red, Value: "6"}}))
	must(f.SetDefinedName(&excelize.DefinedName{Name: "台账_整改", RefersTo: "整改任务!$A$2"}))
	must(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "整改任务!$2:$2", Scope: sheet}))
	f.SetActiveSheet(1)
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

func found(s finding.Severity, sheet, cell, message string) finding.Finding {
	return finding.Finding{Severity: s, Code: "R-01", Sheet: sheet, Cell: cell, Ledger: sheet, RowID: "SQ1-ZG-0001", Column: "内容", Message: message, Fix: "请改正。"}
}

func sampleFindings() []finding.Finding {
	return []finding.Finding{
		found(finding.Error, "整改任务", "B3", "“内容”应写明做了什么。"),
		found(finding.Error, "整改任务", "C4", "“日期”没有填写。"),
		found(finding.Error, "整改任务", "D200", "这一行不在表里。"),
		found(finding.Error, "整改任务", "G2", "没有表头。"),
		found(finding.Error, "It's 2 & 3", "B2", "表名有引号 <&>。"),
		found(finding.Warning, "整改任务", "D3", "金额偏大。"),
		found(finding.Warning, "整改任务", "C1", "合并单元格。"),
		found(finding.Warning, "整改任务", "B3", "内容过短。"),
		found(finding.Warning, "字典", "A1", "隐藏的表。"),
		found(finding.Warning, "没有这张表", "A1", "表不见了。"),
		found(finding.Info, "整改任务", "A3", "已读作 1。"),
		{Severity: finding.Error, Message: "缺少“会议”表。"},
	}
}

func write(t testing.TB, original []byte, findings []finding.Finding) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(&b, original, "社区一", findings); err != nil {
		t.Fatal(err)
	}
	sound(t, b.Bytes())
	return b.Bytes()
}

func strip(t testing.TB, marked []byte) []byte {
	t.Helper()
	b, err := Strip(marked)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sound(t testing.TB, b []byte) {
	t.Helper()
	for _, p := range packagecheck.Check(b) {
		t.Error(p)
	}
}

func openFile(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// dump is everything of a workbook that its owner would miss, as lines.
func dump(t testing.TB, b []byte) []string {
	t.Helper()
	f := openFile(t, b)
	styles := map[int]string{}
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, s := range f.GetSheetList() {
		shown, _ := f.GetSheetVisible(s)
		say("sheet %s %v", s, shown)
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		for r := range max(len(rows), 12) {
			for c := range 8 {
				ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
				v, _ := f.GetCellValue(s, ref, excelize.Options{RawCellValue: true})
				fx, _ := f.GetCellFormula(s, ref)
				id, _ := f.GetCellStyle(s, ref)
				if styles[id] == "" {
					st, err := f.GetStyle(id)
					if err != nil {
						t.Fatal(err)
					}
					styles[id] = styleText(st)
				}
				say("%s!%s %q %q %s", s, ref, v, fx, styles[id])
			}
			h, _ := f.GetRowHeight(s, r+1)
			say("%s row %d %v", s, r+1, h)
		}
		for _, c := range "ABCDEFGH" {
			w, _ := f.GetColWidth(s, string(c))
			say("%s column %c %v", s, c, w)
		}
		notes, err := f.GetComments(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range notes {
			say("%s note %s %s %q", s, n.Cell, n.Author, noteText(n))
		}
		merged, _ := f.GetMergeCells(s)
		say("%s merged %v", s, merged)
		dv, _ := f.GetDataValidations(s)
		for _, v := range dv {
			say("%s validation %s %s %s", s, v.Sqref, v.Type, v.Formula1)
		}
		cf, _ := f.GetConditionalFormats(s)
		for r, list := range cf {
			say("%s conditional %s %d %s", s, r, len(list), list[0].Criteria)
		}
	}
	for _, n := range f.GetDefinedName() {
		say("name %s %s %s", n.Name, n.Scope, n.RefersTo)
	}
	say("active %s", f.GetSheetName(f.GetActiveSheetIndex()))
	return out
}

func styleText(s *excelize.Style) string {
	var parts []string
	parts = append(parts, fmt.Sprint(s.NumFmt), fmt.Sprint(s.Fill), fmt.Sprint(s.Border))
	if s.CustomNumFmt != nil {
		parts = append(parts, *s.CustomNumFmt)
	}
	if s.Font != nil {
		parts = append(parts, fmt.Sprint(s.Font.Family, s.Font.Size, s.Font.Bold, s.Font.Color))
	}
	if s.Alignment != nil {
		parts = append(parts, fmt.Sprint(*s.Alignment))
	}
	return strings.Join(parts, " ")
}

func noteText(n excelize.Comment) string {
	text := n.Text
	for _, r := range n.Paragraph {
		text += r.Text
	}
	return text
}

func same(t testing.TB, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	has := func(list []string, s string) bool { return slices.Contains(list, s) }
	shown := 0
	for _, s := range want {
		if !has(got, s) && shown < 12 {
			t.Errorf("missing: %s", s)
			shown++
		}
	}
	for _, s := range got {
		if !has(want, s) && shown < 24 {
			t.Errorf("unexpected: %s", s)
			shown++
		}
	}
	if shown == 0 {
		t.Error("the order differs")
	}
}

// cells is every filled cell as the strict reader sees it, styles included.
func cells(t testing.TB, b []byte, sheet string) []string {
	t.Helper()
	w, err := xlsx.OpenBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		for _, c := range rows.Row().Cells {
			if c.Kind != xlsx.Empty || c.Formula {
				out = append(out, fmt.Sprint(xlsx.CellName(c.Col, rows.Row().Number), c))
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
