package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// visitor is a browser with the key of a desk.
type visitor struct {
	t      *testing.T
	s      *Server
	base   string
	client *http.Client
	token  string
	ran    *ran
}

// ran are the command lines that the desk has run.
type ran struct {
	mu    sync.Mutex
	lines [][]string
	hold  chan bool // nil, or what a command waits for
}

func (r *ran) command(ctx context.Context, args []string, out, errs io.Writer, progress func(string, int, int)) int {
	r.mu.Lock()
	if !slices.Contains(args, "--help") {
		r.lines = append(r.lines, args)
	}
	hold := r.hold
	r.mu.Unlock()
	if hold != nil {
		progress("校验", 1, 2)
		select {
		case <-hold:
		case <-ctx.Done():
			return codeInterrupted
		}
	}
	fmt.Fprintln(out, "<script>alert(1)</script>做完了")
	return codeDone
}

func (r *ran) all() [][]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.lines)
}

// newCampaign is a folder with the standard plan.
func newCampaign(t *testing.T) campaign.Dir {
	t.Helper()
	dir := campaign.Dir(filepath.Join(t.TempDir(), "活动"))
	tables := templates.StandardTables()
	plan, err := templates.Load(tables)
	must(t, err)
	must(t, campaign.WriteFile(context.Background(), dir.Plan(), func(w io.Writer) error {
		return templates.WriteWorkbook(w, append(tables, templates.EmptySeeds(plan)...))
	}))
	for _, f := range campaign.Folders {
		must(t, os.MkdirAll(dir.Path(f), 0o755))
	}
	return dir
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// visit starts a desk, and exchanges the key of its address for a cookie.
func visit(t *testing.T, dir campaign.Dir, change ...func(*Options)) *visitor {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	v := &visitor{t: t, ran: &ran{}}
	o := Options{Dir: string(dir), Command: v.ran.command, Settings: filepath.Join(t.TempDir(), "desk.json"), Out: io.Discard}
	for _, c := range change {
		c(&o)
	}
	server := httptest.NewUnstartedServer(nil)
	v.s = New(ctx, o, server.Listener.Addr().String(), stop)
	server.Config.Handler = v.s
	server.Start()
	t.Cleanup(func() { stop(); v.s.jobs.wait(); v.s.Close(); server.CloseClientConnections(); server.Close() })
	v.base = server.URL
	jar, err := cookiejar.New(nil)
	must(t, err)
	v.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	v.token = v.s.guard.token
	if code, _, _ := v.get(strings.TrimPrefix(v.s.Address(), "http://"+v.s.guard.hosts[0])); code != http.StatusSeeOther {
		t.Fatalf("the key opens nothing: %d", code)
	}
	return v
}

// ask sends a request as a page of the desk would, changed by how.
func (v *visitor) ask(method, path, body string, how func(*http.Request)) (int, http.Header, string) {
	v.t.Helper()
	r, err := http.NewRequest(method, v.base+path, strings.NewReader(body))
	must(v.t, err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", v.base)
	}
	if how != nil {
		how(r)
	}
	res, err := v.client.Do(r)
	must(v.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	must(v.t, err)
	return res.StatusCode, res.Header, string(b)
}

func (v *visitor) get(path string) (int, http.Header, string) { return v.ask("GET", path, "", nil) }

// page is a page once it is ready.
func (v *visitor) page(path string) (int, string) {
	v.t.Helper()
	for range 100 {
		code, _, body := v.get(path)
		if !strings.Contains(body, "data-refresh") {
			return code, body
		}
		time.Sleep(20 * time.Millisecond)
	}
	v.t.Fatalf("%s is never ready", path)
	return 0, ""
}

func (v *visitor) post(path string, fields url.Values) (int, http.Header, string) {
	if fields == nil {
		fields = url.Values{}
	}
	fields.Set("token", v.token)
	return v.ask("POST", path, fields.Encode(), nil)
}

// paths are all that the desk answers with something of a campaign.
var readable = []string{"/", "/plan", "/units", "/inbox", "/merge", "/decide", "/findings", "/figures", "/wall", "/notice", "/audit", "/papers", "/log", "/find", "/start", "/events", "/file?path=%E6%96%B9%E6%A1%88.xlsx", "/rows/x", "/jobs/1"}

var changing = []string{"/day", "/who", "/cancel", "/open", "/run/merge", "/run/template", "/inbox/drop?name=a.xlsx", "/audit/drop?name=a.md", "/decide", "/show", "/letters", "/withdraw", "/stop", "/start"}

// TestStrangersAreRefused: nobody gets anything without the cookie, by another
// name of this computer, or from another computer.
func TestStrangersAreRefused(t *testing.T) {
	v := visit(t, newCampaign(t))
	attacks := map[string]func(*http.Request){
		"no cookie":              func(r *http.Request) { r.Header.Set("Cookie", "") },
		"a wrong cookie":         func(r *http.Request) { r.Header.Set("Cookie", v.s.guard.cookie+"="+random()) },
		"a cookie of a key":      func(r *http.Request) { r.Header.Set("Cookie", v.s.guard.cookie+"="+v.s.guard.key) },
		"a name on the web":      func(r *http.Request) { r.Host = "rebind.example.com:" + r.URL.Port() },
		"a name that begins so":  func(r *http.Request) { r.Host = "127.0.0.1.example.com:" + r.URL.Port() },
		"another port":           func(r *http.Request) { r.Host = "127.0.0.1:1" },
		"no port":                func(r *http.Request) { r.Host = "127.0.0.1" },
		"all addresses":          func(r *http.Request) { r.Host = "0.0.0.0:" + r.URL.Port() },
		"an address of six byte": func(r *http.Request) { r.Host = "[::1]:" + r.URL.Port() },
	}
	for name, how := range attacks {
		client := &http.Client{CheckRedirect: v.client.CheckRedirect}
		if strings.Contains(name, "name") || strings.Contains(name, "port") || strings.Contains(name, "address") {
			client = v.client
		}
		stranger := *v
		stranger.client = client
		for _, path := range append(slices.Clone(readable), changing...) {
			method := "GET"
			if slices.Contains(changing, path) {
				method = "POST"
			}
			code, head, body := stranger.ask(method, path, "token="+v.token, how)
			if code != http.StatusForbidden || strings.Contains(body, v.token) || strings.Contains(body, "活动") || head.Get("Set-Cookie") != "" {
				t.Errorf("%s, %s %s: %d", name, method, path, code)
			}
		}
	}
	if lines := v.ran.all(); len(lines) > 0 {
		t.Errorf("strangers ran %v", lines)
	}
	for _, key := range []string{"", "x", v.s.guard.secret, v.s.guard.key[:len(v.s.guard.key)-1]} {
		if code, head, _ := (&visitor{t: t, base: v.base, client: &http.Client{CheckRedirect: v.client.CheckRedirect}}).get("/?key=" + key); code != http.StatusForbidden || head.Get("Set-Cookie") != "" {
			t.Errorf("the key %q opens: %d", key, code)
		}
	}
}

// TestRemote: a request from another computer is refused, should the listener ever
// let one through.
func TestRemote(t *testing.T) {
	v := visit(t, newCampaign(t))
	for remote, want := range map[string]int{"192.168.1.7:5000": http.StatusForbidden, "10.0.0.1:1": http.StatusForbidden, "[2001:db8::1]:1": http.StatusForbidden, "": http.StatusForbidden, "127.0.0.1:5000": http.StatusOK, "127.8.9.1:1": http.StatusOK} {
		r := httptest.NewRequest("GET", "/start", nil)
		r.Host, r.RemoteAddr = v.s.guard.hosts[0], remote
		r.AddCookie(&http.Cookie{Name: v.s.guard.cookie, Value: v.s.guard.secret})
		w := httptest.NewRecorder()
		v.s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("from %q: %d", remote, w.Code)
		}
	}
}

// TestListensHereOnly: the address that is listened on is this computer's alone.
func TestListensHereOnly(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, Options{Dir: t.TempDir(), Out: in, Command: (&ran{}).command})
		in.Close()
	}()
	b := make([]byte, 4096)
	n, err := out.Read(b)
	must(t, err)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	address := strings.TrimSpace(strings.SplitN(string(b[:n]), "\n", 2)[0])
	u, err := url.Parse(address)
	must(t, err)
	if u.Hostname() != "127.0.0.1" || u.Query().Get("key") == "" {
		t.Errorf("first line: %q", b[:n])
	}
	list, err := net.InterfaceAddrs()
	must(t, err)
	for _, a := range list {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(ip.IP.String(), u.Port()), 200*time.Millisecond); err == nil {
			c.Close()
			t.Errorf("listens on %s", ip.IP)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestForgedForms: what changes anything comes from a page of the desk, with its
// token.
func TestForgedForms(t *testing.T) {
	v := visit(t, newCampaign(t))
	good := "token=" + v.token
	for name, attack := range map[string]struct {
		body string
		how  func(*http.Request)
	}{
		"no token":                 {"", nil},
		"a wrong token":            {"token=" + random(), nil},
		"the token in the address": {"", func(r *http.Request) { r.URL.RawQuery += "&" + good }},
		"another origin":           {good, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example.com") }},
		"another port":             {good, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }},
		"a secure origin":          {good, func(r *http.Request) { r.Header.Set("Origin", strings.Replace(v.base, "http", "https", 1)) }},
		"no origin":                {good, func(r *http.Request) { r.Header.Del("Origin") }},
		"an opaque origin":         {good, func(r *http.Request) { r.Header.Set("Origin", "null") }},
		"another site":             {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }},
		"the same site":            {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }},
		"plain text":               {good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }},
		"a form of many parts":     {good, func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data; boundary=x") }},
		"a large form":             {strings.Repeat("x", mostForm+1) + "=1&" + good, nil},
	} {
		for _, path := range changing {
			if code, _, _ := v.ask("POST", path, attack.body, attack.how); code != http.StatusForbidden {
				t.Errorf("%s to %s: %d", name, path, code)
			}
		}
	}
	if files, _, _ := v.s.campaign().InboxFiles(); len(files) > 0 || len(v.ran.all()) > 0 || v.s.ctx.Err() != nil {
		t.Error("something was done", files, v.ran.all())
	}
	// GET changes nothing, whatever it says.
	for _, path := range changing {
		if code, _, _ := v.get(path); code == http.StatusOK && path != "/start" && path != "/decide" {
			t.Errorf("GET %s: %d", path, code)
		}
	}
	for _, method := range []string{"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"} {
		if code, _, _ := v.ask(method, "/", "", nil); code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, code)
		}
	}
	if len(v.ran.all()) > 0 {
		t.Error(v.ran.all())
	}
}

