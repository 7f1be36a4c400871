package desk

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/html"
	"taizhang/reports/notice"
	"taizhang/reports/publication"
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

// notices fills both variants of the notice, when a page asks for the first time.
func (st *state) notices() (map[bool]reports.Filled, error) {
	st.noticesOnce.Do(func() {
		st.filled, st.noticesErr = reports.Notices(st.ctx, reports.Input{Dir: st.dir, Plan: st.plan, AsOf: st.asOf, Master: st.master}, st.set, st.ledger)
	})
	return st.filled, st.noticesErr
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
			unmerged := len(st.unmergedFiles) + len(st.unmergedEdits)
			if d.Blocked || unmerged > 0 {
				state = badge("还不能定稿", soon)
			}
			if unmerged > 0 {
				state.Note = fmt.Sprintf("总台账有 %d 处还没有合并", unmerged)
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
	for _, d := range p.Differences(st.plan, st.set) {
		if f := st.plan.Figure(d.Code); f == nil || !f.Lists() {
			lines = append(lines, fmt.Sprintf("%s（%s）：%s → %s", d.Name, d.Code, d.Old, d.New))
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
