package master

import (
	"context"
	"errors"
	"io/fs"

	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
)

// LastDay is the day of the last merge; "" before the first, and where the
// master cannot be read.
func LastDay(ctx context.Context, d campaign.Dir) (string, error) {
	wb, err := xlsx.Open(d.Master())
	switch {
	case errors.Is(err, fs.ErrNotExist) || xlsx.Unreadable(err):
		return "", nil // who needs the master says so
	case err != nil:
		return "", err
	}
	defer wb.Close()
	m := &Master{}
	if err := m.readMeta(ctx, wb); err != nil {
		return "", ctx.Err()
	}
	return m.AsOf, nil
}