// TestBackToThePage: what was done leads back to the page that it was done on, and never
// to another desk.
func TestBackToThePage(t *testing.T) {
	v := visit(t, newCampaign(t))
	for from, want := range map[string]string{
		v.base + "/decide?q=x&from=2":        "/decide?q=x&from=2",
		"":                                   "/",
		"http://127.0.0.1:1/decide":          "/",
		"http://evil.example.com/decide":     "/",
		v.base + "//evil.example.com/decide": "/",
	} {
		code, head, _ := v.ask("POST", "/who", "who=x&token="+v.token, func(r *http.Request) { r.Header.Set("Referer", from) })
		if code != http.StatusSeeOther || head.Get("Location") != want {
			t.Errorf("from %q: %d to %q, want %q", from, code, head.Get("Location"), want)
		}
	}
}

// TestHeaders: every answer, refusals too, says what the browser may not do.
func TestHeaders(t *testing.T) {
	v := visit(t, newCampaign(t))
	for _, path := range []string{"/", "/start", "/nowhere", "/assets/desk.js", "/?key=wrong", "/units/无"} {
		_, h, body := v.get(path)
		if h.Get("Content-Security-Policy") != policy || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Frame-Options") != "DENY" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", path, h)
		}
		for _, bad := range []string{" onclick=", " style=", "<style", "javascript:", "http://", "https://"} {
			if strings.HasPrefix(h.Get("Content-Type"), "text/html") && strings.Contains(body, bad) {
				t.Errorf("%s holds %q", path, bad)
			}
		}
	}
	jar := v.client.Jar
	u, _ := url.Parse(v.base)
	if len(jar.Cookies(u)) != 1 {
		t.Fatal(jar.Cookies(u))
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/?key="+v.s.guard.key, nil)
	v.s.guard.exchange(w, r)
	c := w.Result().Cookies()[0]
	if c.SameSite != http.SameSiteStrictMode || !c.HttpOnly || w.Header().Get("Location") != "/" {
		t.Errorf("%+v", c)
	}
}

