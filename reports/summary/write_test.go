package summary

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/notice"
	"taizhang/templates/book"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files anew")

// dump prints every cell with its address, and what is merged.
func dump(t testing.TB, data []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "=== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				if v != "" {
					fmt.Fprintf(&b, "%s\t%s\n", book.At(c+1, r+1), strings.ReplaceAll(v, "\n", "⏎"))
				}
			}
		}
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	inside := testInput(t)
	inside.Internal = true
	inside.Reviews = []notice.Review{
		{Kind: "企业", Word: "某某公司", Where: "第 3 段"}, {Kind: "人名", Word: "某某老师", Where: "第 4 段"},
		{Kind: "填空", Word: "共{{事.总数}}件", Value: "{{事.总数}} 现在是 8", Where: "1 情况", Checked: true},
	}
	inside.BlockedBy = []string{"第 3 条措施没有公开表述"}
	for name, in := range map[string]Input{"public": testInput(t), "internal": inside, "empty": emptied(t, testInput(t))} {
		t.Run(name, func(t *testing.T) {
			data := written(t, in)
			got := dump(t, data)
			if again := dump(t, written(t, in)); again != got {
				t.Error("the same input gave other cells:\n" + cmp.Diff(got, again))
			}
			file := "testdata/" + name + ".golden"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("differs from %s (-update writes it anew):\n%s", file, d)
			}
		})
	}
}

func TestNothingSensitive(t *testing.T) {
	in := testInput(t)
	all := string(readable(t, written(t, in)))
	for _, secret := range []string{"赵钱孙", "周吴郑", "13912345678", "13900001111", "李四家", "王五家", "陈六家", "密账", "只给内部"} {
		if strings.Contains(all, secret) {
			t.Errorf("the summary holds %q", secret)
		}
	}
	in.Internal = true
	all = string(readable(t, written(t, in)))
	for _, secret := range []string{"赵钱孙", "周吴郑", "13912345678", "李四家", "某人"} {
		if strings.Contains(all, secret) {
			t.Errorf("the internal summary holds %q", secret)
		}
	}
	if !strings.Contains(all, "只给内部") {
		t.Error("the internal summary lacks the internal blocks")
	}
}

func TestBrokenChecksMarkEverySheet(t *testing.T) {
	in := testInput(t)
	f, err := excelize.OpenReader(bytes.NewReader(written(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, sheet := range f.GetSheetList() {
		v, err := f.GetCellValue(sheet, "A2")
		if err != nil {
			t.Fatal(err)
		}
		if v != "截至 2021年11月20日　　※ 勾稽有 1 条不符，数字待核" {
			t.Errorf("%s: A2 is %q", sheet, v)
		}
		if banner, _ := f.GetCellValue(sheet, "A3"); strings.HasPrefix(banner, "通报还不能定稿") != (i == 0) {
			t.Errorf("%s: A3 is %q", sheet, banner)
		}
	}
}

func TestSheetsFollowThePlan(t *testing.T) {
	in := testInput(t)
	f, err := excelize.OpenReader(bytes.NewReader(written(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"总览", "清单", "交叉", "指标", "墙上", "墙上空", "迟了", "核对", "来源", "催", "查", "说明"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	for _, sheet := range want {
		p, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		size, way := 9, "landscape"
		switch sheet {
		case "墙上", "墙上空":
			size = 8
		case "总览", "说明":
			way = "portrait"
		}
		if *p.Size != size || *p.Orientation != way || *p.FitToWidth != 1 {
			t.Errorf("%s prints on %d %s, fit to %d", sheet, *p.Size, *p.Orientation, *p.FitToWidth)
		}
		if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit < 2 {
			t.Errorf("%s: frozen rows %+v, %v", sheet, panes, err)
		}
	}
}

func TestBadDateIsRefused(t *testing.T) {
	in := testInput(t)
	in.AsOf = "20.11.2021"
	if err := Write(context.Background(), &bytes.Buffer{}, in); err == nil {
		t.Error("a date that is none was accepted")
	}
}
