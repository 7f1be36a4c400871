package master

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// ownSheets are written anew by every merge and never read.
var ownSheets = []string{SuspectSheet, FigureSheet, "勾稽"}

// ReadError is what the office's edits left unreadable in the master.
type ReadError struct{ Findings []finding.Finding }

func (e *ReadError) Error() string {
	return fmt.Sprintf("总台账里有 %d 处看不懂的内容，请按提示改正后再运行；这次没有改动任何文件", len(e.Findings))
}

// Advice names what makes a whole column unreadable at once.
func (e *ReadError) Advice() string {
	if slices.ContainsFunc(e.Findings, func(f finding.Finding) bool { return f.Code == cell.CodeReference || f.Code == cell.CodeOption }) {
		return templates.RenameAdvice
	}
	return ""
}

// Problems lists them.
func (e *ReadError) Problems() []finding.Finding { return e.Findings }

// Read reads a master ledger; os.ErrNotExist if there is none yet. Ledgers new
// to the plan start from its seeds.
func Read(ctx context.Context, path string, p *templates.Plan) (*Master, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	m := &Master{Plan: p, Rows: map[*templates.Ledger][]*sheets.Row{}, Extra: map[*templates.Ledger]*Extra{}, extraAt: map[*templates.Ledger]map[int]int{}, returned: map[string][]Returned{}, sheet: map[*templates.Ledger]string{}}
	tables := map[string]func(map[string]string){
		ReceiptSheet: m.readReceipt, ReturnedSheet: m.readReturned, ConflictSheet: m.readConflict, ChangeSheet: m.readChange,
	}
	var bad []finding.Finding
	for _, s := range wb.Sheets() {
		switch l := p.Ledger(s.Name); {
		case s.Name == MetaSheet:
			err = m.readMeta(ctx, wb)
		case tables[s.Name] != nil:
			err = readTable(ctx, wb, s.Name, tables[s.Name])
		case l != nil && (l.Name == s.Name || slices.Contains(l.Former, s.Name) && !has(wb, l.Name)):
			var fs []finding.Finding
			m.sheet[l] = s.Name
			fs, err = m.readLedger(ctx, wb, l)
			bad = append(bad, fs...)
		case !slices.Contains(ownSheets, s.Name):
			m.Strange = append(m.Strange, s.Name)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(bad) > 0 {
		return nil, &ReadError{bad}
	}
	for i := range m.Receipts {
		m.Receipts[i].Sheets = m.returned[m.Receipts[i].Digest]
	}
	m.present()
	m.Seed()
	return m, m.readNotes(path)
}

func has(wb *xlsx.Workbook, sheet string) bool {
	return slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == sheet })
}

func (m *Master) readMeta(ctx context.Context, wb *xlsx.Workbook) error {
	return wb.Each(ctx, MetaSheet, func(r *xlsx.Row) {
		if len(r.Cells) < 2 {
			return
		}
		switch r.Cells[0].Text {
		case "合并序号":
			m.Serial = number(r.Cells[1].Text)
		case "截至日":
			m.AsOf = r.Cells[1].Text
		case "指标版本":
			m.figures = r.Cells[1].Text
		case "方案版本":
			m.Version = r.Cells[1].Text
		}
	})
}

// readTable reads a plain sheet by its header texts.
func readTable(ctx context.Context, wb *xlsx.Workbook, sheet string, visit func(map[string]string)) error {
	var header map[int]string
	return wb.Each(ctx, sheet, func(r *xlsx.Row) {
		if r.Number == headerRow {
			header = map[int]string{}
			for _, c := range r.Cells {
				header[c.Col] = strings.TrimSpace(c.Text)
			}
			return
		}
		if header == nil {
			return
		}
		line, filled := map[string]string{}, false
		for _, c := range r.Cells {
			text := strings.TrimSpace(cell.Plain(c, wb.Date1904()))
			line[header[c.Col]] = text
			filled = filled || text != ""
		}
		if filled {
			visit(line)
		}
	})
}

