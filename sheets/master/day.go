package master

import (
	"context"
	"errors"
	"io/fs"

	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// LastDay is the day of the last merge; "" before the first, and where the
// master cannot be read.
func LastDay(ctx context.Context, d campaign.Dir) (string, error) {
	m, err := stamp(ctx, d)
	return m.AsOf, err
}

// FiguresStale reports whether the plan's figures have changed since the master
// was written; false without a master that can be read.
func FiguresStale(ctx context.Context, d campaign.Dir, p *templates.Plan) (bool, error) {
	m, err := stamp(ctx, d)
	m.Plan = p
	return m.Serial > 0 && !m.FiguresCurrent(), err
}

// stamp reads what the last merge wrote about itself, and nothing else; zero
// where there is nothing to read: who needs the master says so.
func stamp(ctx context.Context, d campaign.Dir) (*Master, error) {
	m := &Master{}
	wb, err := xlsx.Open(d.Master(), xlsx.Own())
	switch {
	case errors.Is(err, fs.ErrNotExist) || xlsx.Unreadable(err):
		return m, nil
	case err != nil:
		return m, err
	}
	defer wb.Close()
	if err := m.readMeta(ctx, wb); err != nil {
		return &Master{}, ctx.Err()
	}
	return m, nil
}
