package xlsx

// Each visits every row of a sheet. What was visited counts for nothing if the
// error is not nil.
func (w *Workbook) Each(sheet string, visit func(*Row)) error {
	rows, err := w.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		visit(rows.Row())
	}
	return rows.Err()
}
