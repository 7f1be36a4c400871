package mark

import (
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
)

// layout is what has to be known of a sheet before it is marked.
type layout struct {
	cols   []columns
	merged []xlsx.Range
	height map[int]float64 // of the rows that state one, in points
	row    float64         // the default
	width  float64         // of a column without one, in characters
}

type columns struct {
	first, last, style int
	width              float64
	hidden             bool
}

func readLayout(src []byte) (*layout, error) {
	l := &layout{height: map[int]float64{}, row: 15, width: 9}
	s := ooxml.NewScanner(src)
	row := 0
	for s.Next() {
		switch {
		case s.Close:
		case s.Is("row"):
			if row++; s.RawAttr("r") != nil {
				row, _ = strconv.Atoi(string(s.RawAttr("r")))
			}
			if ht := s.RawAttr("ht"); ht != nil && len(l.height) < 100_000 {
				l.height[row] = number(string(ht))
			}
		case s.Is("c"), s.Is("v"):
		case s.Is("sheetFormatPr"):
			if h := number(s.Attr("defaultRowHeight")); h > 0 {
				l.row = h
			}
			if w := number(s.Attr("defaultColWidth")); w > 0 {
				l.width = w
			}
		case s.Is("col"):
			c := columns{width: number(s.Attr("width")), hidden: s.Attr("hidden") == "1"}
			c.first, _ = strconv.Atoi(s.Attr("min"))
			c.last, _ = strconv.Atoi(s.Attr("max"))
			c.style, _ = strconv.Atoi(s.Attr("style"))
			l.cols = append(l.cols, c)
		case s.Is("mergeCell"):
			from, to, _ := strings.Cut(s.Attr("ref"), ":")
			a, ok1 := cellOf(from)
			b, ok2 := cellOf(to)
			if ok1 && ok2 {
				l.merged = append(l.merged, xlsx.Range{FirstCol: a.col, FirstRow: a.row, LastCol: b.col, LastRow: b.row})
			}
		}
	}
	return l, s.Err()
}

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// shown is the cell that shows: the first of a merged area.
func (l *layout) shown(c cell) cell {
	for _, m := range l.merged {
		if c.col >= m.FirstCol && c.col <= m.LastCol && c.row >= m.FirstRow && c.row <= m.LastRow {
			return cell{m.FirstCol, m.FirstRow}
		}
	}
	return c
}

func (l *layout) columnStyle(col int) int {
	for _, c := range l.cols {
		if col >= c.first && col <= c.last {
			return c.style
		}
	}
	return 0
}

// pixels is about how wide a column is on the screen.
func (l *layout) pixels(col int) int {
	for _, c := range l.cols {
		if col < c.first || col > c.last {
			continue
		}
		if c.hidden {
			return 0
		}
		if c.width > 0 {
			return int(c.width*7) + 5
		}
	}
	return int(l.width*7) + 5
}

// points is how high a row is.
func (l *layout) points(row int) float64 {
	if h, ok := l.height[row]; ok {
		return h
	}
	return l.row
}
