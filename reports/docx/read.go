package docx

import (
	"errors"
	"io"
)

// Error says in Chinese why a file cannot be read and what to do about it.
type Error struct {
	Message string
	Err     error // the cause, may be nil
}

func (e *Error) Error() string { return e.Message }

func (e *Error) Unwrap() error { return e.Err }

// Place is where in a document a paragraph stands.
type Place uint8

// Places.
const (
	InBody Place = iota
	InTable
	InTextBox
	InHeader
	InFooter
	InNote // footnote or endnote
)

// Content is the text of a .docx, paragraph by paragraph in reading order: the body with its tables,
// then notes, then headers and footers.
type Content struct {
	Paragraphs []TextParagraph
}

// TextParagraph is a paragraph as read. Tracked insertions are in the text, deletions are not.
type TextParagraph struct {
	Text             string
	Style            string // name of the style as shown in Word
	Place            Place
	Table, Row, Cell int // from 1, 0 outside tables; of the outermost table
	Span             int // grid columns of that cell
}

// Open reads the .docx file at path.
func Open(path string) (*Content, error) { return nil, errors.New("docx: Open: not yet written") }

// Read reads a .docx of the given size.
func Read(r io.ReaderAt, size int64) (*Content, error) {
	return nil, errors.New("docx: Read: not yet written")
}

// Document turns what was read into a Document, by style names where they are ours and by the look
// of the text (一、, (一), 1., 问题1.) where they are not.
func (c *Content) Document() *Document { return nil }
