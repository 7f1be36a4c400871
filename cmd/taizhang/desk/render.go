package desk

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"strings"

	"taizhang/templates/finding"
)

//go:embed pages/*.html
var pageFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"inc": func(n int) int { return n + 1 },
	"plus": func(a, b int) int {
		return a + b
	},
	"form2":  func(x section, token string) map[string]any { return map[string]any{"S": x, "Token": token} },
	"table2": func(x *table, token string) map[string]any { return map[string]any{"T": x, "Token": token} },
	"form":   func(f form, token string) map[string]any { return map[string]any{"F": f, "Token": token} },
}).ParseFS(pageFiles, "pages/*.html"))

// draw answers with a page.
func (s *Server) draw(w http.ResponseWriter, r *http.Request, v view) {
	if v.Frame == nil {
		v.Frame = s.frame(r, nil)
	}
	for _, sec := range v.Sections {
		sec.Table.align()
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "frame.html", v); err != nil {
		http.Error(w, "页面没有画出来："+err.Error(), http.StatusInternalServerError)
		return
	}
	if v.Code == 0 {
		v.Code = http.StatusOK
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if v.Code == http.StatusOK && !v.Refresh {
		w.Header().Set("Cache-Control", "private, no-cache")
		if tagged(w, r, b.Bytes()) {
			return
		}
	}
	w.WriteHeader(v.Code)
	_, _ = w.Write(b.Bytes())
}

// tagged names what is sent, and answers 304 where the browser has it.
func tagged(w http.ResponseWriter, r *http.Request, b []byte) bool {
	sum := sha256.Sum256(b)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", tag)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	return false
}

// refuse answers with a sentence and what to do, without anything of a campaign.
func refuse(w http.ResponseWriter, code int, message, fix string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_ = pages.ExecuteTemplate(w, "refuse.html", map[string]string{"Message": message, "Fix": fix})
}

// fail shows why something could not be done, in the sentences of the command
// line.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, code int, err error) {
	what, fix := finding.Explain(err)
	v := view{Title: "没有做成", Lead: what, Code: code}
	if list := finding.Listed(err); len(list) > 0 {
		v.Sections = append(v.Sections, section{Title: "逐处列出", Table: findingsTable(list)})
	}
	if fix != "" {
		v.Sections = append([]section{{Note: fix}}, v.Sections...)
	}
	s.draw(w, r, v)
}

// asset serves a file of the program.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	b, err := assetFiles.ReadFile("assets/" + name)
	if name == "summary.css" {
		b, err = []byte(summaryStyle()), nil
	}
	if err != nil {
		refuse(w, http.StatusNotFound, "没有这个页面。", "请从首页进入。")
		return
	}
	kind := map[string]string{"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
	_, ext, _ := strings.Cut(name, ".")
	w.Header().Set("Content-Type", kind[ext])
	w.Header().Set("Cache-Control", "private, no-cache")
	if !tagged(w, r, b) {
		_, _ = w.Write(b)
	}
}

// align puts the headings of numbers over the numbers.
func (t *table) align() {
	if t == nil || len(t.Rows) == 0 {
		return
	}
	for i, c := range t.Rows[0].Cells {
		if i < len(t.Head) && c.Class == "num" {
			t.Head[i].Class = "num"
		}
	}
}
