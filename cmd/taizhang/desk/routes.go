package desk

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/templates/finding"
)

// routes lists every page and everything that can be done. GET changes nothing.
func (s *Server) routes() {
	m := http.NewServeMux()
	s.mux = m
	m.HandleFunc("GET /assets/{name}", s.asset)
	m.HandleFunc("GET /events", s.events)
	m.HandleFunc("GET /start", s.startPage)
	m.HandleFunc("POST /start", s.start)
	m.HandleFunc("GET /begun/{id}", s.begunPage)
	m.HandleFunc("GET /{$}", s.page(s.home))
	for path, show := range map[string]pageFunc{
		"/plan": s.planPage, "/units": s.unitsPage, "/units/{unit}": s.unitPage, "/inbox": s.inboxPage, "/merge": s.mergePage,
		"/decide": s.decidePage, "/findings": s.findingsPage, "/figures": s.figuresPage, "/figures/{code}": s.figurePage,
		"/rows/{ledger}": s.rowsPage, "/rows/{ledger}/{id}": s.rowPage, "/wall": s.wallPage, "/notice": s.noticePage, "/notice/{variant}": s.noticeTextPage,
		"/audit": s.auditPage, "/papers": s.papersPage, "/log": s.logPage, "/jobs/{id}": s.jobPage, "/find": s.findPage,
	} {
		m.HandleFunc("GET "+path, s.page(show))
	}
	m.HandleFunc("GET /file", s.file)
	for path, do := range map[string]actFunc{
		"/day": s.setDay, "/who": s.setWho, "/cancel": s.cancel, "/open": s.open, "/run/{command}": s.runCommand,
		"/inbox/drop": s.dropFile, "/audit/drop": s.dropNotice, "/decide": s.decide, "/show": s.showRestricted, "/letters": s.letters, "/withdraw": s.withdraw,
	} {
		m.HandleFunc("POST "+path, s.act(do))
	}
	m.HandleFunc("POST /stop", s.stopDesk)
	m.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusNotFound, &campaign.Error{Message: "没有这个页面。", Fix: "请从左边的步骤或首页进入。"})
	})
}

// pageFunc makes a page of the campaign as it stands.
type pageFunc func(r *http.Request, st *state) (view, error)

// missing is an error about something that is not there.
type missing struct{ message, fix string }

func (m *missing) Error() string  { return m.message }
func (m *missing) Advice() string { return m.fix }

func notThere(message, fix string) error { return &missing{message, fix} }

// page serves a page: at once, or with the word that it is being read.
func (s *Server) page(show pageFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		dir := s.campaign()
		if dir == "" || !planThere(dir) {
			http.Redirect(w, r, "/start", http.StatusSeeOther)
			return
		}
		st := s.cache.get(r.Context())
		if st == nil {
			s.draw(w, r, view{Title: "正在读取", Lead: "正在读取方案和总台账，读好就会显示。", Refresh: true, Frame: s.frame(r, nil)})
			return
		}
		if st.err != nil && r.URL.Path != "/plan" && r.URL.Path != "/log" && !strings.HasPrefix(r.URL.Path, "/jobs/") {
			s.broken(w, r, st)
			return
		}
		v, err := show(r, st)
		var none *missing
		switch {
		case errors.As(err, &none):
			s.fail(w, r, http.StatusNotFound, err)
			return
		case err != nil:
			s.fail(w, r, http.StatusConflict, err)
			return
		}
		if exported(r.URL.Query()) && !v.Refresh {
			s.export(w, r, v)
			return
		}
		if v.Frame == nil {
			v.Frame = s.frame(r, st)
		}
		s.draw(w, r, v)
	}
}

// broken is what stands on every page while the plan or the master cannot be
// read.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, st *state) {
	what, fix := finding.Explain(st.err)
	v := view{Title: "先要改好一处", Lead: what, Frame: s.frame(r, st)}
	sec := section{Note: fix, Forms: []form{openForm(campaign.PlanFile, "打开方案"), openForm(campaign.Ledger, "打开总台账文件夹")}}
	v.Sections = append(v.Sections, sec)
	if list := finding.Listed(st.err); len(list) > 0 {
		v.Sections = append(v.Sections, section{Title: "逐处列出", Table: findingsTable(list)})
	}
	if st.plan != nil {
		v.Primary = &form{Action: "/run/merge", Button: "合并一次", Note: "总台账不见了或改动过的，合并会从留底接着做。"}
	}
	s.draw(w, r, v)
}

// actFunc does something and says where to go on.
type actFunc func(w http.ResponseWriter, r *http.Request) (next string, err error)

// act serves what changes something: it answers with another page, so that a
// reload repeats nothing.
func (s *Server) act(do actFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		next, err := do(w, r)
		script := r.Header.Get("X-Token") != ""
		switch {
		case err != nil && script:
			what, fix := finding.Explain(err)
			answer(w, http.StatusConflict, map[string]string{"message": what + fix})
		case err != nil:
			s.fail(w, r, http.StatusConflict, err)
		case script:
		default:
			http.Redirect(w, r, inside(cmp.Or(next, pressedOn(r))), http.StatusSeeOther)
		}
	}
}

// pressedOn is the page of this desk that a button was pressed on; "" if the browser
// does not say.
func pressedOn(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return ""
	}
	return u.RequestURI()
}

func answer(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v)
}

// inside keeps a redirect on this desk.
func inside(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.Contains(next, `\`) {
		return "/"
	}
	return next
}
