package master

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/bookfile"
	"taizhang/templates/cell"
)

// Places in a ledger's sheet; the same as in the forms units fill in.
const (
	headerRow   = 3
	firstRow    = 4
	firstColumn = 3 // after 行标识 and 版本
)

// Columns that follow a ledger's own.
var sourceHeaders = []string{"来源单位", "来源文件", "来源摘要", "来源工作表", "来源行", "更新日期", "待决"}

const (
	lineHeight = 16.0
	mostLines  = 12.0
)

// rowHeight is where a row starts, from the length of its texts; programs that
// fit rows to their text go on from there.
func rowHeight(l *templates.Ledger, values []string) float64 {
	lines := 1.0
	for _, c := range l.Columns {
		lines = max(lines, math.Ceil(2*float64(utf8.RuneCountInString(values[c.Index]))/max(c.Width, 8)))
	}
	return lineHeight * min(lines, mostLines)
}

// hiddenSources are those after the first that few people ever look for.
const hiddenSources = 4

// Write writes the whole workbook. The same master gives the same cells.
func (m *Master) Write(ctx context.Context, w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{ctx: ctx, f: f, styles: map[string]int{}}
	b.table(ReceiptSheet, "收件登记", "每个收到的文件一行。“指定单位”“更正收到日期”两栏由整改办填写，其余由系统写。", receiptHeader, receiptWidths, m.receiptRows())
	for _, l := range m.Plan.Ledgers {
		b.ledger(m, l)
	}
	b.figures(m)
	b.table(ConflictSheet, "冲突", "同一格有不同的值，要由人决定：在“选用”栏填“是”采用报送的值，填“否”维持总台账的值，再合并一次。", conflictHeader, conflictWidths, m.conflictRows())
	b.table(ReturnedSheet, "收件明细", "每个文件的每本台账一行：读入的每一行都有一个去向。由系统写。", returnedHeader, returnedWidths, m.returnedRows())
	b.table(SuspectSheet, "疑似重复", "看起来是同一件事的两行。确是重复的，在台账的“重复于”栏写上另一行的编号；不会自动合并。", suspectHeader, suspectWidths, m.suspectRows())
	b.table(ChangeSheet, "变更记录", "每一处改动：谁、何时、哪一行哪一栏、从什么改成什么、依据哪个文件。", changeHeader, changeWidths, m.changeRows())
	b.meta(m)
	for _, n := range m.Notes {
		b.note(m, n)
	}
	if b.err != nil {
		return b.err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return bookfile.Write(w, f)
}

// book keeps the first error of writing, so that the flow above reads.
type book struct {
	ctx    context.Context
	f      *excelize.File
	styles map[string]int
	err    error
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

const font = "微软雅黑"

func (b *book) style(name string, make func() *excelize.Style) int {
	if id, ok := b.styles[name]; ok {
		return id
	}
	id, err := b.f.NewStyle(make())
	b.do(err)
	b.styles[name] = id
	return id
}

var thin = []excelize.Border{
	{Type: "left", Color: "BFBFBF", Style: 1}, {Type: "right", Color: "BFBFBF", Style: 1},
	{Type: "top", Color: "BFBFBF", Style: 1}, {Type: "bottom", Color: "BFBFBF", Style: 1},
}

func (b *book) title() int {
	return b.style("title", func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Family: font, Size: 16, Bold: true}}
	})
}

func (b *book) hint() int {
	return b.style("hint", func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Family: font, Size: 9, Color: "7F7F7F"}}
	})
}

func (b *book) header(colour string) int {
	return b.style("header"+colour, func() *excelize.Style {
		return &excelize.Style{
			Font: &excelize.Font{Family: font, Size: 10, Bold: true}, Border: thin,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}
	})
}

// cell is the style of a value: its number format, wrapped text, grey for what
// the program keeps.
func (b *book) cell(format string, grey bool) int {
	return b.style(fmt.Sprint("cell", format, grey), func() *excelize.Style {
		s := &excelize.Style{
			Font: &excelize.Font{Family: font, Size: 10}, Border: thin,
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: !grey},
		}
		if format != "" {
			s.CustomNumFmt = &format
		}
		if grey {
			s.Font.Color = "7F7F7F"
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}
		}
		return s
	})
}

