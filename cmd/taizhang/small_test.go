package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// smallTables is the plan of the merge's own tests.
func smallTables(t *testing.T) (tables []*templates.Table) {
	t.Helper()
	byName, err := templates.ReadTables(os.DirFS("../../sheets/merge/testdata/方案"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range byName {
		tables = append(tables, x)
	}
	return tables
}

// said is what a command line came to.
type said struct {
	code     int
	out, err string
}

// command runs a command line in a campaign.
func command(ctx context.Context, dir campaign.Dir, args ...string) said {
	var out, errs bytes.Buffer
	args = append([]string{"taizhang", args[0], "-C", string(dir)}, args[1:]...)
	code := run(ctx, args, nil, &out, &errs)
	return said{code, out.String(), errs.String()}
}

// smallCampaign has sent out its forms and got one back, with a mistake in it.
func smallCampaign(t *testing.T, dir campaign.Dir) campaign.Dir {
	t.Helper()
	if _, err := newCampaign(context.Background(), dir, smallTables(t), "通报\n"); err != nil {
		t.Fatal(err)
	}
	must(t, command(context.Background(), dir, "template"), exitDone)
	for unit, value := range map[string]string{"甲科": "开了会", "乙科": "无"} {
		b, err := os.ReadFile(dir.IssuedFile(unit, false))
		if err != nil {
			t.Fatal(err)
		}
		path := dir.Path(campaign.Inbox, unit+".xlsx")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := edit(path, func(wb *excelize.File) error { return wb.SetCellValue("措施", "I5", value) }); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func must(t *testing.T, s said, codes ...int) said {
	t.Helper()
	for _, c := range codes {
		if s.code == c {
			return s
		}
	}
	t.Fatalf("exit code %d\n%s%s", s.code, s.out, s.err)
	return s
}

// halfWritten lists files that a write has left unfinished.
func halfWritten(dir campaign.Dir) (left []string) {
	_ = filepath.Walk(string(dir), func(path string, info os.FileInfo, err error) error {
		if err == nil && strings.HasPrefix(info.Name(), ".taizhang-") {
			left = append(left, path)
		}
		return nil
	})
	return left
}

func copyCampaign(t *testing.T, from campaign.Dir, name string) campaign.Dir {
	t.Helper()
	to := campaign.Dir(filepath.Join(t.TempDir(), name))
	if err := os.CopyFS(string(to), os.DirFS(string(from))); err != nil {
		t.Fatal(err)
	}
	return to
}
