// Package entry writes what the office decides into the cells where somebody
// with Excel would write it: 选用 and 指定单位 and the ledgers of the master, the
// plan's list of reviewed words. A merge cannot tell the two apart.
//
// Only the cells named change. All entries of one call are written, or none; a
// cell that no longer holds what the person saw stops them.
package entry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Entry is a cell to fill in: the line of a sheet that holds certain texts under
// certain headers, and the header over the cell.
type Entry struct {
	Sheet  string
	Line   map[string]string
	Column string
	Was    string // what the person saw in the cell
	Value  string
	New    bool // the line is added where the sheet has none; one that is there may say anything
}

// Master fills in cells of the master ledger. The caller holds the lock.
func Master(ctx context.Context, d campaign.Dir, entries []Entry) error {
	if err := d.MasterFree(); err != nil {
		return err
	}
	return write(ctx, d.Master(), "总台账", entries)
}

// Plan fills in cells of the plan. The caller holds the lock.
func Plan(ctx context.Context, d campaign.Dir, entries []Entry) error {
	if err := d.PlanFree(); err != nil {
		return err
	}
	return write(ctx, d.Plan(), "方案", entries)
}

func write(ctx context.Context, path, what string, entries []Entry) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	out, err := Fill(ctx, b, what, entries)
	if err != nil {
		return err
	}
	return campaign.WriteBytes(ctx, path, out)
}

// Fill is a workbook with the entries in it.
func Fill(ctx context.Context, workbook []byte, what string, entries []Entry) ([]byte, error) {
	wb, err := xlsx.OpenBytes(workbook, xlsx.Own())
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	bySheet := map[string][]Entry{}
	var order []string
	for _, e := range entries {
		if bySheet[e.Sheet] == nil {
			order = append(order, e.Sheet)
		}
		bySheet[e.Sheet] = append(bySheet[e.Sheet], e)
	}
	pkg, err := ooxml.Open(workbook)
	if err != nil {
		return nil, err
	}
	for _, sheet := range order {
		texts, err := places(ctx, wb, what, sheet, bySheet[sheet])
		if err != nil {
			return nil, err
		}
		part, err := partOf(pkg, wb, sheet)
		if err != nil {
			return nil, err
		}
		src, err := pkg.Read(part)
		if err != nil {
			return nil, err
		}
		src, err = ooxml.SetCells(src, texts, xlsx.CellName, xlsx.ParseCell)
		if errors.Is(err, ooxml.ErrFormula) {
			return nil, refusal(fmt.Sprintf("%s的“%s”里要填的格子写着公式，没有改动它。", what, sheet), "请在 Excel 或 WPS 里填写。")
		}
		if err != nil {
			return nil, err
		}
		pkg.Set(part, src)
	}
	var out bytes.Buffer
	if err := pkg.Write(&out); err != nil {
		return nil, err
	}
	check, err := xlsx.OpenBytes(out.Bytes(), xlsx.Own())
	if err != nil {
		return nil, fmt.Errorf("%s写好以后读不回来，没有改动它：%w", what, err)
	}
	return out.Bytes(), check.Close()
}

func refusal(message, fix string) error { return &campaign.Error{Message: message, Fix: fix} }

// lines is a sheet as far as entries look for places in it.
type lines struct {
	header map[string]int // column by header text
	at     int            // the header's row
	found  []int          // row of each entry, 0 if there is none yet
	was    []string
	last   int // the last row that holds anything
	twice  bool
}

// places finds the cells of the entries.
func places(ctx context.Context, wb *xlsx.Workbook, what, sheet string, entries []Entry) (map[ooxml.At]string, error) {
	if !slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == sheet }) {
		return nil, refusal(fmt.Sprintf("%s里没有工作表“%s”，没有写。", what, sheet), "请在 Excel 或 WPS 里核对。")
	}
	l := &lines{found: make([]int, len(entries)), was: make([]string, len(entries))}
	if err := wb.Each(ctx, sheet, func(r *xlsx.Row) { l.row(r, wb.Date1904(), entries) }); err != nil {
		return nil, err
	}
	out := map[ooxml.At]string{}
	for i, e := range entries {
		row, col := l.found[i], l.header[templates.HeaderKey(e.Column)]
		switch {
		case col == 0:
			return nil, refusal(fmt.Sprintf("%s的“%s”里找不到栏目“%s”，没有写。", what, sheet, e.Column), "请在 Excel 或 WPS 里核对表头。")
		case row == 0 && e.New:
			l.last++
			row = l.last
			for name, text := range e.Line {
				if at := l.header[templates.HeaderKey(name)]; at > 0 {
					out[ooxml.At{Col: at, Row: row}] = text
				}
			}
		case row == 0:
			return nil, refusal(fmt.Sprintf("%s的“%s”里没有要填的那一行了，没有写。", what, sheet), "内容有了变化，请刷新页面再看。")
		case l.twice:
			return nil, refusal(fmt.Sprintf("%s的“%s”里有几行分不清是哪一行，没有写。", what, sheet), "请在 Excel 或 WPS 里填写。")
		case l.was[i] != e.Was && !e.New:
			return nil, refusal(fmt.Sprintf("%s的“%s”%s 一格已经是“%s”，与看到的不同，没有写。", what, sheet, xlsx.CellName(col, row), l.was[i]), "请刷新页面，看过以后再定。")
		}
		out[ooxml.At{Col: col, Row: row}] = e.Value
	}
	return out, nil
}

// row takes the first row with two texts for the header, as the plan's reader
// and the master's do, and looks for the entries' lines below it.
func (l *lines) row(r *xlsx.Row, date1904 bool, entries []Entry) {
	texts := map[int]string{}
	for _, c := range r.Cells {
		if text := strings.TrimSpace(cell.Plain(c, date1904)); text != "" {
			texts[c.Col] = text
		}
	}
	if len(texts) > 0 {
		l.last = r.Number
	}
	if l.header == nil {
		if len(texts) > 1 {
			l.header, l.at = map[string]int{}, r.Number
			for col, text := range texts {
				if name := templates.HeaderKey(text); l.header[name] == 0 || col < l.header[name] {
					l.header[name] = col
				}
			}
		}
		return
	}
	for i, e := range entries {
		if !l.matches(texts, e) {
			continue
		}
		l.twice = l.twice || l.found[i] > 0
		l.found[i], l.was[i] = r.Number, texts[l.header[templates.HeaderKey(e.Column)]]
	}
}

func (l *lines) matches(texts map[int]string, e Entry) bool {
	for name, text := range e.Line {
		col := l.header[templates.HeaderKey(name)]
		if col == 0 || texts[col] != text {
			return false
		}
	}
	return true
}

// partOf is the part of the package that holds a sheet.
func partOf(pkg *ooxml.Package, wb *xlsx.Workbook, sheet string) (string, error) {
	main := ""
	links, err := pkg.Rels("")
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.Kind == "officeDocument" {
			main = l.Part
		}
	}
	root, err := pkg.Parse(main)
	if err != nil {
		return "", err
	}
	if links, err = pkg.Rels(main); err != nil {
		return "", err
	}
	nodes := root.Child("sheets").All("sheet")
	i := slices.IndexFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == sheet })
	if i < 0 || len(nodes) != len(wb.Sheets()) {
		return "", io.ErrUnexpectedEOF
	}
	part := ooxml.Linked(links, nodes[i].PrefixedAttr("id"))
	if !pkg.Has(part) {
		return "", io.ErrUnexpectedEOF
	}
	return part, nil
}