func (b *book) ledger(m *Master, l *templates.Ledger) {
	b.sheet(l.Name)
	sw, err := b.f.NewStreamWriter(l.Name)
	if err != nil {
		b.do(err)
		return
	}
	b.do(sw.SetColWidth(1, 1, 16))
	b.do(sw.SetColWidth(2, 2, 5))
	styles := make([]int, len(l.Columns))
	for i, c := range l.Columns {
		b.do(sw.SetColWidth(firstColumn+i, firstColumn+i, max(c.Width, 8)))
		styles[i] = b.cell(numberFormat(c), false)
	}
	after := firstColumn + len(l.Columns)
	b.do(sw.SetColWidth(after, after+len(sourceHeaders)-1, 12))
	for i := range hiddenSources { // a click on the + above brings them back
		b.do(sw.SetColOutlineLevel(after+1+i, 1))
	}
	b.do(sw.SetColVisible(after+1, after+hiddenSources, false))
	b.do(sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: 3, YSplit: headerRow, TopLeftCell: "D4", ActivePane: "bottomRight"}))
	b.do(sw.SetRow("A1", []any{excelize.Cell{StyleID: b.title(), Value: l.Name}}, excelize.RowOpts{Height: 26}))
	b.do(sw.SetRow("A2", []any{excelize.Cell{StyleID: b.hint(), Value: fmt.Sprintf("截至 %s，共 %d 行。可以直接修改、加栏、加批注；右侧灰色栏由系统写。", cell.ChineseDate(m.AsOf), len(m.Rows[l]))}}))
	head := []any{excelize.Cell{StyleID: b.header("D9D9D9"), Value: templates.IDHeader}, excelize.Cell{StyleID: b.header("D9D9D9"), Value: templates.VersionHeader}}
	for _, c := range l.Columns {
		head = append(head, excelize.Cell{StyleID: b.header("DDEBF7"), Value: c.Name})
	}
	for _, h := range sourceHeaders {
		head = append(head, excelize.Cell{StyleID: b.header("D9D9D9"), Value: h})
	}
	extra := m.Extra[l]
	if extra != nil {
		for _, h := range extra.Headers {
			head = append(head, excelize.Cell{StyleID: b.header("FFF2CC"), Value: h})
		}
	}
	b.do(sw.SetRow(fmt.Sprintf("A%d", headerRow), head, excelize.RowOpts{Height: 32}))
	grey, plain := b.cell("@", true), b.cell("", false)
	for i, r := range m.Rows[l] {
		if b.do(b.ctx.Err()); b.err != nil {
			return
		}
		row := []any{excelize.Cell{StyleID: grey, Value: r.ID}, excelize.Cell{StyleID: grey, Value: r.Version}}
		for _, c := range l.Columns {
			row = append(row, excelize.Cell{StyleID: styles[c.Index], Value: CellValue(c, r.Values[c.Index])})
		}
		for _, v := range []any{r.Source.Unit, r.Source.File, r.Source.Digest, r.Source.Sheet, rowNumber(r.Source.Row), r.Source.Updated, yes(r.Pending)} {
			row = append(row, excelize.Cell{StyleID: grey, Value: v})
		}
		if extra != nil {
			for _, v := range extra.Cells[r] {
				row = append(row, excelize.Cell{StyleID: plain, Value: v})
			}
		}
		b.do(sw.SetRow(fmt.Sprintf("A%d", firstRow+i), row, excelize.RowOpts{Height: rowHeight(l, r.Values)}))
	}
	b.do(sw.Flush())
	last, _ := excelize.CoordinatesToCellName(len(head), max(headerRow+len(m.Rows[l]), firstRow))
	b.do(b.f.AutoFilter(l.Name, fmt.Sprintf("A%d:%s", headerRow, last), nil))
}