// TestNoWayOut: no file outside the campaign, hidden or a program is handed out or
// opened.
func TestNoWayOut(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	outside := filepath.Join(t.TempDir(), "秘密.txt")
	must(t, os.WriteFile(outside, []byte("秘密"), 0o644))
	must(t, campaign.WriteBytes(context.Background(), dir.Path(campaign.Issued, campaign.History, ".发放密钥"), []byte("秘密")))
	must(t, campaign.WriteBytes(context.Background(), dir.Path(campaign.Inbox, "程序.exe"), []byte("秘密")))
	must(t, campaign.WriteBytes(context.Background(), dir.Path(campaign.Inbox, "快捷方式.lnk"), []byte("秘密")))
	must(t, campaign.WriteBytes(context.Background(), dir.Path(campaign.Summary, "汇总.txt"), []byte("公开")))
	paths := []string{"../秘密.txt", outside, "/etc/passwd", "..", "../..", "1-下发/历史/.发放密钥", "1-下发/../1-下发/历史/.发放密钥", "2-收件/程序.exe", "2-收件/快捷方式.lnk", `..\秘密.txt`, "5-汇总\x00.txt", "file:///etc/passwd", "http://example.com", "-h", "4-总台账/.使用锁"}
	if runtime.GOOS != "windows" {
		must(t, os.Symlink(outside, dir.Path(campaign.Summary, "链接.txt")))
		must(t, os.Symlink(filepath.Dir(outside), dir.Path(campaign.Summary, "夹")))
		paths = append(paths, "5-汇总/链接.txt", "5-汇总/夹/秘密.txt", "5-汇总/夹")
	}
	for _, p := range paths {
		if code, _, body := v.get("/file?path=" + url.QueryEscape(p)); code == http.StatusOK || strings.Contains(body, "秘密</") || body == "秘密" {
			t.Errorf("handed out %q: %d", p, code)
		}
		if where, err := v.s.placed(p); err == nil {
			t.Errorf("would open %q as %q", p, where)
		}
	}
	code, h, body := v.get("/file?path=" + url.QueryEscape("5-汇总/汇总.txt"))
	if code != http.StatusOK || body != "公开" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("Content-Type") != "application/octet-stream" {
		t.Error(code, h, body)
	}
	for _, p := range []string{"5-汇总/汇总.txt", "2-收件", ".", "方案.xlsx"} {
		if _, err := v.s.placed(p); err != nil {
			t.Errorf("would not open %q: %v", p, err)
		}
	}
	for _, next := range []string{"http://evil.example.com", "//evil.example.com", `/\evil.example.com`, "javascript:alert(1)", "", "units"} {
		if got := inside(next); got != "/" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	_, h, _ = v.post("/who", url.Values{"who": {"责任人甲"}, "back": {"//evil.example.com"}})
	if h.Get("Location") != "/" {
		t.Error(h)
	}
}

// TestDroppedFiles: a file comes in whole, under a name in the inbox, and is
// archived before anybody reads it; one that is too large does not.
func TestDroppedFiles(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	drop := func(name, body string) (int, string) {
		code, _, answer := v.ask("POST", "/inbox/drop?name="+url.QueryEscape(name), body, func(r *http.Request) {
			r.Header.Set("Content-Type", "application/octet-stream")
			r.Header.Set("X-Token", v.token)
		})
		return code, answer
	}
	for name, want := range map[string]string{"甲科.xlsx": "甲科.xlsx", "../../乙科.xlsx": "乙科.xlsx", "上报/丙科.xlsx": "上报/丙科.xlsx", "<img src=x onerror=alert(1)>.xlsx": "_img src=x onerror=alert(1)_.xlsx"} {
		if code, answer := drop(name, name); code != http.StatusOK || !strings.Contains(answer, want) && !json.Valid([]byte(answer)) {
			t.Errorf("%s: %d %s", name, code, answer)
		}
		if b, err := os.ReadFile(dir.Path(campaign.Inbox, filepath.FromSlash(want))); err != nil || string(b) != name {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
	for _, name := range []string{"", "存档/x.xlsx", ".隐藏", "CON"} {
		if code, answer := drop(name, "x"); code == http.StatusOK {
			t.Errorf("%q came in: %s", name, answer)
		}
	}
	outside, _ := filepath.Glob(filepath.Join(filepath.Dir(string(dir)), "*"))
	if len(outside) != 1 {
		t.Errorf("outside: %v", outside)
	}
	if _, body := v.page("/inbox"); !strings.Contains(body, "甲科.xlsx") {
		t.Error("the page does not name it")
	}
	items, err := dir.Archived()
	if err != nil || len(items) != 4 {
		t.Errorf("archived %v, %v", items, err)
	}
	if testing.Short() {
		return
	}
	if code, _ := drop("大.xlsx", strings.Repeat("x", campaign.MostDropped+1)); code == http.StatusOK {
		t.Error("too large a file came in")
	}
	if files, _, _ := dir.InboxFiles(); len(files) != 4 {
		t.Error(files)
	}
}

// TestEscapes: whatever people wrote is shown as they wrote it, and runs nowhere.
func TestEscapes(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	const bad = `<script>alert("1")</script><img src=x onerror=alert(1)>`
	v.post("/who", url.Values{"who": {`<b>"甲`}})
	must(t, dir.Journal(time.Now(), bad, bad, bad))
	_, h, _ := v.post("/run/report", nil)
	v.ended(t)
	for _, path := range []string{"/log", h.Get("Location"), "/find?q=" + url.QueryEscape(bad), "/findings?unit=" + url.QueryEscape(bad), "/units/" + url.PathEscape(bad), "/merge?what=" + url.QueryEscape(bad), "/figures?q=" + url.QueryEscape(`"><script>`)} {
		if _, body := v.page(path); strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") || strings.Contains(body, `"><script>`) || strings.Contains(body, "<b>\"") {
			t.Errorf("%s is not escaped", path)
		}
	}
}

// ended waits for the job under way.
func (v *visitor) ended(t *testing.T) {
	t.Helper()
	for range 200 {
		if !v.s.jobs.running() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the job does not end")
}

// TestCommandLines: a page runs the command line that a person would type, for the
// day that was chosen, and no other.
func TestCommandLines(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	v.post("/day", url.Values{"day": {"2021-11-20"}})
	for _, c := range []struct {
		path   string
		fields url.Values
		want   []string
	}{
		{"/run/merge", url.Values{"expect": {"abc"}, "exclude": {"-C /etc"}}, []string{"merge", "-C", string(dir), "--as-of", "2021-11-20", "--expect=abc", "--exclude=-C /etc"}},
		{"/run/template", url.Values{"unit": {"--json"}, "due": {""}}, []string{"template", "-C", string(dir), "--as-of", "2021-11-20", "--unit=--json"}},
		{"/run/report", url.Values{"C": {"/"}}, []string{"report", "-C", string(dir), "--as-of", "2021-11-20"}},
		{"/run/since", nil, []string{"diff", "-C", string(dir), "--since-published"}},
	} {
		if code, _, body := v.post(c.path, c.fields); code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", c.path, code, body)
		}
		v.ended(t)
		lines := v.ran.all()
		if got := lines[len(lines)-1]; !slices.Equal(got, c.want) {
			t.Errorf("%s ran %q, want %q", c.path, got, c.want)
		}
	}
	for _, path := range []string{"/run/init", "/run/demo", "/run/desk", "/run/..", "/run/rm"} {
		if code, _, _ := v.post(path, nil); code == http.StatusSeeOther {
			t.Errorf("%s ran", path)
		}
	}
	for _, folder := range []string{"", "相对", "--help", "-C"} {
		if code, _, _ := v.post("/start", url.Values{"what": {"init"}, "folder": {folder}}); code == http.StatusSeeOther {
			t.Errorf("began in %q", folder)
		}
	}
}

// TestOneJob: one piece of work at a time; a second one says what is under way,
// and the first can be canceled.
func TestOneJob(t *testing.T) {
	v := visit(t, newCampaign(t))
	v.ran.hold = make(chan bool)
	_, h, _ := v.post("/run/report", nil)
	if code, _, body := v.post("/run/merge", nil); code != http.StatusConflict || !strings.Contains(body, "还没有做完") {
		t.Errorf("a second job: %d", code)
	}
	if _, _, body := v.get(h.Get("Location")); !strings.Contains(body, "取消") || !strings.Contains(body, "data-refresh") {
		t.Error("the page shows no way to cancel")
	}
	v.post("/cancel", nil)
	v.ended(t)
	if _, body := v.page(h.Get("Location")); !strings.Contains(body, "已取消") {
		t.Error(body)
	}
	if deeds := v.s.campaign().Deeds(); len(deeds) == 0 || deeds[0].Came != "已取消" {
		t.Errorf("%+v", deeds)
	}
}

// TestIdle: a desk that nobody uses stops; one at work does not.
func TestIdle(t *testing.T) {
	v := visit(t, newCampaign(t), func(o *Options) { o.Idle = 150 * time.Millisecond })
	v.ran.hold = make(chan bool)
	v.post("/run/report", nil)
	go v.s.watchIdle()
	time.Sleep(300 * time.Millisecond)
	if v.s.ctx.Err() != nil {
		t.Fatal("stopped at work")
	}
	close(v.ran.hold)
	select {
	case <-v.s.ctx.Done():
	case <-time.After(3 * time.Second):
		t.Error("does not stop")
	}
	if !strings.Contains(v.s.farewell(), "没有人用") {
		t.Error(v.s.farewell())
	}
}

// TestEvents: an open page is told of a change, once per stir.
func TestEvents(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	ear, leave := v.s.hub.listen()
	defer leave()
	_, body := v.page("/")
	must(t, os.WriteFile(dir.Path(campaign.Inbox, "新来的.xlsx"), []byte("x"), 0o644))
	for {
		select {
		case e := <-ear:
			if e.name == "changed" && e.data != "" && !strings.Contains(body, e.data) {
				return
			}
		case <-time.After(5 * time.Second):
			t.Fatal("nobody was told")
		}
	}
}

// TestFresh: no page shows the state before a change, even where no event came.
func TestFresh(t *testing.T) {
	dir := newCampaign(t)
	v := visit(t, dir)
	if _, body := v.page("/"); strings.Contains(body, "后来的.xlsx") {
		t.Fatal("there already")
	}
	v.s.watcher.close()
	must(t, os.MkdirAll(dir.Path(campaign.Inbox, "后来的.xlsx"), 0o755))
	if _, body := v.page("/"); !strings.Contains(body, "后来的.xlsx") {
		t.Error("yesterday's state")
	}
	must(t, os.WriteFile(dir.Plan(), []byte("坏了"), 0o644))
	for _, path := range []string{"/", "/plan", "/merge", "/figures"} {
		if _, body := v.page(path); !strings.Contains(body, "方案") || strings.Contains(body, "goroutine") {
			t.Errorf("%s with a broken plan", path)
		}
	}
}

// TestETag: a page that has not changed is not sent again.
func TestETag(t *testing.T) {
	v := visit(t, newCampaign(t))
	v.page("/plan")
	for _, path := range []string{"/plan", "/assets/desk.css", "/assets/summary.css"} {
		_, h, _ := v.get(path)
		code, _, body := v.ask("GET", path, "", func(r *http.Request) { r.Header.Set("If-None-Match", h.Get("ETag")) })
		if h.Get("ETag") == "" || code != http.StatusNotModified || body != "" {
			t.Errorf("%s: %q %d", path, h.Get("ETag"), code)
		}
	}
}

// TestOutside: without a campaign every page leads to the beginning, and nothing
// can be run or dropped.
func TestOutside(t *testing.T) {
	v := visit(t, campaign.Dir(t.TempDir()))
	for _, path := range []string{"/", "/units", "/merge", "/log"} {
		if code, h, _ := v.get(path); code != http.StatusSeeOther || h.Get("Location") != "/start" {
			t.Errorf("%s: %d", path, code)
		}
	}
	if _, _, body := v.get("/start"); !strings.Contains(body, "示例") || !strings.Contains(body, "新建") {
		t.Error(body)
	}
	for _, path := range []string{"/run/merge", "/inbox/drop?name=a.xlsx"} {
		if code, _, _ := v.post(path, nil); code != http.StatusConflict {
			t.Errorf("%s: %d", path, code)
		}
	}
	if len(v.ran.all()) > 0 {
		t.Error(v.ran.all())
	}
}
