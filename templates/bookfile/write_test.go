package bookfile

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"taizhang/sheets/ooxml/packagecheck"

	"github.com/xuri/excelize/v2"
)

func TestRemoverWorksAcrossWrites(t *testing.T) {
	text := `<row r="1" ht="18" customHeight="1"><c/></row> custom<row r="2" customHeight="1"></row></worksheet>`
	want := strings.ReplaceAll(text, string(byHand), "")
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		r := &remover{w: &out}
		for rest := []byte(text); len(rest) > 0; {
			n := min(size, len(rest))
			if _, err := r.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if out.String() != want {
			t.Fatalf("in pieces of %d: %s", size, out.String())
		}
	}
}

func TestWriteKeepsTheWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	if err := sw.SetRow("A1", []any{"甲", 1.5}, excelize.RowOpts{Height: 40}); err != nil {
		t.Fatal(err)
	}
	if err := sw.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Write(&out, f); err != nil {
		t.Fatal(err)
	}
	g, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if v, _ := g.GetCellValue("Sheet1", "A1"); v != "甲" {
		t.Errorf("A1 is %q", v)
	}
	if h, _ := g.GetRowHeight("Sheet1", 1); h != 40 {
		t.Errorf("height %v", h)
	}
}

// A stream's columns come out in their order, however the sheet is cut.
func TestColumnsInOrder(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, width := range []float64{10, 20, 30} {
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			t.Fatal(err)
		}
	}
	if err := sw.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Write(&out, f); err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(out.Bytes()) {
		t.Error(p)
	}
	const text = `<worksheet><cols><col min="10" max="11"/><col min="2" max="2" /></cols><sheetData><row/></sheetData></worksheet>`
	const want = `<worksheet><cols><col min="2" max="2" /><col min="10" max="11"/></cols><sheetData><row/></sheetData></worksheet>`
	for _, plain := range []string{text, "<worksheet></worksheet>", "<worksheet><cols></sheetData></worksheet>"} {
		for size := 1; size <= len(plain); size++ {
			var out bytes.Buffer
			c := &columns{w: &out}
			for rest := []byte(plain); len(rest) > 0; rest = rest[min(size, len(rest)):] {
				if _, err := c.Write(rest[:min(size, len(rest))]); err != nil {
					t.Fatal(err)
				}
			}
			if got := strings.Replace(out.String(), want, text, 1); got != plain || plain == text && out.String() != want {
				t.Fatalf("in pieces of %d: %s", size, out.String())
			}
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// TestWriteCanBeStopped: the writer's refusal ends the work.
func TestWriteCanBeStopped(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := Write(full{}, f); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}
