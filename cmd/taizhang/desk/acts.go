package desk

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// setDay makes a day the one that pages and commands work with.
func (s *Server) setDay(_ http.ResponseWriter, r *http.Request) (string, error) {
	iso, ok := cell.ISODate(r.PostFormValue("day"))
	if !ok {
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”不是日期。", r.PostFormValue("day")), Fix: "请写成 2021-11-20 的样子。"}
	}
	s.mu.Lock()
	s.asOf = iso
	s.mu.Unlock()
	s.did("截至日改看 "+iso, "做完了")
	return r.PostFormValue("back"), nil
}

func (s *Server) setWho(_ http.ResponseWriter, r *http.Request) (string, error) {
	name := strings.TrimSpace(r.PostFormValue("who"))
	if name == "" || len([]rune(name)) > 40 {
		return "", &campaign.Error{Message: "姓名或职务没有写，或者太长。", Fix: "请写四十个字以内。"}
	}
	s.mu.Lock()
	s.settings.Name = name
	s.mu.Unlock()
	s.save()
	return r.PostFormValue("back"), nil
}

func (s *Server) cancel(http.ResponseWriter, *http.Request) (string, error) {
	j := s.jobs.current()
	if j == nil {
		return "/", nil
	}
	j.cancel()
	if len(j.Args) == 0 {
		return "/", nil
	}
	return fmt.Sprintf("/jobs/%d", j.ID), nil
}

func (s *Server) stopDesk(w http.ResponseWriter, r *http.Request) {
	s.did("停止程序", "做完了")
	refuse(w, http.StatusOK, "程序已停止。", "这个页面可以关掉了；要用时再双击一次程序。")
	go s.stop()
}

// commands are the command lines that pages may run, and what a page calls them.
// Each takes no more than the fields named.
var commands = map[string]struct {
	what string
	args func(r *http.Request) []string
}{
	"template": {"下发", func(r *http.Request) []string {
		return optional(r, "template", "unit", "due")
	}},
	"validate": {"校验", func(*http.Request) []string { return []string{"validate"} }},
	"merge":    {"合并", mergeArgs},
	"run":      {"校验、合并、汇总", func(*http.Request) []string { return []string{"run"} }},
	"report":   {"生成汇总表和通报", func(*http.Request) []string { return []string{"report"} }},
	"remind":   {"生成督办文书和催报表", func(*http.Request) []string { return []string{"remind"} }},
	"publish":  {"定稿", func(*http.Request) []string { return []string{"publish"} }},
	"since":    {"与定稿比", func(*http.Request) []string { return []string{"diff", "--since-published"} }},
}

// optional adds the fields that are filled in as options.
func optional(r *http.Request, args ...string) []string {
	out := args[:1]
	for _, name := range args[1:] {
		if v := strings.TrimSpace(r.PostFormValue(name)); v != "" {
			out = append(out, "--"+name+"="+v)
		}
	}
	return out
}

func mergeArgs(r *http.Request) []string {
	args := optional(r, "merge", "expect")
	for _, digest := range r.PostForm["exclude"] {
		args = append(args, "--exclude="+digest)
	}
	if r.PostFormValue("backwards") != "" {
		args = append(args, "--backwards")
	}
	return args
}

// runCommand runs a command line and shows how far it is.
func (s *Server) runCommand(_ http.ResponseWriter, r *http.Request) (string, error) {
	name := r.PathValue("command")
	c, ok := commands[name]
	if !ok {
		return "", &campaign.Error{Message: "没有这个命令。", Fix: "请从页面上的按钮进入。"}
	}
	args, err := s.line(c.args(r))
	if err != nil {
		return "", err
	}
	j, err := s.jobs.start(c.what, back(name), args, nil)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("/jobs/%d", j.ID), nil
}

// line is a command line for the campaign at hand and the day chosen.
func (s *Server) line(args []string) ([]string, error) {
	dir := s.campaign()
	if dir == "" || !planThere(dir) {
		return nil, &campaign.Error{Message: "还没有打开活动。", Fix: "请先在首页打开或新建一个活动。"}
	}
	out := []string{args[0], "-C", string(dir)}
	if day := s.chosenDay(); day != "" && args[0] != "diff" {
		out = append(out, "--as-of", day)
	}
	return append(out, args[1:]...), nil
}

// back is the page that shows what a command has done.
func back(command string) string {
	return map[string]string{"template": "/units", "validate": "/findings", "merge": "/", "run": "/", "report": "/notice", "remind": "/papers", "publish": "/notice", "since": "/notice"}[command]
}

