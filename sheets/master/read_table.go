package master

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// table is a plain sheet that is read back.
type table struct {
	sheet    string
	header   []string
	byOffice []string // the columns that the office fills in
	read     func(*Master, map[string]string)
}

var tables = []table{
	{ReceiptSheet, receiptHeader, []string{"指定单位", "更正收到日期"}, (*Master).readReceipt},
	{ReturnedSheet, returnedHeader, nil, (*Master).readReturned},
	{ConflictSheet, conflictHeader, []string{"选用"}, (*Master).readConflict},
	{ChangeSheet, changeHeader, nil, (*Master).readChange},
}

// head is the header of a plain sheet.
type head struct {
	at      map[int]string    // header by sheet column
	renamed map[string]string // what stands in place of a header
	lines   int
	sheets  int
}

func (h *head) has(name string) bool {
	if h == nil {
		return false
	}
	for _, n := range h.at {
		if n == name {
			return true
		}
	}
	return false
}

// readTable reads the sheets of a plain table by their header texts.
func (m *Master) readTable(ctx context.Context, wb *xlsx.Workbook, t *table, from []string) error {
	for n, sheet := range from {
		h := &head{at: map[int]string{}, renamed: map[string]string{}}
		if n == 0 {
			m.heads[t.sheet] = h
		}
		if err := m.readTableSheet(ctx, wb, t, h, sheet); err != nil {
			return err
		}
		m.heads[t.sheet].join(h, n)
	}
	return nil
}

// join adds another sheet of the table: what is missing on one is missing.
func (h *head) join(other *head, n int) {
	if h.sheets = n + 1; n == 0 {
		return
	}
	h.lines += other.lines
	for at, name := range h.at {
		if !other.has(name) {
			delete(h.at, at)
		}
	}
	maps.Copy(h.renamed, other.renamed)
}

func (m *Master) readTableSheet(ctx context.Context, wb *xlsx.Workbook, t *table, h *head, sheet string) error {
	line := map[string]string{}
	return wb.Each(ctx, sheet, func(r *xlsx.Row) {
		m.told.row()
		if r.Number == headerRow {
			m.readHead(t, h, r)
		}
		if r.Number <= headerRow {
			return
		}
		filled := false
		clear(line)
		for _, c := range r.Cells {
			text := strings.TrimSpace(cell.Plain(c, wb.Date1904()))
			line[h.at[c.Col]] = text
			filled = filled || text != ""
		}
		if filled {
			h.lines++
			t.read(m, line)
		}
	})
}

// readHead takes the first of two equal headers. An unknown one in the place of
// one that is missing has been renamed.
func (m *Master) readHead(t *table, h *head, r *xlsx.Row) {
	texts := map[int]string{}
	for _, c := range r.Cells {
		texts[c.Col] = templates.HeaderKey(c.Text)
		name := texts[c.Col]
		switch {
		case !slices.Contains(t.header, name):
		case h.has(name):
			m.Doubts = append(m.Doubts, finding.Finding{Severity: finding.Warning, Code: t.sheet, File: FileName, Sheet: t.sheet, Cell: xlsx.CellName(c.Col, headerRow),
				Message: fmt.Sprintf("栏目“%s”出现了两次，后一列没有采用。", name), Fix: "要填的请写在前一列里。"})
		default:
			h.at[c.Col] = name
		}
	}
	for i, name := range t.header {
		if _, taken := h.at[i+1]; !taken && !h.has(name) && texts[i+1] != "" {
			h.at[i+1], h.renamed[name] = name, texts[i+1]
		}
	}
}

// restoreTable takes a plain sheet of which a column of the program's own is
// gone from the copy; one that the office fills in comes back empty.
func (m *Master) restoreTable(t table, written *Master) (gaps []Gap) {
	now := m.heads[t.sheet]
	var was *head
	if written != nil {
		was = written.heads[t.sheet]
	}
	whole := now == nil && (was != nil || written == nil)
	if now != nil && was != nil && now.sheets < was.sheets {
		gaps, whole = append(gaps, Gap{Sheet: partName(t.sheet, was.sheets)}), true
	}
	for _, name := range t.header {
		switch {
		case now == nil || written != nil && !was.has(name):
		case now.renamed[name] != "":
			gaps = append(gaps, Gap{Sheet: t.sheet, Column: name, Found: now.renamed[name]})
		case now.has(name):
		case slices.Contains(t.byOffice, name):
			gaps = append(gaps, Gap{Sheet: t.sheet, Column: name, ByOffice: true})
		default:
			gaps = append(gaps, Gap{Sheet: t.sheet, Column: name, Lost: written == nil})
			whole = true
		}
	}
	if now == nil && whole {
		gaps = append(gaps, Gap{Sheet: t.sheet, Lost: written == nil})
	}
	if written != nil {
		m.takeTable(t.sheet, whole, written)
	}
	return gaps
}

// takeTable copies a whole plain sheet, or what 指定单位 said if only that is gone.
func (m *Master) takeTable(sheet string, whole bool, written *Master) {
	before := map[string]Receipt{}
	for _, r := range written.Receipts {
		before[r.Digest] = r
	}
	switch {
	case sheet == ReceiptSheet && whole:
		m.Receipts, m.Missing = slices.Clone(written.Receipts), slices.Clone(written.Missing)
		m.Doubts = slices.DeleteFunc(m.Doubts, func(f finding.Finding) bool { return f.Sheet == ReceiptSheet && f.Severity == finding.Error })
	case sheet == ReceiptSheet && !m.heads[sheet].has("指定单位"):
		for i := range m.Receipts {
			m.Receipts[i].Assigned = before[m.Receipts[i].Digest].Assigned
		}
	case sheet == ReturnedSheet && whole:
		for i := range m.Receipts {
			m.Receipts[i].Sheets = before[m.Receipts[i].Digest].Sheets
		}
	case sheet == ConflictSheet && whole:
		m.Conflicts = slices.Clone(written.Conflicts)
	case sheet == ChangeSheet && whole:
		m.Changes = slices.Clone(written.Changes)
	}
}
