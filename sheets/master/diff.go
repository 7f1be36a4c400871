package master

import "taizhang/sheets"

// RowDiff is one row that differs between two masters.
type RowDiff struct {
	What   string     `json:"what"` // 增加 改变 不见
	Ledger string     `json:"ledger"`
	RowID  string     `json:"row_id"`
	Unit   string     `json:"unit"`
	Cells  []CellDiff `json:"cells,omitempty"`
}

// CellDiff is one cell that differs; sensitive values are masked.
type CellDiff struct {
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// Diff lists the rows added, changed and gone, by ledger and id.
func Diff(before, after *Master) []RowDiff {
	var out []RowDiff
	for _, l := range after.Plan.Ledgers {
		rest := map[string]*sheets.Row{}
		for _, r := range before.Rows[l] {
			rest[r.ID] = r
		}
		for _, r := range after.Rows[l] {
			old := rest[r.ID]
			delete(rest, r.ID)
			d := RowDiff{What: "增加", Ledger: l.Name, RowID: r.ID, Unit: r.Source.Unit}
			if old != nil {
				d.What = "改变"
				for _, c := range l.Columns {
					if a, b := old.Values[c.Index], r.Values[c.Index]; a != b {
						d.Cells = append(d.Cells, CellDiff{c.Name, c.Show(a), c.Show(b)})
					}
				}
				if len(d.Cells) == 0 {
					continue
				}
			}
			out = append(out, d)
		}
		for _, r := range before.Rows[l] {
			if rest[r.ID] != nil {
				out = append(out, RowDiff{What: "不见", Ledger: l.Name, RowID: r.ID, Unit: r.Source.Unit})
			}
		}
	}
	return out
}
