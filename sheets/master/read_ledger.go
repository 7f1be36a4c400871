package master

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// layout is which column of a ledger's sheet is which.
type layout struct {
	cols    []int                     // sheet column of each ledger column, 0 = none
	columns map[int]*templates.Column // and back
	special map[int]string            // the program's own
	extra   map[int]int               // sheet column → index of its extra header
}

// ledgerReader reads a sheet of one ledger.
type ledgerReader struct {
	*layout
	m        *Master
	ledger   *templates.Ledger
	sheet    string // as the master will call it
	date1904 bool
	more     *Extra
	further  bool // the sheet goes on from another
	bad      []finding.Finding
}

// readLedger reads the sheets of one ledger.
func (m *Master) readLedger(ctx context.Context, wb *xlsx.Workbook, l *templates.Ledger, from []string) (bad []finding.Finding, err error) {
	m.Rows[l], m.sheets[l] = []*sheets.Row{}, from
	more := &Extra{Cells: map[*sheets.Row][]string{}, raw: map[*sheets.Row][]xlsx.Cell{}}
	for n, name := range from {
		lr := &ledgerReader{layout: newLayout(l), m: m, ledger: l, sheet: partName(l.Name, n+1), date1904: wb.Date1904(), more: more, further: n > 0}
		err := wb.Each(ctx, name, func(r *xlsx.Row) {
			m.told.row()
			switch {
			case r.Number == headerRow:
				lr.header(r)
			case r.Number > headerRow:
				lr.row(r)
			}
		})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			m.layouts[l] = lr.layout
		} else if !lr.like(m.layouts[l]) {
			lr.bad = append(lr.bad, finding.Finding{Severity: finding.Error, Code: "总台账", File: FileName, Sheet: name, Cell: xlsx.CellName(1, headerRow),
				Message: fmt.Sprintf("“%s”的栏目和“%s”的不一样，接不起来。", name, from[0]), Fix: "请照“" + from[0] + "”的表头改回；加栏、删栏、改名，几张表要一样。"})
		}
		bad = append(bad, lr.bad...)
	}
	if len(more.Headers) > 0 {
		m.Extra[l] = more
	}
	return bad, nil
}

func newLayout(l *templates.Ledger) *layout {
	return &layout{cols: make([]int, len(l.Columns)), columns: map[int]*templates.Column{}, special: map[int]string{}, extra: map[int]int{}}
}

// like reports whether two sheets have the same columns, in whatever order.
func (at *layout) like(other *layout) bool {
	for i := range at.cols {
		if (at.cols[i] > 0) != (other.cols[i] > 0) {
			return false
		}
	}
	names := func(at *layout) []string { return slices.Sorted(maps.Values(at.special)) }
	extras := func(at *layout) []int { return slices.Sorted(maps.Values(at.extra)) }
	return slices.Equal(names(at), names(other)) && slices.Equal(extras(at), extras(other))
}

// header finds the columns by their headers, or by those they had in an earlier
// plan; the others are the office's own.
func (lr *ledgerReader) header(r *xlsx.Row) {
	headers := lr.ledger.Headers()
	for _, c := range r.Cells {
		key := templates.HeaderKey(c.Text)
		switch col := headers[key]; {
		case key == "":
		case col != nil && lr.cols[col.Index] == 0:
			lr.columns[c.Col], lr.cols[col.Index] = col, c.Col
		case col != nil:
			lr.twice(lr.cols[col.Index], c)
		case key == templates.IDHeader || key == templates.VersionHeader || slices.Contains(sourceHeaders, key):
			lr.special[c.Col] = key
		default:
			if i := slices.Index(lr.more.Headers, c.Text); i >= 0 {
				if lr.further && !slices.Contains(slices.Collect(maps.Values(lr.extra)), i) {
					lr.extra[c.Col] = i
					continue
				}
				for at, n := range lr.extra {
					if n == i {
						lr.twice(at, c)
					}
				}
				continue
			}
			lr.own(c.Col, c.Text)
		}
	}
}

// twice names a header that stands over two columns; the second is kept beside
// the first under a name of its own.
func (lr *ledgerReader) twice(first int, c xlsx.Cell) {
	was, again := xlsx.CellName(first, headerRow), xlsx.CellName(c.Col, headerRow)
	name := lr.own(c.Col, c.Text)
	lr.m.Doubts = append(lr.m.Doubts, finding.Finding{Severity: finding.Warning, Code: "总台账", File: FileName, Sheet: lr.sheet, Cell: again,
		Message: fmt.Sprintf("栏目“%s”有两列（%s、%s），以 %s 这一列为准；%s 这一列改名“%s”，作为自加的一栏保留。", c.Text, was, again, was, again, name),
		Fix:     "请核对两列的内容，改在前一列里，再把后一列删去。"})
}

