package book

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Stream writes a sheet row by row from the top. The rows are text of the sheet's
// part at once; all else about the sheet excelize keeps, without any rows, and
// the two come together when the workbook is written.
type Stream struct {
	book    *Book
	sheet   string
	columns []Span
	merged  []string
	filter  string
	row     int // written last
	wide    int // most cells of a row
	part    *part
	at      []address
	digits  []byte
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
	s := &Stream{book: b, sheet: sheet, columns: columns, part: newPart(b.loose)}
	if b.streams[sheet] != nil {
		s.do(fmt.Errorf("写了两次"))
	}
	b.streams[sheet] = s
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
// application. The row keeps fitting its text afterwards: it says no word of
// having been set by hand, for then no application would fit it again, and
// without any height LibreOffice shows one line of a wrapped text.
func (s *Stream) Row(height float64, cells ...Cell) {
	s.row++
	if s.row&63 == 1 {
		s.book.Do(s.book.ctx.Err())
	}
	if s.book.err != nil {
		return
	}
	switch {
	case height > excelize.MaxRowHeight:
		s.do(excelize.ErrMaxRowHeight)
	case s.row > MaxRows:
		s.book.Do(&LimitError{s.sheet, fmt.Sprintf("要写的行多于 Excel 能打开的 %d 行", MaxRows), "请把内容分到几本台账或几次活动里。"})
		return
	case len(cells) > MaxColumns:
		s.book.Do(&LimitError{s.sheet, fmt.Sprintf("的列多于 Excel 能打开的 %d 列", MaxColumns), "请删去用不着的栏目。"})
		return
	}
	if len(cells) > len(s.at) {
		s.at = addresses(len(cells))
	}
	s.wide = max(s.wide, len(cells))
	s.digits = strconv.AppendInt(s.digits[:0], int64(s.row), 10)
	b := append(append(append(s.part.text, `<row r="`...), s.digits...), '"')
	if height > 0 {
		b = append(strconv.AppendFloat(append(b, ` ht="`...), height, 'f', -1, 64), '"')
	}
	b = append(b, '>')
	for i, c := range cells {
		var err error
		b, err = appendCell(b, s.at[i], s.digits, c)
		s.do(err)
	}
	s.part.text = append(b, `</row>`...)
	s.part.pass()
	s.book.wrote()
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
		if look := s.book.look(c.Style); look.Wrap {
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
func (s *Stream) Merge(c1, r1, c2, r2 int) { s.merged = append(s.merged, Area(c1, r1, c2, r2)) }

// Filter puts filter buttons on the first row of an area.
func (s *Stream) Filter(c1, r1, c2, r2 int) {
	s.filter = Area(c1, r1, c2, r2)
	const name = "_xlnm._FilterDatabase"
	s.book.Define(name, FixedArea(s.sheet, c1, r1, c2, r2), s.sheet)
	if names := s.book.File.WorkBook.DefinedNames; names != nil {
		if last := &names.DefinedName[len(names.DefinedName)-1]; last.Name == name {
			last.Hidden = true
		}
	}
}

// End ends the sheet.
func (s *Stream) End() {
	s.part.rest()
	if s.row > 0 {
		s.do(s.book.File.SetSheetDimension(s.sheet, Area(1, 1, max(s.wide, 1), s.row)))
	}
}
