package docx

import (
	"strings"
	"testing"
)

// A signature never stands on a page alone: the last row of a table before it goes with it.
func TestSignatureKeepsTheLastRow(t *testing.T) {
	table := Table{Header: 1, Rows: []Row{{Cells: []Cell{{Text: "甲"}}}, {Cells: []Cell{{Text: "乙"}}}, {Cells: []Cell{{Text: "丙"}}}}}
	for _, c := range []struct {
		next Block
		want int
	}{{P(Signature, "某办公室"), 1}, {P(Body, "正文"), 0}} {
		var w blockWriter
		w.blocks([]Block{table, c.next})
		rows := strings.Split(w.String(), "<w:tr>")
		kept := 0
		for i, r := range rows[1:] {
			r, _, _ = strings.Cut(r, "</w:tr>")
			if strings.Contains(r, "<w:keepNext/>") {
				if kept++; i != len(table.Rows)-1 {
					t.Errorf("row %d is held to the next", i+1)
				}
			}
		}
		if kept != c.want {
			t.Errorf("%d rows are held to what follows, not %d", kept, c.want)
		}
	}
}
