package master

import (
	"context"
	"fmt"
	"sync"

	"taizhang/sheets/xlsx"
)

// Verify reads back what was written and counts its rows, sheet by sheet, against
// those of the master.
func (m *Master) Verify(ctx context.Context, path string) error {
	wb, err := xlsx.Open(path, xlsx.Own())
	if err != nil {
		return err
	}
	defer wb.Close()
	lines := map[string]int{ReceiptSheet: len(m.Receipts) + len(m.Missing), ConflictSheet: len(m.Conflicts), ChangeSheet: len(m.Changes)}
	for _, l := range m.Plan.Ledgers {
		lines[l.Name] = len(m.Rows[l])
	}
	var work sync.WaitGroup
	bad := make(chan error, 1)
	for sheet, n := range lines {
		work.Go(func() {
			if err := verifyTable(ctx, wb, sheet, n); err != nil {
				select {
				case bad <- err:
				default: // one is enough
				}
			}
		})
	}
	work.Wait()
	select {
	case err := <-bad:
		return fmt.Errorf("总台账写出来以后核对不上，没有替换原来的（%w）；请检查磁盘，再运行", err)
	default:
		return nil
	}
}

func verifyTable(ctx context.Context, wb *xlsx.Workbook, sheet string, lines int) error {
	all := parts(lines)
	if further := partName(sheet, all+1); has(wb, further) {
		return fmt.Errorf("多出一张“%s”", further)
	}
	for part := range all {
		name, want := partName(sheet, part+1), headerRow+min(perSheet, lines-part*perSheet)
		switch got, err := wb.CountRows(ctx, name); {
		case err != nil:
			return err
		case got != want:
			return fmt.Errorf("“%s”有 %d 行，应有 %d 行", name, got-headerRow, want-headerRow)
		}
	}
	return nil
}
