package desk

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/sheets/campaign"
)

// auditPage takes an edited notice and says which of its numbers still hold.
func (s *Server) auditPage(_ *http.Request, st *state) (view, error) {
	v := view{Title: "核对通报", Lead: "把在 Word 里改过的通报拖进来，看每个数字还对不对。只看，不改，也不留存。"}
	v.Sections = append(v.Sections, section{Drop: &drop{Action: "/audit/drop", Label: "把改过的通报拖到这里", Note: ".docx、.md、.txt 都可以。", Accept: ".docx,.md,.txt"}})
	s.mu.Lock()
	seen := s.audited
	s.mu.Unlock()
	if seen == nil || seen.dir != st.dir {
		return v, nil
	}
	rep := seen.report
	var cards []card
	for _, status := range audit.Statuses {
		tone := done
		if n := rep.Counts[status]; n > 0 {
			tone = auditTone(status)
		}
		cards = append(cards, card{Label: status.Label(), Value: itoa(rep.Counts[status]), Unit: "处", Tone: tone})
	}
	v.Sections = append(v.Sections, section{Title: seen.name, Note: fmt.Sprintf("与%s的底稿（第 %d 次合并，截至 %s）逐句对照。", rep.Variant, rep.Merge, rep.AsOf), Cards: cards})
	t := &table{Head: heads("结论", "第几段", "写的是", "应为", "哪个指标", "原句", "说明")}
	for _, e := range rep.Entries {
		if e.Status == audit.Agrees {
			continue
		}
		figure := text(cmpOr(e.Name, e.Figure))
		if st.plan.Figure(e.Figure) != nil {
			figure.Href = path("figures", e.Figure)
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{badge(e.Status.Label(), auditTone(e.Status)), number(e.Paragraph), text(e.Number), text(e.Expected), figure, {Text: cmpOr(e.Sentence, e.Draft), Class: "wide"}, text(e.Note)}})
	}
	for _, x := range rep.Identities {
		if !x.OK {
			t.Rows = append(t.Rows, row{Cells: []cellView{badge("算式不符", wrong), text(""), text(x.Left), text(x.Right), text(x.Name), text(""), text("相差 " + x.Difference)}})
		}
	}
	if len(t.Rows) > 0 {
		v.Sections = append(v.Sections, section{Title: "要看的", Table: t})
	}
	sec := section{Title: "在文中"}
	for i, p := range seen.text.Paragraphs {
		sec.Paragraphs = append(sec.Paragraphs, paragraph{auditRuns(p.Text, i, rep.Entries)})
	}
	v.Sections = append(v.Sections, sec)
	return v, nil
}

func auditTone(s audit.Status) string {
	switch s {
	case audit.Agrees, audit.Rounded:
		return done
	case audit.Contradicts, audit.Missing:
		return wrong
	}
	return soon
}

// auditRuns marks what a paragraph states, in its order.
func auditRuns(text string, n int, entries []audit.Entry) (out []run) {
	at := 0
	for _, e := range entries {
		if e.From.Paragraph != n || e.From.Byte < at || e.From == e.To {
			continue
		}
		end := e.To.Byte
		if e.To.Paragraph > n {
			end = len(text)
		}
		out = append(out, run{Text: text[at:e.From.Byte]}, run{Text: text[e.From.Byte:end], Tone: auditTone(e.Status), Title: e.Status.Label() + "：" + e.Note})
		at = end
	}
	return append(out, run{Text: text[at:]})
}

// audited is the last notice that somebody had audited.
type audited struct {
	dir    campaign.Dir
	name   string
	report *audit.Report
	text   audit.Text
}

// mostNotice is how large an edited notice may be.
const mostNotice = 20 << 20

// dropNotice audits a notice without keeping it.
func (s *Server) dropNotice(w http.ResponseWriter, r *http.Request) (string, error) {
	name := filepath.Base(strings.ReplaceAll(r.URL.Query().Get("name"), `\`, "/"))
	if !slices.Contains([]string{".docx", ".md", ".txt"}, strings.ToLower(filepath.Ext(name))) {
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”不是通报。", name), Fix: "请放 .docx、.md 或 .txt。"}
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostNotice))
	if err != nil {
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”超过 %d 兆，没有核对。", name, mostNotice>>20), Fix: "请核对是不是通报。"}
	}
	st := s.cache.get(r.Context())
	if st == nil || st.err != nil || st.none != nil {
		return "", &campaign.Error{Message: "总台账还没有读好，或者还没有合并过，没有核对。", Fix: "请稍等再放一次。"}
	}
	text, err := audit.ReadText(b, name)
	if err != nil {
		return "", err
	}
	rep, err := reports.Audit(r.Context(), reports.Input{Dir: st.dir, Plan: st.plan, AsOf: st.asOf, Master: st.master}, text)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	s.audited = &audited{st.dir, name, rep, text}
	s.mu.Unlock()
	s.did("核对通报 "+name, fmt.Sprintf("相符 %d，不符 %d，缺失 %d，未知 %d", rep.Counts[audit.Agrees], rep.Counts[audit.Contradicts], rep.Counts[audit.Missing], rep.Counts[audit.Unknown]))
	answer(w, http.StatusOK, map[string]string{"message": "已核对", "next": "/audit"})
	return "", nil
}
