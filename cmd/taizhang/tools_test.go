package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/reports/docx"
	"taizhang/sheets/xlsx"
)

// tool makes a function of arguments into a command of the scripts.
func tool(f func(args []string) error) func() {
	return func() {
		if err := f(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// edit opens a workbook, lets f change it, and saves it.
func edit(path string, f func(*excelize.File) error) error {
	wb, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer wb.Close()
	if err := f(wb); err != nil {
		return err
	}
	return wb.Save()
}

// fillTool: fill FILE SHEET ID|new|line COLUMN=VALUE… fills in a row of a form
// or of the master, as a person would. new is the first prepared row still
// empty, line the first line below everything, without an id.
func fillTool(args []string) error {
	file, sheet, id := args[0], args[1], args[2]
	return edit(file, func(wb *excelize.File) error {
		rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		header := rows[2]
		at := 0
		for i := 3; i < len(rows); i++ {
			r := rows[i]
			if id != "line" && len(r) > 0 && (r[0] == id || id == "new" && r[0] != "示例" && blankAfter(r, r[0])) {
				at = i + 1
				break
			}
		}
		if id == "line" {
			at = len(rows) + 1
		}
		if at == 0 {
			return fmt.Errorf("%s: no row %s", sheet, id)
		}
		return setCells(wb, sheet, header, at, args[3:])
	})
}

func blankAfter(row []string, id string) bool {
	return !slices.ContainsFunc(row[min(2, len(row)):], func(s string) bool { return s != "" && s != id })
}

// addRowTool: addrow FILE SHEET COLUMN=VALUE… appends a row to a sheet of a plan.
func addRowTool(args []string) error {
	file, sheet := args[0], args[1]
	return edit(file, func(wb *excelize.File) error {
		rows, err := wb.GetRows(sheet)
		if err != nil || len(rows) < 2 {
			return fmt.Errorf("%s: %v", sheet, err)
		}
		return setCells(wb, sheet, rows[1], len(rows)+1, args[2:])
	})
}

// setRowTool: setrow FILE SHEET KEY COLUMN=VALUE… changes the row of a plan whose
// first cell is KEY, or whose first two are FIRST/SECOND.
func setRowTool(args []string) error {
	file, sheet, key := args[0], args[1], args[2]
	return edit(file, func(wb *excelize.File) error {
		rows, err := wb.GetRows(sheet)
		if err != nil {
			return err
		}
		for i, r := range rows {
			if len(r) > 0 && r[0] == key || len(r) > 1 && r[0]+"/"+r[1] == key {
				return setCells(wb, sheet, rows[1], i+1, args[3:])
			}
		}
		return fmt.Errorf("%s: no row %s", sheet, key)
	})
}

// setCellTool: setcell FILE SHEET CELL VALUE.
func setCellTool(args []string) error {
	return edit(args[0], func(wb *excelize.File) error { return wb.SetCellValue(args[1], args[2], typed(args[3])) })
}

func setCells(wb *excelize.File, sheet string, header []string, row int, pairs []string) error {
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		col := slices.IndexFunc(header, func(h string) bool { return strings.Trim(strings.Join(strings.Fields(h), ""), "*") == name })
		if col < 0 {
			return fmt.Errorf("%s: no column %s in %q", sheet, name, header)
		}
		cell, _ := excelize.CoordinatesToCellName(col+1, row)
		v := typed(value)
		formula := strings.HasPrefix(value, "=") && len(value) > 1
		if formula {
			v = nil // nobody has worked it out
		}
		if err := wb.SetCellValue(sheet, cell, v); err != nil {
			return err
		}
		if formula {
			if err := wb.SetCellFormula(sheet, cell, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func typed(s string) any {
	if n, err := strconv.ParseFloat(s, 64); err == nil && !strings.HasPrefix(s, "0") {
		return n
	}
	return strings.ReplaceAll(s, `\n`, "\n")
}

// retyped is what stood in a cell, as somebody would type it; a digest is no number.
func retyped(row []string, column int) any {
	switch {
	case column >= len(row) || row[column] == "":
		return nil
	case len(row[column]) >= 10:
		return row[column]
	}
	return typed(row[column])
}

// dumpTool: dump FILE [SHEET…] prints every cell as SHEET!CELL<tab>VALUE.
func dumpTool(args []string) error {
	wb, err := xlsx.Open(args[0])
	if err != nil {
		return err
	}
	defer wb.Close()
	for _, s := range wb.Sheets() {
		if len(args) > 1 && !slices.Contains(args[1:], s.Name) {
			continue
		}
		rows, err := wb.Rows(s.Name)
		if err != nil {
			return err
		}
		for rows.Next() {
			for _, c := range rows.Row().Cells {
				if c.Text != "" {
					fmt.Printf("%s!%s\t%s\n", s.Name, xlsx.CellName(c.Col, rows.Row().Number), strings.ReplaceAll(c.Text, "\n", `\n`))
				}
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
	}
	return nil
}

func openDocument(path string) (*docx.Content, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return docx.Read(file)
}

// docTextTool: doctext FILE prints the paragraphs of a document.
func docTextTool(args []string) error {
	content, err := openDocument(args[0])
	if err != nil {
		return err
	}
	for _, p := range content.Paragraphs {
		fmt.Println(p.Text)
	}
	return nil
}

// replaceTool: replace FILE OLD NEW replaces the first OLD of a text file.
func replaceTool(args []string) error {
	b, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	if !strings.Contains(string(b), args[1]) {
		return fmt.Errorf("%s: no %q", args[0], args[1])
	}
	return os.WriteFile(args[0], []byte(strings.Replace(string(b), args[1], args[2], 1)), 0o644)
}

// dropColumnTool: dropcolumn FILE SHEET COLUMN deletes a column of a form or of
// the master.
func dropColumnTool(args []string) error {
	return edit(args[0], func(wb *excelize.File) error {
		rows, err := wb.GetRows(args[1])
		if err != nil || len(rows) < 3 {
			return fmt.Errorf("%s: %v", args[1], err)
		}
		at := slices.IndexFunc(rows[2], func(h string) bool { return strings.Trim(strings.Join(strings.Fields(h), ""), "*") == args[2] })
		if at < 0 {
			return fmt.Errorf("%s: no column %s in %q", args[1], args[2], rows[2])
		}
		letter, _ := excelize.ColumnNumberToName(at + 1)
		return wb.RemoveCol(args[1], letter)
	})
}

// docReplaceTool: docreplace FILE OLD NEW replaces the first OLD of a document's
// paragraphs.
func docReplaceTool(args []string) error {
	file, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	tpl, err := docx.ReadTemplate(file)
	if err != nil {
		return err
	}
	done := false
	var outputs []docx.Output
	for _, p := range tpl.Paragraphs() {
		out := p.Whole()
		if at := strings.Index(p.Text, args[1]); at >= 0 && !done {
			done = true
			out.Pieces = []docx.Piece{docx.Keep(0, at), {From: at, To: at, Text: args[2]}, docx.Keep(at+len(args[1]), len(p.Text))}
		}
		outputs = append(outputs, out)
	}
	if !done {
		return fmt.Errorf("%s: no %q", args[0], args[1])
	}
	w, err := os.Create(args[0])
	if err != nil {
		return err
	}
	defer w.Close()
	return tpl.Fill(w, outputs)
}

// oldBookTool: oldbook FILE SHEET LINES [AREA…] adds a sheet to a workbook, or begins
// one: the lines of a text file, cells parted by |, and merged areas.
func oldBookTool(args []string) error {
	text, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	wb := excelize.NewFile()
	if _, err := os.Stat(args[0]); err == nil {
		if wb, err = excelize.OpenFile(args[0]); err != nil {
			return err
		}
	}
	defer wb.Close()
	if _, err := wb.NewSheet(args[1]); err != nil {
		return err
	}
	for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		for c, value := range strings.Split(line, "|") {
			ref, _ := excelize.CoordinatesToCellName(c+1, n+1)
			if value = strings.TrimSpace(value); value == "" {
				continue
			}
			if err := wb.SetCellValue(args[1], ref, typed(value)); err != nil {
				return err
			}
		}
	}
	for _, area := range args[3:] {
		from, to, _ := strings.Cut(area, ":")
		if err := wb.MergeCell(args[1], from, to); err != nil {
			return err
		}
	}
	if i, _ := wb.GetSheetIndex("Sheet1"); i >= 0 && len(wb.GetSheetList()) > 1 {
		if err := wb.DeleteSheet("Sheet1"); err != nil {
			return err
		}
	}
	return wb.SaveAs(args[0])
}

// oddNameTool: oddname FILE DIR SHEET ID COLUMN writes a text with hidden characters
// into a return and saves it in a folder under a name with an escape sequence.
func oddNameTool(args []string) error {
	if err := fillTool([]string{args[0], args[2], args[3], args[4] + "=已清退\u202e三百\u200b元。\u202c"}); err != nil {
		return err
	}
	return os.Rename(args[0], filepath.Join(args[1], "财政\x1b[31m办.xlsx"))
}

// addRowsTool: addrows FILE TEXT types rows into the sheets of a plan, as a
// person would: “## sheet”, a line of headers, then rows, parted by tabs. A row
// whose first cell stands there already is changed; a sheet that is missing is
// begun.
func addRowsTool(args []string) error {
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	return edit(args[0], func(wb *excelize.File) error {
		for _, part := range strings.Split("\n"+string(text), "\n## ")[1:] {
			if err := addRows(wb, strings.Split(strings.TrimRight(part, "\n"), "\n")); err != nil {
				return err
			}
		}
		return nil
	})
}

func addRows(wb *excelize.File, lines []string) error {
	sheet, names := lines[0], strings.Split(lines[1], "\t")
	if i, _ := wb.GetSheetIndex(sheet); i < 0 {
		if _, err := wb.NewSheet(sheet); err != nil {
			return err
		}
		if err := wb.SetSheetRow(sheet, "A2", &names); err != nil {
			return err
		}
	}
	rows, err := wb.GetRows(sheet)
	if err != nil || len(rows) < 2 {
		return fmt.Errorf("%s: %v", sheet, err)
	}
	next := len(rows) + 1
	for _, line := range lines[2:] {
		var pairs []string
		cells := strings.Split(line, "\t")
		for i, v := range cells {
			if v != "" {
				pairs = append(pairs, names[i]+"="+v)
			}
		}
		at := next
		if i := slices.IndexFunc(rows[2:], func(r []string) bool { return len(r) > 0 && r[0] == cells[0] }); i >= 0 && sheet == "参数" {
			at = i + 3
		} else {
			next++
		}
		if err := setCells(wb, sheet, rows[1], at, pairs); err != nil {
			return err
		}
	}
	return nil
}
