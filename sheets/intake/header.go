package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// headerSearch is how far down a header may have slipped.
const headerSearch = 20

// headerKey is how header texts are compared: without spaces and line breaks,
// in half width, without the mark of required columns.
func headerKey(s string) string {
	s = strings.Join(strings.Fields(width.Narrow.String(s)), "")
	return strings.Trim(s, "*＊")
}

// header takes the row as the header if it names at least half of the columns
// the unit must fill in, or three.
func (sr *sheetReader) header(r *xlsx.Row) {
	l := sr.sheet.Ledger
	names := map[string]*templates.Column{}
	for _, c := range l.Columns {
		for _, f := range c.Former {
			names[headerKey(f)] = c
		}
	}
	for _, c := range l.Columns {
		names[headerKey(c.Name)] = c
		if c.Measure != "" {
			names[headerKey(c.Name+"("+c.Measure+")")] = c
		}
	}
	columns := map[int]*templates.Column{}
	found := map[*templates.Column]int{}
	idCol, version, matched := 0, 0, 0
	var extra []xlsx.Cell
	for _, c := range r.Cells {
		key := headerKey(c.Text)
		switch col := names[key]; {
		case key == "":
		case key == headerKey(templates.IDHeader):
			idCol = c.Col
		case key == headerKey(templates.VersionHeader):
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
		if names[headerKey(c.Text)] != nil {
			severity = finding.Error
			message, fix = fmt.Sprintf("栏目“%s”出现了两次，后一列没有读入。", c.Text), "请只留一列。"
		}
		sr.add(severity, CodeHeader, sr.sheet.Name, xlsx.CellName(c.Col, r.Number), message, fix)
	}
	sr.absent(found, xlsx.CellName(1, r.Number))
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
