package book

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Papers, by Office's numbers.
const (
	A3 = 8
	A4 = 9
)

// Page is how a sheet prints: one page wide or in strips, centred, with page numbers.
type Page struct {
	Paper       int
	Portrait    bool
	Single      bool    // all on one page
	Margin      float64 // at the sides, in inches; 0: narrow
	Inset       float64 // more at the left and the right, so that the page prints smaller
	Left, Right string  // at the foot, beside the page number
	From, To    int     // rows repeated on every page; 0: none
	Area        string  // what prints, a formula; "": everything
	Strips      *Strips // where one page is too narrow
}

// Print sets up how a sheet prints.
func (b *Book) Print(sheet string, p Page) {
	orientation, wide, long, centred := "landscape", 1, 0, true
	if p.Portrait {
		orientation = "portrait"
	}
	if p.Single {
		long = 1
	}
	b.Do(b.File.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &p.Paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &long,
	}))
	side, foot := p.Margin, 0.3
	if side == 0 {
		side = 0.4
	}
	top, title := side+0.1, ""
	if p.Strips != nil {
		top, title = side+0.4, titled(p.Strips.Title)
	}
	bottom, edge := side+0.1, side+p.Inset
	b.Do(b.File.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &edge, Right: &edge, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot, Horizontally: &centred,
	}))
	b.Do(b.File.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: title, OddFooter: footer("L", p.Left) + footer("C", "第 &P 页　共 &N 页") + footer("R", p.Right),
	}))
	switch {
	case p.Strips != nil:
		b.strips(sheet, p)
	case p.To > 0:
		b.Define("_xlnm.Print_Titles", fmt.Sprintf("%s!$%d:$%d", Quote(sheet), p.From, p.To), sheet)
	}
	if p.Area != "" {
		b.Define("_xlnm.Print_Area", p.Area, sheet)
	}
}

// footer is one part of a footer. The space keeps digits of the text from being
// read as its size.
func footer(part, text string) string {
	if text == "" {
		return ""
	}
	if part != "C" {
		text = Middle(text, footerRoom, Width)
		text = strings.ReplaceAll(text, "&", "&&")
	}
	return "&" + part + "&9 " + text
}

// footerRoom is how wide what stands beside the page number may be.
const footerRoom = 40

// titled is a title over every page.
func titled(text string) string {
	size := max(9, min(14, int(A4Wide*0.9*2/max(1, Width(text)))))
	return fmt.Sprintf("&C&%d ", size) + strings.ReplaceAll(text, "&", "&&")
}

// Freeze keeps the first columns and rows of a sheet in view, and puts the cursor
// behind them. On a stream it comes before the first row.
func (b *Book) Freeze(sheet string, cols, rows int) {
	corner, pane := At(cols+1, rows+1), "bottomRight"
	if cols == 0 {
		pane = "bottomLeft"
	}
	b.Do(b.File.SetPanes(sheet, &excelize.Panes{
		Freeze: true, XSplit: cols, YSplit: rows, TopLeftCell: corner, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}},
	}))
}

// HideGrid leaves the lines between cells out on the screen.
func (b *Book) HideGrid(sheet string) {
	off := false
	b.Do(b.File.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
}
