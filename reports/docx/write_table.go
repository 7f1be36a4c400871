package docx

import (
	"regexp"
	"strconv"
	"strings"
)

// table writes a table as wide as the text; keep holds its last row to what follows.
func (w *blockWriter) table(t Table, keep bool) {
	grid := columnWidths(t)
	w.WriteString(`<w:tbl><w:tblPr>` + `<w:tblW w:w="` + strconv.Itoa(textWidth) + `" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.WriteString(element("w:"+side, "val", "single", "sz", 4, "space", 0, "color", "auto"))
	}
	w.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, c := range grid {
		w.WriteString(element("w:gridCol", "w", c))
	}
	w.WriteString(`</w:tblGrid>`)
	for i := range t.Rows {
		w.row(t, i, grid, around{keepNext: keep && i == len(t.Rows)-1})
	}
	if len(t.Rows) == 0 { // a table without rows is not a table to Word
		w.row(Table{Rows: []Row{{}}}, 0, grid, around{})
	}
	w.WriteString(`</w:tbl>`)
}

// columnWidths spreads the text width over the columns by their relative widths.
func columnWidths(t Table) []int {
	n := len(t.Widths)
	for _, r := range t.Rows {
		cols := 0
		for _, c := range r.Cells {
			cols += c.span()
		}
		n = max(n, cols)
	}
	widths := make([]int, max(n, 1))
	if t.Widths == nil {
		contentWidths(t, widths)
	}
	total := 0
	for i := range widths {
		if i < len(t.Widths) {
			widths[i] = t.Widths[i]
		}
		widths[i] = max(widths[i], 1)
		total += widths[i]
	}
	done, taken := 0, 0
	for i := range widths {
		taken += widths[i]
		edge := textWidth * taken / total
		widths[i], done = edge-done, edge
	}
	return widths
}

// slotText is what will not be there once a template is filled.
var slotText = regexp.MustCompile(`\{\{[^{}]*\}\}`)

// contentWidths makes columns as wide as their longest text, within reason.
func contentWidths(t Table, widths []int) {
	for i := range widths {
		widths[i] = 4
	}
	for _, r := range t.Rows {
		col := 0
		for _, c := range r.Cells {
			for _, text := range strings.Split(c.plain(), "\n") {
				if text = slotText.ReplaceAllString(text, ""); c.span() == 1 {
					widths[col] = max(widths[col], min(int(textChars(text))+2, 20))
				}
			}
			col += c.span()
		}
	}
}

func (c Cell) span() int { return max(c.Span, 1) }

const leastRowHeight = 9 // millimetres; a row of one line would be cramped

func (w *blockWriter) row(t Table, i int, grid []int, a around) {
	r := t.Rows[i]
	w.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	w.WriteString(element("w:trHeight", "val", max(r.Height, leastRowHeight)*567/10, "hRule", "atLeast"))
	if i < t.Header {
		w.WriteString(`<w:tblHeader/>`)
	}
	w.WriteString(`</w:trPr>`)
	col := 0
	for _, c := range r.Cells {
		w.cell(c, i < t.Header, sum(grid[col:col+c.span()]), a)
		col += c.span()
	}
	for ; col < len(grid); col++ {
		w.cell(Cell{}, i < t.Header, grid[col], a)
	}
	w.WriteString(`</w:tr>`)
}

func (w *blockWriter) cell(c Cell, header bool, width int, a around) {
	w.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/>`)
	if c.span() > 1 {
		w.WriteString(element("w:gridSpan", "val", c.span()))
	}
	if c.Fill != "" {
		w.WriteString(element("w:shd", "val", "clear", "color", "auto", "fill", c.Fill))
	}
	w.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	style := TableCell
	if header || c.Label {
		style = TableHead
	}
	for _, runs := range c.paragraphs() {
		w.paragraph(Paragraph{Style: style, Runs: runs, Align: c.Align}, a)
	}
	w.WriteString(`</w:tc>`)
}

// paragraphs splits the cell's text at line ends.
func (c Cell) paragraphs() [][]Run {
	runs := c.Runs
	if runs == nil {
		runs = []Run{{Text: c.Text}}
	}
	out := [][]Run{nil}
	for _, r := range runs {
		for i, line := range strings.Split(r.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			r.Text = line
			out[len(out)-1] = append(out[len(out)-1], r)
		}
	}
	return out
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}
