package form

import (
	"bytes"
	"errors"
	"testing"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/book"
)

// A form that could not be read when it comes back is refused before it is
// written, with what to do.
func TestAFormThatNobodyCouldReadIsRefused(t *testing.T) {
	plan, err := templates.Load(templates.StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledgers[0]
	r := Request{Plan: plan, Unit: plan.Units[0], Issue: 1, Issued: "2021-11-20", Ledgers: []*templates.Ledger{l},
		Rows: map[string][]templates.Record{l.Name: make([]templates.Record, xlsx.MostCells/2/len(l.FormColumns())+1)}}
	var out bytes.Buffer
	limit := &book.LimitError{}
	if err := Write(t.Context(), &out, r); !errors.As(err, &limit) || limit.Advice() == "" || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}
