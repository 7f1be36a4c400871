package ooxml

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// At is the place of a cell, from 1.
type At struct{ Col, Row int }

// ErrFormula says that a cell holds a formula, which is not written over.
var ErrFormula = errors.New("ooxml: the cell holds a formula")

// SetCells puts texts into cells of a worksheet part, keeping their styles; cells
// and rows that the part lacks are made. An empty text empties a cell.
func SetCells(src []byte, texts map[At]string, ref func(col, row int) string, parse func(ref string) (col, row int, ok bool)) ([]byte, error) {
	w := &cellWriter{Scanner: NewScanner(src), texts: texts, ref: ref, parse: parse}
	w.todo = slices.SortedFunc(maps.Keys(texts), func(a, b At) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	for inData := false; w.Next(); {
		switch {
		case w.Is("dimension"):
			w.edits.Replace(w.Start, w.End, "") // a hint that may not hold any more
		case w.Is("sheetData"):
			if w.Empty {
				w.edits.Replace(w.Start, w.End, "<"+string(w.Name)+">"+w.rowsBefore(1<<30)+"</"+string(w.Name)+">")
			} else if w.Close {
				w.edits.Insert(w.Start, w.rowsBefore(1<<30))
			}
			inData = !w.Close
		case !inData:
		case w.Is("row"):
			w.onRow()
		case w.Is("c") && !w.Close:
			w.onCell()
		case w.Is("c") && w.replacing:
			w.edits.Replace(w.from, w.End, w.text)
			w.replacing = false
		case w.Is("f") && w.replacing:
			return nil, ErrFormula
		}
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	if len(w.todo) > 0 {
		return nil, errSyntax
	}
	return w.edits.Apply(src), nil
}

type cellWriter struct {
	*Scanner
	edits Edits
	texts map[At]string
	todo  []At // ascending
	ref   func(col, row int) string
	parse func(ref string) (col, row int, ok bool)

	row, col  int
	replacing bool // inside a cell that is written anew
	from      int
	text      string
}

func (w *cellWriter) onRow() {
	if w.Close {
		if cells := w.cellsBefore(1 << 30); cells != "" {
			w.edits.Insert(w.Start, cells)
		}
		return
	}
	if w.row++; w.RawAttr("r") != nil {
		w.row, _ = strconv.Atoi(string(w.RawAttr("r")))
	}
	w.col = 0
	if rows := w.rowsBefore(w.row); rows != "" {
		w.edits.Insert(w.Start, rows)
	}
	if len(w.todo) == 0 || w.todo[0].Row != w.row {
		return
	}
	open := w.Without("spans") // a hint; a wrong one is worse than none
	if w.Empty {
		open = strings.TrimRight(strings.TrimSuffix(open, "/>"), " \t\r\n") + ">" + w.cellsBefore(1<<30) + "</" + string(w.Name) + ">"
	}
	w.edits.Replace(w.Start, w.End, open)
}

func (w *cellWriter) onCell() {
	w.col++
	if col, _, ok := w.parse(string(w.RawAttr("r"))); ok {
		w.col = col
	}
	if cells := w.cellsBefore(w.col); cells != "" {
		w.edits.Insert(w.Start, cells)
	}
	if len(w.todo) == 0 || w.todo[0] != (At{w.col, w.row}) {
		return
	}
	w.text = w.cell(w.todo[0], string(w.RawAttr("s")))
	w.todo = w.todo[1:]
	if w.Empty {
		w.edits.Replace(w.Start, w.End, w.text)
		return
	}
	w.replacing, w.from = true, w.Start
}

// cell is a cell with its text.
func (w *cellWriter) cell(at At, style string) string {
	head := "<" + w.Prefix() + `c r="` + w.ref(at.Col, at.Row) + `"`
	if style != "" {
		head += ` s="` + style + `"`
	}
	text := w.texts[at]
	if text == "" {
		return head + "/>"
	}
	p := w.Prefix()
	return head + ` t="inlineStr"><` + p + "is><" + p + `t xml:space="preserve">` + Escape(text) + "</" + p + "t></" + p + "is></" + p + "c>"
}

func (w *cellWriter) cellsBefore(col int) string {
	var b strings.Builder
	for len(w.todo) > 0 && w.todo[0].Row == w.row && w.todo[0].Col < col {
		b.WriteString(w.cell(w.todo[0], ""))
		w.todo = w.todo[1:]
	}
	return b.String()
}

func (w *cellWriter) rowsBefore(row int) string {
	var b strings.Builder
	now := w.row
	for len(w.todo) > 0 && w.todo[0].Row < row {
		w.row = w.todo[0].Row
		b.WriteString("<" + w.Prefix() + `row r="` + strconv.Itoa(w.row) + `">` + w.cellsBefore(1<<30) + "</" + w.Prefix() + "row>")
	}
	w.row = now
	return b.String()
}
