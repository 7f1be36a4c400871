package docx

import (
	"errors"
	"io"
)

// Write sets doc in the form of GB/T 9704-2012.
func Write(w io.Writer, doc *Document) error { return errors.New("docx: Write: not yet written") }
