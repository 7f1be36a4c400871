package desk

import (
	"fmt"
	"html/template"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/reports/html"
	"taizhang/reports/notice"
	"taizhang/reports/publication"
	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

func summaryStyle() string { return html.Style }

// reported says whether the summary was written after the master, and whether the
// notice is still blocked.
func (st *state) reported() (fresh, blocked bool) {
	book, err := os.Stat(st.dir.Path(campaign.Summary, campaign.SummaryFile))
	m, errMaster := os.Stat(st.dir.Master())
	p, errPlan := os.Stat(st.dir.Plan())
	fresh = err == nil && errMaster == nil && errPlan == nil && !book.ModTime().Before(m.ModTime()) && !book.ModTime().Before(p.ModTime())
	_, err = os.Stat(st.dir.NoticeDraft(notice.Variant(true), true))
	return fresh, err != nil
}

// noticePage is what goes out: summary, notices, publication.
func (s *Server) noticePage(_ *http.Request, st *state) (view, error) {
	v := view{Title: "汇总与通报"}
	if st.none != nil {
		v.Lead = "还没有总台账，先合并收到的表。"
		return v, nil
	}
	fresh, _ := st.reported()
	v.Primary = &form{Action: "/run/report", Button: "生成汇总表和通报", Note: fmt.Sprintf("%d 个指标、%d 条勾稽，写进“5-汇总”。", len(st.plan.Figures), len(st.checks)), Tone: toneIf(!fresh, "primary")}
	by, err := st.notices()
	if err != nil {
		what, fix := finding.Explain(err)
		v.Sections = append(v.Sections, section{Title: "通报", Empty: what + "。" + fix})
	} else {
		t := &table{Head: []head{{"稿子", ""}, {"能不能定稿", ""}, {"缺的文字", "num"}, {"问题", "num"}, {"文件", ""}}}
		for _, public := range []bool{true, false} {
			d := by[public]
			name := notice.Variant(public)
			state := badge("可以定稿", done)
			if d.Blocked || len(st.stale) > 0 {
				state = badge("还不能定稿", soon)
				if len(st.stale) > 0 {
					state.Note = fmt.Sprintf("总台账有 %d 处还没有合并", len(st.stale))
				}
			}
			file := st.fileCell(st.dir.NoticeDraft(name, true))
			if file.Forms == nil {
				file = st.fileCell(st.dir.NoticeDraft(name, false))
			}
			t.Rows = append(t.Rows, row{Cells: []cellView{linked(name+"：逐段看，每个数字点进去是它的行", path("notice", name)), state, number(len(d.Missing)), number(len(d.Findings)), file}})
		}
		v.Sections = append(v.Sections, section{Title: "通报", Table: t, Forms: []form{openForm(campaign.NoticeFile, "打开通报模板"), openForm(campaign.Summary, "打开汇总文件夹")},
			Links: []link{{Text: "核对改过的通报", Href: "/audit"}, {Text: "图与挂图", Href: "/wall"}}})
	}
	v.Sections = append(v.Sections, st.publicationSection())
	return v, nil
}

func (st *state) publicationSection() section {
	sec := section{Title: "定稿", Note: "公布以后定稿：通报、汇总表、总台账和全部指标原样留存，以后随时比哪些数字变了。", Forms: []form{{Action: "/run/publish", Button: "定稿留存", Ask: "把现在的通报、汇总表、总台账留存为定稿？"}}}
	p, err := publication.Last(st.ctx, st.dir)
	if err != nil {
		what, fix := finding.Explain(err)
		sec.Empty = what + "。" + fix
		return sec
	}
	if p == nil {
		sec.Empty = "还没有定稿过。"
		return sec
	}
	sec.Pairs = []pair{{"最近一次", p.Folder + "，截至 " + cell.ChineseDate(p.AsOf), ""}}
	sec.Forms = append(sec.Forms, form{Action: "/run/since", Button: "与定稿比，哪些数字变了", Note: "印在通报里的，拟进更正稿。"}, openForm(p.Folder, "打开定稿"))
	var lines []string
	for _, f := range st.plan.Figures {
		if was, now := p.Figures[f.Code], st.set.Get(f).Printed(); was != now && !f.Lists() {
			lines = append(lines, fmt.Sprintf("%s（%s）：%s → %s", f.Name, f.Code, was, now))
		}
	}
	if len(lines) > 0 {
		sec.Lines = append([]string{fmt.Sprintf("定稿以后有 %d 个指标变了：", len(lines))}, lines...)
	}
	return sec
}

// noticeTextPage is a variant of the notice, every figure leading to its rows and
// every missing text marked.
func (s *Server) noticeTextPage(r *http.Request, st *state) (view, error) {
	by, err := st.notices()
	if err != nil {
		return view{}, err
	}
	name := r.PathValue("variant")
	public := name == notice.Variant(true)
	if name != notice.Variant(public) {
		return view{}, notThere("没有这样的通报稿。", "请从“汇总与通报”里选。")
	}
	d := by[public]
	v := view{Title: name, Trail: []link{{Text: "汇总与通报", Href: "/notice"}, {Text: name}}, Lead: "按现在的总台账填出来的样子，还没有写成文件。带虚线的是数字，点进去看它的算法和每一行；黄色的是缺的文字。"}
	if !public && st.secret() && !s.allShown(st) {
		v.Sections = []section{{Note: "党内通报稿会引到限阅台账的内容。", Forms: s.secretForms(st, r.URL.Path)}}
		return v, nil
	}
	sec := section{}
	for _, p := range d.Paragraphs {
		sec.Paragraphs = append(sec.Paragraphs, paragraph{st.noticeRuns(p)})
	}
	v.Sections = []section{sec}
	if len(d.Missing) > 0 {
		v.Sections = append(v.Sections, section{Title: fmt.Sprintf("缺 %d 处文字", len(d.Missing)), Lines: d.Missing})
	}
	if len(d.Findings) > 0 {
		v.Sections = append(v.Sections, section{Title: fmt.Sprintf("问题 %d 处", len(d.Findings)), Table: s.findings(st, d.Findings, r.URL.Path)})
	}
	return v, nil
}

// secret: the plan has restricted ledgers.
func (st *state) secret() bool {
	return slices.ContainsFunc(st.plan.Ledgers, func(l *templates.Ledger) bool { return l.Restricted })
}

func (s *Server) allShown(st *state) bool {
	return !slices.ContainsFunc(st.plan.Ledgers, func(l *templates.Ledger) bool { return !s.restrictedShown(l) })
}

func (s *Server) secretForms(st *state, back string) (out []form) {
	for _, l := range st.plan.Ledgers {
		if !s.restrictedShown(l) {
			f := restrictedForm(l, back)
			f.Button = "查看“" + l.Name + "”的限阅内容"
			out = append(out, f)
		}
	}
	return out
}

const missingText = "【待补充"

// noticeRuns cuts a paragraph at what was filled in.
func (st *state) noticeRuns(p notice.Paragraph) (out []run) {
	at := 0
	plain := func(to int) { out = append(out, cutMissing(p.Text[at:to])...) }
	for _, x := range p.Spans {
		if x.Start < at {
			continue
		}
		plain(x.Start)
		at = x.End
		one := run{Text: p.Text[x.Start:x.End]}
		if f := st.plan.Figure(x.Code); f != nil {
			one.Href, one.Title = path("figures", f.Code), f.Name+"（"+f.Code+"）"
			if x.Group != "" {
				one.Title += "，" + x.Group
			}
		} else if strings.HasPrefix(one.Text, missingText) {
			one.Tone, one.Title = soon, "缺这一处文字"
		}
		out = append(out, one)
	}
	plain(len(p.Text))
	return out
}

// cutMissing marks the places where a text is missing.
func cutMissing(s string) (out []run) {
	for s != "" {
		i := strings.Index(s, missingText)
		if i < 0 {
			return append(out, run{Text: s})
		}
		end := strings.Index(s[i:], "】")
		if end < 0 {
			return append(out, run{Text: s})
		}
		end += i + len("】")
		out = append(out, run{Text: s[:i]}, run{Text: s[i:end], Tone: soon, Title: "缺这一处文字"})
		s = s[end:]
	}
	return out
}

// wallPage shows the summary's charts and the wall chart, or the late rows.
func (s *Server) wallPage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query()
	if which := q.Get("show"); which != "" {
		return s.duePage(r, st, which), nil
	}
	v := view{Title: "图与挂图", Lead: "与汇总表同一组数。要打印的，用浏览器打印，或打开汇总表里的挂图（A3）。"}
	if st.none != nil {
		v.Lead = "还没有总台账，先合并收到的表。"
		return v, nil
	}
	st.wallOnce.Do(func() {
		list, err := summary.Pages(st.ctx, summary.Input{Plan: st.plan, Set: st.set, AsOf: st.asOf, Findings: st.ledger, Returns: st.units})
		if err != nil {
			st.wallErr = err
			return
		}
		for _, p := range list {
			var blocks []summary.Block
			for _, b := range p.Blocks {
				if b.Chart != nil || b.Gantt != nil || len(b.Tiles) > 0 || b.Kind == "完成率" {
					if b.Grid != nil && b.Kind != "完成率" {
						b.Grid = &summary.Grid{Head: b.Grid.Head, Rows: b.Grid.Rows[:min(len(b.Grid.Rows), page)]}
					}
					blocks = append(blocks, b)
				}
			}
			if len(blocks) == 0 {
				continue
			}
			drawn, err := html.Blocks(blocks)
			if err != nil {
				st.wallErr = err
				return
			}
			st.wall = append(st.wall, section{ID: p.Name, Title: p.Name, HTML: drawn})
		}
	})
	if st.wallErr != nil {
		return v, st.wallErr
	}
	want := q.Get("sheet")
	var links []link
	for _, sec := range st.wall {
		links = append(links, link{Text: sec.Title, Href: "/wall?sheet=" + template.URLQueryEscaper(sec.Title)})
	}
	v.Sections = append(v.Sections, section{Links: links, Forms: []form{openForm(campaign.Summary+"/"+campaign.SummaryFile, "打开汇总表")}})
	for i, sec := range st.wall {
		if want == sec.Title || want == "" && i == 0 {
			v.Sections = append(v.Sections, sec)
		}
	}
	return v, nil
}

