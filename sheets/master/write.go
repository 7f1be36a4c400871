package master

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Places in a ledger's sheet; the same as in the forms units fill in.
const (
	headerRow   = 3
	firstRow    = 4
	firstColumn = 3 // after 行标识 and 版本
)

// FromUnit is the column that says who reported a row.
const FromUnit = "来源单位"

// Columns that follow a ledger's own.
var sourceHeaders = []string{FromUnit, "来源文件", "来源摘要", "来源工作表", "来源行", "更新日期", "待决"}

// mostLines is how high a row may start.
const mostLines = 12

// hiddenSources are those after the first that few people ever look for.
const hiddenSources = 4

// Write writes the whole workbook. The same master gives the same cells.
func (m *Master) Write(ctx context.Context, w io.Writer) error {
	b := &writer{Book: book.New("").Until(ctx).Called("写总台账", m.size())}
	for _, u := range m.Plan.Units {
		b.units = append(b.units, u.Name)
	}
	defer b.Close()
	b.waiting(m)
	b.table(ReceiptSheet, "收件登记", "每个收到的文件一行。“指定单位”“更正收到日期”两栏由整改办填写，其余由系统写。", receiptHeader, receiptWidths, m.receiptLines())
	for _, l := range m.Plan.Ledgers {
		b.ledger(m, l)
	}
	b.figures(m)
	b.table(ConflictSheet, "冲突", "同一格有不同的值，要由人决定：在“选用”栏填“是”采用报送的值，填“否”维持总台账的值，再合并一次。", conflictHeader, conflictWidths, m.conflictLines())
	b.table(ReturnedSheet, "收件明细", "每个文件的每本台账一行：读入的每一行都有一个去向。由系统写。", returnedHeader, returnedWidths, m.returnedLines())
	b.table(SuspectSheet, "疑似重复", "看起来是同一件事的两行。确是重复的，在台账的“重复于”栏写上另一行的编号；不会自动合并。", suspectHeader, suspectWidths, m.suspectLines())
	b.table(ChangeSheet, "变更记录", "每一处改动：谁、何时、哪一行哪一栏、从什么改成什么、依据哪个文件。", changeHeader, changeWidths, m.changeLines())
	b.meta(m)
	b.About(m.Plan.Param(templates.ParamCampaign)+"总台账", m.Plan.Param(templates.ParamIssuer), m.AsOf)
	return b.Book.Write(w)
}

// size is how many rows the workbook has, but for a few.
func (m *Master) size() int {
	n := len(m.Changes) + len(m.Receipts)
	for _, rows := range m.Rows {
		n += len(rows)
	}
	return n
}

// writer writes the sheets of a master.
type writer struct {
	*book.Book
	units []string
	lists [][]string // that dropdowns offer and cannot hold themselves
}

var (
	title   = book.Style{Font: book.YaHei, Size: 16, Bold: true}
	hint    = book.Style{Font: book.YaHei, Size: 9, Ink: book.Grey}
	header  = book.Style{Font: book.YaHei, Size: 10, Bold: true, Fill: book.Head, Align: "center", Wrap: true, Border: book.Boxed}
	plain   = book.Style{Font: book.YaHei, Size: 10, Wrap: true, Border: book.Boxed}
	centred = plain.Aligned("center")
	counted = book.Style{Font: book.YaHei, Size: 10, Align: "right", Indent: 1, Border: book.Boxed}
	// What the program keeps.
	kept = book.Style{Font: book.YaHei, Size: 10, Ink: book.Grey, Fill: book.Shade, Format: book.TextFormat, Border: book.Boxed}
)

func (b *writer) ledger(m *Master, l *templates.Ledger) {
	columns := []book.Span{{Width: 16}, {Width: 5}}
	styles := make([]int, len(l.Columns))
	head := book.Texts(b.Style(header.Filled(book.Other)), templates.IDHeader, templates.VersionHeader)
	for i, c := range l.Columns {
		columns = append(columns, book.Span{Width: max(c.Width, 8)})
		styles[i] = b.Style(columnStyle(c))
		head = append(head, book.Cell{Style: b.Style(header), Value: c.Name})
	}
	for i, h := range sourceHeaders {
		column := book.Span{Width: 12}
		if i > 0 && i <= hiddenSources { // a click on the + above brings them back
			column.Level, column.Hidden = 1, true
		}
		columns = append(columns, column)
		head = append(head, book.Cell{Style: b.Style(header.Filled(book.Other)), Value: h})
	}
	extra := m.Extra[l]
	if extra != nil {
		head = append(head, book.Texts(b.Style(header.Filled("FFF2CC")), extra.Headers...)...)
		for range extra.Headers {
			columns = append(columns, book.Span{Width: 12})
		}
	}
	note := fmt.Sprintf("截至 %s，共 %d 行。可以直接修改、加栏、加批注；右侧灰色栏由系统写。", cell.ChineseDate(m.AsOf), len(m.Rows[l]))
	grey, free := b.Style(kept), b.Style(plain)
	var row []book.Cell
	b.pieces(l.Name, len(m.Rows[l]), note, func(sheet, note string, from, to int) {
		s := b.begin(sheet, sheet, note, ledgerPage(sheet, columns, to-from), firstColumn, head, columns...)
		for _, r := range m.Rows[l][from:to] {
			row = append(row[:0], book.Cell{Style: grey, Value: r.ID}, book.Cell{Style: grey, Value: r.Version})
			for _, c := range l.Columns {
				row = append(row, book.Cell{Style: styles[c.Index], Value: c.CellValue(r.Values[c.Index])})
			}
			for _, v := range []any{r.Source.Unit, r.Source.File, r.Source.Digest, r.Source.Sheet, rowNumber(r.Source.Row), r.Source.Updated, yes(r.Pending)} {
				row = append(row, book.Cell{Style: grey, Value: v})
			}
			if extra != nil {
				row = append(row, book.Texts(free, extra.Cells[r]...)...)
			}
			s.Fit(1, mostLines, row...)
		}
		for _, c := range l.Columns {
			b.offer(sheet, firstColumn+c.Index, to-from, choices(c)...)
		}
		finish(s, len(head), headerRow+to-from)
	})
	for _, n := range m.Notes {
		if n.Row.Ledger == l {
			b.note(m, n)
		}
	}
}

