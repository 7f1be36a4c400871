package templates

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
)

// ReadWorkbook loads the plan in a workbook. Mistakes come back as a
// *PlanError with sheet and cell.
func ReadWorkbook(path string) (*Plan, error) {
	tables, err := ReadWorkbookTables(path)
	if err != nil {
		return nil, xlsx.OfficeError(err, "方案“"+filepath.Base(path)+"”", "请从备份恢复这个文件；没有备份的，用“taizhang init 别的文件夹”新建一份，照原来的内容改好再复制过来。总台账和收到的表都还在，不用动。")
	}
	plan, err := Load(tables)
	var bad *PlanError
	if errors.As(err, &bad) {
		bad.File = filepath.Base(path)
		for i := range bad.Findings {
			bad.Findings[i].File = bad.File
		}
	}
	return plan, err
}

// ReadWorkbookTables reads the sheets of a plan workbook as text.
func ReadWorkbookTables(path string) ([]*Table, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	var tables []*Table
	for _, s := range wb.Sheets() {
		t, err := readTable(wb, s.Name)
		if err != nil {
			return nil, fmt.Errorf("%s：%w", s.Name, err)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// readTable finds the header: the first row with more than one filled cell.
func readTable(wb *xlsx.Workbook, sheet string) (*Table, error) {
	rows, err := wb.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	t := &Table{Sheet: sheet, HeaderRow: PlanHeaderRow}
	for rows.Next() {
		r := rows.Row()
		var cells []string
		filled := 0
		for _, c := range r.Cells {
			for len(cells) < c.Col {
				cells = append(cells, "")
			}
			cells[c.Col-1] = cell.Plain(c, wb.Date1904())
			if strings.TrimSpace(cells[c.Col-1]) != "" {
				filled++
			}
		}
		switch {
		case t.Header == nil && filled > 1:
			for _, h := range cells {
				t.Header = append(t.Header, strings.Join(strings.Fields(h), ""))
			}
			t.HeaderRow = r.Number
		case t.Header == nil && filled == 1:
			t.Note = strings.Join(cells, "")
		case filled > 0:
			for len(cells) < len(t.Header) {
				cells = append(cells, "")
			}
			t.Rows = append(t.Rows, TableRow{Number: r.Number, Cells: cells})
		}
	}
	return t, rows.Err()
}
