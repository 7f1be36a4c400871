package level

import (
	"context"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

func hasSheet(wb *xlsx.Workbook, name string) bool {
	return slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == name })
}

// pairs reads what the hidden sheet says of a workbook.
func pairs(ctx context.Context, wb *xlsx.Workbook) (map[string]string, error) {
	out := map[string]string{}
	err := wb.Each(ctx, form.MetaSheet, func(r *xlsx.Row) {
		texts := [2]string{}
		for _, c := range r.Cells {
			if c.Col <= 2 {
				texts[c.Col-1] = strings.TrimSpace(c.Text)
			}
		}
		if texts[0] != "" {
			out[texts[0]] = texts[1]
		}
	})
	return out, err
}

// Lines reads a table's lines by header text; nil where there is no such sheet.
// The line's number in the sheet is under "".
func Lines(ctx context.Context, wb *xlsx.Workbook, sheet string) ([]map[string]string, error) {
	if !hasSheet(wb, sheet) {
		return nil, nil
	}
	var header map[int]string
	var out []map[string]string
	err := wb.Each(ctx, sheet, func(r *xlsx.Row) {
		if header == nil {
			if r.Number >= form.TableHeaderRow && len(r.Cells) > 0 {
				header = map[int]string{}
				for _, c := range r.Cells {
					header[c.Col] = templates.HeaderKey(c.Text)
				}
			}
			return
		}
		line := map[string]string{"": xlsx.CellName(1, r.Number)}
		filled := false
		for _, c := range r.Cells {
			if text := strings.TrimSpace(cell.Plain(c, wb.Date1904())); text != "" && header[c.Col] != "" {
				line[header[c.Col]], filled = text, true
			}
		}
		if filled {
			out = append(out, line)
		}
	})
	return out, err
}
