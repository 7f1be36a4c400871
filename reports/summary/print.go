package summary

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// keep starts a new printed page before a band that would be cut in two and
// fits on one.
func (p *page) keep(b band) {
	need := 0.0
	for k, bl := range b.blocks {
		if t, ok := bl.(*tableBlock); ok {
			need = max(need, t.tall(p, p.grid.spans(b.numbers[k])))
		}
	}
	room := p.room()
	used := p.used(room)
	if p.oneSheet || used+need <= room || need > room-60 && used < room*0.6 || used < room*0.3 {
		return
	}
	p.fail(p.file.InsertPageBreak(p.sheet, addr(1, p.row)))
	p.breaks[p.row] = true
}

// scale is what fitting the width to the paper shrinks the sheet by.
func (p *page) scale() float64 {
	points := 0.0
	for _, w := range p.widths {
		points += w * 8 * 0.75 // 微软雅黑 digits are 8 pixels wide
	}
	return min(1, p.paper.wide/points)
}

// room is the printable height of a page, in points of the sheet.
func (p *page) room() float64 { return p.paper.tall / p.scale() * 0.97 }

// used is how much of the current printed page is taken.
func (p *page) used(room float64) float64 {
	repeated := p.heightOf(1, p.frozen)
	used := 0.0
	for r := 1; r < p.row; r++ {
		if used += p.heights[r]; used > room || p.breaks[r] {
			used = repeated + p.heights[r]
		}
	}
	return used
}

// finish sets up viewing and printing.
func (p *page) finish() {
	f, s := p.file, p.sheet
	for _, m := range p.merges {
		p.fail(f.MergeCell(s, m[0], m[1]))
	}
	p.merges = p.merges[:0]
	one, many, yes, no := 1, 0, true, false
	if p.oneSheet && p.heightOf(1, p.row-1)*p.scale() < 1.5*p.paper.tall {
		many = 1
	}
	p.fail(f.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &yes}))
	p.fail(f.SetPageLayout(s, &excelize.PageLayoutOptions{
		Size: &p.paper.size, Orientation: &p.paper.orientation, FitToWidth: &one, FitToHeight: &many,
	}))
	side, top, foot := 0.4, 0.5, 0.3
	p.fail(f.SetPageMargins(s, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &yes,
	}))
	p.fail(f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{
		OddFooter: `&L&"` + fontText + `,常规"&9` + strings.ReplaceAll(s, "&", "&&") + `&C&"` + fontText + `,常规"&9第 &P 页　共 &N 页`,
	}))
	p.fail(f.SetSheetView(s, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	panes := &excelize.Panes{Freeze: true, XSplit: p.side, YSplit: p.frozen, TopLeftCell: addr(p.side+1, p.frozen+1), ActivePane: "bottomLeft"}
	if p.side > 0 {
		panes.ActivePane = "bottomRight"
	}
	p.fail(f.SetPanes(s, panes))
	p.fail(f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: rowsOf(s, 1, p.frozen), Scope: s,
	}))
	p.fail(f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fixed(s, 1, 1, p.last, p.row-1), Scope: s,
	}))
}
