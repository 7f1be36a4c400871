package xlsx

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// excelizeCells reads all cells of a workbook that are not empty, by sheet and
// address, as raw values.
func excelizeCells(data []byte) (cells map[string]string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cells = map[string]string{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil {
			continue // a sheet of charts
		}
		for n := 1; rows.Next(); n++ {
			row, err := rows.Columns()
			if err != nil {
				return nil, err
			}
			for i, v := range row {
				if v != "" {
					cells[sheet+"!"+CellName(i+1, n)] = v
				}
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return cells, nil
}

// ownCells reads the same by this package.
func ownCells(data []byte) (map[string]string, error) {
	all, err := readAll(data)
	if err != nil {
		return nil, err
	}
	cells := map[string]string{}
	for sheet, rows := range all.Rows {
		for _, r := range rows {
			for _, c := range r.Cells {
				v := c.Text
				if c.Kind == Bool { // a raw bool is the digit in the file
					v = map[string]string{"TRUE": "1", "FALSE": "0"}[v]
				}
				if v != "" {
					cells[sheet+"!"+CellName(c.Col, r.Number)] = v
				}
			}
		}
	}
	return cells, nil
}

// TestExcelizeAgrees compares the two readings of every workbook among the
// test data of the package and of the whole project.
func TestExcelizeAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every workbook twice")
	}
	compared := 0
	for _, root := range []string{"testdata/writers", "../../testdata"} {
		if raceEnabled && root != "testdata/writers" {
			continue
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(strings.ToLower(path), ".xlsx") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			got, err := ownCells(data)
			if err != nil {
				// What is meant to be unreadable: it must be told, not guessed.
				if !knownError(err) {
					t.Errorf("%s: not an error for users: %v", path, err)
				}
				t.Logf("%s: %v", path, err)
				return nil
			}
			want, err := excelizeCells(data)
			if err != nil {
				t.Errorf("%s: only excelize can't read it: %v", path, err)
				return nil
			}
			for cell, v := range want {
				// The first difference that TestWhereExcelizeIsWrong lists.
				if got[cell] != v && got[cell] == string(unescape([]byte(v))) {
					want[cell] = got[cell]
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-excelize +own):\n%s", path, diff)
			}
			compared++
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if compared < 5 {
		t.Errorf("only %d workbooks were compared", compared)
	}
	t.Logf("%d workbooks agree", compared)
}

// TestWhereExcelizeIsWrong lists the places where the readings differ, and why.
func TestWhereExcelizeIsWrong(t *testing.T) {
	cases := []struct {
		why      string
		p        parts
		excelize string // cell A1, or an error
		own      string
	}{
		{
			"<v> of a formula's text is an ST_Xstring like every other text: its escapes mean characters",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1" t="str"><v>a_x0009_b</v></c></row>`)),
			"a_x0009_b", "a\tb",
		}, {
			"a character beyond the basic plane may be written as two escapes; excelize drops both",
			simple().with(stringPart, `<sst `+mainNS+`><si><t>a_xD83D__xDE00_</t></si></sst>`),
			"a", "a😀",
		}, {
			"numbers may stand in white space, which is not part of them",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1"><v> 12 </v></c></row>`)),
			" 12 ", "12",
		}, {
			"several texts of one item belong together; excelize keeps the last",
			simple().with(stringPart, `<sst `+mainNS+`><si><r><t>a</t><t>b</t></r></si></sst>`),
			"b", "ab",
		}, {
			"a sheet that is cut off is not its first rows",
			simple().with(sheetPart, strings.TrimSuffix(worksheet(`<row r="1"><c r="A1"><v>1</v></c></row>`), `</sheetData></worksheet>`)),
			"1", "",
		}, {
			"a text that is not in the table is not a blank",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1" t="s"><v>99</v></c></row>`)),
			"", "",
		}, {
			"12a is not a number",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>12a</v></c></row>`)),
			"12a", "",
		}, {
			"of two cells with one address none belongs in the next column",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)),
			"1", "",
		}, {
			"a cell out of order keeps its column or is damage; excelize takes it for the next",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)),
			"", "",
		}, {
			"two rows of one number are not one row",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>`)),
			"1", "",
		}, {
			"broken XML does not end a sheet",
			simple().with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"></row>`)),
			"1", "",
		},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			data := c.p.zip()
			theirs, err := excelizeCells(data)
			if got := theirs["表1!A1"]; err == nil && got != c.excelize {
				t.Errorf("excelize has changed: %q", got)
			}
			own, err := ownCells(data)
			if got := own["表1!A1"]; got != c.own || (err != nil) != (c.own == "") {
				t.Errorf("got %q, %v, want %q", got, err, c.own)
			}
		})
	}
}
