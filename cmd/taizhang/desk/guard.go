package desk

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"slices"
	"strings"
)

// guard lets the person at this computer in and nobody else:
//
//   - the listener is on 127.0.0.1, and a Host other than that is refused, so
//     that a name on the web which is made to mean this computer leads nowhere;
//   - the address that is printed holds a key; it is exchanged for a cookie that
//     no other site's page can send along (SameSite=Strict) and no script read;
//   - what changes anything is a POST from a page of ours: its Origin is ours,
//     and it brings a token that only our pages hold;
//   - pages load nothing from elsewhere and run no script but ours.
type guard struct {
	hosts  []string
	key    string // in the address
	secret string // in the cookie
	cookie string // its name, of this port
	token  string // in forms
}

func newGuard(address string) *guard {
	_, port, _ := net.SplitHostPort(address)
	g := &guard{hosts: []string{"127.0.0.1:" + port, "localhost:" + port}, key: random(), secret: random(), cookie: "taizhang-" + port}
	h := hmac.New(sha256.New, []byte(g.secret))
	h.Write([]byte("form"))
	g.token = hex.EncodeToString(h.Sum(nil))
	return g
}

func random() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // never happens: the system has no randomness
	}
	return hex.EncodeToString(b)
}

func (g *guard) address() string { return "http://" + g.hosts[0] + "/?key=" + g.key }

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// admit reports whether a request goes on; else it has answered it.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
	switch {
	case !g.here(r):
		refuse(w, http.StatusForbidden, "这个页面只在这台电脑上打开。", "请从程序窗口里的地址打开。")
	case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
		h.Set("Allow", "GET, HEAD, POST")
		refuse(w, http.StatusMethodNotAllowed, "不能这样打开这个页面。", "请从首页进入。")
	case r.URL.Path == "/" && r.URL.Query().Has("key"):
		g.exchange(w, r)
	case !g.known(r):
		refuse(w, http.StatusForbidden, "这个窗口没有进入的钥匙，或者程序已经重新启动过。", "请从程序窗口里的地址打开，或者再双击一次程序。")
	case r.Method == http.MethodPost && !g.ours(r):
		refuse(w, http.StatusForbidden, "这个请求不是从本程序的页面发出的，没有执行。", "请回到首页，在页面上操作。")
	default:
		return true
	}
	return false
}

// here: the request is for this computer by one of its own names.
func (g *guard) here(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return false
	}
	return slices.Contains(g.hosts, strings.ToLower(r.Host))
}

// exchange gives a cookie for the key, and takes the key out of the address.
func (g *guard) exchange(w http.ResponseWriter, r *http.Request) {
	if !same(r.URL.Query().Get("key"), g.key) || r.Method != http.MethodGet {
		refuse(w, http.StatusForbidden, "地址里的钥匙不对，或者程序已经重新启动过。", "请从程序窗口里的地址打开，或者再双击一次程序。")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie, Value: g.secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (g *guard) known(r *http.Request) bool {
	c, err := r.Cookie(g.cookie)
	return err == nil && same(c.Value, g.secret)
}

// ours: a page of this desk has sent the form. Browsers name the Origin of every
// POST; one without is none of them.
func (g *guard) ours(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	host, ok := strings.CutPrefix(origin, "http://")
	if !ok || !strings.EqualFold(host, r.Host) {
		return false
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	token := r.Header.Get("X-Token")
	if token == "" && !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		r.Body = http.MaxBytesReader(nil, r.Body, mostForm)
		token = r.PostFormValue("token")
	}
	return same(token, g.token)
}

// mostForm is how many bytes a form may have; files come with a header instead.
const mostForm = 1 << 20

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
