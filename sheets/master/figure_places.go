package master

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
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
	name, _ := excelize.ColumnNumberToName(col)
	last := firstRow + max(len(p.m.Rows[l]), 2) - 1
	return fmt.Sprintf("%s!$%s$%d:$%[2]s$%[4]d", quoteSheet(l.Name), name, firstRow, last)
}

func (p *places) Column(c *templates.Column) string { return p.column(c.Ledger, firstColumn+c.Index) }

func (p *places) ID(l *templates.Ledger) string { return p.column(l, 1) }

// Pending is the last of the columns after the ledger's own.
func (p *places) Pending(l *templates.Ledger) string {
	return p.column(l, firstColumn+len(l.Columns)+len(sourceHeaders)-1)
}

func (p *places) FirstRow() int { return firstRow }

func (p *places) Figure(f *templates.Figure) string {
	return fmt.Sprintf("%s!$C$%d", quoteSheet(FigureSheet), p.figures[f])
}

func (p *places) Param(name string) string {
	if p.params[name] == 0 {
		p.params[name] = p.firstParam() + len(p.names)
		p.names = append(p.names, name)
	}
	return fmt.Sprintf("%s!$C$%d", quoteSheet(FigureSheet), p.params[name])
}

// firstParam leaves a line and a header after the figures.
func (p *places) firstParam() int { return firstRow + len(p.m.Plan.Figures) + 2 }

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func valueFormat(f *templates.Figure) string {
	switch {
	case f.Op == templates.OpList:
		return "@"
	case f.Column != nil && f.Column.Type == cell.Date && (f.Op == templates.OpMin || f.Op == templates.OpMax):
		return "yyyy-mm-dd"
	case f.Style == "" && f.Decimals == 0:
		return "" // not rounded in print either
	}
	return figure.NumberFormat(f)
}

// figureValue is a figure as a cell holds it: a number or day where it is one.
func figureValue(r *figure.Result) any {
	switch {
	case !r.OK:
		return "—"
	case r.Figure.Op != templates.OpList && len(r.List) == 1:
		return CellValue(r.Figure.Column, r.List[0])
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
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, "yyyy-mm-dd"
	}
	if d, err := decimal.NewFromString(strings.TrimSpace(s)); err == nil && d.NumDigits() <= 15 {
		return orDash(d, true), ""
	}
	return s, "@"
}

func paramHelp(p *templates.Plan, name string) string {
	for _, q := range p.Params {
		if q.Name == name {
			return q.Help
		}
	}
	return ""
}
