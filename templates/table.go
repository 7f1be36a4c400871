package templates

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Table is one sheet of a plan: a header and rows of text, each row with the
// number it has in its workbook.
type Table struct {
	Sheet  string
	Note   string
	Header []string
	Rows   []TableRow

	// HeaderRow is the header's row number in the workbook.
	HeaderRow int
}

// TableRow is one row of a Table; Cells runs parallel to the header.
type TableRow struct {
	Number int
	Cells  []string
}

// PlanHeaderRow is where the header stands in every sheet of a plan workbook:
// under the note that says what the sheet is for.
const PlanHeaderRow = 2

// ParseTSV reads one text table: a "# note" line, the header, then rows.
// \n, \t and \\ in a cell stand for a line break, a tab and a backslash.
func ParseTSV(sheet string, r io.Reader) (*Table, error) {
	t := &Table{Sheet: sheet, HeaderRow: PlanHeaderRow}
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`)
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := strings.TrimSuffix(sc.Text(), "\r")
		if note, ok := strings.CutPrefix(line, "# "); ok && t.Header == nil {
			t.Note = note
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		for i := range cells {
			cells[i] = unescape.Replace(cells[i])
		}
		if t.Header == nil {
			t.Header = cells
			continue
		}
		if len(cells) > len(t.Header) {
			return nil, fmt.Errorf("%s: row %q has %d cells, the header %d", sheet, cells[0], len(cells), len(t.Header))
		}
		for len(cells) < len(t.Header) {
			cells = append(cells, "")
		}
		t.Rows = append(t.Rows, TableRow{Number: PlanHeaderRow + 1 + len(t.Rows), Cells: cells})
	}
	return t, sc.Err()
}

// Overlay returns base with the rows of over: a row with the same key (its
// first keys cells) replaces, any other is appended.
func (base *Table) Overlay(over *Table, keys int) *Table {
	out := &Table{Sheet: base.Sheet, Note: base.Note, Header: base.Header, HeaderRow: base.HeaderRow}
	out.Rows = slices.Clone(base.Rows)
	for _, r := range over.Rows {
		cells := make([]string, len(base.Header))
		for i, h := range over.Header {
			if j := slices.Index(base.Header, h); j >= 0 {
				cells[j] = r.Cells[i]
			}
		}
		at := slices.IndexFunc(out.Rows, func(o TableRow) bool { return slices.Equal(o.Cells[:keys], cells[:keys]) })
		if at < 0 {
			out.Rows = append(out.Rows, TableRow{Cells: cells})
			continue
		}
		out.Rows[at].Cells = cells
	}
	for i := range out.Rows {
		out.Rows[i].Number = PlanHeaderRow + 1 + i
	}
	return out
}