// duePage lists what is late, or soon will be.
func (s *Server) duePage(r *http.Request, st *state, which string) view {
	v := view{Title: "超期没有完成的", Trail: []link{{Text: "图与挂图", Href: "/wall"}, {Text: "超期"}}}
	rows := st.late()
	switch which {
	case "papers":
		v.Title, rows, v.Trail[1].Text = "过期没有回复的文书", st.unanswered(), "文书"
	case "near":
		v.Title, rows, v.Trail[1].Text = fmt.Sprintf("%d %s内到期的", dueSoon, st.day.Unit()), st.near(), "快到期"
	}
	q := r.URL.Query()
	t := &table{ID: "due", Path: "/wall", Query: q.Get("q"), Head: heads("行", "内容", "责任单位", "责任领导", "期限", "情况"), Empty: "没有。"}
	t.Filters = []filter{{"show", "看", which, []option{{"late", "超期的"}, {"near", "快到期的"}, {"papers", "没有回复的文书"}}}}
	rows = slices.DeleteFunc(rows, func(x *sheets.Row) bool { return t.Query != "" && !rowMatches(x, t.Query) })
	slices.SortStableFunc(rows, func(a, b *sheets.Row) int { return strings.Compare(st.day.Of(a).Due, st.day.Of(b).Due) })
	from, to := t.paged(q, len(rows))
	for _, x := range rows[from:to] {
		if !s.restrictedShown(x.Ledger) {
			continue
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{linked(x.Ledger.Name+" "+cmpOr(x.Key(), x.ID), path("rows", x.Ledger.Name, x.ID)), {Text: brief(x), Class: "wide"}, text(cell.Enumerate(x.Value(x.Ledger.Role(templates.RoleUnit)))),
			text(x.Value(x.Ledger.Role(templates.RoleLeader))), {Text: st.day.Of(x).Due, Class: "short"}, st.standing(x)}})
	}
	v.Sections = []section{{Table: t}}
	return v
}

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