// own is a new column of the office's, under a name that no other has.
func (lr *ledgerReader) own(col int, header string) string {
	name, known := header, lr.ledger.Headers()[templates.HeaderKey(header)] != nil
	for n := 2; known || slices.Contains(lr.more.Headers, name); n++ {
		name, known = fmt.Sprintf("%s（%d）", header, n), false
	}
	lr.extra[col] = len(lr.more.Headers)
	lr.more.Headers = append(lr.more.Headers, name)
	return name
}

func (lr *ledgerReader) row(r *xlsx.Row) {
	if lr.sum(r) {
		return
	}
	l := lr.ledger
	row := &sheets.Row{Record: templates.Record{Values: make([]string, len(l.Columns))}, Ledger: l, File: FileName, Sheet: lr.sheet, Number: r.Number, Cols: lr.cols}
	raw := make([]xlsx.Cell, len(lr.more.Headers))
	filled := false
	for _, c := range r.Cells {
		c.Text = strings.TrimSpace(c.Text)
		if c.Text == "" && c.Kind == xlsx.Empty && !c.Formula {
			continue
		}
		if name := lr.special[c.Col]; name != "" {
			setSpecial(row, name, c.Text)
			continue
		}
		filled = true
		if col := lr.columns[c.Col]; col != nil {
			lr.value(row, col, c)
			continue
		}
		i, known := lr.extra[c.Col]
		if !known { // a column without a header
			lr.own(c.Col, "")
			i = lr.extra[c.Col]
		}
		raw = append(raw, make([]xlsx.Cell, max(0, i+1-len(raw)))...)
		raw[i] = c
	}
	if !filled {
		return
	}
	row.Unit = row.Source.Unit
	row.Scope = lr.m.Plan.Scope(row.Unit)
	lr.complete(row)
	lr.m.Rows[l] = append(lr.m.Rows[l], row)
	if len(raw) > 0 {
		lr.more.raw[row] = raw
		for _, c := range raw {
			lr.more.Cells[row] = append(lr.more.Cells[row], c.Text)
		}
	}
}

// sum passes over a line that somebody put under the rows to add them up: it is none of
// them, and would be counted with them.
func (lr *ledgerReader) sum(r *xlsx.Row) bool {
	var filled []xlsx.Cell
	formulas := true
	for _, c := range r.Cells {
		switch has := strings.TrimSpace(c.Text) != ""; {
		case has && lr.special[c.Col] == templates.IDHeader:
			return false
		case lr.special[c.Col] == "" && (has || c.Formula):
			filled = append(filled, c)
			formulas = formulas && c.Formula
		}
	}
	if len(filled) == 0 || !formulas && !form.IsTotal(filled, lr.columns) {
		return false
	}
	lr.m.Doubts = append(lr.m.Doubts, finding.Finding{Severity: finding.Warning, Code: "总台账", File: FileName, Sheet: lr.sheet, Cell: xlsx.CellName(1, r.Number), Ledger: lr.ledger.Name,
		Message: fmt.Sprintf("第 %d 行是合计，不是数据，没有计入，也不会写进新的总台账。", r.Number),
		Fix:     "合计请看汇总表和“指标”；确是一行数据的，请把该填的栏目写全。"})
	return true
}

// value reads a cell of the ledger's own columns.
func (lr *ledgerReader) value(row *sheets.Row, col *templates.Column, c xlsx.Cell) {
	v, issue := col.Read(c, lr.date1904)
	if issue != nil && issue.Severity == finding.Error {
		lr.bad = append(lr.bad, row.Finding(finding.Error, issue.Code, col, issue.Message, issue.Fix))
	}
	row.Values[col.Index] = v
	lr.m.readRenamed(row, col, c)
}

// complete fills in what follows from the row's values.
func (lr *ledgerReader) complete(row *sheets.Row) {
	if key := lr.ledger.Key; row.ID == "" && len(key) == 1 && !key[0].FilledBySystem() {
		row.ID = row.Values[key[0].Index]
	}
	lr.ledger.Compute(row.Values)
}

func setSpecial(r *sheets.Row, name, text string) {
	switch name {
	case templates.IDHeader:
		r.ID = text
	case templates.VersionHeader:
		r.Version = number(text)
	case FromUnit:
		r.Source.Unit = text
	case "来源文件":
		r.Source.File = text
	case "来源摘要":
		r.Source.Digest = text
	case "来源工作表":
		r.Source.Sheet = text
	case "来源行":
		r.Source.Row = number(text)
	case "更新日期":
		r.Source.Updated = text
	case "待决":
		r.Pending = text == "是"
	}
}

// special is what one of the program's own columns says of a row.
func special(r *sheets.Row, name string) string {
	switch name {
	case templates.IDHeader:
		return r.ID
	case templates.VersionHeader:
		return strconv.Itoa(r.Version)
	case FromUnit:
		return r.Source.Unit
	case "来源文件":
		return r.Source.File
	case "来源摘要":
		return r.Source.Digest
	case "来源工作表":
		return r.Source.Sheet
	case "来源行":
		return strconv.Itoa(r.Source.Row)
	case "更新日期":
		return r.Source.Updated
	}
	return yes(r.Pending)
}
