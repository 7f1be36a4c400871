package xlsx_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/xlsx"
)

// TestEachStops: a sheet is read no further once the context has ended.
func TestEachStops(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, cell := range []string{"A1", "A2", "A3"} {
		if err := f.SetCellStr("Sheet1", cell, cell); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	wb, err := xlsx.OpenBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	err = wb.Each(ctx, "Sheet1", func(*xlsx.Row) { seen++; cancel() })
	if !errors.Is(err, context.Canceled) || seen != 1 {
		t.Errorf("%d rows, %v", seen, err)
	}
}

// TestOfficeError: a workbook of the office's own is not to be sent in again; an
// error that is no fault of the workbook passes.
func TestOfficeError(t *testing.T) {
	var advice interface{ Advice() string }
	_, damage := xlsx.OpenBytes([]byte("PK\x03\x04"))
	if err := xlsx.OfficeError(damage, "总台账", "请从历史恢复。"); !errors.As(err, &advice) || advice.Advice() != "请从历史恢复。" || !errors.Is(err, damage) {
		t.Error(err)
	}
	if err := xlsx.OfficeError(context.Canceled, "总台账", "x"); err != context.Canceled {
		t.Error(err)
	}
	if err := xlsx.OfficeError(nil, "总台账", "x"); err != nil {
		t.Error(err)
	}
}
