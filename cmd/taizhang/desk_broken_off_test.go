package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"taizhang/sheets/campaign"

	"github.com/chromedp/chromedp"
)

// longMerge is a campaign in which a merge takes a while, and what it comes to where
// nothing breaks it off.
func longMerge(t *testing.T) (dir campaign.Dir, whole string) {
	t.Helper()
	onPath(t)
	d := newDistrict(t, 60, 400)
	d.command("template")
	d.returns(0, d.Units, 1)
	straight := copyCampaign(t, d.Dir, "一气")
	must(t, command(t.Context(), straight, "merge"), exitDone, exitFindings)
	return d.Dir, masterText(t, straight)
}

// merge confirms what the preview shows.
func (b *browser) merge() {
	b.t.Helper()
	b.visit("/merge", "合并预览")
	b.sees("看过没有问题再合并")
	b.click("影响")
}

// running waits until the page shows work under way.
func (b *browser) running() {
	b.t.Helper()
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(10 * time.Millisecond) {
		if b.eval(`(function () { var j = document.getElementById("job"); return j && !j.hidden ? "yes" : ""; })()`) == "yes" {
			return
		}
	}
	b.t.Fatalf("nothing runs\n%s", b.text())
}

// TestDeskCanceled: a merge that is canceled in the middle leaves what was there and no
// litter, says so, and can be made again.
func TestDeskCanceled(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	dir, whole := longMerge(t)
	b := openBrowser(t, dir)
	b.merge()
	b.running()
	b.click("取消")
	b.sees("已取消")
	b.shot("canceled")
	if left := halfWritten(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	b.merge()
	b.sees("继续")
	if masterText(t, dir) != whole {
		t.Error("a merge after one that was canceled comes to something else")
	}
}

// TestDeskKilled: a desk that is killed in the middle of a merge leaves what was there;
// its page says that it is gone, and the next one sweeps up and merges.
func TestDeskKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	dir, whole := longMerge(t)
	b := openBrowser(t, dir) // for the browser; the desk in question is the next
	desk := startProcess(t, dir)
	b.address = desk.address
	b.do(chromedp.Navigate(desk.address))
	b.merge()
	b.reaches("/jobs/")
	b.running()
	if err := desk.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = desk.cmd.Wait()
	b.sees("程序已停止")
	b.shot("killed")
	if _, err := os.Stat(dir.Master()); err == nil {
		t.Error("a master stands there after a merge that was killed")
	}
	desk = startProcess(t, dir)
	b.address = desk.address
	b.do(chromedp.Navigate(desk.address))
	b.merge()
	b.sees("继续")
	if left := halfWritten(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if masterText(t, dir) != whole {
		t.Error("a merge after one that was killed comes to something else")
	}
}

// deskProcess is a desk in a process of its own.
type deskProcess struct {
	cmd     *exec.Cmd
	address string
}

func startProcess(t *testing.T, dir campaign.Dir) deskProcess {
	t.Helper()
	cmd := exec.Command("taizhang", "desk", "-C", string(dir), "--no-open")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return deskProcess{cmd, strings.TrimSpace(line)}
}
