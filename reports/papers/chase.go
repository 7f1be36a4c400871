package papers

import (
	"context"

	"taizhang/sheets/returns"
)

// chase says of every workbook whether it came back, in the plan's order.
func (d *desk) chase(ctx context.Context) ([]returns.Part, error) {
	units, err := returns.Standing(ctx, d.Plan, d.master.Receipts, d.AsOf, returns.Files{Dir: d.Dir})
	if err != nil {
		return nil, err
	}
	var out []returns.Part
	for _, u := range units {
		out = append(out, u.Parts...)
	}
	return out, nil
}
