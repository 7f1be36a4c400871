package level

import (
	"context"
	"fmt"
	"strings"

	"taizhang/sheets/seal"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// Package is a package as it stands, read without any plan.
type Package struct {
	Meta    map[string]string
	Ledgers []Sheet
	Figures []map[string]string // lines of 上报指标
	Reasons []map[string]string // lines of 上报更改
	Origins *Origins
}

// Sheet is one ledger of a package.
type Sheet struct {
	Name    string
	Columns []string
	Rows    []Line
}

// Line is one row of a package, by header text.
type Line struct {
	ID     string
	Number int
	Values map[string]string
}

// ReadPackage reads a package; whether its seal holds is for intake to say.
func ReadPackage(ctx context.Context, path string) (*Package, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	if !seal.Sealed(wb) || !hasSheet(wb, form.MetaSheet) {
		return nil, fmt.Errorf("“%s”不是上报包：没有封签", path)
	}
	p := &Package{}
	if p.Meta, err = pairs(ctx, wb); err != nil {
		return nil, err
	}
	for _, s := range wb.Sheets() {
		if form.Own(s.Name) {
			continue
		}
		sheet, err := readSheet(ctx, wb, s.Name)
		if err != nil {
			return nil, err
		}
		p.Ledgers = append(p.Ledgers, sheet)
	}
	if p.Figures, err = Lines(ctx, wb, form.AskedSheet); err != nil {
		return nil, err
	}
	if p.Reasons, err = Lines(ctx, wb, form.ReasonSheet); err != nil {
		return nil, err
	}
	origins, err := Lines(ctx, wb, form.OriginSheet)
	p.Origins = originsOf(origins)
	return p, err
}

func readSheet(ctx context.Context, wb *xlsx.Workbook, name string) (Sheet, error) {
	s := Sheet{Name: name}
	header := map[int]string{}
	err := wb.Each(ctx, name, func(r *xlsx.Row) {
		if r.Number == form.HeaderRow {
			for _, c := range r.Cells {
				if header[c.Col] = c.Text; c.Text != templates.IDHeader && c.Text != templates.VersionHeader {
					s.Columns = append(s.Columns, c.Text)
				}
			}
			return
		}
		if r.Number < form.FirstRow {
			return
		}
		line := Line{Number: r.Number, Values: map[string]string{}}
		for _, c := range r.Cells {
			switch h := header[c.Col]; h {
			case templates.IDHeader:
				line.ID = c.Text
			case "", templates.VersionHeader:
			default:
				if v := cell.Plain(c, wb.Date1904()); v != "" {
					line.Values[h] = v
				}
			}
		}
		if line.ID != "" {
			s.Rows = append(s.Rows, line)
		}
	})
	return s, err
}

// dump lists the cells of a workbook.
func dump(ctx context.Context, content []byte) (string, error) {
	wb, err := xlsx.OpenBytes(content)
	if err != nil {
		return "", err
	}
	defer wb.Close()
	var b strings.Builder
	for _, s := range wb.Sheets() {
		fmt.Fprintln(&b, s.Name)
		if err := wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			for _, c := range r.Cells {
				if text := seal.Text(c); text != "" {
					fmt.Fprintf(&b, "%d %d %q\n", r.Number, c.Col, text)
				}
			}
		}); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// RowDiff is a row that differs between two packages.
type RowDiff struct {
	What   string     `json:"what"` // 增加 改变 不见
	Ledger string     `json:"ledger"`
	RowID  string     `json:"row_id"`
	Cells  []CellDiff `json:"cells,omitempty"`
}

// CellDiff is a cell, or a figure, that differs.
type CellDiff struct {
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// Diff compares two packages: the rows added, changed and gone, then the figures.
func Diff(before, after *Package) (out []RowDiff) {
	was := map[string]map[string]Line{}
	columns := map[string][]string{}
	for _, s := range before.Ledgers {
		was[s.Name], columns[s.Name] = map[string]Line{}, s.Columns
		for _, r := range s.Rows {
			was[s.Name][r.ID] = r
		}
	}
	for _, s := range after.Ledgers {
		names := s.Columns
		for _, c := range columns[s.Name] {
			if !contains(names, c) {
				names = append(names, c)
			}
		}
		for _, r := range s.Rows {
			old, known := was[s.Name][r.ID]
			delete(was[s.Name], r.ID)
			d := RowDiff{What: "增加", Ledger: s.Name, RowID: r.ID}
			if known {
				d.What, d.Cells = "改变", cellDiffs(names, old.Values, r.Values)
				if len(d.Cells) == 0 {
					continue
				}
			}
			out = append(out, d)
		}
	}
	for _, s := range before.Ledgers {
		for _, r := range s.Rows {
			if _, gone := was[s.Name][r.ID]; gone {
				out = append(out, RowDiff{What: "不见", Ledger: s.Name, RowID: r.ID})
			}
		}
	}
	return append(out, figureDiffs(before, after)...)
}

func cellDiffs(names []string, before, after map[string]string) (out []CellDiff) {
	for _, c := range names {
		if before[c] != after[c] {
			out = append(out, CellDiff{c, before[c], after[c]})
		}
	}
	return out
}

func figureDiffs(before, after *Package) (out []RowDiff) {
	old := map[string]string{}
	for _, f := range before.Figures {
		old[f["代号"]] = f["印出"]
	}
	for _, f := range after.Figures {
		if was := old[f["代号"]]; was != f["印出"] {
			out = append(out, RowDiff{What: "改变", Ledger: form.AskedSheet, RowID: f["代号"], Cells: []CellDiff{{f["名称"], was, f["印出"]}}})
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
