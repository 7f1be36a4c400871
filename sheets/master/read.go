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
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// ownSheets are written anew by every merge and never read.
var ownSheets = []string{WaitingSheet, SuspectSheet, FigureSheet, "勾稽"}

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
	wb, err := xlsx.Open(path, xlsx.Own())
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	m := &Master{Plan: p, Rows: map[*templates.Ledger][]*sheets.Row{}, Extra: map[*templates.Ledger]*Extra{}, layouts: map[*templates.Ledger]*layout{}, heads: map[string]*head{}, returned: map[string][]Returned{}, sheets: map[*templates.Ledger][]string{}}
	if err := m.readMeta(ctx, wb); err != nil {
		return nil, err
	}
	m.told = &told{tell: book.Watched(ctx)}
	defer m.read()
	known, strange := sources(p, wb)
	m.Strange = strange
	var bad []finding.Finding
	for _, from := range known {
		if from.table != nil {
			err = m.readTable(ctx, wb, from.table, from.sheets)
		} else {
			var fs []finding.Finding
			fs, err = m.readLedger(ctx, wb, from.ledger, from.sheets)
			bad = append(bad, fs...)
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
	m.Attribute()
	m.Seed()
	return m, m.readNotes(path)
}

// told says how far the reading has come.
type told struct {
	tell book.Watcher
	rows int
}

// read ends the reading.
func (m *Master) read() {
	m.told.tell("", -1, 0)
	m.told = nil
}

func (t *told) row() {
	if t.rows++; t.rows%book.TellEvery == 0 {
		t.tell("读总台账", t.rows, 0)
	}
}

func (m *Master) readMeta(ctx context.Context, wb *xlsx.Workbook) error {
	if !has(wb, MetaSheet) {
		return nil
	}
	return wb.Each(ctx, MetaSheet, func(r *xlsx.Row) {
		if len(r.Cells) < 2 || r.Cells[0].Col != 1 {
			return // a list of a dropdown
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
		for n, sheet := range m.sheets[l] {
			comments, err := f.GetComments(sheet)
			if err == nil { // else the sheet has none
				m.noteAll(l, partName(l.Name, n+1), comments)
			}
		}
	}
	return nil
}

// noteAll takes the comments of one of a ledger's sheets.
func (m *Master) noteAll(l *templates.Ledger, sheet string, comments []excelize.Comment) {
	byNumber := map[int]*sheets.Row{}
	for _, r := range m.Rows[l] {
		if r.Sheet == sheet {
			byNumber[r.Number] = r
		}
	}
	for _, c := range comments {
		col, row, err := excelize.CellNameToCoordinates(c.Cell)
		r := byNumber[row]
		if err != nil || r == nil {
			continue
		}
		n, at := Note{Row: r, Author: c.Author, Text: commentText(c)}, m.layouts[l]
		if i, ok := at.extra[col]; ok {
			n.Column = m.Extra[l].Headers[i]
		}
		if lc := at.columns[col]; lc != nil {
			n.Column = lc.Name
		}
		m.Notes = append(m.Notes, n)
	}
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
