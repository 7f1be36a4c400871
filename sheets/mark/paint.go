package mark

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// cell is an address, 1-based.
type cell struct{ col, row int }

func (c cell) String() string { return xlsx.CellName(c.col, c.row) }

func cellOf(ref string) (cell, bool) {
	col, row, ok := xlsx.ParseCell(ref)
	return cell{col, row}, ok
}

// painter gives the cells of one sheet another style, making those that the
// file does not hold.
type painter struct {
	*ooxml.Scanner
	edits  ooxml.Edits
	layout *layout
	todo   []cell // ascending
	style  map[cell]finding.Severity
	over   func(xf int, severity finding.Severity) int

	row, col int
	rowXf    int // -1 where the row has no style of its own
	row0     ooxml.Tag
	edited   bool // a cell was added to the row
}

func paint(src []byte, l *layout, marks map[cell]finding.Severity, over func(int, finding.Severity) int) ([]byte, error) {
	todo := slices.SortedFunc(maps.Keys(marks), func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	p := &painter{Scanner: ooxml.NewScanner(src), layout: l, todo: todo, style: marks, over: over}
	for inData := false; (len(p.todo) > 0 || p.edited) && p.Next(); {
		switch {
		case p.Is("sheetData"):
			if p.Empty {
				p.edits.Replace(p.Start, p.End, "<"+string(p.Name)+">"+p.rowsBefore(1<<30)+"</"+string(p.Name)+">")
			} else if p.Close {
				p.edits.Insert(p.Start, p.rowsBefore(1<<30))
			}
			inData = !p.Close
		case !inData:
		case p.Is("row"):
			p.onRow()
		case p.Is("c") && !p.Close:
			p.onCell()
		}
	}
	return p.edits.Apply(src), p.Err()
}

func (p *painter) onRow() {
	if p.Close {
		p.finishRow(p.Start)
		return
	}
	if p.row++; p.RawAttr("r") != nil {
		p.row, _ = strconv.Atoi(string(p.RawAttr("r")))
	}
	p.col, p.rowXf, p.row0, p.edited = 0, -1, p.Tag, false
	if f := p.Attr("customFormat"); f == "1" || f == "true" {
		p.rowXf, _ = strconv.Atoi(p.Attr("s"))
	}
	if rows := p.rowsBefore(p.row); rows != "" {
		p.edits.Insert(p.Start, rows)
	}
	if p.Empty && len(p.todo) > 0 && p.todo[0].row == p.row {
		open := strings.TrimRight(strings.TrimSuffix(p.Without("spans"), "/>"), " \t\r\n") + ">"
		p.edits.Replace(p.Start, p.End, open+p.cellsBefore(1<<30)+"</"+string(p.Name)+">")
	}
}

func (p *painter) finishRow(at int) {
	if cells := p.cellsBefore(1 << 30); cells != "" {
		p.edits.Insert(at, cells)
		p.edited = true
	}
	// spans is a hint; a wrong one is worse than none.
	if p.edited && p.row0.RawAttr("spans") != nil {
		p.edits.Replace(p.row0.Start, p.row0.End, p.row0.Without("spans"))
	}
	p.edited = false
}

func (p *painter) onCell() {
	p.col++
	if ref := p.RawAttr("r"); ref != nil {
		if c, ok := cellOf(string(ref)); ok {
			p.col = c.col
		}
	}
	if cells := p.cellsBefore(p.col); cells != "" {
		p.edits.Insert(p.Start, cells)
		p.edited = true
	}
	if len(p.todo) == 0 || p.todo[0] != (cell{p.col, p.row}) {
		return
	}
	xf, _ := strconv.Atoi(p.Attr("s"))
	p.edits.Replace(p.Start, p.End, p.With("s", strconv.Itoa(p.over(xf, p.style[p.todo[0]]))))
	p.todo = p.todo[1:]
}

// cellsBefore makes the marked cells of this row that stand before a column.
func (p *painter) cellsBefore(col int) string {
	var b strings.Builder
	for len(p.todo) > 0 && p.todo[0].row == p.row && p.todo[0].col < col {
		c := p.todo[0]
		xf := p.rowXf
		if xf < 0 {
			xf = p.layout.columnStyle(c.col)
		}
		b.WriteString("<" + p.Prefix() + `c r="` + c.String() + `" s="` + strconv.Itoa(p.over(xf, p.style[c])) + `"/>`)
		p.todo = p.todo[1:]
	}
	return b.String()
}

// rowsBefore makes the rows with marked cells that the file does not hold.
func (p *painter) rowsBefore(row int) string {
	var b strings.Builder
	now, xf := p.row, p.rowXf
	for len(p.todo) > 0 && p.todo[0].row < row {
		p.row, p.rowXf = p.todo[0].row, -1
		b.WriteString("<" + p.Prefix() + `row r="` + strconv.Itoa(p.row) + `">` + p.cellsBefore(1<<30) + "</" + p.Prefix() + "row>")
	}
	p.row, p.rowXf = now, xf
	return b.String()
}

// repaint replaces styles wherever the sheet uses them: cells, rows, columns.
func repaint(src []byte, back map[int]int) ([]byte, error) {
	s := ooxml.NewScanner(src)
	var e ooxml.Edits
	for s.Next() {
		attr := ""
		switch {
		case s.Close:
		case s.Is("c"), s.Is("row"):
			attr = "s"
		case s.Is("col"):
			attr = "style"
		}
		if attr == "" {
			continue
		}
		if v := s.RawAttr(attr); v != nil {
			xf, err := strconv.Atoi(string(v))
			if to, ok := back[xf]; ok && err == nil {
				e.Replace(s.Start, s.End, s.With(attr, strconv.Itoa(to)))
			}
		}
	}
	if s.Err() != nil || e.None() {
		return nil, s.Err()
	}
	return e.Apply(src), nil
}
