package docx

// Document is an official document as a list of blocks, top to bottom.
type Document struct {
	Author        string // for the file's properties
	NoPageNumbers bool   // a single form: no footers, and room for it on one page
	Blocks        []Block
}

// Block is a Paragraph or a Table.
type Block interface{ isBlock() }

// Add appends blocks and returns the document, so that calls can be chained.
func (d *Document) Add(blocks ...Block) *Document {
	d.Blocks = append(d.Blocks, blocks...)
	return d
}

// Paragraph is one paragraph in the form of its role. Fields other than Style and Runs depart from
// the style and are rarely needed.
type Paragraph struct {
	Style           Style
	Runs            []Run
	Align           Align // AlignStyle: as the style says
	PageBreakBefore bool  // start a new page
}

func (Paragraph) isBlock() {}

// Run is a stretch of text with one formatting. "\n" is a line break, "\t" a tab.
type Run struct {
	Text string
	Bold bool
	Font Font // FontStyle: as the paragraph's style says
	// Colour of the letters, RRGGBB; "": black.
	Colour string
}

// P is a paragraph of plain text.
func P(style Style, text string) Paragraph {
	return Paragraph{Style: style, Runs: []Run{{Text: text}}}
}

// Text is the paragraph's plain text.
func (p Paragraph) Text() string {
	if len(p.Runs) == 1 {
		return p.Runs[0].Text
	}
	var s string
	for _, r := range p.Runs {
		s += r.Text
	}
	return s
}

// Table is a bordered table as wide as the text.
type Table struct {
	Widths []int // relative widths of the grid columns; nil: by the length of their text
	Header int   // number of leading rows set in TableHead and repeated on every page
	Rows   []Row
}

func (Table) isBlock() {}

// Row is one row of a table. The spans of its cells add up to the table's columns; what is missing
// on the right is filled with empty cells.
type Row struct {
	Cells  []Cell
	Height int // least height in millimetres; never under 9
}

// Cell is one cell, over one or more grid columns.
type Cell struct {
	Text  string // "\n" starts a new paragraph
	Runs  []Run  // used instead of Text when not nil
	Span  int    // grid columns; 0 means 1
	Label bool   // 黑体, centred: a header or a form's label
	Align Align  // AlignStyle: centred in headers and labels, left elsewhere
	Fill  string // background, RRGGBB; "": none
}

// plain is the cell's plain text.
func (c Cell) plain() string {
	if c.Runs != nil {
		return Paragraph{Runs: c.Runs}.Text()
	}
	return c.Text
}

// Align is a horizontal alignment.
type Align uint8

// Alignments.
const (
	AlignStyle Align = iota
	AlignCenter
	AlignRight
)
