package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"

	writer "taizhang/templates/book"
)

func notUnderRace(t *testing.T) {
	t.Helper()
	if raceEnabled {
		t.Skip("nothing runs side by side here")
	}
}

func TestLimits(t *testing.T) {
	p := simple()
	wide := p.with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>`))
	cases := []struct {
		name   string
		p      parts
		limits limits
		cell   string
	}{
		{"file", p, limits{FileBytes: 100}, ""},
		{"parts", p, limits{Parts: 5}, ""},
		{"part", p, limits{PartBytes: 500}, ""},
		{"total", p, limits{TotalBytes: 1500}, ""},
		{"rows", p.with(sheetPart, worksheet(`<row/><row/><row/>`)), limits{Rows: 2}, "2"},
		{"cells", p.with(sheetPart, worksheet(`<row><c/><c/><c/></row>`)), limits{Cells: 2}, "C1"},
		{"columns", wide, limits{}, "XFD1"},
		{"strings", p, limits{Strings: 2}, ""},
		{"shared text", p.with(stringPart, `<sst `+mainNS+`><si><t>一二三</t></si></sst>`), limits{StringLen: 2}, ""},
		{"text", p.with(sheetPart, worksheet(`<row><c t="str"><v>一二三</v></c></row>`)), limits{StringLen: 2}, "A1"},
		{"text beyond the basic plane", p.with(sheetPart, worksheet(`<row><c t="str"><v>😀a</v></c></row>`)), limits{StringLen: 2}, "A1"},
		{"token", p.with(sheetPart, worksheet(`<!--`+strings.Repeat(" ", 1<<20)+`-->`)), limits{}, ""},
		{"all texts", p, limits{TextBytes: 5}, ""},
		{"row", p.with(sheetPart, worksheet(`<row><c t="str"><v>一二三</v></c><c t="str"><v>四</v></c></row>`)), limits{RowBytes: 10}, "B1"},
		{"styles", p, limits{Styles: 5}, ""},
		{"number formats", p.edit(t, stylePart, `<numFmt `, `<numFmt numFmtId="177" formatCode="0"/><numFmt numFmtId="178" formatCode="0"/><numFmt `), limits{Styles: 2}, ""},
		{"sheets", p.edit(t, bookPart, `</sheets>`, `<sheet name="b" r:id="rId1"/></sheets>`), limits{Sheets: 1}, ""},
		{"names", p.edit(t, bookPart, `</sheets>`, `</sheets><definedNames><definedName name="a">1</definedName><definedName name="b">1</definedName></definedNames>`), limits{Names: 1}, ""},
		{"properties", p.edit(t, customPart, `</Properties>`, `<property name="b"/></Properties>`), limits{Names: 1}, ""},
		{"merged", p.edit(t, sheetPart, `</sheetData>`, `</sheetData><mergeCells><mergeCell ref="A1"/><mergeCell ref="A2"/></mergeCells>`), limits{Names: 1}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := readAll(c.p.zip(), withLimits(c.limits))
			var l *LimitError
			if !errors.As(err, &l) || l.Cell != c.cell || l.Message == "" || l.Fix != fixLimit {
				t.Fatalf("got %#v", err)
			}
		})
	}
	t.Run("blank cells far out are no offence", func(t *testing.T) {
		q := p.with(sheetPart, worksheet(`<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>`))
		if cells := one(t, q); len(cells) != 2 {
			t.Errorf("got %v", cells)
		}
	})
	t.Run("the defaults hold", func(t *testing.T) {
		if got := (limits{Rows: -1}).filled(); got != defaultLimits() {
			t.Errorf("got %+v", got)
		}
	})
}

// bomb packs a sheet that is the same text over and over.
func bomb(t *testing.T, head, text, tail string, times int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for name, content := range simple().without(sheetPart) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, content)
	}
	f, err := z.Create(sheetPart)
	if err != nil {
		t.Fatal(err)
	}
	chunk := strings.Repeat(text, 1000)
	io.WriteString(f, head)
	for range times / 1000 {
		io.WriteString(f, chunk)
	}
	io.WriteString(f, tail)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBombs opens files that are made to exhaust the machine. Each ends in a
// sentence, soon, and without much memory.
func TestBombs(t *testing.T) {
	notUnderRace(t)
	const head, tail = `<worksheet ` + mainNS + `><sheetData>`, `</sheetData></worksheet>`
	cases := []struct {
		name string
		data []byte
	}{
		{"spaces", bomb(t, head, " ", tail, 64<<20)},
		{"deep nesting", bomb(t, head, "<a>", "", 10_000_000)},
		{"many attributes", bomb(t, head+"<row ", "a ", tail, 1_000_000)},
		{"one long text", bomb(t, head+`<row><c t="str"><v>`, "一", tail, 2_000_000)},
		{"one text in pieces", bomb(t, head+`<row><c t="str"><v>`, "一<!-- -->", tail, 1_000_000)},
		{"one rich text", bomb(t, head+`<row><c t="inlineStr"><is>`, "<r><t>一</t></r>", tail, 1_000_000)},
		{"one long attribute", bomb(t, head+`<row r="`, "1", tail, 4_000_000)},
		{"one row of empty cells", bomb(t, head+"<row>", "<c/>", tail, 4_000_000)},
		{"too many rows", bomb(t, head, "<row/>", tail, 2_000_000)},
		{"formula without end", bomb(t, head+"<row><c><f>", "A1+", tail, 4_000_000)},
		{"many directory entries", manyEntries(t, 60_000)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := readAll(c.data)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil || !knownError(err) {
				t.Errorf("got %v", err)
			}
			if took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 200<<20 {
				t.Errorf("memory grew by %d MB", grown>>20)
			}
			t.Logf("%d KB, %v: %v", len(c.data)>>10, took.Round(time.Millisecond), err)
		})
	}
}

func manyEntries(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("%0200d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSparseGiant reads the few cells of a sheet that spans the whole grid as
// what they are: few.
func TestSparseGiant(t *testing.T) {
	var b strings.Builder
	for row := 1; row <= maxRow; row += 4096 {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>1</v></c><c r="XFD%d" s="1"/></row>`, row, row, row)
	}
	rows := readRows(t, simple().with(sheetPart, worksheet(b.String())))
	if len(rows) != maxRow/4096 || len(rows[255].Cells) != 2 {
		t.Errorf("got %d rows", len(rows))
	}
}

// The writer, which may not import the reader, holds to the same limits.
func TestWhatIsWrittenCanBeRead(t *testing.T) {
	read := [3]int{maxRow, maxCol, defaultLimits().StringLen}
	if written := [3]int{writer.MaxRows, writer.MaxColumns, writer.MaxText}; written != read {
		t.Errorf("rows, columns and characters: written up to %v, read up to %v", written, read)
	}
}