// pieces cuts lines into sheets, one after the other.
func (b *writer) pieces(sheet string, lines int, note string, write func(sheet, note string, from, to int)) {
	all := parts(lines)
	for n := 1; n <= all; n++ {
		name, about := partName(sheet, n), note
		if n < all {
			about += fmt.Sprintf("一张工作表放不下，接下一张“%s”。", partName(sheet, n+1))
		}
		write(name, about, (n-1)*perSheet, min(n*perSheet, lines))
	}
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

// lines are those of a plain table.
type lines struct {
	count int
	each  func(i int, put func(...any))
}

// table writes a table of plain lines.
func (b *writer) table(sheet, title, note string, head []string, widths []float64, all lines) {
	text, grey, count := b.Style(plain.Formatted(book.TextFormat)), b.Style(kept), b.Style(counted)
	styles := make([]int, len(head))
	for i, h := range head {
		if styles[i] = text; h == "摘要" {
			styles[i] = grey
		}
	}
	var cells []book.Cell
	put := func(values ...any) {
		for _, v := range values {
			style := styles[len(cells)]
			if _, number := v.(int); number {
				style = count
			}
			cells = append(cells, book.Cell{Style: style, Value: v})
		}
	}
	b.pieces(sheet, all.count, note, func(name, note string, from, to int) {
		s := b.begin(name, partTitle(title, sheet, name), note, book.Page{Paper: book.A3}, 0, book.Texts(b.Style(header), head...), book.Spans(widths...)...)
		for i := from; i < to; i++ {
			cells = cells[:0]
			all.each(i, put)
			s.Fit(1, mostLines, cells...)
		}
		for i, h := range head {
			b.offer(name, i+1, to-from, b.officeChoices(h)...)
		}
		finish(s, len(head), headerRow+to-from)
	})
}

func partTitle(title, sheet, name string) string {
	if name == sheet {
		return title
	}
	return name
}

// ledgerPage is how a ledger's sheet of some lines prints.
func ledgerPage(sheet string, columns []book.Span, lines int) book.Page {
	p := book.Page{Paper: book.A3}
	if !book.Fits(p.Paper, columns...) {
		p.Strips = &book.Strips{Title: sheet, Columns: columns, Repeat: firstColumn}
		p.Area = book.FixedArea(sheet, 1, headerRow, len(columns), max(headerRow+lines, firstRow))
	}
	return p
}

// begin starts a sheet with its title, note and header, in view with some columns.
func (b *writer) begin(sheet, name, note string, p book.Page, frozen int, head []book.Cell, columns ...book.Span) *book.Stream {
	b.Sheet(sheet)
	p.Left, p.From, p.To = sheet, headerRow, headerRow
	b.Print(sheet, p)
	b.Freeze(sheet, frozen, headerRow)
	s := b.Stream(sheet, columns...)
	s.Row(26, book.Cell{Style: b.Style(title), Value: name})
	s.Row(0, book.Cell{Style: b.Style(hint), Value: note})
	s.Row(32, head...)
	return s
}

// finish ends a sheet; its lines up to row last can be filtered.
func finish(s *book.Stream, columns, last int) {
	s.Filter(1, headerRow, columns, max(last, firstRow))
	s.End()
}

// meta writes what identifies the master and, beside it, the lists of dropdowns.
func (b *writer) meta(m *Master) {
	b.Sheet(MetaSheet)
	s := b.Stream(MetaSheet)
	pairs := [][2]any{{"活动代号", m.Plan.Param(templates.ParamCampaignCode)}, {"合并序号", m.Serial}, {"截至日", m.AsOf}, {"方案版本", m.Version}, {"指标版本", figure.Fingerprint(m.Plan)}}
	long := len(pairs)
	for _, l := range b.lists {
		long = max(long, len(l))
	}
	for i := range long {
		cells := make([]book.Cell, listColumn-1+len(b.lists))
		if i < len(pairs) {
			cells[0].Value, cells[1].Value = pairs[i][0], pairs[i][1]
		}
		for n, l := range b.lists {
			if i < len(l) {
				cells[listColumn-1+n].Value = l[i]
			}
		}
		s.Row(0, cells...)
	}
	s.End()
	b.Hide(MetaSheet)
}

// note writes a comment back to its row's new place; one whose column is gone
// goes to the row's id.
func (b *writer) note(m *Master, n Note) {
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
	b.Do(b.File.AddComment(cmp.Or(n.Row.Sheet, l.Name), excelize.Comment{Cell: book.At(col, n.Row.Number), Author: n.Author, Text: n.Text}))
}
