package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	kzip "github.com/klauspost/compress/zip"
)

// The figures in README.md come from these benchmarks. Each group inflates the
// same files first: that is the floor, below which nothing that reads a
// workbook can get. XLSX_BENCH_DIR keeps the files for a second run, in which
// the peak memory of the process is that of reading alone.

func BenchmarkReturns(b *testing.B) {
	files := benchFiles(b, "returns", 300, 500, 20)
	benchFloors(b, files)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("read-%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if n := inParallel(b, files, workers, readCells); n != 300*501*20 {
					b.Fatalf("%d cells", n)
				}
			}
		})
	}
}

func BenchmarkGiant(b *testing.B) {
	files := benchFiles(b, "giant", 1, 200_000, 20)
	benchFloors(b, files)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("read-%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n, err := countCells(files[0], WithWorkers(workers))
				if err != nil || n != 200_001*20 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// benchFloors inflates all parts, checksums included, by the standard library
// and by the decoder that the package uses.
func benchFloors(b *testing.B, files []string) {
	b.Run("inflate-std", func(b *testing.B) {
		for b.Loop() {
			inParallel(b, files, 1, inflateStd)
		}
	})
	b.Run("inflate", func(b *testing.B) {
		for b.Loop() {
			inParallel(b, files, 1, inflateFast)
		}
	})
}

func inParallel(b *testing.B, files []string, workers int, do func(string) (int, error)) int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan string)
	total := 0
	for range workers {
		wg.Go(func() {
			for f := range next {
				n, err := do(f)
				if err != nil {
					b.Error(err)
				}
				mu.Lock()
				total += n
				mu.Unlock()
			}
		})
	}
	for _, f := range files {
		next <- f
	}
	close(next)
	wg.Wait()
	return total
}

func readCells(path string) (int, error) { return countCells(path, WithWorkers(1)) }

func countCells(path string, opts ...Option) (int, error) {
	w, err := Open(path, opts...)
	if err != nil {
		return 0, err
	}
	defer w.Close()
	rows, err := w.Rows("数据")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n += len(rows.Row().Cells)
	}
	return n, rows.Err()
}

func inflateStd(path string) (int, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	return inflateAll(z.File)
}

func inflateFast(path string) (int, error) {
	z, err := kzip.OpenReader(path)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	return inflateAll(z.File)
}

func inflateAll[F interface{ Open() (io.ReadCloser, error) }](files []F) (total int, err error) {
	buf := make([]byte, windowBytes)
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return total, err
		}
		n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, r, buf)
		if err != nil {
			return total, err
		}
		total += int(n)
		r.Close()
	}
	return total, nil
}

// benchFiles writes workbooks as Excel would.
func benchFiles(b *testing.B, name string, count, rows, cols int) []string {
	dir := os.Getenv("XLSX_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	var files []string
	for i := range count {
		path := filepath.Join(dir, fmt.Sprintf("%s-%03d.xlsx", name, i))
		files = append(files, path)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := writeReturn(path, uint64(i), rows, cols); err != nil {
			b.Fatal(err)
		}
	}
	return files
}

// writeReturn writes a ledger: serial numbers and remarks that occur once,
// choices that occur often, dates, amounts, blanks, a formula in each row.
func writeReturn(path string, seed uint64, rows, cols int) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	rnd := rand.New(rand.NewPCG(seed, 1))
	z := zip.NewWriter(out)
	p := simple().without(sheetPart).without(stringPart)
	p[bookPart] = strings.Replace(p[bookPart], "表1", "数据", 1)
	for name, content := range p {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		io.WriteString(f, content)
	}
	f, err := z.Create(sheetPart)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	w.WriteString(xmlTop + `<worksheet ` + mainNS + ` ` + relNS + `><dimension ref="A1:` + CellName(cols, rows+1) + `"/><sheetData>`)
	texts := map[string]int{}
	var order []string
	shared := func(s string) int {
		i, ok := texts[s]
		if !ok {
			i = len(order)
			texts[s] = i
			order = append(order, s)
		}
		return i
	}
	for row := 1; row <= rows+1; row++ {
		fmt.Fprintf(w, `<row r="%d" spans="1:%d" ht="15.75" customHeight="1">`, row, cols)
		for col := 1; col <= cols; col++ {
			ref := CellName(col, row)
			switch kind := (col - 1) % 10; {
			case row == 1:
				fmt.Fprintf(w, `<c r="%s" s="4" t="s"><v>%d</v></c>`, ref, shared("栏目"+strconv.Itoa(col)))
			case col == 1:
				fmt.Fprintf(w, `<c r="%s" s="4" t="s"><v>%d</v></c>`, ref, shared(fmt.Sprintf("单位%d-台账-%05d", seed, row)))
			case col == 2:
				fmt.Fprintf(w, `<c r="%s" s="4" t="s"><v>%d</v></c>`, ref, shared(fmt.Sprintf("%d号楼%d单元楼道堆物已清理，第%d次复查", rnd.IntN(60), rnd.IntN(6), row)))
			case kind == 3:
				fmt.Fprintf(w, `<c r="%s" s="1"><v>%d</v></c>`, ref, 44000+rnd.IntN(900))
			case kind == 4:
				fmt.Fprintf(w, `<c r="%s" s="0"><v>%.2f</v></c>`, ref, rnd.Float64()*1000)
			case kind == 5:
				fmt.Fprintf(w, `<c r="%s" s="0"><v>%d</v></c>`, ref, rnd.IntN(50))
			case kind == 6:
				fmt.Fprintf(w, `<c r="%s" s="4"/>`, ref)
			case col == 20:
				fmt.Fprintf(w, `<c r="%s"><f>F%d*2</f><v>%d</v></c>`, ref, row, rnd.IntN(100))
			default:
				fmt.Fprintf(w, `<c r="%s" s="4" t="s"><v>%d</v></c>`, ref, shared(fmt.Sprintf("选项%d-%d", kind, rnd.IntN(12))))
			}
		}
		w.WriteString(`</row>`)
	}
	w.WriteString(`</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>`)
	if err := w.Flush(); err != nil {
		return err
	}
	if f, err = z.Create(stringPart); err != nil {
		return err
	}
	w.Reset(f)
	fmt.Fprintf(w, xmlTop+`<sst %s count="%d" uniqueCount="%d">`, mainNS, rows*cols, len(order))
	for _, s := range order {
		w.WriteString(`<si><t>` + s + `</t><phoneticPr fontId="1" type="noConversion"/></si>`)
	}
	w.WriteString(`</sst>`)
	if err := w.Flush(); err != nil {
		return err
	}
	return z.Close()
}
