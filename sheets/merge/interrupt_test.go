package merge

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/master"
)

// TestCancelledLoops: no loop over files, units or rows goes on once the context
// has ended, and none says that its work is done.
func TestCancelledLoops(t *testing.T) {
	c := newCampaign(t)
	c.fillIn("甲科", "甲.xlsx", "措施", "1-1", "进展=无")
	res := c.merge()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, work := range map[string]func() error{
		"merge": func() error { _, err := Run(ctx, c.input()); return err },
		"save":  func() error { r := *res; r.Same = false; return r.Save(ctx, c.dir) },
		"open":  func() error { _, err := Open(ctx, c.dir, c.plan, c.asOf); return err },
		"issue": func() error {
			_, err := issue.Run(ctx, issue.Input{Dir: c.dir, Plan: c.plan, AsOf: c.asOf})
			return err
		},
		"read master":  func() error { _, err := master.Open(ctx, c.dir, c.plan); return err },
		"write master": func() error { return res.Master.Write(ctx, io.Discard) },
	} {
		if err := work(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestInterruptedLarge interrupts merges of a whole district, at moments spread
// over reading, deciding and writing: each stops within a second.
func TestInterruptedLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	const units, rows = 30, 500
	plan := district(t, units)
	plan.SetAsOf("2021-11-20")
	dir := campaign.Dir(t.TempDir())
	if _, err := issue.Run(context.Background(), issue.Input{Dir: dir, Plan: plan, AsOf: "2021-11-20"}); err != nil {
		t.Fatal(err)
	}
	for i, u := range plan.Units {
		writeReturn(t, dir, plan, u, i, rows)
	}
	work := func(ctx context.Context) error {
		res, err := Run(ctx, Input{Dir: dir, Plan: plan, AsOf: "2021-11-20"})
		if err != nil {
			return err
		}
		return res.Save(ctx, dir)
	}
	begin := time.Now()
	if err := work(context.Background()); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begin)
	const moments = 4
	var waits []time.Duration
	for i := range moments {
		os.RemoveAll(dir.Path(campaign.Ledger))
		ctx, cancel := context.WithCancel(context.Background())
		var at time.Time
		time.AfterFunc(took*time.Duration(2*i+1)/(2*moments), func() { at = time.Now(); cancel() })
		err := work(ctx)
		<-ctx.Done()
		waits = append(waits, time.Since(at))
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		_ = filepath.WalkDir(string(dir), func(path string, _ fs.DirEntry, _ error) error {
			if strings.HasPrefix(filepath.Base(path), ".taizhang-") {
				t.Errorf("%s is left", path)
			}
			return nil
		})
	}
	t.Log(took, waits)
	if slices.Max(waits) > max(time.Second, took/4) { // the machine may be busy
		t.Errorf("of %v it went on for %v", took, waits)
	}
}
