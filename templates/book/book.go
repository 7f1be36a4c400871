// Package book writes workbooks, for every room that writes one: forms, the
// master, summaries, papers and the plan.
//
// The first error sticks: drawing reads as drawing, and Write returns what went
// wrong and writes nothing. Styles are plain values, made once each. A sheet is
// either streamed from top to bottom (Stream), for ledgers of any size, or put
// together cell by cell (Put), for pages of merged cells. Rows of a stream keep
// fitting their text in every application; rows of a page keep their height.
//
// Columns are written in ascending order, and every sheet with a Page prints one
// page wide. excelize lays the frame of a workbook; rows of streams never pass
// through it. What would pass a limit of Excel's is refused before a byte is
// written.
package book

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Book is a workbook being written. What the package has no word for, such as
// charts, validations and comments, is said to File.
type Book struct {
	File    *excelize.File
	font    string
	styles  map[Style]int
	looks   []Style                // by number
	merges  map[string][][2]string // by sheet; kept back, for writing into a sheet of many merged cells is slow
	streams map[string]*Stream     // by sheet
	named   bool                   // the sheet a new file begins with has its name
	charts  int
	ctx     context.Context
	loose   bool
	rows    int       // of all streams
	tell    func(int) // somebody who watches
	err     error
}

// New begins a workbook; font is that of cells whose style says none, "" leaves it
// to the application.
func New(font string) *Book {
	b := &Book{ctx: context.Background(), File: excelize.NewFile(), font: font, styles: map[Style]int{}, merges: map[string][][2]string{}, streams: map[string]*Stream{}}
	if font != "" {
		b.Do(b.File.SetDefaultFont(font))
	}
	return b
}

// Until lets ctx end the writing.
func (b *Book) Until(ctx context.Context) *Book {
	b.ctx = ctx
	return b
}

// Loose leaves the parts as they are instead of deflating them, for a workbook
// that is only looked at.
func (b *Book) Loose() { b.loose = true }

// Do keeps the first error.
func (b *Book) Do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// Close gives back what the workbook holds.
func (b *Book) Close() {
	for _, s := range b.streams {
		s.part.drop()
	}
	b.File.Close()
}

// Sheet adds a sheet after the others; the first one is the one that opens.
func (b *Book) Sheet(name string) {
	i, err := b.File.GetSheetIndex(name)
	switch {
	case err != nil:
		b.Do(err)
	case i >= 0 && b.named:
		b.Do(fmt.Errorf("工作表“%s”重复了", name))
	case !b.named:
		b.named = true
		b.Do(b.File.SetSheetName(b.File.GetSheetName(0), name))
		b.File.SetActiveSheet(0)
	default:
		_, err := b.File.NewSheet(name)
		b.Do(err)
	}
	fit := true
	b.Do(b.File.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// Tab colours a sheet's tab.
func (b *Book) Tab(name, colour string) {
	b.Do(b.File.SetSheetProps(name, &excelize.SheetPropsOptions{TabColorRGB: &colour}))
}

// Open makes a sheet the one that is seen first.
func (b *Book) Open(name string) {
	i, err := b.File.GetSheetIndex(name)
	b.Do(err)
	b.File.SetActiveSheet(i)
}

// Hide hides a sheet. excelize would read every sheet for it.
func (b *Book) Hide(name string) {
	sheets := b.File.WorkBook.Sheets.Sheet
	for i := range sheets {
		if sheets[i].Name == name {
			sheets[i].State = "hidden"
		}
	}
}

// Widths sets the widths of a page's columns from the first on.
func (b *Book) Widths(sheet string, widths ...float64) {
	for i, w := range slices.Backward(widths) {
		name := Column(i + 1)
		b.Do(b.File.SetColWidth(sheet, name, name, w))
	}
}

// Cell is what stands in a cell: a text, a number or nothing. A formula stands
// with the value it has now.
type Cell struct {
	Style   int
	Value   any
	Formula string
}

// Put puts a cell over an area of a page.
func (b *Book) Put(sheet string, c1, r1, c2, r2 int, c Cell) {
	first, last := At(c1, r1), At(c2, r2)
	b.Do(b.File.SetCellStyle(sheet, first, last, c.Style))
	if text, ok := c.Value.(string); ok {
		b.Do(b.File.SetCellStr(sheet, first, text))
	} else if c.Value != nil {
		b.Do(b.File.SetCellValue(sheet, first, c.Value))
	}
	if c.Formula != "" {
		b.Do(b.File.SetCellFormula(sheet, first, c.Formula))
	}
	if first != last {
		b.merges[sheet] = append(b.merges[sheet], [2]string{first, last})
	}
}

// RowHeight fixes the height of a row of a page.
func (b *Book) RowHeight(sheet string, row int, points float64) {
	b.Do(b.File.SetRowHeight(sheet, row, math.Min(points, excelize.MaxRowHeight)))
}

// Define names a range or formula, for one sheet if scope is not "".
func (b *Book) Define(name, refersTo, scope string) {
	b.Do(b.File.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: scope}))
}

// About says what the workbook is, as of a day, so that the same content gives
// the same file.
func (b *Book) About(title, author, day string) {
	at := cmp.Or(day, "2000-01-01") + "T00:00:00Z"
	b.Do(b.File.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: author, LastModifiedBy: author, Created: at, Modified: at, Language: "zh-CN",
	}))
}
