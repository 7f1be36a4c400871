package main

import (
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"taizhang/sheets/master"
	"taizhang/sheets/merge/mergetest"
	"taizhang/templates"
)

// onPath lets a test run the program in a process of its own.
func onPath(t *testing.T) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "taizhang") // as the scripts' commands are found
	if err := os.Symlink(program, bin); err != nil {
		t.Skip(err)
	}
	t.Setenv("PATH", filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"))
	if _, err := exec.LookPath("taizhang"); err != nil {
		t.Skip(err)
	}
}

// TestDeskLarge: pages of a large campaign list no more than a page holds; how long
// each takes, once the campaign has been read, is logged. A city is measured with
//
//	go test ./cmd/taizhang -run DeskLarge -units 1000 -rows 500 -timeout 2h -v
func TestDeskLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("a large campaign")
	}
	onPath(t)
	d := measured(t)
	d.command("template")
	d.returns(0, d.Units, 1)
	d.command("merge")
	d.returns(0, 1, 2)
	plan, err := templates.ReadWorkbook(d.Dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	m, err := master.Open(t.Context(), d.Dir, plan)
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledgers[0]
	u := sitDown(t, d.Dir)
	begin := time.Now()
	u.read("/findings")
	t.Logf("%d units, %d rows: read in %.1f s", d.Units, len(m.Rows[l]), time.Since(begin).Seconds())
	rows := "/rows/" + url.PathEscape(l.Name)
	for _, p := range []string{"/", "/plan", "/units", "/units/" + url.PathEscape(mergetest.UnitName(0)), "/inbox", "/merge", "/merge?what=" + url.QueryEscape("没有变化"), "/decide", "/findings", "/figures",
		"/figures/" + url.PathEscape("大.合计"), rows, rows + "?from=4000", rows + "?q=" + url.QueryEscape(m.Rows[l][len(m.Rows[l])-1].ID), rows + "/" + url.PathEscape(m.Rows[l][7].ID), "/notice", "/papers", "/log", "/find?q=" + url.QueryEscape("没有这样的")} {
		best, size := time.Hour, 0
		for range 5 {
			begin := time.Now()
			res, err := u.client.Get(u.base + p)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			best, size = min(best, time.Since(begin)), len(b)
		}
		t.Logf("%6.1f ms %7d bytes %s", float64(best.Microseconds())/1000, size, p)
		if size > 1<<20 {
			t.Errorf("%s takes %d bytes", p, size)
		}
	}
}
