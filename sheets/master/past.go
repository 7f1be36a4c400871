package master

import (
	"context"

	"taizhang/sheets/xlsx"
)

// Past is what a kept copy of the master says of its day: its figures as they were
// printed then.
type Past struct {
	Serial  int
	AsOf    string
	Figures map[string]string // by code
}

// ReadPast reads a kept copy's figures and nothing else of it.
func ReadPast(ctx context.Context, path string) (Past, error) {
	wb, err := xlsx.Open(path, xlsx.Own())
	if err != nil {
		return Past{}, err
	}
	defer wb.Close()
	m := &Master{}
	if err := m.readMeta(ctx, wb); err != nil {
		return Past{}, err
	}
	p := Past{Serial: m.Serial, AsOf: m.AsOf, Figures: map[string]string{}}
	if !has(wb, FigureSheet) {
		return p, nil
	}
	code, printed := 1, 4 // of figureHeader
	return p, wb.Each(ctx, FigureSheet, func(r *xlsx.Row) {
		cells := map[int]string{}
		for _, c := range r.Cells {
			cells[c.Col] = c.Text
		}
		if r.Number >= firstRow && cells[code] != "" && p.Figures[cells[code]] == "" {
			p.Figures[cells[code]] = cells[printed]
		}
	})
}
