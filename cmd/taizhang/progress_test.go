package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// Work that takes long shows files, rows and the time left; work that does not
// shows nothing.
func TestProgressOfLongWork(t *testing.T) {
	b := &bar{what: "合并", begun: time.Now().Add(-10 * time.Second)}
	if got, want := b.words(100, 300, 50_000, 10*time.Second), "合并：100/300 份，50000 行，还要约 20 秒"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	for name, begun := range map[string]time.Time{"short": time.Now(), "long": b.begun} {
		f, err := os.CreateTemp(t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		b := &bar{what: "合并", begun: begun, on: f}
		b.step(1, 3, 500)
		text, err := os.ReadFile(f.Name())
		if err != nil || strings.Contains(string(text), "1/3 份，500 行") != (name == "long") {
			t.Errorf("%s: %v %q", name, err, text)
		}
		f.Close()
	}
	watched := 0
	(&bar{watch: func(done, total int) { watched = 10*done + total }}).step(1, 3, 500)
	if watched != 13 {
		t.Error(watched)
	}
}

// Reading and writing a large workbook shows rows, and the time left where it is
// known of how many.
func TestProgressOfRows(t *testing.T) {
	for want, of := range map[string]int{"写总台账：4096/12288 行，还要约 20 秒": 12288, "写总台账：4096 行": 0} {
		f, err := os.CreateTemp(t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		b := &bar{what: "写总台账", begun: time.Now().Add(-10 * time.Second), on: f}
		b.rows(4096, of)
		if text, err := os.ReadFile(f.Name()); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%v %q", err, text)
		}
		b.end()
		f.Close()
	}
}
