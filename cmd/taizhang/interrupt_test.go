package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"taizhang/sheets/campaign"
)

// writers are the commands that write into a campaign.
var writers = []string{"template", "validate", "merge", "report", "remind", "run"}

// TestInterrupted: a command that is interrupted before it begins says so, ends
// with 130 and does nothing.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := filepath.Join(t.TempDir(), "塘沽")
	for _, args := range [][]string{{"demo", "--quiet", dir}, {"init", dir}} {
		var out, errs bytes.Buffer
		if code := run(ctx, append([]string{"taizhang"}, args...), nil, &out, &errs); code != exitInterrupted {
			t.Errorf("exit code %d, want %d", code, exitInterrupted)
		}
		if !bytes.Contains(errs.Bytes(), []byte("已中断")) {
			t.Errorf("said %q", errs.String())
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("a folder was made")
		}
	}
}

// TestInterruptedWhileWriting interrupts every writing command at every step of
// every file it writes: it stops there, and nothing half-written stays anywhere.
func TestInterruptedWhileWriting(t *testing.T) {
	if testing.Short() {
		t.Skip("interrupts every step")
	}
	defer func() { campaign.Fault = nil }()
	good := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	merged := copyCampaign(t, good, "活动")
	must(t, command(context.Background(), merged, "merge"), exitDone, exitFindings)
	for _, name := range writers {
		from := good
		if name == "report" || name == "remind" || name == "template" {
			from = merged
		}
		stride := 4
		if testing.Short() {
			stride = 23
		}
		for at := 1; ; at += stride {
			dir := copyCampaign(t, from, "活动")
			if name == "template" { // so that there is something to write
				os.RemoveAll(dir.Path(campaign.Issued))
			}
			ctx, cancel := context.WithCancel(context.Background())
			steps := 0
			campaign.Fault = func(string, string) error {
				if steps++; steps == at {
					cancel()
				}
				return nil
			}
			said := command(ctx, dir, name)
			campaign.Fault = nil
			cancel()
			if left := halfWritten(dir); left != nil {
				t.Fatalf("%s interrupted at step %d left %q", name, at, left)
			}
			if steps < at {
				break // it was done before
			}
			if said.code != exitInterrupted && steps > at {
				t.Fatalf("%s interrupted at step %d of %d went on: %+v", name, at, steps, said)
			}
			if steps > at+1 { // the step under way and none after it
				t.Fatalf("%s interrupted at step %d wrote on to step %d", name, at, steps)
			}
			must(t, command(context.Background(), dir, name), exitDone, exitFindings)
		}
	}
}

// TestKilledLeavesNothingForLong: what a killed command left in any folder is
// gone after the next command that writes.
func TestKilledLeavesNothingForLong(t *testing.T) {
	good := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "整改[2021]")))
	must(t, command(context.Background(), good, "merge"), exitDone, exitFindings)
	folders := append([]string{".", "1-下发/历史", "2-收件/存档", "3-退回/历史", "4-总台账/历史", "6-督办/草稿"}, campaign.Folders...)
	for _, f := range folders {
		path := good.Path(filepath.FromSlash(f), ".taizhang-20211120")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range writers {
		dir := copyCampaign(t, good, "整改[2021]")
		unlock, err := dir.Lock("merge")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir.Path(".taizhang-1"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		held := must(t, command(context.Background(), dir, name), exitFailed)
		if !bytes.Contains([]byte(held.err), []byte("另一个命令正在写这个活动")) || halfWritten(dir) == nil {
			t.Errorf("%s beside another command: %s", name, held.err)
		}
		unlock()
		must(t, command(context.Background(), dir, name), exitDone, exitFindings)
		if left := halfWritten(dir); left != nil {
			t.Errorf("after %s: %q", name, left)
		}
	}
}

// TestInterruptedMidway interrupts the sample campaign at many moments: it stops
// within a second.
func TestInterruptedMidway(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	whole := copyCampaign(t, campaign.Dir(sampleDir(t)), "塘沽")
	for _, gone := range []string{"4-总台账", "5-汇总"} {
		if err := os.RemoveAll(whole.Path(gone)); err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	must(t, command(context.Background(), copyCampaign(t, whole, "塘沽"), "run"), exitDone, exitFindings)
	took := time.Since(begin)
	var waits []time.Duration
	for i := range 5 {
		dir := copyCampaign(t, whole, "塘沽")
		ctx, cancel := context.WithCancel(context.Background())
		var at time.Time
		time.AfterFunc(took*time.Duration(i)/5, func() { at = time.Now(); cancel() })
		said := command(ctx, dir, "run")
		<-ctx.Done()
		wait := time.Since(at)
		waits = append(waits, wait)
		if left := halfWritten(dir); left != nil {
			t.Errorf("after %v: %q", took*time.Duration(i)/5, left)
		}
		if said.code != exitInterrupted && said.code != exitDone && said.code != exitFindings {
			t.Error(said)
		}
	}
	if slowest := slices.Max(waits); slowest > max(time.Second, took/2) { // the machine may be busy
		t.Error(fmt.Sprint("it went on for ", slowest))
	}
	t.Log(took, waits)
}
