package xlsx

import "strconv"

// Rows is a stream of the rows of one sheet.
//
//	rows, err := book.Rows("小区台账")
//	…
//	defer rows.Close()
//	for rows.Next() {
//		use(rows.Row())
//	}
//	if err := rows.Err(); err != nil {
//		// nothing of the sheet may be used
//	}
type Rows struct {
	doc   *document
	book  *Workbook
	sheet string
	stage stage

	row     Row
	digits  []byte // the row's number as it ends the address of each cell
	texts   []byte // the texts of the row's cells, before they become one string
	formula []byte // the last formula read
	spans   []span // where the text of each cell is in texts
	recent  *recent
	cell    int // the column being read, 0 outside cells
	cells   int // seen so far
	rows    int

	merged []Range
	err    error
}

type stage uint8

const (
	beforeData stage = iota
	inData
	finished
)

// span is a part of texts; from is -1 for a cell whose text is already set.
type span struct{ from, to int }

// Rows starts to read a sheet. It must be closed.
func (w *Workbook) Rows(sheet string) (*Rows, error) {
	i, err := w.find(sheet)
	if err != nil {
		return nil, err
	}
	if err := w.loadTables(); err != nil {
		return nil, err
	}
	r := &Rows{book: w, sheet: w.book.sheets[i].Name}
	if r.doc, err = w.pkg.document(w.book.parts[i], w.pkg.ahead, w.pkg.limits.PartBytes); err != nil {
		return nil, r.locate(err)
	}
	return r, nil
}

// Next reads the next row that is present in the sheet. It is false at the end
// and on errors: see Err.
func (r *Rows) Next() bool {
	if r.stage == beforeData {
		r.stage = inData
		r.findData()
	}
	for r.stage == inData {
		switch r.doc.next() {
		case tokStart:
			if !r.doc.is(nsMain, "row") {
				r.stray()
			} else if r.readRow() {
				return true
			}
		case tokText:
			r.doc.blank()
		case tokEnd:
			r.readTail()
		case tokDone:
			r.finish()
		}
	}
	return false
}

// findData reads up to and into <sheetData>.
func (r *Rows) findData() {
	d := r.doc
	if d.next() != tokStart {
		r.finish()
		return
	}
	if !d.is(nsMain, "worksheet") {
		d.fail(msgNotSheet)
	}
	for r.stage == inData {
		switch d.next() {
		case tokStart:
			switch {
			case d.is(nsMain, "sheetData"):
				return
			case d.is(nsMain, "mergeCells"):
				r.readMerged()
			default:
				r.skip()
			}
		case tokText:
			d.blank()
		case tokEnd:
			d.fail(msgNoData)
			r.finish()
		case tokDone:
			r.finish()
		}
	}
}

// readTail reads what follows the rows, to the last byte of the part.
func (r *Rows) readTail() {
	d := r.doc
	r.row.Number, r.cell = 0, 0
	d.children(func() {
		switch {
		case d.is(nsMain, "mergeCells"):
			r.readMerged()
		case d.is(nsMain, "sheetData"):
			d.fail(msgDataTwice)
		default:
			r.skip()
		}
	})
	d.next()
	r.finish()
}

func (r *Rows) readMerged() {
	d := r.doc
	d.children(func() {
		if !d.is(nsMain, "mergeCell") {
			return
		}
		m, ok := parseRange(d.attr("ref"))
		if !ok {
			d.fail(msgMerged)
		}
		if len(r.merged) >= r.book.pkg.limits.Names {
			d.err = tooMany(d.part, "合并单元格过多。")
		}
		r.merged = append(r.merged, m)
	})
}

// stray handles an element that holds no data: extensions and what other
// programs add are passed over, anything else is out of place.
func (r *Rows) stray() {
	d := r.doc
	switch {
	case d.is(nsMain, "extLst"):
		r.skip()
	case d.ns == nsMain:
		d.fail(msgPlace)
	case d.ns == nsCompat:
		d.fail(msgAlternates)
	default:
		r.skip()
	}
}

// skip passes over an element, in which no cells may hide.
func (r *Rows) skip() {
	d := r.doc
	for depth := len(d.marks); len(d.marks) >= depth; {
		switch d.next() {
		case tokDone:
			return
		case tokText:
			d.checkText()
		case tokStart:
			if d.ns != nsMain {
				continue
			}
			switch string(d.name) {
			case "sheetData", "row", "c", "mergeCells":
				d.fail(msgPlace)
			}
		}
	}
}

// finish ends the stream, for better or worse.
func (r *Rows) finish() {
	r.stage = finished
	if r.doc.err != nil {
		r.err = r.locate(r.doc.err)
	} else {
		r.book.keepMerged(r.sheet, r.merged)
	}
	r.row = Row{}
	r.doc.close()
}

// locate adds sheet and cell to an error that was found in a sheet.
func (r *Rows) locate(err error) error {
	cell := ""
	switch {
	case r.row.Number > 0 && r.cell > 0:
		cell = CellName(r.cell, r.row.Number)
	case r.row.Number > 0:
		cell = strconv.Itoa(r.row.Number)
	}
	switch e := err.(type) {
	case *DamageError:
		e.Sheet, e.Cell = r.sheet, cell
	case *LimitError:
		e.Sheet, e.Cell = r.sheet, cell
	}
	return err
}

// Row is the row that Next has read.
func (r *Rows) Row() *Row { return &r.row }

// Err says what stopped the stream. It is nil only if the whole sheet was read
// and found whole, or if Next has not returned false yet.
func (r *Rows) Err() error { return r.err }

// Close ends the reading, at whatever point it is.
func (r *Rows) Close() error {
	if r.stage != finished {
		r.stage = finished
		r.row = Row{}
		r.doc.close()
	}
	return nil
}
