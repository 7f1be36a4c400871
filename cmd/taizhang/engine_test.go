package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/xlsx"
)

// cellsOf lists what stands in a workbook.
func cellsOf(t *testing.T, path string) []string {
	t.Helper()
	wb, err := xlsx.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	var out []string
	for _, s := range wb.Sheets() {
		if err := wb.Each(context.Background(), s.Name, func(r *xlsx.Row) {
			for _, c := range r.Cells {
				if c.Text != "" {
					out = append(out, fmt.Sprintf("%s!%s\t%s", s.Name, xlsx.CellName(c.Col, r.Number), c.Text))
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestReportFromEngine: a report from the engine is, cell for cell, the report
// from the folder, and of the large ledgers no row is fetched for it; all offices
// together have twice what one of two has.
func TestReportFromEngine(t *testing.T) {
	t.Parallel()
	s := enginetest.Start(t)
	address := s.Database("report")
	dir := filepath.Join(t.TempDir(), "活动")
	if err := os.CopyFS(dir, os.DirFS(sampleDir(t))); err != nil {
		t.Fatal(err)
	}
	do := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(context.Background(), append([]string{"taizhang"}, args...), strings.NewReader(""), &out, &errs); code != want {
			t.Fatalf("%v: exit %d\n%s%s", args, code, &out, &errs)
		}
		return out.String()
	}
	do(0, "load", "-C", dir, "--to", address)
	if out := do(0, "load", "-C", dir, "--to", address); !strings.Contains(out, "没有改动") {
		t.Errorf("the same master again: %s", out)
	}
	var kept = map[string][]string{}
	files := []string{"汇总表.xlsx", "汇总表-内部.xlsx"}
	texts := []string{"通报-社会公开稿.md", "汇总.html"}
	for _, name := range files {
		kept[name] = cellsOf(t, filepath.Join(dir, "5-汇总", name))
	}
	var before [][]byte
	for _, name := range texts {
		b, err := os.ReadFile(filepath.Join(dir, "5-汇总", name))
		if err != nil {
			t.Fatal(err)
		}
		before = append(before, b)
		_ = os.Remove(filepath.Join(dir, "5-汇总", name))
	}
	for _, name := range files {
		_ = os.Remove(filepath.Join(dir, "5-汇总", name))
	}
	out := do(0, "report", "-C", dir, "--from", address)
	for _, name := range files {
		got := cellsOf(t, filepath.Join(dir, "5-汇总", name))
		if !slices.Equal(got, kept[name]) {
			n := 0
			for i := range min(len(got), len(kept[name])) {
				if got[i] != kept[name][i] && n < 5 {
					n++
					t.Errorf("%s: engine %s, folder %s", name, got[i], kept[name][i])
				}
			}
			t.Errorf("%s: %d cells from the engine, %d from the folder", name, len(got), len(kept[name]))
		}
	}
	for i, name := range texts {
		got, err := os.ReadFile(filepath.Join(dir, "5-汇总", name))
		if err != nil || !bytes.Equal(got, before[i]) {
			t.Errorf("%s is another one from the engine (%v)", name, err)
		}
	}
	for _, ledger := range []string{"民情走访"} {
		if strings.Contains(out, "取了“"+ledger+"”的") {
			t.Errorf("rows of %s were fetched", ledger)
		}
	}

	here, there := do(0, "trace", "-C", dir, "违建.移入处数"), do(0, "trace", "-C", dir, "--from", address, "违建.移入处数")
	if a, b := strings.Count(here, "\n"), strings.Count(there, "\n"); a != b || !strings.Contains(there, "上报/副本第八社区.xlsx · 违法建设 · 第 130 行") {
		t.Errorf("traced: %d lines here, %d from the engine\n%s", a, b, there)
	}

	do(0, "load", "-C", dir, "--to", address, "--office", "街道乙")
	for _, picture := range glob(t, filepath.Join(dir, "5-汇总", "一图读懂*")) {
		if err := os.Remove(picture); err != nil { // else it would be written again, the same
			t.Fatal(err)
		}
	}
	own := filesOf(t, filepath.Join(dir, "5-汇总"))
	do(0, "report", "-C", dir, "--from", address, "--office", "街道乙")
	if now := filesOf(t, filepath.Join(dir, "5-汇总")); !maps.Equal(own, now) {
		t.Errorf("the report of another office changed what stands in 5-汇总: %v, %v", own, now)
	}
	if got := cellsOf(t, filepath.Join(dir, "5-汇总", "引擎-街道乙", files[0])); len(got) != len(kept[files[0]]) {
		t.Errorf("the other office: %d cells, %d", len(got), len(kept[files[0]]))
	}
	one, all := do(3, "report", "-C", dir, "--json", "--from", address, "--all"), do(0, "report", "-C", dir, "--json", "--from", address)
	for _, code := range []string{"违建.总量处数", "任务.措施数"} {
		if a, b := figureIn(t, one, code), figureIn(t, all, code); a != 2*b || b == 0 {
			t.Errorf("%s: all %d, one %d", code, a, b)
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatal("nothing like ", pattern, err)
	}
	return found
}

// filesOf are the digests of what stands in a folder itself.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	return out
}

// figureIn is a figure's value in a report's JSON.
func figureIn(t *testing.T, object, code string) (n int) {
	t.Helper()
	_, rest, _ := strings.Cut(object, `"code": "`+code+`"`)
	_, rest, found := strings.Cut(rest, `"value": "`)
	if _, err := fmt.Sscanf(rest, "%d", &n); err != nil || !found {
		t.Fatalf("no figure %s", code)
	}
	return n
}