func (m *Master) readLedger(ctx context.Context, wb *xlsx.Workbook, l *templates.Ledger) ([]finding.Finding, error) {
	var bad []finding.Finding
	m.Rows[l] = []*sheets.Row{}
	columns := map[int]*templates.Column{}
	special := map[int]string{}
	extra := &Extra{Cells: map[*sheets.Row][]string{}}
	extraAt := map[int]int{}
	cols := make([]int, len(l.Columns))
	err := wb.Each(ctx, m.sheet[l], func(r *xlsx.Row) {
		if r.Number < headerRow {
			return
		}
		if r.Number == headerRow {
			for _, c := range r.Cells {
				name := strings.Join(strings.Fields(c.Text), "")
				switch col := l.Named(name); {
				case name == "":
				case col != nil && cols[col.Index] == 0:
					columns[c.Col], cols[col.Index] = col, c.Col
				case name == templates.IDHeader || name == templates.VersionHeader || slices.Contains(sourceHeaders, name):
					special[c.Col] = name
				default:
					extraAt[c.Col] = len(extra.Headers)
					extra.Headers = append(extra.Headers, c.Text)
				}
			}
			return
		}
		row := &sheets.Row{Record: templates.Record{Values: make([]string, len(l.Columns))}, Ledger: l, File: FileName, Sheet: l.Name, Number: r.Number, Cols: cols}
		cells := make([]string, len(extra.Headers))
		filled := false
		for _, c := range r.Cells {
			text := strings.TrimSpace(c.Text)
			if text == "" && c.Kind == xlsx.Empty && !c.Formula {
				continue
			}
			if name := special[c.Col]; name != "" {
				setSpecial(row, name, text)
				continue
			}
			filled = true
			col := columns[c.Col]
			if col == nil {
				i, ok := extraAt[c.Col]
				if !ok { // a column without a header
					i = len(extra.Headers)
					extraAt[c.Col] = i
					extra.Headers = append(extra.Headers, "")
				}
				for len(cells) <= i {
					cells = append(cells, "")
				}
				cells[i] = text
				continue
			}
			v, issue := col.Read(c, wb.Date1904())
			if issue != nil && issue.Severity == finding.Error {
				bad = append(bad, row.Finding(finding.Error, issue.Code, col, issue.Message, issue.Fix))
			}
			row.Values[col.Index] = v
			m.readRenamed(row, col, c)
		}
		if !filled {
			return
		}
		row.Unit = row.Source.Unit
		if row.ID == "" && len(l.Key) == 1 && !l.Key[0].FilledBySystem() {
			row.ID = row.Values[l.Key[0].Index]
		}
		l.Compute(row.Values)
		m.Rows[l] = append(m.Rows[l], row)
		if len(cells) > 0 {
			extra.Cells[row] = cells
		}
	})
	if len(extra.Headers) > 0 {
		m.Extra[l] = extra
	}
	m.extraAt[l] = extraAt
	return bad, err
}

func setSpecial(r *sheets.Row, name, text string) {
	switch name {
	case templates.IDHeader:
		r.ID = text
	case templates.VersionHeader:
		r.Version = number(text)
	case "来源单位":
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

// readNotes reads the office's comments. The strict reader has no comments, so
// only a workbook that holds any is opened a second time.
func (m *Master) readNotes(path string) (err error) {
	if has, err := hasComments(path); err != nil || !has {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("总台账的批注读不出来，请删去损坏的批注后再试")
		}
	}()
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, l := range m.Plan.Ledgers {
		comments, err := f.GetComments(m.sheet[l])
		if err != nil {
			continue // the sheet has none
		}
		byNumber := map[int]*sheets.Row{}
		for _, r := range m.Rows[l] {
			byNumber[r.Number] = r
		}
		for _, c := range comments {
			col, row, err := excelize.CellNameToCoordinates(c.Cell)
			if err != nil {
				continue
			}
			r := byNumber[row]
			if r == nil {
				continue
			}
			n := Note{Row: r, Author: c.Author, Text: commentText(c)}
			if i, ok := m.extraAt[l][col]; ok {
				n.Column = m.Extra[l].Headers[i]
			}
			for _, lc := range l.Columns {
				if r.Cols[lc.Index] == col {
					n.Column = lc.Name
				}
			}
			m.Notes = append(m.Notes, n)
		}
	}
	return nil
}

func commentText(c excelize.Comment) string {
	text := c.Text
	for _, run := range c.Paragraph {
		text += run.Text
	}
	return text
}

func hasComments(path string) (bool, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return false, err
	}
	defer z.Close()
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.Contains(f.Name, "comments") }), nil
}
