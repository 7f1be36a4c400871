package master

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// places says where the formulas find what they need in the master workbook.
type places struct {
	m       *Master
	figures map[*templates.Figure]int // rows of 指标
	params  map[string]int
	names   []string // of the parameters that formulas use
}

func (p *places) column(l *templates.Ledger, col int) string {
	return book.FixedArea(l.Name, col, firstRow, col, firstRow+max(len(p.m.Rows[l]), 2)-1)
}

func (p *places) Column(c *templates.Column) string { return p.column(c.Ledger, firstColumn+c.Index) }

func (p *places) ID(l *templates.Ledger) string { return p.column(l, 1) }

// Pending is the last of the columns after the ledger's own.
func (p *places) Pending(l *templates.Ledger) string {
	return p.column(l, firstColumn+len(l.Columns)+len(sourceHeaders)-1)
}

func (p *places) FirstRow() int { return firstRow }

func (p *places) Figure(f *templates.Figure) string {
	return book.Fixed(FigureSheet, 3, p.figures[f])
}

func (p *places) Param(name string) string {
	if p.params[name] == 0 {
		p.params[name] = p.firstParam() + len(p.names)
		p.names = append(p.names, name)
	}
	return book.Fixed(FigureSheet, 3, p.params[name])
}

// firstParam leaves a line and a header after the figures.
func (p *places) firstParam() int { return firstRow + len(p.m.Plan.Figures) + 2 }

func valueFormat(f *templates.Figure) string {
	switch {
	case f.Op == templates.OpList:
		return book.TextFormat
	case f.Column != nil && f.Column.Type == cell.Date && (f.Op == templates.OpMin || f.Op == templates.OpMax):
		return book.DayFormat
	case f.Style == "" && f.Decimals == 0:
		return "" // not rounded in print either
	}
	return book.NumberFormat(f.Decimals)
}

// figureValue is a figure as a cell holds it: a number or day where it is one.
func figureValue(r *figure.Result) any {
	switch {
	case !r.OK:
		return "—"
	case r.Figure.Op != templates.OpList && len(r.List) == 1:
		return r.Figure.Column.CellValue(r.List[0])
	case r.List != nil || r.Figure.Op == templates.OpList:
		return r.Printed()
	}
	return orDash(r.Value, true)
}

func orDash(d decimal.Decimal, ok bool) any {
	if !ok {
		return "—"
	}
	v, _ := d.Float64()
	return v
}

// paramValue is a parameter as a cell that formulas compare with, and its
// number format.
func paramValue(s string) (any, string) {
	if v, ok := book.Value(book.Day, s).(int); ok {
		return v, book.DayFormat
	}
	if v, ok := book.Value(book.Number, strings.TrimSpace(s)).(float64); ok {
		return v, ""
	}
	return s, book.TextFormat
}

func paramHelp(p *templates.Plan, name string) string {
	for _, q := range p.Params {
		if q.Name == name {
			return q.Help
		}
	}
	return ""
}
