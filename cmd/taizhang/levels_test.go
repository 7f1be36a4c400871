package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// tableTool: table FILE SHEET KEY… COLUMN=VALUE… writes into the lines of a table
// whose cells hold every KEY (TEXT, or COLUMN~TEXT for one of several).
func tableTool(args []string) error {
	file, sheet := args[0], args[1]
	var keys, pairs []string
	for _, a := range args[2:] {
		if strings.Contains(a, "=") {
			pairs = append(pairs, a)
		} else {
			keys = append(keys, a)
		}
	}
	return edit(file, func(wb *excelize.File) error {
		rows, err := wb.GetRows(sheet)
		if err != nil {
			return err
		}
		hit := false
		for i, r := range rows[3:] {
			if slices.ContainsFunc(keys, func(k string) bool { return !slices.Contains(r, k) }) {
				continue
			}
			hit = true
			if err := setCells(wb, sheet, rows[2], i+4, pairs); err != nil {
				return err
			}
		}
		if !hit {
			return fmt.Errorf("%s: no line %q", sheet, keys)
		}
		return nil
	})
}

// headerTool: header FILE SHEET TEXT adds a column at the right.
func headerTool(args []string) error {
	return edit(args[0], func(wb *excelize.File) error {
		rows, err := wb.GetRows(args[1])
		if err != nil {
			return err
		}
		cell, _ := excelize.CoordinatesToCellName(len(rows[2])+1, 3)
		return wb.SetCellValue(args[1], cell, args[2])
	})
}

// officeTool: office FILE COPY opens a workbook with LibreOffice and saves it again.
func officeTool(args []string) error {
	dir, err := os.MkdirTemp("", "office")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", dir, args[0]).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	content, err := os.ReadFile(filepath.Join(dir, filepath.Base(args[0])))
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], content, 0o644)
}
