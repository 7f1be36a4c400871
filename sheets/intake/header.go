package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// headerSearch is how far down a header may have slipped.
const headerSearch = 20

// heading is a row of a sheet that names the columns of a ledger.
type heading struct {
	columns        map[int]*templates.Column // by sheet column
	found          map[*templates.Column]int // and back
	idCol, version int
	extra          []xlsx.Cell
}

// match takes the row as the header if it names at least three columns, or all.
func (sr *sheetReader) match(r *xlsx.Row) *heading {
	names := sr.names()
	h := &heading{columns: map[int]*templates.Column{}, found: map[*templates.Column]int{}}
	for _, c := range r.Cells {
		key := templates.HeaderKey(c.Text)
		switch col := names[key]; {
		case key == "":
		case key == templates.HeaderKey(templates.IDHeader):
			h.idCol = c.Col
		case key == templates.HeaderKey(templates.VersionHeader):
			h.version = c.Col
		case col == nil || h.found[col] > 0:
			h.extra = append(h.extra, c)
		default:
			h.columns[c.Col], h.found[col] = col, c.Col
		}
	}
	if len(h.found) < min(3, len(sr.sheet.Ledger.Columns)) {
		return nil
	}
	return h
}

// header takes the row as the header if it is one, and says what is wrong with it.
func (sr *sheetReader) header(r *xlsx.Row) {
	h := sr.match(r)
	if h == nil {
		return
	}
	sr.columns, sr.idCol, sr.version = h.columns, h.idCol, h.version
	sr.sheet.Cols = make([]int, len(sr.sheet.Ledger.Columns))
	for col, at := range h.found {
		sr.sheet.Cols[col.Index] = at
	}
	names := sr.names()
	sr.loose = map[int]int{}
	for _, c := range h.extra {
		if names[templates.HeaderKey(c.Text)] != nil {
			sr.add(finding.Error, CodeHeader, sr.sheet.Name, xlsx.CellName(c.Col, r.Number), fmt.Sprintf("栏目“%s”出现了两次，后一列没有读入。", c.Text), "请只留一列。")
		}
	}
	sr.extra, sr.at = h.extra, r.Number
	sr.absent(h.found, xlsx.CellName(1, r.Number))
}

// absent finds the columns that the unit should fill in and the sheet lacks; an
// older form may lack those that need not be filled. Whether the form that was
// sent out had the others is for its reader to say.
func (sr *sheetReader) absent(found map[*templates.Column]int, cell string) {
	var may []string
	sr.sheet.Header = cell
	for _, c := range sr.sheet.Ledger.Columns {
		switch {
		case found[c] > 0 || !c.FilledBy(sr.ret.Unit):
		case c.Required == templates.Always:
			sr.sheet.Lacks = append(sr.sheet.Lacks, c)
		case sr.ret.Version == sr.Plan.Version:
			may = append(may, c.Name)
		}
	}
	if len(may) > 0 {
		sr.add(finding.Info, CodeHeader, sr.sheet.Name, cell, fmt.Sprintf("没有栏目“%s”，原有内容保持不变。", strings.Join(may, "”“")), "")
	}
}

// names are the headers of the sheet's ledger.
func (sr *sheetReader) names() map[string]*templates.Column {
	if sr.headers == nil {
		sr.headers = sr.sheet.Ledger.Headers()
	}
	return sr.headers
}

// unread names the columns that are none of the ledger's: a warning if something
// stands in them.
func (sr *sheetReader) unread() {
	for _, c := range sr.extra {
		n := sr.loose[c.Col]
		delete(sr.loose, c.Col)
		if sr.headers[templates.HeaderKey(c.Text)] != nil {
			continue // it stands there twice
		}
		severity, message := finding.Info, fmt.Sprintf("栏目“%s”不在模板里，没有读入。", c.Text)
		if n > 0 {
			severity, message = finding.Warning, fmt.Sprintf("栏目“%s”不在模板里，其中 %d 格内容没有读入。", c.Text, n)
		}
		sr.add(severity, CodeHeader, sr.sheet.Name, xlsx.CellName(c.Col, sr.at), message, "需要报的内容请写到模板已有的栏目里。")
	}
	for _, col := range slices.Sorted(maps.Keys(sr.loose)) {
		sr.add(finding.Warning, CodeHeader, sr.sheet.Name, xlsx.CellName(col, sr.at), fmt.Sprintf("这一列没有表头，其中 %d 格内容没有读入。", sr.loose[col]), "需要报的内容请写到模板已有的栏目里；表头删错了的，请从下发的模板复制回来。")
	}
}
