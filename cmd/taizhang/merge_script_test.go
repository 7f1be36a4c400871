package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
)

// TestMergeScripts runs whole campaigns over the small plan of the merge's own
// tests; every script starts in a campaign folder that has just been made.
func TestMergeScripts(t *testing.T) {
	tables := smallTables(t)
	testscript.Run(t, testscript.Params{
		Files: scripts(t, "testdata/script/merge", "rounds", "threeway", "exclude"), UpdateScripts: *update, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("VERIFY_CACHE", "1")
			_, err := newCampaign(context.Background(), campaign.Dir(e.WorkDir), tables, "通报\n")
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"note":     book(addNote),
			"delrow":   book(deleteRow),
			"delsheet": book(func(wb *excelize.File, args []string) error { return wb.DeleteSheet(args[0]) }),
			"addsheet": book(func(wb *excelize.File, args []string) error {
				_, err := wb.NewSheet(args[0])
				return err
			}),
			"renamesheet": book(func(wb *excelize.File, args []string) error { return wb.SetSheetName(args[0], args[1]) }),
			"hidesheet":   book(func(wb *excelize.File, args []string) error { return wb.SetSheetVisible(args[0], false) }),
			"dropnames":   book(dropNames),
			"delcol":      book(deleteColumn),
			"shuffle":     book(shuffle),
			"keyed":       book(keyed),
			"formula":     book(func(wb *excelize.File, args []string) error { return wb.SetCellFormula(args[0], args[1], args[2]) }),
			"anonymous":   book(dropMetadata),
			"comments":    printNotes,
			"encrypt":     encrypt,
			"hold":        holdLock,
			"putover":     putOver,
			"spoil":       spoil,
			"copydir": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
			},
		},
	})
}

// book makes a command of a change to a workbook: NAME FILE ARGS….
func book(f func(*excelize.File, []string) error) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Check(edit(ts.MkAbs(args[0]), func(wb *excelize.File) error { return f(wb, args[1:]) }))
	}
}

// note FILE SHEET ID COLUMN TEXT puts a comment on a cell of a row.
func addNote(wb *excelize.File, args []string) error {
	cell, err := find(wb, args[0], args[1], args[2])
	if err != nil {
		return err
	}
	return wb.AddComment(args[0], excelize.Comment{Cell: cell, Author: "老王", Text: args[3]})
}

// comments FILE prints every comment as SHEET!CELL AUTHOR TEXT.
func printNotes(ts *testscript.TestScript, _ bool, args []string) {
	wb, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer wb.Close()
	var out strings.Builder
	for _, sheet := range wb.GetSheetList() {
		comments, err := wb.GetComments(sheet)
		ts.Check(err)
		for _, c := range comments {
			fmt.Fprintf(&out, "%s!%s %s %s", sheet, c.Cell, c.Author, c.Text)
			for _, run := range c.Paragraph {
				out.WriteString(run.Text)
			}
			out.WriteString("\n")
		}
	}
	_, err = ts.Stdout().Write([]byte(out.String()))
	ts.Check(err)
}

// delrow FILE SHEET ID deletes a row.
func deleteRow(wb *excelize.File, args []string) error {
	cell, err := find(wb, args[0], args[1], "行标识")
	if err != nil {
		return err
	}
	_, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return err
	}
	return wb.RemoveRow(args[0], row)
}

// dropnames FILE removes every defined name, as copying a sheet into another
// workbook does.
func dropNames(wb *excelize.File, _ []string) error {
	for _, n := range wb.GetDefinedName() {
		if strings.HasPrefix(n.Name, "台账_") {
			if err := wb.DeleteDefinedName(&n); err != nil {
				return err
			}
		}
	}
	return nil
}

// delcol FILE SHEET COLUMN deletes a column.
func deleteColumn(wb *excelize.File, args []string) error {
	return wb.RemoveCol(args[0], args[1])
}

// shuffle FILE SHEET FROM TO turns the rows of some columns round, and of no others.
func shuffle(wb *excelize.File, args []string) error {
	rows, err := wb.GetRows(args[0], excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	from, _ := excelize.ColumnNameToNumber(args[1])
	to, _ := excelize.ColumnNameToNumber(args[2])
	rows = rows[3:]
	for i := range rows {
		r := rows[len(rows)-1-i]
		for c := from; c <= to; c++ {
			cell, _ := excelize.CoordinatesToCellName(c, i+4)
			if err := wb.SetCellValue(args[0], cell, retyped(r, c-1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// keyed FILE SHEET KEYCOLUMN KEY COLUMN VALUE fills in a cell of the row that holds a
// key.
func keyed(wb *excelize.File, args []string) error {
	rows, err := wb.GetRows(args[0])
	if err != nil {
		return err
	}
	k := slices.Index(rows[2], args[1])
	at := slices.IndexFunc(rows, func(r []string) bool { return k < len(r) && r[k] == args[2] })
	return setCells(wb, args[0], rows[2], at+1, []string{args[3] + "=" + args[4]})
}

func find(wb *excelize.File, sheet, id, column string) (string, error) {
	rows, err := wb.GetRows(sheet)
	if err != nil || len(rows) < 3 {
		return "", fmt.Errorf("%s: %v", sheet, err)
	}
	for i, r := range rows {
		for c, h := range rows[2] {
			if i > 2 && len(r) > 0 && r[0] == id && h == column {
				return excelize.CoordinatesToCellName(c+1, i+1)
			}
		}
	}
	return "", fmt.Errorf("%s: no %s %s", sheet, id, column)
}

// anonymous FILE removes everything that says whose workbook it is.
func dropMetadata(wb *excelize.File, _ []string) error {
	if err := wb.DeleteSheet("系统信息"); err != nil {
		return err
	}
	props, err := wb.GetCustomProps()
	if err != nil {
		return err
	}
	for _, p := range props {
		p.Value = nil
		if err := wb.SetCustomProps(p); err != nil {
			return err
		}
	}
	return nil
}

// encrypt FILE puts a password on a workbook.
func encrypt(ts *testscript.TestScript, _ bool, args []string) {
	wb, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer wb.Close()
	ts.Check(wb.SaveAs(ts.MkAbs(args[0]), excelize.Options{Password: "1234"}))
}

// putover PATTERN FILE puts FILE in the place of the one file that matches.
func putOver(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%s matches %q", args[0], found)
	}
	b, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Check(os.WriteFile(found[0], b, 0o644))
}

// hold takes the campaign's lock until the script ends.
func holdLock(ts *testscript.TestScript, _ bool, _ []string) {
	unlock, err := campaign.Dir(filepath.Clean(ts.MkAbs("."))).Lock("merge")
	ts.Check(err)
	ts.Defer(unlock)
}

// spoil PREFIX adds a byte to the file whose name begins so.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(args[0]) + "*")
	ts.Check(err)
	for _, path := range files {
		b, err := os.ReadFile(path)
		ts.Check(err)
		ts.Check(os.WriteFile(path, append(b, 0), 0o644))
	}
}