func rowNumber(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func yes(v bool) string {
	if v {
		return "是"
	}
	return ""
}

func numberFormat(c *templates.Column) string {
	switch c.Type {
	case cell.Date:
		return "yyyy-mm-dd"
	case cell.Integer:
		return "0"
	case cell.Decimal, cell.Formula:
		if c.Decimals > 0 {
			return "0." + "00000000"[:min(c.Decimals, 8)]
		}
		return "0"
	}
	return "@"
}

// CellValue is a canonical value as a workbook holds it: a real date or
// number, or text. A number with more digits than a workbook keeps stays text.
func CellValue(c *templates.Column, v string) any {
	if v == "" {
		return nil
	}
	switch c.Type {
	case cell.Date:
		if t, err := time.Parse(time.DateOnly, v); err == nil {
			return t
		}
	case cell.Integer, cell.Decimal, cell.Formula:
		if d, err := decimal.NewFromString(v); err == nil && d.NumDigits() <= 15 {
			f, _ := strconv.ParseFloat(v, 64)
			return f
		}
	}
	return v
}

// sheet adds a sheet that prints across, one page wide.
func (b *book) sheet(name string) {
	_, err := b.f.NewSheet(name)
	b.do(err)
	fit, across, wide, long, paper := true, "landscape", 1, 0, 8
	b.do(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &across, FitToWidth: &wide, FitToHeight: &long}))
}

// table writes a sheet of plain lines.
func (b *book) table(sheet, title, note string, header []string, widths []float64, rows [][]any) {
	sw := b.begin(sheet, title, note, header, widths)
	if sw == nil {
		return
	}
	plain := b.cell("@", false)
	for i, r := range rows {
		if b.do(b.ctx.Err()); b.err != nil {
			return
		}
		for j, v := range r {
			r[j] = excelize.Cell{StyleID: plain, Value: v}
			if header[j] == "摘要" {
				r[j] = excelize.Cell{StyleID: b.cell("@", true), Value: v}
			}
		}
		b.do(sw.SetRow(fmt.Sprintf("A%d", firstRow+i), r, excelize.RowOpts{Height: lineHeight}))
	}
	b.end(sw, sheet, len(header), headerRow+len(rows))
}

// begin starts a sheet with its title, note and header; nil if it cannot be.
func (b *book) begin(sheet, title, note string, header []string, widths []float64) *excelize.StreamWriter {
	b.sheet(sheet)
	sw, err := b.f.NewStreamWriter(sheet)
	if err != nil {
		b.do(err)
		return nil
	}
	for i, w := range widths {
		b.do(sw.SetColWidth(i+1, i+1, w))
	}
	b.do(sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: "A4", ActivePane: "bottomLeft"}))
	b.do(sw.SetRow("A1", []any{excelize.Cell{StyleID: b.title(), Value: title}}, excelize.RowOpts{Height: 26}))
	b.do(sw.SetRow("A2", []any{excelize.Cell{StyleID: b.hint(), Value: note}}))
	b.do(sw.SetRow(fmt.Sprintf("A%d", headerRow), styled(b.header("DDEBF7"), header), excelize.RowOpts{Height: 32}))
	return sw
}

// end finishes a sheet; its lines up to row last can be filtered.
func (b *book) end(sw *excelize.StreamWriter, sheet string, columns, last int) {
	b.do(sw.Flush())
	corner, _ := excelize.CoordinatesToCellName(columns, max(last, firstRow))
	b.do(b.f.AutoFilter(sheet, fmt.Sprintf("A%d:%s", headerRow, corner), nil))
}

func styled(style int, texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = excelize.Cell{StyleID: style, Value: t}
	}
	return out
}

func (b *book) meta(m *Master) {
	b.sheet(MetaSheet)
	for i, kv := range [][2]any{{"活动代号", m.Plan.Param("活动代号")}, {"合并序号", m.Serial}, {"截至日", m.AsOf}, {"方案版本", m.Version}, {"指标版本", figure.Fingerprint(m.Plan)}} {
		b.do(b.f.SetSheetRow(MetaSheet, fmt.Sprintf("A%d", i+1), &[]any{kv[0], kv[1]}))
	}
	b.do(b.f.SetSheetVisible(MetaSheet, false))
}

// note writes a comment back to its row's new place; one whose column is gone
// goes to the row's id.
func (b *book) note(m *Master, n Note) {
	if n.Row.Number == 0 {
		return // withdrawn since
	}
	col, l := 1, n.Row.Ledger
	if c := l.Column(n.Column); c != nil {
		col = firstColumn + c.Index
	} else if x := m.Extra[l]; x != nil && n.Column != "" {
		if i := slices.Index(x.Headers, n.Column); i >= 0 {
			col = firstColumn + len(l.Columns) + len(sourceHeaders) + i
		}
	}
	cell, _ := excelize.CoordinatesToCellName(col, n.Row.Number)
	b.do(b.f.AddComment(l.Name, excelize.Comment{Cell: cell, Author: n.Author, Text: n.Text}))
}
