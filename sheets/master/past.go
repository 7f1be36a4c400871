package master

import (
	"cmp"
	"context"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
)

// Past is what a kept copy of the master says of its day.
type Past = sheets.Past

// LookBack reads the figures of earlier merges, where the plan has figures that
// look back.
func (m *Master) LookBack(ctx context.Context, d campaign.Dir) error {
	if !m.Plan.LooksBack() {
		return nil
	}
	m.Past = nil
	for _, c := range d.MasterCopies() {
		p, err := ReadPast(ctx, c.Path)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil { // a damaged copy says nothing
			m.Past = append(m.Past, p)
		}
	}
	slices.SortStableFunc(m.Past, func(a, b Past) int { return cmp.Or(cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Serial, b.Serial)) })
	return nil
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
