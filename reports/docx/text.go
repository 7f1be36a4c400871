package docx

import (
	"errors"
	"io"
)

// FromText pours plain text or Markdown into the standard form.
func FromText(r io.Reader) (*Document, error) {
	return nil, errors.New("docx: FromText: not yet written")
}

// ToText gives a document as plain text, one paragraph a line.
func ToText(d *Document) string { return "" }

// ToMarkdown gives a document as Markdown.
func ToMarkdown(d *Document) string { return "" }
