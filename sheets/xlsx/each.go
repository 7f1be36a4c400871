package xlsx

import "context"

// Each visits every row of a sheet until ctx ends. What was visited counts for
// nothing if the error is not nil.
func (w *Workbook) Each(ctx context.Context, sheet string, visit func(*Row)) error {
	rows, err := w.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		visit(rows.Row())
	}
	return rows.Err()
}
