package audit

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"taizhang/reports/audit/quantity"
	"taizhang/reports/docx"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// workbookCells bounds what is read of a workbook of numbers.
const workbookCells = 100_000

var errCells = &docx.Error{Message: "这份工作簿超过 10 万格，像是台账而不是汇报，没有核对；请只留要核对的表，另存一份再试"}

// Workbook holds the numbers of a workbook by the labels of their rows and
// columns.
func (r *Reader) Workbook(ctx context.Context, path string, saved time.Time) (rep *Report, day, by string, err error) {
	all, head, raw, err := r.workbookClaims(ctx, path)
	if err != nil {
		return nil, "", "", err
	}
	day, by = Day(head, filepath.Base(path), saved)
	rep = r.claims(all, day)
	rep.Raw = raw
	return rep, day, by, nil
}

// workbookClaims lists the numbers of a workbook, and what stands above its tables. raw
// names the sheets that hold the rows of a ledger one by one, or belong to a form: no
// figures stand there.
func (r *Reader) workbookClaims(ctx context.Context, path string) (all []claim, head Text, raw []string, err error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, head, nil, err
	}
	defer wb.Close()
	read := 0
	own := slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == form.MetaSheet || s.Name == templates.SheetFigures })
	for _, sheet := range wb.Sheets() {
		if own && r.Plan.Ledger(sheet.Name) == nil {
			raw = append(raw, sheet.Name)
			continue
		}
		g := &gridSheet{name: sheet.Name, title: sheet.Name}
		err := wb.Each(ctx, sheet.Name, func(row *xlsx.Row) {
			if g.raw = g.raw || row.Number <= headRows && r.isHead(row); !g.raw && read <= workbookCells {
				read += len(row.Cells)
				g.add(row)
			}
		})
		switch {
		case err != nil:
			return nil, head, nil, err
		case read > workbookCells:
			return nil, head, nil, errCells
		}
		head.Paragraphs = append(head.Paragraphs, g.head...)
		if g.raw {
			raw = append(raw, sheet.Name)
			continue
		}
		all = append(append(all, g.said...), readGrid(g.grid, g.title, sheet.Name)...)
	}
	return all, head, raw, nil
}

// gridSheet is what has been read of a sheet: its cells, what stands above them, and
// what its long texts say.
type gridSheet struct {
	name, title string
	grid        [][]gridCell
	head        []Paragraph
	said        []claim
	last        int
	raw         bool // it holds the rows of a ledger
}

func (g *gridSheet) add(row *xlsx.Row) {
	if row.Number > g.last+1 {
		g.grid = append(g.grid, nil) // a blank row ends a table
	}
	g.last = row.Number
	line := []gridCell{}
	for _, c := range row.Cells {
		at, words := xlsx.CellName(c.Col, row.Number), cellText(c)
		if c.Kind == xlsx.Text && len([]rune(words)) > longLabel {
			for _, said := range claims(newText([]Paragraph{{Text: words}})) {
				said.sheet, said.cell = g.name, at
				g.said = append(g.said, said)
			}
		}
		for len(line) < c.Col-1 && c.Col < 1000 {
			line = append(line, gridCell{})
		}
		line = append(line, gridCell{text: words, ref: at, from: quantity.Place{Paragraph: row.Number - 1, Byte: c.Col}, to: quantity.Place{Paragraph: row.Number - 1, Byte: c.Col + 1}})
	}
	if words := onlyText(line); words != "" && len(g.grid) < 3 {
		g.title += " " + words
		g.head = append(g.head, Paragraph{Text: words})
	}
	g.grid = append(g.grid, line)
}

// Where the head of a ledger's sheet is looked for, and how much of it has to be of one
// ledger.
const (
	headRows  = 10
	headCells = 4
)

// isHead reports whether a row is the head of a ledger's sheet.
func (r *Reader) isHead(row *xlsx.Row) bool {
	for _, l := range r.Plan.Ledgers {
		headers, of, filled := l.Headers(), 0, 0
		for _, c := range row.Cells {
			if strings.TrimSpace(c.Text) == "" {
				continue
			}
			if filled++; headers[templates.HeaderKey(c.Text)] != nil {
				of++
			}
		}
		if of >= headCells && 5*of >= 3*filled {
			return true
		}
	}
	return false
}

// cellText is a cell as it is read aloud.
func cellText(c xlsx.Cell) string {
	switch {
	case c.Kind == xlsx.Number && c.Percent:
		if q := soleQuantity(c.Text); q != nil {
			return q.Value.Shift(2).String() + "%"
		}
	case c.Kind == xlsx.Number || c.Kind == xlsx.Text:
		return strings.Clone(c.Text)
	}
	return ""
}

// onlyText is the one text of a row that holds nothing else.
func onlyText(row []gridCell) (words string) {
	for _, c := range row {
		if strings.TrimSpace(c.text) == "" {
			continue
		}
		if words != "" {
			return ""
		}
		words = c.text
	}
	return words
}
