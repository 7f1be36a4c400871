package form

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
)

const (
	versionWidth = 5.5
	lineHeight   = 15.0 // points of a line of body text
	noteWidth    = 110.0
)

// textWidth measures in the units of column widths: a Chinese character takes
// two.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x2000 {
			w++
		} else {
			w += 2
		}
	}
	return w
}

// lines is how many lines the text takes when wrapped at a width, a little on the
// safe side: fonts differ.
func lines(s string, width float64) float64 {
	n := 0.0
	for _, line := range strings.Split(s, "\n") {
		n += max(1, math.Ceil(textWidth(line)*0.95/max(width-1, 2)))
	}
	return n
}

// columnWidth is the plan's width, or more where the header or the worked
// example could not be read in it.
func columnWidth(c *templates.Column) float64 {
	w := max(c.Width, 7)
	// A header of up to two lines beside its filter button.
	w = max(w, min(math.Ceil(textWidth(c.Name)/2)+4, 16))
	switch c.Type {
	case cell.Date:
		w = max(w, 12.5)
	case cell.Integer, cell.Decimal, cell.Formula:
		w = max(w, textWidth(c.Example)+3)
	}
	return w
}

func idWidth(s *sheet) float64 {
	w := 10.0
	for _, r := range s.rows {
		w = max(w, textWidth(r.ID)+1)
	}
	return min(max(w, 15), 24)
}

func totalWidth(s *sheet) float64 {
	w := idWidth(s) + versionWidth
	for _, c := range s.ledger.Columns {
		w += columnWidth(c)
	}
	return w
}

// noteSpan is how far the note reaches across, and how wide that is.
func noteSpan(s *sheet) (column int, width float64) {
	width = idWidth(s) + versionWidth
	column = VersionColumn
	for _, c := range s.ledger.Columns {
		if width > noteWidth {
			break
		}
		width += columnWidth(c)
		column++
	}
	return column, width
}

// rowHeight makes room for the row's longest text; applications fit the row
// again when it is edited.
func rowHeight(l *templates.Ledger, values []string) float64 {
	tall := 1.0
	for i, v := range values {
		if c := l.Columns[i]; v != "" && c.Type != cell.Date && !c.Numeric() {
			tall = max(tall, lines(v, columnWidth(c)))
		}
	}
	return min(tall*lineHeight+4, excelize.MaxRowHeight)
}
