package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sample runs the demo once for all tests; a short run makes the finished campaign
// alone.
var sample = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "塘沽")
	args := []string{"taizhang", "demo", "--quiet"}
	if testing.Short() {
		args = append(args, "--finished")
	}
	var out, errs bytes.Buffer
	if code := run(context.Background(), append(args, dir), nil, &out, &errs); code != 0 {
		return dir, &exitError{code, out.String() + errs.String()}
	}
	return dir, nil
})

type exitError struct {
	code int
	text string
}

func (e *exitError) Error() string { return e.text }

// sampleDir is the finished sample: to read, or to be copied.
func sampleDir(t *testing.T) string {
	t.Helper()
	dir, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// halfwayDir is the sample half-way, which a short run does not make.
func halfwayDir(t *testing.T) string {
	t.Helper()
	return sampleDir(t) + halfwaySuffix
}

// figuresOf reports on a campaign and returns its figures as printed.
func figuresOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"taizhang", "report", "-C", dir, "--json"}, nil, &out, &errs); code != exitDone && code != exitFindings {
		t.Fatal(code, errs.String())
	}
	var object struct {
		Figures []struct{ Code, Value string }
	}
	if err := json.Unmarshal(out.Bytes(), &object); err != nil {
		t.Fatal(err)
	}
	figures := map[string]string{}
	for _, f := range object.Figures {
		figures[f.Code] = f.Value
	}
	return figures
}

// TestFigures holds the sample's figures against the published notice's.
func TestFigures(t *testing.T) {
	got := figuresOf(t, sampleDir(t))
	for _, line := range lines(t, "../../testdata/tanggu/expected/figures.tsv")[1:] {
		cells := strings.Split(line, "\t")
		if got[cells[0]] != cells[1] {
			t.Errorf("%s = %q, want %q", cells[0], got[cells[0]], cells[1])
		}
	}
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// TestNoticeSaysTheFigures: both variants print the figures of the published
// notice, class by class, in its structure.
func TestNoticeSaysTheFigures(t *testing.T) {
	var expected struct {
		Categories []struct {
			Name  string
			Count int
			Area  string `json:"area_m2"`
		}
	}
	b, err := os.ReadFile("../../testdata/tanggu/expected/figures.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &expected); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"塘沽街道党工委关于三届区委第十四轮巡察", "2021年3月8日至4月23日", "6月3日、6月29日、8月11日",
		"一、履行主体责任情况", "二、反馈问题整改落实情况", "三、存在的主要问题和进一步巩固深化整改成果的措施与计划安排",
		"突出问题7个，典型事例7个，目前已整改完成7个，整改完成率100%", "需持续整改问题3个，典型事例3个，目前已整改完成3个，与突出问题重复2个，整改完成率100%",
		"走访居民192户", "152个", "131项", "1.64007万㎡", "0.68047万㎡", "12.40077万㎡", "1.69847万㎡", "占总量的13.696%", "拆除率为86.304%",
		"5处/24㎡", "300元", "共6次", "问题8.针对", "2021年11月25日",
	}
	for _, c := range expected.Categories {
		want = append(want, "“"+c.Name+"”"+json.Number(itoa(c.Count)).String()+"处/"+c.Area+"㎡")
	}
	if len(expected.Categories) != 11 {
		t.Fatalf("%d classes", len(expected.Categories))
	}
	for name, own := range map[string][]string{"通报-社会公开稿.docx": {"65773023", "tgjzhb@tjbh.gov.cn"}, "通报-党内通报稿.docx": {"各科室、各社区党组织：", "问责处理2人次"}} {
		content, err := openDocument(filepath.Join(sampleDir(t), "5-汇总", name))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, p := range content.Paragraphs {
			text.WriteString(p.Text + "\n")
		}
		for _, w := range slices.Concat(want, own) {
			if !strings.Contains(strings.ReplaceAll(text.String(), " ", ""), w) {
				t.Errorf("%s lacks %s", name, w)
			}
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// TestOneAreaMovesEveryFigure changes one area in one returned workbook: what
// depends on it moves, nothing else does.
func TestOneAreaMovesEveryFigure(t *testing.T) {
	if testing.Short() {
		t.Skip("merges the sample again and again")
	}
	before := figuresOf(t, sampleDir(t))
	dir := filepath.Join(t.TempDir(), "改动")
	if err := os.CopyFS(dir, os.DirFS(sampleDir(t))); err != nil {
		t.Fatal(err)
	}
	// Start over with the changed return in place of the old one.
	for _, gone := range []string{"4-总台账", "5-汇总", filepath.Join("2-收件", "存档")} {
		if err := os.RemoveAll(filepath.Join(dir, gone)); err != nil {
			t.Fatal(err)
		}
	}
	changeArea(t, filepath.Join(dir, "2-收件", "Book1.xlsx"))
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"taizhang", "run", "-C", dir}, nil, &out, &errs); code != exitDone && code != exitFindings {
		t.Fatal(code, errs.String())
	}
	after := figuresOf(t, dir)
	moved := map[string]bool{}
	for code := range before {
		if before[code] != after[code] {
			moved[code] = true
		}
	}
	for _, code := range []string{"违建.总量面积", "违建.总量万", "违建.分类面积", "违建.分类万", "违建.分类占比", "违建.拆除率"} {
		if !moved[code] {
			t.Errorf("%s stayed %s", code, after[code])
		}
	}
	for _, code := range []string{"民情.采集数", "问题.突出数", "违建.分类处数", "差旅.清退金额"} {
		if moved[code] {
			t.Errorf("%s moved from %s to %s", code, before[code], after[code])
		}
	}
}

// changeArea adds 1000 ㎡ to the first classified row of a return.
func changeArea(t *testing.T, path string) {
	t.Helper()
	err := edit(path, func(wb *excelize.File) error {
		rows, err := wb.GetRows("违法建设", excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		at := map[string]int{}
		for i, h := range rows[2] {
			at[strings.Trim(strings.Join(strings.Fields(h), ""), "*")] = i
		}
		area := at["面积"]
		for i, r := range rows[4:] {
			if len(r) > at["处置方式"] && r[at["处置方式"]] == "分类处置" {
				cell, _ := excelize.CoordinatesToCellName(area+1, i+5)
				return wb.SetCellValue("违法建设", cell, 1000)
			}
		}
		t.Fatal("no classified row")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