// openable are the kinds of files that the system may be asked to open; no
// program is one of them.
var openable = []string{".xlsx", ".docx", ".md", ".txt", ".html", ".eml", ".pdf", ".tsv"}

// open opens a file or folder of the campaign on this computer.
func (s *Server) open(_ http.ResponseWriter, r *http.Request) (string, error) {
	rel := filepath.ToSlash(r.PostFormValue("path"))
	path, err := s.placed(rel)
	if err != nil {
		return "", err
	}
	if err := show(path); err != nil {
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”没有打开。", rel), Fix: "请在文件夹里自己打开它。"}
	}
	s.did("打开 "+rel, "做完了")
	return r.PostFormValue("back"), nil
}

// placed is where a file or folder of the campaign is; nothing that leads out of
// it, hidden or a program.
func (s *Server) placed(rel string) (string, error) {
	refused := &campaign.Error{Message: fmt.Sprintf("“%s”不是活动文件夹里可以打开的文件。", rel), Fix: "请从页面上的链接打开。"}
	dir := s.campaign()
	if dir == "" {
		return "", refused
	}
	if slices.Contains(campaign.Folders, strings.SplitN(rel, "/", 2)[0]) || rel == "." {
		root, err := os.OpenRoot(string(dir))
		if err != nil {
			return "", refused
		}
		defer root.Close()
		if info, err := root.Stat(filepath.FromSlash(rel)); err == nil && info.IsDir() {
			return dir.Path(filepath.FromSlash(rel)), nil
		}
	}
	if ext := strings.ToLower(filepath.Ext(rel)); !slices.Contains(openable, ext) || ext == ".html" && !strings.HasPrefix(rel, campaign.Summary+"/") {
		return "", refused // a page that came in would run in the browser
	}
	f, err := dir.Open(rel)
	if err != nil {
		return "", refused
	}
	return dir.Path(filepath.FromSlash(rel)), f.Close()
}

// file hands a file of the campaign to the browser, to be kept, never shown.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	rel := filepath.ToSlash(r.URL.Query().Get("path"))
	dir := s.campaign()
	refused := &campaign.Error{Message: "没有这个文件。", Fix: "请从页面上的链接打开。"}
	if dir == "" || !slices.Contains(openable, strings.ToLower(filepath.Ext(rel))) {
		s.fail(w, r, http.StatusNotFound, refused)
		return
	}
	f, err := dir.Open(rel)
	if err != nil {
		s.fail(w, r, http.StatusNotFound, refused)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		s.fail(w, r, http.StatusNotFound, refused)
		return
	}
	s.did("取出 "+rel, "做完了")
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", disposition(filepath.Base(rel)))
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// showRestricted shows a restricted ledger to whoever asks, and writes down who.
func (s *Server) showRestricted(_ http.ResponseWriter, r *http.Request) (string, error) {
	name := r.PostFormValue("ledger")
	plan, err := templates.ReadWorkbook(s.campaign().Plan())
	if err != nil {
		return "", err
	}
	l := plan.Ledger(name)
	if l == nil || !l.Restricted {
		return "", &campaign.Error{Message: fmt.Sprintf("没有限阅台账“%s”。", name), Fix: "请从页面上的链接进入。"}
	}
	s.mu.Lock()
	s.shown[l.Name] = s.opt.Now()
	s.mu.Unlock()
	s.did("查看限阅台账“"+l.Name+"”", "已显示")
	return r.PostFormValue("back"), nil
}

// dropFile takes one file into the inbox. It is archived before anybody reads it.
func (s *Server) dropFile(w http.ResponseWriter, r *http.Request) (string, error) {
	dir := s.campaign()
	if dir == "" || !planThere(dir) {
		return "", &campaign.Error{Message: "还没有打开活动。", Fix: "请先打开活动，再放文件。"}
	}
	name := r.URL.Query().Get("name")
	rel, err := dir.Drop(name, http.MaxBytesReader(w, r.Body, campaign.MostDropped+1))
	if err != nil {
		s.did("收件 "+name, "没有收下")
		return "", err
	}
	s.did("收件 "+rel, "已放进"+campaign.Inbox)
	answer(w, http.StatusOK, map[string]string{"message": "已收下，放在" + campaign.Inbox + "/" + rel, "next": "/inbox"})
	return "", nil
}

func (s *Server) restrictedShown(l *templates.Ledger) bool {
	if l == nil || !l.Restricted {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.shown[l.Name]
	return ok && s.opt.Now().Sub(at) < openFor
}

func itoa(n int) string { return strconv.Itoa(n) }
