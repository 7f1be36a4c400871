package xlsx

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSimpleWorkbook(t *testing.T) {
	want := &contents{
		Sheets: []Sheet{{Name: "表1"}},
		Props:  map[string]string{"campaign": "2021"},
		Rows: map[string][]Row{"表1": {{Number: 1, Cells: []Cell{
			{Col: 1, Kind: Text, Text: "甲"},
			{Col: 2, Kind: Number, Text: "1.5"},
		}}}},
		Merged: map[string][]Range{"表1": nil},
	}
	for name, data := range map[string][]byte{"deflated": simple().zip(), "stored": simple().stored()} {
		got, err := readAll(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
