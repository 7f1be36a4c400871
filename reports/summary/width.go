package summary

import (
	"math"
	"strings"

	"taizhang/templates/book"
)

// textLines is how many lines a text takes in a column, in the size of the tables
// and less the indent.
func textLines(s string, width float64) float64 { return book.Lines(s, width*1.1-1) }

// inTwoLines takes the middle out of what would take more than two lines.
func inTwoLines(s string, width float64) string {
	if strings.Contains(s, "\n") || textLines(s, width) <= 2 {
		return s
	}
	for room := width * 2.2; ; room-- {
		if short := book.Middle(s, room, book.Width); textLines(short, width) <= 2 || room < 4 {
			return short
		}
	}
}

// How many lines a list on a first page takes, and how many rows it keeps at least.
const listLines, leastListed = 12, 4

// brief keeps the texts of a list on a first page to two lines, and the list to so many
// in all; the rows that they link to say them in full.
func (t *table) brief() {
	lines := 0.0
	for n, r := range t.rows {
		tall := 1.0
		for i, c := range r.cells {
			limit := max(t.columns[i].width, t.columns[i].cap)
			if limit == 0 {
				limit = 30
			}
			if !c.number {
				r.cells[i].text = inTwoLines(c.text, limit)
				tall = max(tall, textLines(r.cells[i].text, limit))
			}
		}
		if lines += tall; lines > listLines && n >= leastListed {
			t.rows = t.rows[:n]
			return
		}
	}
}

// naturalWidths gives every column the room its content asks for.
func (t *table) naturalWidths() []float64 {
	out := make([]float64, len(t.columns))
	for i, c := range t.columns {
		if c.width > 0 {
			out[i] = c.width
			continue
		}
		w := 0.0
		for _, r := range t.rows {
			if i < len(r.cells) {
				if r.cells[i].number {
					w = max(w, numberWidth(r.cells[i], c.format)+4)
					continue
				}
				for _, part := range strings.Split(r.cells[i].text, "\n") {
					w = max(w, book.Width(part)+3)
				}
			}
		}
		limit := c.cap
		if limit == 0 {
			limit = 30
		}
		head := 0.0
		for _, part := range strings.Split(c.head, "\n") {
			n := book.Width(part)
			if n > 12 { // a long heading may break into two lines
				n = math.Ceil(n/4)*2 + 2
			}
			head = max(head, n)
		}
		out[i] = max(min(w, limit), head+2, 7)
	}
	return out
}

// numberWidth is the room a number takes in its format; too little and Excel
// shows only ####.
func numberWidth(c cell, format string) float64 {
	if c.format != "" {
		format = c.format
	}
	format, _, _ = strings.Cut(format, ";")
	whole, fraction, _ := strings.Cut(c.text, ".")
	n := len(whole)
	switch _, digits, fixed := strings.Cut(format, "."); {
	case strings.Contains(format, "%"):
		n = 6
		if !strings.Contains(format, `"%"`) {
			break
		}
		n = len(c.text) + 2
	case fixed:
		n += 1 + len(digits)
	case strings.HasPrefix(format, "General"):
		n = len(c.text)
	case fraction != "" && format == "":
		n += 1 + len(fraction)
	}
	return float64(n)
}

// fitWidths stretches or shrinks the wide columns towards a total; narrow
// columns keep what they need.
func fitWidths(widths []float64, total float64) []float64 {
	sum, flexible := 0.0, 0.0
	for _, w := range widths {
		sum += w
		if w > flexibleFrom {
			flexible += w
		}
	}
	out := append([]float64(nil), widths...)
	if flexible == 0 {
		for i, w := range widths {
			out[i] = w * total / sum
		}
		return out
	}
	factor := (flexible + total - sum) / flexible
	for i, w := range widths {
		if w > flexibleFrom {
			out[i] = max(w*factor, flexibleFrom)
		}
	}
	return out
}

// flexibleFrom is the width above which a column holds running text.
const flexibleFrom = 16
