package book

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Stream writes a sheet row by row from the top. Columns and panes are set before
// the first row; whatever else belongs to the sheet is said before End.
type Stream struct {
	book    *Book
	sheet   string
	to      *excelize.StreamWriter
	columns []Span
	row     int // written last
	cells   []excelize.Cell
	values  []any
}

// Span is a column of a stream.
type Span struct {
	Width  float64
	Style  int   // of cells that are never written
	Level  uint8 // of the outline
	Hidden bool
}

// Stream begins to write a sheet.
func (b *Book) Stream(sheet string, columns ...Span) *Stream {
	to, err := b.File.NewStreamWriter(sheet)
	s := &Stream{book: b, sheet: sheet, to: to, columns: columns}
	s.do(err)
	if to == nil {
		return s
	}
	for i := len(columns); i > 0; i-- { // backwards, for excelize puts the newest first
		c := columns[i-1]
		s.do(to.SetColWidth(i, i, c.Width))
		if c.Style > 0 {
			s.do(to.SetColStyle(i, i, c.Style))
		}
		if c.Level > 0 {
			s.do(to.SetColOutlineLevel(i, c.Level))
		}
		if c.Hidden {
			s.do(to.SetColVisible(i, i, false))
		}
	}
	return s
}

// Spans are columns of some widths.
func Spans(widths ...float64) []Span {
	out := make([]Span, len(widths))
	for i, w := range widths {
		out[i].Width = w
	}
	return out
}

func (s *Stream) do(err error) {
	if err != nil {
		s.book.Do(fmt.Errorf("%s：%w", s.sheet, err))
	}
}

// Next is the row that comes next.
func (s *Stream) Next() int { return s.row + 1 }

// Skip leaves rows blank.
func (s *Stream) Skip(rows int) { s.row += rows }

// Row writes a row at least as high as given; 0 leaves the height to the
// application. The row keeps fitting its text afterwards.
func (s *Stream) Row(height float64, cells ...Cell) {
	s.row++
	s.book.Do(s.book.ctx.Err())
	if s.book.err != nil {
		return
	}
	s.cells, s.values = s.cells[:0], s.values[:0]
	for _, c := range cells {
		s.cells = append(s.cells, excelize.Cell{StyleID: c.Style, Value: c.Value, Formula: c.Formula})
	}
	for i := range s.cells {
		s.values = append(s.values, &s.cells[i])
	}
	s.do(s.to.SetRow(At(1, s.row), s.values, excelize.RowOpts{Height: height}))
}

// Fit writes a row as high as its texts need in their columns, with room around
// them, up to a number of lines.
func (s *Stream) Fit(around, most float64, cells ...Cell) {
	lines, size := 1.0, 10.0
	for i, c := range cells {
		text, ok := c.Value.(string)
		if !ok || i >= len(s.columns) {
			continue
		}
		if look := s.book.looks[c.Style]; look.Wrap {
			size = max(size, look.Size)
			lines = max(lines, Lines(text, s.columns[i].Width))
		}
	}
	s.Row(Height(min(lines, most), size, around), cells...)
}

// Texts are cells of one style; an empty text is an empty cell.
func Texts(style int, texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i] = Cell{Style: style, Value: Value(Text, t)}
	}
	return out
}

// Merge makes one cell of an area.
func (s *Stream) Merge(c1, r1, c2, r2 int) {
	if s.book.err == nil {
		s.do(s.to.MergeCell(At(c1, r1), At(c2, r2)))
	}
}

// Filter puts filter buttons on the first row of an area.
func (s *Stream) Filter(c1, r1, c2, r2 int) {
	s.do(s.book.File.AutoFilter(s.sheet, Area(c1, r1, c2, r2), nil))
	if names := s.book.File.WorkBook.DefinedNames; names != nil && strings.Contains(s.sheet, "'") {
		last := &names.DefinedName[len(names.DefinedName)-1] // excelize does not quote it
		last.Data = FixedArea(s.sheet, c1, r1, c2, r2)
	}
}

// End ends the sheet.
func (s *Stream) End() {
	if s.book.err != nil {
		return
	}
	s.do(s.to.Flush())
	s.book.streams[fmt.Sprintf("xl/worksheets/sheet%d.xml", s.to.SheetID)] = s.sheet
}
