package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
)

// read gives the texts of a sheet by address.
func read(t *testing.T, data []byte, sheet string) map[string]string {
	t.Helper()
	wb, err := xlsx.OpenBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	out := map[string]string{}
	err = wb.Each(t.Context(), sheet, func(r *xlsx.Row) {
		for _, c := range r.Cells {
			out[xlsx.CellName(c.Col, r.Number)] = c.Text
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever text goes in comes out, in cells and as the value of a formula.
func TestTextsComeBackAsTheyWere(t *testing.T) {
	texts := []string{"甲", " 前", "后 ", "一\n二", "\t", "a\rb", "\x01\x1f", "<&>\"'", "_x0041_", "_x005F_x0041_", "_xZZZZ_", "__x0041_", "𠮷😀", "]]>", "_", "x_x", "\n"}
	b := New("")
	b.Sheet("表")
	s := b.Stream("表")
	for _, text := range texts {
		s.Row(0, Cell{Value: text}, Cell{Value: text, Formula: `"a"&B1<>""`})
	}
	s.Row(0, Cell{Value: "坏\xff字\uFFFE"})
	s.End()
	data := bytesOf(t, b)
	got := read(t, data, "表")
	for i, text := range texts {
		for _, col := range []int{1, 2} {
			if g := got[At(col, i+1)]; g != text {
				t.Errorf("%q came back as %q in column %d", text, g, col)
			}
		}
	}
	if g := got[At(1, len(texts)+1)]; g != "坏\uFFFD字\uFFFD" {
		t.Errorf("%q", g)
	}
	for _, p := range packagecheck.Check(data) {
		t.Error(p)
	}
}

// What a cell cannot hold is cut, and the cell says so.
func TestTooLongATextSaysThatItIsCut(t *testing.T) {
	for _, text := range []string{strings.Repeat("长", MaxText+1), strings.Repeat("😀", MaxText/2+1), "a" + strings.Repeat("😀", MaxText/2+1)} {
		got := fit(text)
		n := len(utf16.Encode([]rune(got)))
		if n > MaxText || n < MaxText-1 || !strings.HasSuffix(got, rest) || !strings.HasPrefix(text, strings.TrimSuffix(got, rest)) {
			t.Errorf("%d characters, ends in %q", n, got[len(got)-40:])
		}
	}
	if text := strings.Repeat("长", MaxText); fit(text) != text {
		t.Error("a text that fits was cut")
	}
}

// A workbook that Excel could not open is refused, and nothing is written.
func TestLimitsOfExcelRefuseTheWorkbook(t *testing.T) {
	for name, spoil := range map[string]func(*Stream){
		"1048576 行": func(s *Stream) { s.Skip(MaxRows); s.Row(0) },
		"16384 列":   func(s *Stream) { s.Row(0, make([]Cell, MaxColumns+1)...) },
	} {
		b := New("")
		b.Sheet("表")
		s := b.Stream("表")
		spoil(s)
		s.End()
		var out bytes.Buffer
		err := b.Write(&out)
		limit := &LimitError{}
		if !errors.As(err, &limit) || limit.Advice() == "" || !strings.Contains(err.Error(), name) || out.Len() > 0 {
			t.Errorf("%v, %d bytes", err, out.Len())
		}
		b.Close()
	}
}

// Of a formula that no cell can hold, its value stands.
func TestTooLongAFormulaLeavesItsValue(t *testing.T) {
	b := New("")
	b.Sheet("表")
	s := b.Stream("表")
	s.Skip(MaxRows - 1)
	s.Row(0, Cell{Value: 1, Formula: strings.Repeat("1+", MaxFormula) + "1"})
	s.End()
	data := bytesOf(t, b)
	if got := read(t, data, "表")["A1048576"]; got != "1" || strings.Contains(parts(t, data)["xl/worksheets/sheet1.xml"], "<f>") {
		t.Errorf("%q", got)
	}
}

// A sheet of many blocks is one stream, whose checksum and size hold.
func TestManyBlocksAreOnePart(t *testing.T) {
	b := New("")
	b.Sheet("表")
	s := b.Stream("表", Spans(10, 20)...)
	const rows = 60_000
	for i := range rows {
		s.Row(0, Cell{Value: fmt.Sprintf("第%d行", i)}, Cell{Value: float64(i) + 0.25})
	}
	s.End()
	if len(s.part.blocks) < 3 {
		t.Fatalf("%d blocks", len(s.part.blocks))
	}
	data := bytesOf(t, b)
	got := read(t, data, "表")
	if len(got) != 2*rows || got["A60000"] != "第59999行" || got["B60000"] != "59999.25" {
		t.Errorf("%d cells, %q, %q", len(got), got["A60000"], got["B60000"])
	}
	for _, p := range packagecheck.Check(data) {
		t.Error(p)
	}
}

func TestJoinedChecksums(t *testing.T) {
	for range 200 {
		a, b := make([]byte, rand.IntN(3000)), make([]byte, rand.IntN(70000))
		for i := range a {
			a[i] = byte(rand.Uint32())
		}
		for i := range b {
			b[i] = byte(rand.Uint32())
		}
		want := crc32.ChecksumIEEE(append(bytes.Clone(a), b...))
		if got := joinCRC(crc32.ChecksumIEEE(a), crc32.ChecksumIEEE(b), int64(len(b))); got != want {
			t.Fatalf("%d and %d bytes: %08x, not %08x", len(a), len(b), got, want)
		}
	}
}

// Another reader that trusts what a sheet says of its size sees all of it.
func TestReadOnlyReadersSeeEveryRow(t *testing.T) {
	if exec.Command("python3", "-c", "import openpyxl").Run() != nil {
		t.Skip("no python3 with openpyxl")
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := os.WriteFile(path, bytesOf(t, sample()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", "-c", `
import sys, openpyxl
for ws in openpyxl.load_workbook(sys.argv[1], read_only=True):
    print(len(list(ws.rows)), max([len(r) for r in ws.rows] or [0]))
`, path).CombinedOutput()
	if err != nil || string(out) != "4 3\n3 3\n0 0\n" {
		t.Errorf("%v\n%s", err, out)
	}
}

func BenchmarkStream(b *testing.B) {
	for b.Loop() {
		k := New("")
		k.Sheet("表")
		s := k.Stream("表", Spans(10, 20, 10, 10, 10, 10, 10, 10, 10, 10)...)
		wrap := k.Style(Style{Wrap: true, Size: 10})
		for i := range 100_000 {
			text := fmt.Sprintf("第%d行的内容", i)
			row := make([]Cell, 10)
			for j := range row {
				row[j] = Cell{Style: wrap, Value: text}
			}
			s.Fit(1, 12, row...)
		}
		s.End()
		if err := k.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		k.Close()
	}
}

// Who watches is told of the rows of all sheets, and when it is over.
func TestWatch(t *testing.T) {
	var said []string
	ctx := Watch(context.Background(), func(what string, rows, of int) { said = append(said, fmt.Sprint(what, " ", rows, " ", of)) })
	b := New("").Until(ctx).Called("表", 2*TellEvery)
	for _, name := range []string{"一", "二"} {
		b.Sheet(name)
		s := b.Stream(name)
		for range TellEvery - 1 {
			s.Row(0, Cell{Value: "字"})
		}
		s.End()
	}
	if err := b.Write(io.Discard); err != nil {
		t.Fatal(err)
	}
	if want := []string{fmt.Sprint("表 ", TellEvery, " ", 2*TellEvery), fmt.Sprint(" -1 ", 2*TellEvery)}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}
