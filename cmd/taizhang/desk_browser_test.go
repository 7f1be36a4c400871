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
	"github.com/xuri/excelize/v2"

	"taizhang/cmd/taizhang/desk"
	"taizhang/sheets/campaign"
)

// pageWait is how long a page may take on a slow machine that is busy.
const pageWait = 4 * time.Minute

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
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
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
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(50 * time.Millisecond) {
		ready, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!document.querySelector("h1") && !document.body.dataset.refresh`))
		if at = b.eval(`(document.querySelector("h1") || {textContent: ""}).textContent`); err == nil && ready && strings.Contains(at, want) {
			return
		}
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

// TestDeskPictures opens every page of the sample, finished and half-way, in a
// browser: none of them is wider than a telephone.
func TestDeskPictures(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser")
	}
	for name, made := range map[string]string{"": sampleDir(t), "half-": halfwayDir(t)} {
		d := copyCampaign(t, campaign.Dir(made), "塘沽示例")
		b := openBrowser(t, d)
		for _, p := range [][3]string{
			{"home", "/", "现在到哪一步"}, {"plan", "/plan", "方案"}, {"units", "/units", "下发与报送"}, {"unit", "/units/第一社区", "第一社区"}, {"inbox", "/inbox", "收件"}, {"merge", "/merge", "合并预览"},
			{"decide", "/decide", "等人定的"}, {"findings", "/findings", "问题"}, {"figures", "/figures", "指标与勾稽"}, {"figure", "/figures/违建.总量面积", ""}, {"rows", "/rows/整改任务", "整改任务"}, {"row", "/rows/整改任务/" + firstRow(t, d), "整改任务"},
			{"wall", "/wall", "图与挂图"}, {"wallchart", "/wall?sheet=挂图作战", "图与挂图"}, {"late", "/wall?show=late", "超期"}, {"notice", "/notice", "汇总与通报"}, {"public", "/notice/社会公开稿", "社会公开稿"}, {"audit", "/audit", "核对通报"},
			{"papers", "/papers", "督办与催报"}, {"log", "/log", "操作记录"}, {"find", "/find?q=紫云园", "查找"}, {"start", "/start", "台账"},
		} {
			b.visit(p[1], p[2])
			b.shot(name + p[0])
			b.narrow(p[1])
		}
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

// click presses the button, or follows the link, that says so.
func (b *browser) click(words string) {
	b.t.Helper()
	mark := fmt.Sprint(time.Now().UnixNano()) // outlives the page, which may be left or read anew at any time
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(50 * time.Millisecond) {
		b.eval(`(function () {
			if (sessionStorage.getItem("clicked") === "` + mark + `") { return ""; }
			var all = Array.prototype.slice.call(document.querySelectorAll("main button, main a, footer button"));
			var x = all.filter(function (e) { return e.textContent.indexOf(` + fmt.Sprintf("%q", words) + `) >= 0; })[0];
			if (x) { sessionStorage.setItem("clicked", "` + mark + `"); x.click(); }
			return "";
		})()`)
		if b.eval(`sessionStorage.getItem("clicked") || ""`) == mark {
			return
		}
	}
	b.t.Fatalf("nothing says %q\n%s", words, b.text())
}

// reaches waits until the page is one whose address begins so.
func (b *browser) reaches(path string) {
	b.t.Helper()
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(50 * time.Millisecond) {
		if strings.HasPrefix(b.eval(`location.pathname`), path) {
			return
		}
	}
	b.t.Fatalf("the page is not %s:\n%s", path, b.text())
}

// sees waits until the page says something: a slow machine takes its time over
// a whole campaign.
func (b *browser) sees(words string) {
	b.t.Helper()
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(50 * time.Millisecond) {
		if strings.Contains(b.text(), words) {
			return
		}
	}
	b.t.Fatalf("the page does not say %q:\n%s", words, b.text())
}

// TestDeskInBrowser plays a clerk: the sample out of nothing, a file that is
// dropped, a preview under which something changes, the merge, the summary and the
// notice; a second window sees what the first has done.
func TestDeskInBrowser(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	b := openBrowser(t, campaign.Dir(home))
	b.heading("台账")
	b.click("做一个示例活动")
	b.sees("继续")
	b.click("继续")
	b.heading("现在到哪一步")
	b.sees("报齐 16 个")
	dir := campaign.Dir(filepath.Join(home, "塘沽示例"))

	second := b.window("/inbox", "收件")
	file := filepath.Join(t.TempDir(), "又一份.xlsx")
	report(t, file, dir, "财政办")
	b.visit("/inbox", "收件")
	b.do(chromedp.SetUploadFiles(".drop input[type=file]", []string{file}))
	b.sees("等合并")
	second.sees("又一份.xlsx")

	b.visit("/merge", "合并预览")
	b.sees("看过没有问题再合并")
	shown := b.eval(`document.querySelector("input[name=expect]").value`)
	// Something comes in behind the back of the page, which says so; what it had
	// shown is not merged any more.
	report(t, dir.Path(campaign.Inbox, "后来的.xlsx"), dir, "招商办")
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(50 * time.Millisecond) {
		if now := b.eval(`(document.querySelector("input[name=expect]") || {value: ""}).value`); now != "" && now != shown {
			break
		}
	}
	before := masterText(t, dir)
	b.eval(`(function () { var f = document.querySelector(".do form"); f.querySelector("[name=expect]").value = ` + fmt.Sprintf("%q", shown) + `; f.submit(); return ""; })()`)
	b.sees("预览以后有了变化")
	if masterText(t, dir) != before {
		t.Error("merged what nobody had seen")
	}
	b.merge()
	b.sees("继续")
	b.shot("job")
	if masterText(t, dir) == before {
		t.Error("nothing was merged")
	}
	b.visit("/notice", "汇总与通报")
	b.click("生成汇总表和通报")
	b.sees("继续")
	b.sees("汇总.html")
	b.visit("/notice/社会公开稿", "社会公开稿")
	b.click("6月") // a figure in the text
	b.sees("怎么算")
	if bad := b.eval(`String(window.performance.getEntriesByType("resource").filter(function (r) { return r.name.indexOf(location.origin) !== 0; }).length)`); bad != "0" {
		t.Errorf("%s resources from elsewhere", bad)
	}
}

// TestDeskSendsBack plays a clerk with a return that is wrong: it goes back with its
// faults marked, comes again mended, and is merged, all on the page.
func TestDeskSendsBack(t *testing.T) {
	t.Parallel()
	b := openBrowser(t, smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动"))))
	b.visit("/inbox", "收件")
	b.sees("乙科.xlsx")
	b.click("校验并做退回表")
	b.reaches("/jobs/")
	b.sees("继续")
	b.visit("/units/乙科", "乙科")
	b.shot("sent-back")
	marked := b.dir.MarkedFile("乙科", false)
	content, err := os.ReadFile(marked)
	if err != nil {
		t.Fatal(err)
	}
	mended := filepath.Join(t.TempDir(), "乙科（改好）.xlsx")
	if err := os.WriteFile(mended, content, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := edit(mended, func(wb *excelize.File) error { return wb.SetCellValue("措施", "I5", "已经联合检查两次") }); err != nil {
		t.Fatal(err)
	}
	b.visit("/inbox", "收件")
	b.do(chromedp.SetUploadFiles(".drop input[type=file]", []string{mended}))
	b.sees("等合并")
	b.visit("/merge", "合并预览")
	b.sees("看过没有问题再合并")
	b.sees("已经联合检查两次")
	b.click("影响")
	b.reaches("/jobs/")
	b.sees("继续")
	b.visit("/units/乙科", "乙科")
	b.sees("已报")
	if !strings.Contains(masterText(t, b.dir), "已经联合检查两次") {
		t.Error("what was mended is not in the master")
	}
}

// window opens a second window of the same browser.
func (b *browser) window(path, heading string) *browser {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	w := *b
	w.ctx = ctx
	w.do(chromedp.EmulateViewport(1366, 768))
	w.visit(path, heading)
	return &w
}

// report is the form of a unit with something reported in it.
func report(t *testing.T, to string, dir campaign.Dir, unit string) {
	t.Helper()
	from := dir.IssuedFile(unit, false)
	lines, err := workbookLines(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if key := l.cells["行标识"]; l.sheet == "整改任务" && measureKey.MatchString(key) {
			half := filepath.Join(t.TempDir(), "表.xlsx")
			if err := os.WriteFile(half, b, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := fillTool([]string{half, "整改任务", key, "进展情况=又有新的进展，正在按计划推进"}); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(half, to); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("%s has no measure", unit)
}
