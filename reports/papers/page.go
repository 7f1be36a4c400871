package papers

import (
	"math"

	"taizhang/sheets/deadline"
	"taizhang/templates/book"
)

const (
	ruleColour = "404040"
	bodySize   = 11
)

var (
	boxed  = book.Border{All: ruleColour}
	ruled  = book.Border{Bottom: ruleColour}
	header = book.Style{Font: book.Hei, Fill: "DCE6F2", Border: boxed}
)

// page is one sheet while it is written, top to bottom, over a fixed set of
// columns.
type page struct {
	*book.Book
	sheet  string
	widths []float64
	row    int
}

func newPage(b *book.Book, sheet string, widths ...int) *page {
	p := &page{Book: b, sheet: sheet, row: 1}
	for _, w := range widths {
		p.widths = append(p.widths, float64(w))
	}
	b.Sheet(sheet)
	b.Widths(sheet, p.widths...)
	return p
}

// list is a sheet of one table under a title and what it shows; empty is said
// when it has no rows.
func list(b *book.Book, sheet, title, note string, t table, empty string) {
	t = t.labelled()
	p := newPage(b, sheet, t.widths...)
	p.titled(title, note)
	p.table(t, empty)
	p.print(true, 3, 3)
}

// put writes a text over columns first to last of the current row.
func (p *page) put(first, last int, text string, s book.Style) {
	s.Wrap = true
	p.Put(p.sheet, first, p.row, last, p.row, book.Cell{Style: p.Style(s), Value: book.Value(book.Text, text)})
}

// end closes a row at the given height in points.
func (p *page) end(height float64) {
	p.RowHeight(p.sheet, p.row, height)
	p.row++
}

// line is a row of one text from edge to edge, as high as its text needs.
func (p *page) line(text string, s book.Style) {
	p.put(1, len(p.widths), text, s)
	size := s.Size
	if size == 0 {
		size = bodySize
	}
	p.end(book.Height(p.lines(text, 1, len(p.widths), size), size, 6))
}

// lines is how many lines a text takes over some columns.
func (p *page) lines(text string, first, last int, size float64) float64 {
	width := 0.0
	for _, w := range p.widths[first-1 : last] {
		width += w
	}
	return book.Lines(text, width*bodySize/math.Max(size, 1))
}

// cells is a bordered row, as high as its fullest cell.
func (p *page) cells(s book.Style, texts []entry, least float64) {
	height := least
	for i, e := range texts {
		own := s
		own.Border = boxed
		if e.centre {
			own.Align = "center"
		}
		if e.light > deadline.NoLight {
			own.Fill, own.Ink, own.Bold = lightFill[e.light], lightInk[e.light], true
		}
		p.put(i+1, i+1, e.text, own)
		height = max(height, book.Height(p.lines(e.text, i+1, i+1, bodySize), bodySize, 6))
	}
	p.end(height)
}

func (p *page) table(t table, empty string) {
	var head []entry
	for _, h := range t.head {
		head = append(head, centred(h))
	}
	p.cells(header, head, 26)
	for _, r := range t.rows {
		p.cells(book.Style{}, r, t.least)
	}
	if len(t.rows) == 0 && empty != "" {
		p.line(empty, book.Style{Align: "center"})
	}
}

// titled is the head of a list: its title and what it shows.
func (p *page) titled(title, note string) {
	p.line(title, book.Style{Font: book.XiaoBiaoSong, Size: 18, Align: "center"})
	p.line(note, book.Style{Size: 10, Ink: book.Note, Border: ruled})
}

// newPaper starts a new printed page.
func (p *page) newPaper() { p.Do(p.File.InsertPageBreak(p.sheet, book.At(1, p.row))) }

// print sets the sheet up for A4; rows from first to last repeat on every page,
// none if last is 0.
func (p *page) print(landscape bool, first, last int) {
	p.Print(p.sheet, book.Page{
		Paper: book.A4, Portrait: !landscape, Margin: 0.6, From: first, To: last,
		Area: book.FixedArea(p.sheet, 1, 1, len(p.widths), max(p.row-1, 1)),
	})
	if last > 0 {
		p.Freeze(p.sheet, 0, last)
	}
}
