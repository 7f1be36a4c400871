package xlsx

import "strconv"

// readRow reads the row whose start tag was read last, up to its end.
func (r *Rows) readRow() bool {
	d := r.doc
	number := r.row.Number + 1
	if v := d.attr("r"); v != nil {
		n, ok := parseRow(v)
		switch {
		case !ok:
			d.fail(msgRowNumber)
		case n < number:
			r.row.Number = n
			d.fail(msgRowOrder)
		}
		number = n
	}
	if number > maxRow {
		d.fail(msgRowNumber)
	}
	if r.rows++; r.rows > r.book.pkg.limits.Rows {
		d.err = tooMany(d.part, "行数过多。")
	}
	if d.err != nil {
		return false
	}
	r.row.Number, r.row.Hidden = number, d.flag("hidden", false)
	r.row.Cells, r.texts, r.spans = r.row.Cells[:0], r.texts[:0], r.spans[:0]
	r.cell, r.digits = 0, strconv.AppendInt(r.digits[:0], int64(number), 10)
	for {
		if r.fastCell() {
			continue
		}
		switch d.next() {
		case tokStart:
			if d.is(nsMain, "c") {
				r.readCell()
			} else {
				r.stray()
			}
		case tokText:
			d.blank()
		case tokEnd:
			r.share()
			r.cell = 0
			return true
		case tokDone:
			return false
		}
	}
}

// share gives the cells of the row their texts, all cut from one string. Texts
// that have just been given to other cells are given again.
func (r *Rows) share() {
	if r.rows == worthRemembering {
		r.recent = &recent{}
	}
	fresh := r.texts[:0]
	for i := range r.spans {
		s := &r.spans[i]
		if s.from < 0 {
			continue
		}
		text := r.texts[s.from:s.to]
		if known := r.recent.find(text); known != "" {
			r.row.Cells[i].Text, s.from = known, -1
			continue
		}
		s.from = len(fresh)
		fresh = append(fresh, text...) // further to the left, never over what is still to come
		s.to = len(fresh)
	}
	all := string(fresh)
	for i, s := range r.spans {
		if s.from >= 0 {
			r.row.Cells[i].Text = all[s.from:s.to]
			r.recent.note(r.row.Cells[i].Text)
		}
	}
}

// cellType is the type that a cell's t attribute states.
type cellType uint8

const (
	typeNumber cellType = iota
	typeShared
	typeInline
	typeString
	typeBool
	typeError
	typeDate
)

func parseCellType(v []byte) (cellType, bool) {
	switch string(v) {
	case "", "n":
		return typeNumber, true
	case "s":
		return typeShared, true
	case "str":
		return typeString, true
	case "inlineStr":
		return typeInline, true
	case "b":
		return typeBool, true
	case "e":
		return typeError, true
	case "d":
		return typeDate, true
	}
	return 0, false
}

// readCell reads the cell whose start tag was read last, up to its end.
func (r *Rows) readCell() {
	d := r.doc
	r.cell++
	if v := d.attr("r"); v != nil {
		r.place(v)
	} else if r.cell > maxCol {
		d.fail(msgCellRef)
	}
	if r.cells++; r.cells > r.book.pkg.limits.Cells {
		d.err = tooMany(d.part, "单元格过多。")
	}
	t, ok := parseCellType(d.attr("t"))
	if !ok {
		d.fail(msgCellType)
	}
	c := Cell{Col: r.cell}
	if v := d.attr("s"); v != nil {
		c.Style, ok = parseIndex(v)
		if !ok || c.Style >= len(r.book.styles.ids) {
			c.Style = 0
			d.fail(msgStyle)
		}
	}
	if d.err != nil {
		return
	}
	format := r.book.styles.formats[c.Style]
	c.Format, c.Percent, c.Code = r.book.styles.ids[c.Style], format.percent, r.book.styles.codes[c.Style]
	s := r.readValue(&c, t, format)
	r.row.Cells = append(r.row.Cells, c)
	r.spans = append(r.spans, s)
}

// place sets the column from a cell's address, which must lie in the row and to
// the right of the cell before.
func (r *Rows) place(ref []byte) {
	col, row, ok := parseRef(ref)
	switch {
	case !ok:
		r.doc.fail(msgCellRef)
	case row != r.row.Number:
		r.cell = 0
		r.doc.fail(msgCellRow)
	case col < r.cell:
		r.cell = col
		r.doc.fail(msgCellOrder)
	default:
		r.cell = col
	}
}

// parseIndex reads an index: digits and nothing else.
func parseIndex(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
