package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/engine/enginetest"
)

// TestSameFromEngine: of a campaign under way, with merges behind it, things late,
// papers out and rows waiting, every command says from the engine what it says from
// the master.
func TestSameFromEngine(t *testing.T) {
	s := enginetest.Start(t)
	address := s.Database("same")
	root := filepath.Join(t.TempDir(), "活动")
	do := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(context.Background(), append([]string{"taizhang"}, args...), strings.NewReader(""), &out, &errs); code != exitDone && code != exitFindings {
			t.Fatalf("%v: exit %d\n%s%s", args, code, &out, &errs)
		}
		return out.String()
	}
	do("demo", root)
	dir := root + halfwaySuffix
	plan := filepath.Join(dir, "方案.xlsx")
	for _, row := range []string{"代号=违建.增 名称=比上期增加 公式=[违建.总量处数]-[违建.总量处数@上期]", "代号=违建.同比 名称=比去年 公式=[违建.总量处数@去年]"} {
		if err := addRowTool(append([]string{plan, "指标", "运算=公式", "计量单位=处"}, strings.Fields(row)...)); err != nil {
			t.Fatal(err)
		}
	}
	const day = "2021-09-22"
	do("merge", "-C", dir, "--as-of", day)
	do("remind", "-C", dir, "--as-of", day)
	do("report", "-C", dir, "--as-of", day)
	do("load", "-C", dir, "--to", address)

	// Figures, those that look back too, and the trend.
	folder := filepath.Join(dir, "5-汇总")
	kept := map[string][]string{}
	for _, name := range []string{"汇总表.xlsx", "汇总表-内部.xlsx", "汇总表-领导版.xlsx"} {
		kept[name] = cellsOf(t, filepath.Join(folder, name))
	}
	do("report", "-C", dir, "--as-of", day, "--from", address)
	for name, want := range kept {
		sameCells(t, name, cellsOf(t, filepath.Join(folder, name)), want)
	}
	for _, code := range []string{"违建.增", "违建.总量处数", "违建.拆除率", "任务.措施数", "会议.扩大日期", "违建.同比"} {
		for _, form := range [][]string{nil, {"--json"}} {
			args := append([]string{"trace", "-C", dir, "--as-of", day}, form...)
			here, there := do(append(slices.Clone(args), code)...), do(append(append(slices.Clone(args), "--from", address), code)...)
			if here != there {
				t.Errorf("trace %s %v: %s", code, form, firstDifference(here, there))
			}
		}
	}
	if out := do("trace", "-C", dir, "--as-of", day, "--from", address, "违建.增"); !strings.Contains(out, "= ") || strings.Contains(out, "= —") {
		t.Errorf("what it was before is not known: %s", out[:min(300, len(out))])
	}

	// A speech of today, and one of an earlier day.
	speech := filepath.Join(dir, "讲话.md")
	text := "# 讲话\n\n2021年9月22日\n\n截至目前，违法建设总量9处。整改措施共18项。\n"
	if err := os.WriteFile(speech, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	documents := []string{speech}
	documents = append(documents, glob(t, filepath.Join(folder, "通报-*.docx"))...)
	for _, doc := range documents {
		for _, form := range []string{"--no-copy", "--json"} {
			here, there := do("audit", "-C", dir, "--as-of", day, "--no-copy", form, doc), do("audit", "-C", dir, "--as-of", day, "--from", address, "--no-copy", form, doc)
			if here != there || !strings.Contains(here, "2021-09-22") && !strings.Contains(here, "2021年9月22日") {
				t.Errorf("audit %s: %s\n%s", filepath.Base(doc), firstDifference(here, there), here)
			}
		}
	}

	// What is due.
	here, there := do("remind", "-C", dir, "--as-of", day, "--json"), do("remind", "-C", dir, "--from", address, "--json")
	cut := func(s string) string {
		var lines []string
		for _, line := range strings.Split(s, "\n") {
			if !strings.Contains(line, "6-督办") {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	if cut(here) != cut(there) {
		t.Errorf("remind: %s", firstDifference(cut(here), cut(there)))
	}
	elsewhere := glob(t, filepath.Join(dir, "6-督办", "引擎-*"))[0]
	for _, name := range []string{"督办文书.xlsx", "催报表.xlsx", "问责提示-内部.xlsx"} {
		sameCells(t, name, cellsOf(t, filepath.Join(elsewhere, name)), cellsOf(t, filepath.Join(dir, "6-督办", name)))
	}
}

func sameCells(t *testing.T, name string, got, want []string) {
	t.Helper()
	if len(want) == 0 {
		t.Errorf("%s is empty", name)
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("%s: engine %s, folder %s", name, got[i], want[i])
			return
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d cells from the engine, %d from the folder", name, len(got), len(want))
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "here " + x[i] + "\nthere " + y[i]
		}
	}
	return "one is longer"
}
