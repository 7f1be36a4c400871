package xlsx

import "strconv"

// The grid's size is part of the format.
const (
	maxRow = 1_048_576
	maxCol = 16_384
)

// Range is a rectangle of cells, both corners included.
type Range struct{ FirstCol, FirstRow, LastCol, LastRow int }

// String gives the range as in a formula, "A1:C5".
func (r Range) String() string {
	return CellName(r.FirstCol, r.FirstRow) + ":" + CellName(r.LastCol, r.LastRow)
}

// CellName gives the address of a cell, "C5" for column 3 of row 5.
func CellName(col, row int) string { return ColumnName(col) + strconv.Itoa(row) }

// ColumnName gives the letters of a column, "A" for 1, "XFD" for 16384. It is
// "" for numbers below 1.
func ColumnName(col int) string {
	var b [16]byte
	i := len(b)
	for ; col > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}

// ParseCell reads an address such as "C5"; ok is false for any other text.
func ParseCell(ref string) (col, row int, ok bool) { return parseRef([]byte(ref)) }

// parseRef reads an address such as "C5". ok is false for anything else,
// including addresses outside the grid.
func parseRef(b []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(b); i++ {
		c := b[i] &^ 0x20 // lower case is accepted
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
		if col > maxCol {
			return 0, 0, false
		}
	}
	row, ok = parseRow(b[i:])
	return col, row, ok && col > 0
}

// parseRow reads a row number without sign, spaces or leading zeros.
func parseRow(b []byte) (row int, ok bool) {
	if len(b) == 0 || len(b) > 7 || b[0] == '0' {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		row = row*10 + int(c-'0')
	}
	return row, row <= maxRow
}

// parseRange reads "A1:C5", or "A1" for a single cell; the corners may stand
// in any order.
func parseRange(b []byte) (Range, bool) {
	first, last := b, b
	for i, c := range b {
		if c == ':' {
			first, last = b[:i], b[i+1:]
			break
		}
	}
	c1, r1, ok1 := parseRef(first)
	c2, r2, ok2 := parseRef(last)
	if !ok1 || !ok2 {
		return Range{}, false
	}
	return Range{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, true
}
