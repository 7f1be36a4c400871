package form

import (
	"math"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

const (
	versionWidth = 5.5
	noteWidth    = 110.0
	widestColumn = 28.0 // longer texts wrap, or the sheet would print too small to read
)

// columnWidth is the plan's width, or more where the header or the worked
// example could not be read in it.
func columnWidth(c *templates.Column) float64 {
	w := min(max(c.Width, 7), widestColumn)
	// A header of up to two lines beside its filter button.
	w = max(w, min(math.Ceil(book.Width(c.Name)/2)+4, 16))
	switch c.Type {
	case cell.Date:
		w = max(w, 12.5)
	case cell.Integer, cell.Decimal, cell.Formula:
		w = max(w, book.Width(c.Example)+3)
	}
	return w
}

func idWidth(s *sheet) float64 {
	w := 8.0
	for _, r := range s.rows {
		w = max(w, book.Width(r.ID)+1)
	}
	return min(w, 16)
}

// noteSpan is how far the note reaches across, and how wide that is.
func noteSpan(columns []book.Span) (column int, width float64) {
	for column < len(columns) && width <= noteWidth {
		if !columns[column].Hidden {
			width += columns[column].Width
		}
		column++
	}
	return column, width
}
