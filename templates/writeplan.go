package templates

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/bookfile"
)

// Geometry of a plan's sheets: the note above the header says what a sheet is
// for, and there is room to add rows under the data.
const (
	planFirstRow  = PlanHeaderRow + 1
	planSpareRows = 300
	planFont      = "微软雅黑"
	planLine      = 15.0 // points of a line of text
)

// planWriter writes 方案.xlsx.
type planWriter struct {
	file               *excelize.File
	note, header, cell int
	tables             map[string]*Table
	widest, narrowest  float64
}

// WriteWorkbook writes the tables of a plan as a workbook, one sheet each, that
// ReadWorkbookTables reads back equal.
func WriteWorkbook(w io.Writer, tables []*Table) error {
	p := &planWriter{file: excelize.NewFile(), tables: map[string]*Table{}, widest: 46, narrowest: 8}
	defer p.file.Close()
	if err := p.styles(); err != nil {
		return err
	}
	for i, t := range tables {
		p.tables[t.Sheet] = t
		var err error
		if i == 0 {
			err = p.file.SetSheetName(p.file.GetSheetName(0), t.Sheet)
		} else {
			_, err = p.file.NewSheet(t.Sheet)
		}
		if err != nil {
			return fmt.Errorf("%s：%w", t.Sheet, err)
		}
	}
	for _, t := range tables {
		if err := p.sheet(t); err != nil {
			return fmt.Errorf("%s：%w", t.Sheet, err)
		}
	}
	if err := p.file.SetDocProps(&excelize.DocProperties{Title: "方案", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	return bookfile.Write(w, p.file)
}

func (p *planWriter) styles() (err error) {
	if err = p.file.SetDefaultFont(planFont); err != nil {
		return err
	}
	grid := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		grid = append(grid, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	if p.note, err = p.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Family: planFont, Size: 10, Color: "595959"},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	}); err != nil {
		return err
	}
	if p.header, err = p.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Family: planFont, Size: 10, Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"},
		Border:    grid,
	}); err != nil {
		return err
	}
	// Text, or 1 and 1-01 typed into a plan would become a number and a date.
	p.cell, err = p.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Family: planFont, Size: 10},
		NumFmt:    49,
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		Border:    grid,
	})
	return err
}

func (p *planWriter) sheet(t *Table) error {
	widths := p.widths(t)
	fit := true
	if err := p.file.SetSheetProps(t.Sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	sw, err := p.file.NewStreamWriter(t.Sheet)
	if err != nil {
		return err
	}
	for i, w := range widths {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: PlanHeaderRow, TopLeftCell: cellAt(1, planFirstRow), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: cellAt(1, planFirstRow), ActiveCell: cellAt(1, planFirstRow), Pane: "bottomLeft"}},
	}); err != nil {
		return err
	}
	if err := p.rows(sw, t, widths); err != nil {
		return err
	}
	if err := p.dropdowns(t); err != nil {
		return err
	}
	last := max(planFirstRow, PlanHeaderRow+len(t.Rows))
	if err := p.file.AutoFilter(t.Sheet, cellAt(1, PlanHeaderRow)+":"+cellAt(len(t.Header), last), nil); err != nil {
		return err
	}
	if err := p.page(t.Sheet); err != nil {
		return err
	}
	return sw.Flush()
}

func (p *planWriter) rows(sw *excelize.StreamWriter, t *Table, widths []float64) error {
	// The note spans what a screen shows.
	span, across := 0.0, 0
	for across < len(widths) && span < 110 {
		span += widths[across]
		across++
	}
	if across > 1 {
		if err := sw.MergeCell(cellAt(1, 1), cellAt(across, 1)); err != nil {
			return err
		}
	}
	height := textLines(t.Note, span)*planLine + 8
	if err := sw.SetRow(cellAt(1, 1), []any{excelize.Cell{StyleID: p.note, Value: t.Note}}, excelize.RowOpts{Height: height}); err != nil {
		return err
	}
	header := make([]any, len(t.Header))
	for i, h := range t.Header {
		header[i] = excelize.Cell{StyleID: p.header, Value: h}
	}
	if err := sw.SetRow(cellAt(1, PlanHeaderRow), header, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	for n := range len(t.Rows) + planSpareRows {
		cells, tall := make([]any, len(t.Header)), 1.0
		for i := range cells {
			cells[i] = excelize.Cell{StyleID: p.cell}
			if n < len(t.Rows) && i < len(t.Rows[n].Cells) && t.Rows[n].Cells[i] != "" {
				cells[i] = excelize.Cell{StyleID: p.cell, Value: t.Rows[n].Cells[i]}
				tall = max(tall, textLines(t.Rows[n].Cells[i], widths[i]))
			}
		}
		height := min(tall*planLine+3, excelize.MaxRowHeight)
		if err := sw.SetRow(cellAt(1, planFirstRow+n), cells, excelize.RowOpts{Height: height}); err != nil {
			return err
		}
	}
	return nil
}

// widths fits the columns to their content; long text wraps.
func (p *planWriter) widths(t *Table) []float64 {
	out := make([]float64, len(t.Header))
	for i, h := range t.Header {
		w := displayWidth(h) + 4 // the filter button
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				for _, line := range strings.Split(r.Cells[i], "\n") {
					w = max(w, displayWidth(line)+1)
				}
			}
		}
		out[i] = min(max(w, p.narrowest), p.widest)
	}
	return out
}

func (p *planWriter) page(sheet string) error {
	paper, across, one, any := 9, "landscape", 1, 0
	if err := p.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &across, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := p.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页　共 &N 页&R" + strings.ReplaceAll(sheet, "&", "&&")}); err != nil {
		return err
	}
	return p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted(sheet), PlanHeaderRow, PlanHeaderRow),
	})
}

func cellAt(col, row int) string {
	s, _ := excelize.CoordinatesToCellName(col, row)
	return s
}

func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// displayWidth counts a Chinese character as two.
func displayWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if w++; r >= 0x2000 {
			w++
		}
	}
	return w
}

func textLines(s string, width float64) float64 {
	n := 0.0
	for _, line := range strings.Split(s, "\n") {
		n += float64(1 + int(displayWidth(line)/max(width-2, 2)))
	}
	return n
}
