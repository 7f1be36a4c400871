package intake

import (
	"fmt"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// headerSearch is how far down a header may have slipped.
const headerSearch = 20

// header takes the row as the header if it names at least half of the columns
// the unit must fill in, or three.
func (sr *sheetReader) header(r *xlsx.Row) {
	l := sr.sheet.Ledger
	names := sr.names()
	columns := map[int]*templates.Column{}
	found := map[*templates.Column]int{}
	idCol, version, matched := 0, 0, 0
	var extra []xlsx.Cell
	for _, c := range r.Cells {
		key := templates.HeaderKey(c.Text)
		switch col := names[key]; {
		case key == "":
		case key == templates.HeaderKey(templates.IDHeader):
			idCol = c.Col
		case key == templates.HeaderKey(templates.VersionHeader):
			version = c.Col
		case col == nil:
			extra = append(extra, c)
		case found[col] > 0:
			extra = append(extra, c)
		default:
			columns[c.Col], found[col] = col, c.Col
			matched++
		}
	}
	if matched < min(3, len(l.Columns)) {
		return
	}
	sr.columns, sr.idCol, sr.version = columns, idCol, version
	sr.sheet.Cols = make([]int, len(l.Columns))
	for col, at := range found {
		sr.sheet.Cols[col.Index] = at
	}
	for _, c := range extra {
		message, fix := fmt.Sprintf("栏目“%s”不在模板里，没有读入。", c.Text), "需要报的内容请写到模板已有的栏目里。"
		severity := finding.Info
		if names[templates.HeaderKey(c.Text)] != nil {
			severity = finding.Error
			message, fix = fmt.Sprintf("栏目“%s”出现了两次，后一列没有读入。", c.Text), "请只留一列。"
		}
		sr.add(severity, CodeHeader, sr.sheet.Name, xlsx.CellName(c.Col, r.Number), message, fix)
	}
	sr.absent(found, xlsx.CellName(1, r.Number))
}

// absent names the columns that the unit should fill in and the sheet lacks; an
// older form may lack those that need not be filled.
func (sr *sheetReader) absent(found map[*templates.Column]int, cell string) {
	var must, may []string
	for _, c := range sr.sheet.Ledger.Columns {
		switch {
		case found[c] > 0 || !c.FilledBy(sr.ret.Unit):
		case c.Required == templates.Always:
			must = append(must, c.Name)
		case sr.ret.Version == sr.Plan.Version:
			may = append(may, c.Name)
		}
	}
	if len(must) > 0 {
		sr.add(finding.Error, CodeHeader, sr.sheet.Name, cell, fmt.Sprintf("缺少必填的栏目“%s”。", strings.Join(must, "”“")), "请从下发的模板复制这些列的表头，补上内容。")
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
