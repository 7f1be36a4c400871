package main

import (
	"bytes"
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/ooxml/packagecheck"
)

// TestDeskSaysWhatComesNext: whatever is done, by whom and how, the first page offers
// what comes next.
func TestDeskSaysWhatComesNext(t *testing.T) {
	ctx := context.Background()
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	u := sitDown(t, dir)
	offers := func(after string, words ...string) {
		t.Helper()
		home := u.read("/")
		for _, w := range words {
			if !strings.Contains(home, w) {
				t.Errorf("%s: the first page does not say %q", after, w)
			}
		}
	}
	offers("returns came in", "看预览：2 个文件还没有合并", "文件 2 个，手工改动 0 处", "等合并")
	must(t, command(ctx, dir, "merge"), exitDone, exitFindings)
	offers("merged", "生成汇总表和通报", "文件 0 个，手工改动 0 处", "已合并")
	must(t, command(ctx, dir, "report"), exitDone, exitFindings)
	offers("reported", "生成督办文书和催报表")
	if err := edit(dir.Master(), func(wb *excelize.File) error { return wb.SetCellValue("措施", "D4", "手工改的内容") }); err != nil {
		t.Fatal(err)
	}
	offers("edited by hand", "看预览：1 处改动还没有合并", "文件 0 个，手工改动 1 处", "等合并")
	if err := os.WriteFile(dir.Path(campaign.Inbox, "又来的.xlsx"), []byte("坏的"), 0o644); err != nil {
		t.Fatal(err)
	}
	offers("and another file", "看预览：1 个文件、1 处改动还没有合并")
}

// TestDeskCountsAUnitsOwn: the page of a unit counts the rows of that unit, and not those of
// one whose name begins alike.
func TestDeskCountsAUnitsOwn(t *testing.T) {
	dir := sampleDir(t)
	own := map[string]int{}
	lines, err := workbookLines(campaign.Dir(dir).Master())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.sheet == "整改任务" && l.cells["行标识"] != "" && l.cells["撤销日期"] == "" {
			for _, u := range strings.Split(l.cells["责任部门"], "；") {
				own[u]++
			}
		}
	}
	u := sitDown(t, campaign.Dir(dir))
	for _, name := range []string{"综合执法大队", "综合执法大队党支部", "纪工委"} {
		page := u.read("/units/" + url.PathEscape(name))
		m := regexp.MustCompile(`整改任务</a></td><td class="num">(\d+)<`).FindStringSubmatch(page)
		if m == nil || m[1] != strconv.Itoa(own[name]) {
			t.Errorf("%s has %d measures, the page counts %v", name, own[name], m)
		}
	}
}

// TestDeskExports: a list can be taken away as a workbook, all of it as it is filtered and
// every cell a text.
func TestDeskExports(t *testing.T) {
	dir := conflicting(t)
	u := sitDown(t, dir)
	for _, p := range []string{"/findings", "/units", "/inbox", "/merge", "/decide", "/rows/" + url.PathEscape("措施"), "/rows/" + url.PathEscape("措施") + "?q=" + url.QueryEscape("清理楼道"), "/wall?show=late"} {
		page := u.read(p)
		link := regexp.MustCompile(`href="([^"]*)">导出表格`).FindStringSubmatch(page)
		if link == nil {
			t.Errorf("%s offers no workbook", p)
			continue
		}
		res, err := u.client.Get(u.base + html.UnescapeString(link[1]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", p, res.StatusCode, err)
		}
		for _, problem := range packagecheck.Check(content) {
			t.Errorf("%s: %s", p, problem)
		}
		wb, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := wb.GetRows("列表")
		if err != nil {
			t.Fatal(err)
		}
		listed := strings.Count(page[strings.Index(page, "<tbody>"):strings.Index(page, "</tbody>")], "<tr")
		if len(rows)-1 != listed {
			t.Errorf("%s: %d rows in the workbook, %d on the page", p, len(rows)-1, listed)
		}
		for i, row := range rows {
			for j := range row {
				if kind, _ := wb.GetCellType("列表", must1(excelize.CoordinatesToCellName(j+1, i+1))); row[j] != "" && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
					t.Errorf("%s: %q is no text", p, row[j])
				}
			}
		}
	}
}

func must1[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
