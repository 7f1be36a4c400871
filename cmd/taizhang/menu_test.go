package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/sheets/campaign"
)

// TestMenu: a number does the step, a wrong one says so, 0 and the end of input
// leave.
func TestMenu(t *testing.T) {
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	var out, errs bytes.Buffer
	code := run(context.Background(), []string{"taizhang", "menu", "-C", string(dir)}, strings.NewReader("5\n99\n乱写\n2x\n3\n0\n7\n"), &out, &errs)
	if code != exitDone {
		t.Fatal(code, out.String(), errs.String())
	}
	for _, want := range []string{"→  3  一次做完", "没有合并，总台账没有改动", "没有“99”这一项", "没有“乱写”这一项", "没有“2x”这一项", "总台账合并过 1 次"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	for _, name := range []string{dir.Master(), dir.Path(campaign.Summary, campaign.SummaryFile), dir.MarkedFile("乙科", false)} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	out.Reset()
	if code := run(context.Background(), []string{"taizhang", "menu", "-C", string(dir)}, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Error(code)
	}
	if code := run(context.Background(), []string{"taizhang", "menu", "-C", t.TempDir()}, strings.NewReader("0\n"), &out, &errs); code != exitFailed {
		t.Error(code)
	}
}
