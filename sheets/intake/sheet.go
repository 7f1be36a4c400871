package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// sheetReader reads one ledger's sheet.
type sheetReader struct {
	*reader
	sheet   *Sheet
	headers map[string]*templates.Column // by header key
	columns map[int]*templates.Column    // by sheet column
	filled  []xlsx.Cell                  // of the row being read
	extra   []xlsx.Cell                  // headers that name no column
	loose   map[int]int                  // cells filled in where no column is, by sheet column
	at      int                          // the header's row
	idCol   int
	version int
	hidden  int
	example form.Sample
	tried   int                                      // rows that were judged already
	spare   *sheets.Row                              // made, and not used
	began   map[*templates.Column]*templates.Default // what the form says that new rows begin with
}

func (rd *reader) readSheet(ctx context.Context, name string, l *templates.Ledger) error {
	sr := &sheetReader{reader: rd, sheet: &Sheet{Ledger: l, Name: name}, example: form.SampleOf(rd.meta, l), began: form.DefaultsOf(rd.meta, l, rd.Plan)}
	last := 0
	err := rd.wb.Each(ctx, name, func(r *xlsx.Row) {
		last = r.Number
		if sr.columns == nil {
			if r.Number <= headerSearch {
				sr.header(r)
			}
			return
		}
		sr.row(r)
	})
	if err != nil {
		return err
	}
	if sr.columns == nil {
		if last > 0 {
			rd.add(finding.Error, CodeHeader, name, "", "找不到表头，整张表没有读入。", "请从下发的模板复制第 3 行表头，粘贴到数据的上一行。")
		}
		return nil
	}
	if err := sr.checkMerged(); err != nil {
		return err
	}
	if sr.hidden > 0 {
		rd.add(finding.Info, CodeHidden, name, "", fmt.Sprintf("有 %d 行是隐藏的，也已读入。", sr.hidden), "如果不该报，请取消隐藏后删去。")
	}
	sr.unread()
	rd.ret.Sheets = append(rd.ret.Sheets, sr.sheet)
	return nil
}

// row reads one line below the header.
func (sr *sheetReader) row(r *xlsx.Row) {
	l := sr.sheet.Ledger
	row := sr.blank(r.Number)
	filled := sr.said(row, sr.scan(row, r))
	if len(row.ID) > len(sr.sheet.LastID) || len(row.ID) == len(sr.sheet.LastID) && row.ID > sr.sheet.LastID {
		sr.sheet.LastID = row.ID
	}
	if row.ID == form.SampleID {
		sr.sample(row, r)
		return
	}
	if len(filled) == 0 {
		sr.spare = row
		return
	}
	if why := sr.noData(row, r, filled); why != "" {
		sr.ignore(r, why)
		sr.fault(sr.finding(finding.Info, CodeIgnored, sr.sheet.Name, xlsx.CellName(filled[0].Col, r.Number),
			fmt.Sprintf("第 %d 行是%s，没有当作数据。", r.Number, why), "不用处理；如果是要报的一行，请把这一行的栏目填全。"))
		return
	}
	if r.Hidden {
		sr.hidden++
	}
	for _, c := range r.Cells {
		if col := sr.columns[c.Col]; col != nil && !sr.unreckoned(col, c) {
			sr.cell(row, col, c)
		}
	}
	for _, c := range filled {
		if sr.columns[c.Col] == nil {
			sr.loose[c.Col]++
		}
	}
	if sr.flooded() {
		return
	}
	l.Number(row.Record)
	l.Compute(row.Values)
	if row.Version == 0 && sr.ret.Edition == 0 {
		sr.begin(row)
	}
	sr.sheet.Rows = append(sr.sheet.Rows, row)
	sr.try()
}

// blank is a row without anything in it. Forms end in many lines that nobody has
// filled in, so one that was not used is taken again.
func (sr *sheetReader) blank(number int) *sheets.Row {
	row := sr.spare
	if sr.spare = nil; row == nil {
		row = &sheets.Row{
			Record: templates.Record{Values: make([]string, len(sr.sheet.Ledger.Columns))},
			Ledger: sr.sheet.Ledger, Unit: sr.ret.Unit.Name, Scope: sr.Plan.Scope(sr.ret.Unit.Name), File: sr.ret.File, Sheet: sr.sheet.Name, Cols: sr.sheet.Cols,
		}
	}
	row.ID, row.Version, row.Stated, row.Number = "", 0, "", number
	return row
}

// version reads what stands in the column of versions.
func version(text string) (n int) {
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' { // nearly always
		return int(text[0] - '0')
	}
	fmt.Sscan(text, &n)
	return n
}

