// Package formfill fills in forms, and the master, the way a person with a
// spreadsheet program does: for the sample campaigns.
package formfill

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// Blank as a value empties a cell; an empty value leaves it as it is.
const Blank = "—"

// Book is a workbook under somebody's hands.
type Book struct{ file *excelize.File }

// Open opens a workbook.
func Open(path string) (*Book, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return nil, err
	}
	return &Book{f}, nil
}

// Close gives back what the workbook holds.
func (b *Book) Close() { b.file.Close() }

// SaveAs saves the workbook under a name.
func (b *Book) SaveAs(path string) error { return b.file.SaveAs(path) }

// Ledger writes rows into a ledger's sheet: into the row that 行标识 names, or into
// the prepared rows in their order.
func (b *Book) Ledger(l *templates.Ledger, t *templates.Table) error {
	rows, err := b.file.GetRows(l.Name, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	columns := columnsOf(l, rows[form.FirstRow-2])
	next := form.FirstRow - 1
	for _, r := range t.Rows {
		at := -1
		if i := slices.Index(t.Header, templates.IDHeader); i >= 0 && r.Cells[i] != "" {
			at = slices.IndexFunc(rows, func(cells []string) bool { return named(cells, l, columns, r.Cells[i]) })
		} else if next = nextEmpty(rows, next); next < len(rows) {
			at = next
			next++
		}
		if at < 0 {
			return fmt.Errorf("%s: no row for %q", l.Name, r.Cells)
		}
		for i, h := range t.Header {
			c := l.Column(h)
			if c == nil || r.Cells[i] == "" {
				continue
			}
			at := fmt.Sprintf("%s%d", columns[c], at+1)
			if err := b.file.SetCellValue(l.Name, at, value(c, r.Cells[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnsOf are the letters of a ledger's columns by the sheet's header.
func columnsOf(l *templates.Ledger, header []string) map[*templates.Column]string {
	out := map[*templates.Column]string{}
	for i, h := range header {
		name := strings.Trim(strings.Join(strings.Fields(h), ""), "*")
		if c := l.Column(name); c != nil {
			out[c], _ = excelize.ColumnNumberToName(i + 1)
		}
	}
	return out
}

// named reports whether a row bears an id, or has it as its key.
func named(cells []string, l *templates.Ledger, columns map[*templates.Column]string, id string) bool {
	if len(cells) > 0 && cells[0] == id {
		return true
	}
	if len(cells) > 0 && cells[0] == form.SampleID || len(l.Key) != 1 || columns[l.Key[0]] == "" {
		return false
	}
	n, err := excelize.ColumnNameToNumber(columns[l.Key[0]])
	return err == nil && n <= len(cells) && cells[n-1] == id
}

// nextEmpty is the first prepared row from one on that holds nothing but its id.
func nextEmpty(rows [][]string, from int) int {
	for ; from < len(rows); from++ {
		cells := rows[from]
		if len(cells) > 0 && cells[0] != "" && cells[0] != form.SampleID && !slices.ContainsFunc(cells[min(2, len(cells)):], func(s string) bool { return s != "" && s != cells[0] }) {
			return from
		}
	}
	return from
}

func value(c *templates.Column, text string) any {
	switch c.Type {
	case cell.Date:
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return t
		}
	case cell.Integer, cell.Decimal:
		if f, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64); err == nil {
			return f
		}
	}
	return text
}

// Help says who filled in the form, and what there is nothing to report on: whole
// ledgers, or years of one.
type Help struct {
	Fields  map[string]string
	Nothing map[string]bool
	Years   map[string]string
}

// Help fills in the form's first sheet.
func (b *Book) Help(h Help) error {
	rows, err := b.file.GetRows(form.HelpSheet)
	if err != nil {
		return err
	}
	table := false
	for i, cells := range rows {
		if len(cells) == 0 {
			continue
		}
		set := func(column, v string) {
			if v != "" && err == nil {
				err = b.file.SetCellStr(form.HelpSheet, column+strconv.Itoa(i+1), v)
			}
		}
		table = table || cells[0] == form.NilLedger
		switch {
		case table && h.Nothing[cells[0]]:
			set("C", "是")
		case table:
			set("D", h.Years[cells[0]])
		default:
			set("B", h.Fields[cells[0]])
		}
	}
	return err
}
