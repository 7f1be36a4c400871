package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"taizhang/cmd/taizhang/desk"
	"taizhang/sheets/campaign"
)

// browser is a desk and a browser window on it.
type browser struct {
	t       *testing.T
	ctx     context.Context
	dir     campaign.Dir
	address string
	shots   string // where pictures go; "" for nowhere
}

// openBrowser starts a desk on a campaign and a browser that never asks the
// network; without a browser the test is skipped.
func openBrowser(t *testing.T, dir campaign.Dir) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		t.Skip("there is no Chromium here")
	}
	b := &browser{t: t, dir: dir, shots: os.Getenv("TAIZHANG_SHOTS")}
	b.address = startDesk(t, dir)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "zh-CN"), chromedp.UserDataDir(t.TempDir()))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	b.ctx = ctx
	b.do(chromedp.EmulateViewport(1366, 768), chromedp.Navigate(b.address))
	b.heading("")
	return b
}

// startDesk runs a desk until the test ends, and gives its address with the key.
func startDesk(t *testing.T, dir campaign.Dir) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	server := httptest.NewUnstartedServer(nil)
	s := desk.New(ctx, desk.Options{Dir: string(dir), Command: commandLine, Settings: filepath.Join(t.TempDir(), "desk.json")}, server.Listener.Addr().String(), stop)
	server.Config.Handler = s
	server.Start()
	t.Cleanup(func() {
		stop()
		s.Close()
		server.CloseClientConnections()
		server.Close()
	})
	return s.Address()
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// heading waits until the page with a heading is there, read and ready.
func (b *browser) heading(want string) {
	b.t.Helper()
	at := ""
	for range 300 {
		ready, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!document.querySelector("h1") && !document.body.dataset.refresh`))
		if at = b.eval(`(document.querySelector("h1") || {textContent: ""}).textContent`); err == nil && ready && strings.Contains(at, want) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("the page is %q, want %q\n%s", at, want, b.text())
}

// eval is what a script in the page says; "" while the page changes.
func (b *browser) eval(script string) string {
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		return ""
	}
	return s
}

func (b *browser) text() string { return b.eval(`document.body.innerText`) }

// visit opens a page of the desk.
func (b *browser) visit(path, heading string) {
	b.t.Helper()
	base, _, _ := strings.Cut(b.address, "/?")
	b.do(chromedp.Navigate(base + path))
	b.heading(heading)
}

// shot keeps a picture of the page, if somebody wants to look at it.
func (b *browser) shot(name string) {
	b.t.Helper()
	if b.shots == "" {
		return
	}
	for _, size := range [][2]int64{{1366, 768}, {390, 844}} {
		b.do(chromedp.EmulateViewport(size[0], size[1]), chromedp.Sleep(150*time.Millisecond))
		png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(b.shots, fmt.Sprintf("%s-%d.png", name, size[0])), png, 0o644)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	b.do(chromedp.EmulateViewport(1366, 768))
}

// TestDeskPictures opens every page of the sample in a browser: none of them asks
// for anything from elsewhere, breaks its own policy or runs wider than a
// telephone.
func TestDeskPictures(t *testing.T) {
	b := openBrowser(t, copyCampaign(t, campaign.Dir(sampleDir(t)), "塘沽示例"))
	for _, p := range [][3]string{
		{"home", "/", "现在到哪一步"}, {"plan", "/plan", "方案"}, {"units", "/units", "下发与报送"}, {"unit", "/units/第一社区", "第一社区"}, {"inbox", "/inbox", "收件"}, {"merge", "/merge", "合并预览"},
		{"decide", "/decide", "等人定的"}, {"findings", "/findings", "问题"}, {"figures", "/figures", "指标与勾稽"}, {"figure", "/figures/违建.拆除率", ""}, {"rows", "/rows/整改任务", "整改任务"}, {"row", "/rows/整改任务/" + firstRow(t, b.dir), "整改任务"},
		{"wall", "/wall", "图与挂图"}, {"wallchart", "/wall?sheet=挂图作战", "图与挂图"}, {"notice", "/notice", "汇总与通报"}, {"public", "/notice/社会公开稿", "社会公开稿"}, {"audit", "/audit", "核对通报"},
		{"papers", "/papers", "督办与催报"}, {"log", "/log", "操作记录"}, {"find", "/find?q=紫云园", "查找"}, {"start", "/start", "台账"},
	} {
		b.visit(p[1], p[2])
		b.shot(p[0])
		b.narrow(p[1])
	}
}

// firstRow is the id of a row of the sample.
func firstRow(t *testing.T, dir campaign.Dir) string {
	t.Helper()
	lines, err := workbookLines(dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.sheet == "整改任务" && l.cells["行标识"] != "" {
			return l.cells["行标识"]
		}
	}
	t.Fatal("no row")
	return ""
}

// narrow: on a telephone nothing but tables is wider than the screen.
func (b *browser) narrow(page string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(390, 844))
	wide, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
	if err != nil || wide > 392 {
		b.t.Errorf("%s is %d wide on a telephone, %v", page, wide, err)
	}
	b.do(chromedp.EmulateViewport(1366, 768))
}
