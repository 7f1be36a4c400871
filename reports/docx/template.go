package docx

import (
	"errors"
	"io"
)

// Template is a .docx made by people, to be filled in.
type Template struct {
	paragraphs []TemplateParagraph
}

// TemplateParagraph is one paragraph of a template.
type TemplateParagraph struct {
	Index            int    // its number in Paragraphs
	Text             string // slots normalised; \t tab, \n line break, \uFFFC anything that is not text
	Style            string // name of the style as shown in Word
	Place            Place  // InBody, InTable, InHeader or InFooter
	Part             string // the part it is in, e.g. word/header1.xml
	Table, Row, Cell int    // from 1, 0 outside tables; of the outermost table
}

// OpenTemplate opens the .docx at path as a template.
func OpenTemplate(path string) (*Template, error) {
	return nil, errors.New("docx: OpenTemplate: not yet written")
}

// ReadTemplate reads a template from the bytes of a .docx.
func ReadTemplate(file []byte) (*Template, error) {
	return nil, errors.New("docx: ReadTemplate: not yet written")
}

// Paragraphs gives the paragraphs of the body, tables included, in order, then those of headers and
// footers.
func (t *Template) Paragraphs() []TemplateParagraph { return t.paragraphs }

// Stray lists slots in places Fill cannot reach: text boxes, footnotes, endnotes, comments.
func (t *Template) Stray() []string { return nil }

// Output is one paragraph of the filled document: a copy of a paragraph of the template.
//
// Outputs stand in the order of the result. Paragraphs without an output are left out; a table row
// without any is left out, a table without any too; a cell left without any keeps an empty one. A
// header or footer none of whose paragraphs has an output stays as it is.
type Output struct {
	Source int     // index of the template's paragraph
	Pieces []Piece // the text, left to right
	Block  Block   // when not nil, stands where the copy would, instead of it

	// Copy numbers for paragraphs in tables: outputs of one source row with different RowCopy stand
	// in different copies of the row; likewise for the whole table.
	TableCopy, RowCopy int
}

// Piece is a part of a paragraph's new text: see Keep and Insert.
type Piece struct {
	From, To int    // when Text is empty: this range of bytes of the source text, as it is
	Text     string // else: this text, in the formatting of the source character at From
	Mark     bool   // highlight Text in yellow
}

// Keep keeps a range of bytes of the source text, with its formatting, tabs, breaks and objects.
func Keep(from, to int) Piece { return Piece{From: from, To: to} }

// Insert puts text in the formatting of the source character at byte at.
func Insert(at int, text string) Piece { return Piece{From: at, To: at, Text: text} }

// Whole is the paragraph unchanged.
func (p TemplateParagraph) Whole() Output {
	return Output{Source: p.Index, Pieces: []Piece{Keep(0, len(p.Text))}}
}

// Fill writes the template with its paragraphs replaced by outputs.
func (t *Template) Fill(w io.Writer, outputs []Output) error {
	return errors.New("docx: Fill: not yet written")
}
