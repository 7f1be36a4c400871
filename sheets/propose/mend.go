package propose

import (
	"errors"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// sound writes the plan and takes back what does not hold: a draft that the
// reader refuses would be of no use to anybody.
func (d *draft) sound() ([]*templates.Table, error) {
	dropped := map[string]map[string]bool{} // sheet → first cells of rows left out
	for range 2 + 2*d.width() {
		tables := d.write()
		for _, t := range tables {
			t.Rows = slices.DeleteFunc(t.Rows, func(r templates.TableRow) bool { return dropped[t.Sheet][identity(r)] })
			for i := range t.Rows {
				t.Rows[i].Number = templates.PlanHeaderRow + 1 + i
			}
		}
		_, err := templates.Load(tables)
		var bad *templates.PlanError
		if err == nil || !errors.As(err, &bad) {
			return tables, err
		}
		mended := false
		for _, f := range bad.Findings {
			mended = d.mend(tables, f, dropped) || mended
		}
		if !mended {
			return nil, err
		}
	}
	return nil, errors.New("照旧台账拟的方案读不进去")
}

// width is how many columns there are in all.
func (d *draft) width() (n int) {
	for _, t := range d.tables {
		n += len(t.columns)
	}
	return n
}

// mend makes a text of the column that a fault speaks of, or leaves out the row
// that nobody asked for.
func (d *draft) mend(tables []*templates.Table, f finding.Finding, dropped map[string]map[string]bool) bool {
	i := slices.IndexFunc(tables, func(t *templates.Table) bool { return t.Sheet == f.Sheet })
	if i < 0 || f.Cell == "" {
		return false
	}
	letters := strings.TrimRight(f.Cell, "0123456789")
	at := slices.IndexFunc(tables[i].Rows, func(r templates.TableRow) bool { return xlsx.CellName(1, r.Number)[1:] == f.Cell[len(letters):] })
	if name, seed := strings.CutPrefix(f.Sheet, templates.SeedPrefix); seed {
		for _, t := range d.tables {
			for col, h := range tables[i].Header {
				if t.name == name && xlsx.ColumnName(col+1) == letters {
					return t.column(h).plain()
				}
			}
		}
		return false
	}
	if at < 0 || !slices.Contains([]string{templates.SheetFigures, templates.SheetRelations, templates.SheetBlocks}, f.Sheet) {
		return false
	}
	if dropped[f.Sheet] == nil {
		dropped[f.Sheet] = map[string]bool{}
	}
	dropped[f.Sheet][identity(tables[i].Rows[at])] = true
	return true
}

// plain makes the column one that takes any text; false if it was.
func (c *column) plain() bool {
	if c == nil || c.spec.Type == cell.LongText {
		return false
	}
	c.spec.Type, c.options, c.target, c.units, c.role = cell.LongText, nil, nil, false, ""
	c.why = "有的内容照别的类型读不进去，照长文本处理"
	return true
}

// identity tells the rows of a sheet apart: its first cells.
func identity(r templates.TableRow) string {
	return strings.Join(r.Cells[:min(2, len(r.Cells))], "\x00")
}
