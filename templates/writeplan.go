package templates

import (
	"io"
	"math"
	"slices"
	"strings"

	"taizhang/templates/book"
)

// Geometry of a plan's sheets: the note above the header says what a sheet is
// for, and there is room to add rows under the data.
const (
	planFirstRow  = PlanHeaderRow + 1
	planSpareRows = 300
	planWidest    = 46.0
	planNarrowest = 8.0
	planGuess     = "FFF2CC" // what a person has still to look at
)

var (
	planNote   = book.Style{Font: book.YaHei, Size: 10, Ink: book.Note, Wrap: true}
	planHeader = book.Style{Font: book.YaHei, Size: 10, Bold: true, Fill: book.Head, Align: "center", Wrap: true, Border: book.Boxed}
	// Text, or 1 and 1-01 typed into a plan would become a number and a date.
	planCell = book.Style{Font: book.YaHei, Size: 10, Format: book.TextFormat, Valign: "top", Wrap: true, Border: book.Boxed}
)

// planWriter writes 方案.xlsx.
type planWriter struct {
	*book.Book
	tables map[string]*Table
}

// WriteWorkbook writes the tables of a plan as a workbook, one sheet each, that
// ReadWorkbookTables reads back equal.
func WriteWorkbook(w io.Writer, tables []*Table) error {
	p := &planWriter{Book: book.New(book.YaHei), tables: map[string]*Table{}}
	defer p.Close()
	for _, t := range tables {
		p.tables[t.Sheet] = t
		p.Sheet(t.Sheet)
	}
	for _, t := range tables {
		p.sheet(t)
	}
	p.About("方案", "", "")
	return p.Write(w)
}

func (p *planWriter) sheet(t *Table) {
	widths := planWidths(t)
	p.Print(t.Sheet, book.Page{Paper: book.A4, Right: t.Sheet, From: PlanHeaderRow, To: PlanHeaderRow})
	p.Freeze(t.Sheet, 0, PlanHeaderRow)
	s := p.Stream(t.Sheet, book.Spans(widths...)...)
	// The note spans what a screen shows.
	span, across := 0.0, 0
	for across < len(widths) && span < 110 {
		span += widths[across]
		across++
	}
	if across > 1 {
		s.Merge(1, 1, across, 1)
	}
	s.Row(book.Height(book.Lines(t.Note, span), 10, 8), book.Cell{Style: p.Style(planNote), Value: t.Note})
	s.Skip(PlanHeaderRow - s.Next())
	s.Row(24, book.Texts(p.Style(planHeader), t.Header...)...)
	style, guess := p.Style(planCell), p.Style(planCell.Filled(planGuess))
	at := slices.Index(t.Header, ConfirmHeader)
	for n := range len(t.Rows) + planSpareRows {
		cells := book.Texts(style, make([]string, len(t.Header))...)
		if n < len(t.Rows) {
			copy(cells, book.Texts(style, t.Rows[n].Cells...))
			if at >= 0 && t.Rows[n].Cells[at] != "" {
				cells[at].Style = guess
			}
		}
		s.Fit(3, math.Inf(1), cells...)
	}
	p.dropdowns(t)
	p.remarks(t)
	s.Filter(1, PlanHeaderRow, len(t.Header), max(planFirstRow, PlanHeaderRow+len(t.Rows)))
	s.End()
}

// planWidths fits the columns to their content; long text wraps.
func planWidths(t *Table) []float64 {
	out := make([]float64, len(t.Header))
	for i, h := range t.Header {
		w := book.Width(h) + 4 // the filter button
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				for line := range strings.SplitSeq(r.Cells[i], "\n") {
					w = max(w, book.Width(line)+1)
				}
			}
		}
		out[i] = min(max(w, planNarrowest), planWidest)
	}
	return out
}