// scan takes the row's id and version and gives the cells that a person filled in.
func (sr *sheetReader) scan(row *sheets.Row, r *xlsx.Row) []xlsx.Cell {
	sr.filled = sr.filled[:0]
	for _, c := range r.Cells {
		text := strings.TrimSpace(c.Text)
		col := sr.columns[c.Col]
		switch {
		case c.Col == sr.idCol:
			row.ID = text
		case c.Col == sr.version:
			row.Version = version(text)
		case text == "" && !(c.Formula && !c.Cached) && c.Kind != xlsx.Error:
		case col != nil && col.Type == cell.Formula:
		case col != nil && col.FilledBySystem():
			row.Stated = text
		default:
			sr.filled = append(sr.filled, c)
		}
	}
	return sr.filled
}

var footers = []string{"填表人", "填报人", "制表人", "审核人", "负责人", "填报日期", "填报单位", "注", "说明", "备注"}

// noData says why a line with something in it is no data; "" if it is. A row that
// was issued is data, whatever it says.
func (sr *sheetReader) noData(row *sheets.Row, r *xlsx.Row, filled []xlsx.Cell) string {
	switch {
	case !slices.ContainsFunc(filled, func(c xlsx.Cell) bool { return sr.columns[c.Col] != nil }):
		return "表外文字"
	case row.ID != "" && row.Version > 0:
		return ""
	case row.ID == "" && sr.isSample(r, filled):
		return WhySample
	case form.IsTotal(filled, sr.columns):
		return "合计行"
	case len(filled) <= 2 && footer(filled[0].Text, len(filled) == 1):
		return "表末文字"
	case sr.repeatsHeader(r):
		return "重复的表头"
	}
	return ""
}

// footer: 填表人：…, or the word at the head of a line that stands alone.
func footer(text string, alone bool) bool {
	key := templates.HeaderKey(text)
	word, _, colon := strings.Cut(key, ":")
	return slices.ContainsFunc(footers, func(f string) bool {
		return f == word && (colon || len([]rune(f)) > 2) || alone && len([]rune(f)) > 2 && strings.HasPrefix(key, f)
	})
}

func (sr *sheetReader) ignore(r *xlsx.Row, why string) {
	sr.sheet.Ignored = append(sr.sheet.Ignored, Ignored{r.Number, why})
}

func (sr *sheetReader) repeatsHeader(r *xlsx.Row) bool {
	same := 0
	for _, c := range r.Cells {
		// Cheap to rule out first: this looks at every cell of every row.
		if col := sr.columns[c.Col]; col != nil && 3*len(c.Text) >= len(col.Name) && len(c.Text) <= 3*len(col.Name)+8 && templates.HeaderKey(c.Text) == templates.HeaderKey(col.Name) {
			same++
		}
	}
	return same >= min(3, len(sr.columns))
}

func (sr *sheetReader) cell(row *sheets.Row, col *templates.Column, c xlsx.Cell) {
	v, issue := col.Read(c, sr.wb.Date1904())
	row.Values[col.Index] = v
	if issue == nil {
		return
	}
	if issue.Severity == finding.Error {
		if row.Bad == nil {
			row.Bad = map[int]bool{}
		}
		row.Bad[col.Index] = true
	}
	sr.fault(row.Finding(issue.Severity, issue.Code, col, issue.Message, issue.Fix))
}

// checkMerged refuses merged cells among the data: only their first cell holds
// a value, so the others would read as empty.
func (sr *sheetReader) checkMerged() error {
	merged, err := sr.wb.Merged(sr.sheet.Name) // known since the rows were read
	if err != nil {
		return err
	}
	rows := sr.sheet.Rows
	for _, m := range merged {
		from, _ := slices.BinarySearchFunc(rows, m.FirstRow, func(r *sheets.Row, n int) int { return r.Number - n })
		for _, row := range rows[from:] {
			if row.Number > m.LastRow {
				break
			}
			sr.inMerged(row, m)
		}
	}
	return nil
}

func (sr *sheetReader) inMerged(row *sheets.Row, m xlsx.Range) {
	for at := m.FirstCol; at <= m.LastCol; at++ {
		col := sr.columns[at]
		if col == nil || row.Bad[col.Index] {
			continue
		}
		if row.Bad == nil {
			row.Bad = map[int]bool{}
		}
		row.Bad[col.Index] = true
		sr.fault(row.Finding(finding.Error, CodeMerged, col,
			fmt.Sprintf("“%s”在合并单元格里，分不清是哪一行的内容。", col.Name), "请取消合并，每一行分别填写。"))
		return
	}
}
