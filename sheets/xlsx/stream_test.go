package xlsx

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// large is a workbook with a sheet that is worth a second core.
func large(rows int) parts {
	var b strings.Builder
	for row := 1; row <= rows; row++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d"><v>%d</v></c><c r="C%d" t="str"><v>第%d行</v></c></row>`,
			row, row, row%3, row, row*7, row, row)
	}
	return simple().with(sheetPart, worksheet(b.String()))
}

func TestWorkersAgree(t *testing.T) {
	data := large(12_000).zip()
	one, err := readAll(data, WithWorkers(1))
	if err != nil {
		t.Fatal(err)
	}
	two, err := readAll(data, WithWorkers(2))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(one, two) || len(one.Rows["表1"]) != 12_000 {
		t.Error("the number of workers makes a difference")
	}
}

// TestNoGoroutineStays closes readers at every stage.
func TestNoGoroutineStays(t *testing.T) {
	data := large(20_000).zip()
	before := runtime.NumGoroutine()
	for _, n := range []int{0, 1, 100, 12_000, 20_000, 30_000} {
		w, err := OpenBytes(data)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := w.Rows("表1")
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			if !rows.Next() {
				break
			}
		}
		for range 2 {
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		}
		if rows.Next() {
			t.Error("a row after Close")
		}
		w.Close()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// TestTextsStay keeps what was read: texts must not change when the
// buffers behind them are used again.
func TestTextsStay(t *testing.T) {
	w, err := OpenBytes(large(2_000).zip())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Rows("表1")
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for rows.Next() {
		kept = append(kept, rows.Row().Cells[2].Text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for i, s := range kept {
		if want := fmt.Sprintf("第%d行", i+1); s != want {
			t.Fatalf("row %d became %q", i+1, s)
		}
	}
}

func TestConcurrentReaders(t *testing.T) {
	w, err := OpenBytes(large(5_000).zip())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if i%2 == 0 {
				if _, err := w.Merged("表1"); err != nil {
					t.Error(err)
				}
				return
			}
			if list, err := readSheet(w, "表1"); err != nil || len(list) != 5_000 {
				t.Error(len(list), err)
			}
		})
	}
	wg.Wait()
}

// TestDamageAtTheEnd delivers the rows before the damage and then the error,
// never the end.
func TestDamageAtTheEnd(t *testing.T) {
	data := large(20_000).zip()
	twin := directoryFields(t, data, sheetPart, func(e []byte) { e[16] ^= 1 })
	for _, workers := range []int{1, 2} {
		w, err := OpenBytes(twin, WithWorkers(workers))
		if err != nil {
			t.Fatal(err)
		}
		list, err := readSheet(w, "表1")
		var d *DamageError
		if !errors.As(err, &d) || d.Message != msgChecksum {
			t.Errorf("%d rows, then %v", len(list), err)
		}
		if _, err := w.Merged("表1"); !errors.As(err, &d) {
			t.Errorf("merged: %v", err)
		}
	}
}

func TestOpenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "回执.xlsx")
	if err := os.WriteFile(path, simple().zip(), 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := readSheet(w, "表1"); err != nil || len(rows) != 1 {
		t.Error(rows, err)
	}
	for range 2 {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := os.Remove(path); err != nil { // Windows would refuse while it is open
		t.Error(err)
	}
}
