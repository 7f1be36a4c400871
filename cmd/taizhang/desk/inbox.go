package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates/finding"
)

// inboxPage takes files, and names each: whose it is, how many rows, what is
// wrong with it.
func (s *Server) inboxPage(r *http.Request, st *state) (view, error) {
	v := view{Title: "收件", Lead: "把各单位报回的表拖到下面，或者放进“" + campaign.Inbox + "”文件夹。文件名随便，收下就存档，原件从不改动。"}
	v.Sections = append(v.Sections, section{Drop: &drop{Action: "/inbox/drop", Label: "把文件或文件夹拖到这里", Note: "一次可以拖很多。收下以后关掉页面也不会丢。"}})
	res, _, err := s.examined(st, "")
	switch {
	case err != nil:
		what, fix := finding.Explain(err)
		v.Sections = append(v.Sections, section{Empty: what + fix})
		return v, nil
	case res == nil:
		v.Sections = append(v.Sections, section{Empty: fmt.Sprintf("正在读收到的表（文件夹里有 %d 个文件），读好就会显示。", len(st.inbox))})
		v.Refresh = true
		return v, nil
	}
	files, edits := len(st.unmergedFiles), len(st.unmergedEdits)
	if files+edits > 0 {
		v.Primary = &form{Href: "/merge", Button: "看预览：" + sizeWords(files, edits), Tone: "primary"}
	}
	v.Sections = append(v.Sections, st.filesSection(res, r.URL.Query()))
	v.Sections = append(v.Sections, section{Forms: []form{
		openForm(campaign.Inbox, "打开收件文件夹"), {Action: "/run/validate", Button: "校验并做退回表", Note: "有错误的单位，标好问题的副本写进“3-退回”，发回去改。"}, openForm(campaign.SentBack, "打开退回文件夹")}})
	if len(st.unread) > 0 {
		v.Sections = append(v.Sections, unreadSection(st.unread))
	}
	return v, nil
}

// filesSection lists every file ever received, what is not merged yet first.
func (st *state) filesSection(res *merge.Result, q url.Values) section {
	query := q.Get("q")
	t := &table{ID: "files", Path: "/inbox", Query: query, Head: heads("文件", "单位", "第几次", "行数", "情况", "错误", "警告", "去向"), Empty: "还没有收到文件。"}
	files := tally(res)
	receipts := map[string]master.Receipt{} // by digest: several files may have had one name
	for _, x := range res.Master.Receipts {
		receipts[x.Digest] = x
	}
	list := slices.Clone(res.Returns)
	slices.SortStableFunc(list, func(a, b merge.Return) int { return cmp.Compare(later(files[a.File]), later(files[b.File])) })
	for _, x := range list {
		f := cmp.Or(files[x.File], &fileTally{})
		unit := text("")
		if x.Unit != nil {
			unit = text(x.Unit.Name)
			unit.Href = path("units", x.Unit.Name)
		}
		state := f.state(x, receipts[x.Digest].Verdict)
		if !matches(query, x.File, unit.Text, state.Text) {
			continue
		}
		name := text(x.File)
		if x.Restricted {
			name.Note = "限阅"
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{name, unit, number(x.Issue), number(cmp.Or(x.Rows(), receipts[x.Digest].Rows)), state,
			countCell(f.errors, wrong), countCell(f.warnings, soon), text(fateWords(f.fates))}})
	}
	from, to := t.paged(q, len(t.Rows))
	t.Rows = t.Rows[from:to]
	return section{Title: "收到的文件", Table: t}
}

// fileTally is what a merge found of one file.
type fileTally struct {
	errors, warnings int
	whole            finding.Finding // the first error about the file as a whole
	fates            map[master.Fate]int
	again            bool // merged before
}

// tally sums up a merge by file.
func tally(res *merge.Result) map[string]*fileTally {
	out := map[string]*fileTally{}
	of := func(file string) *fileTally {
		if out[file] == nil {
			out[file] = &fileTally{fates: map[master.Fate]int{}}
		}
		return out[file]
	}
	for _, f := range res.Findings {
		switch f.Severity {
		case finding.Error:
			of(f.File).errors++
			if f.Cell == "" && of(f.File).whole.Message == "" {
				of(f.File).whole = f
			}
		case finding.Warning:
			of(f.File).warnings++
		}
	}
	for _, c := range res.Conservation {
		f := of(c.File)
		for k, n := range c.Fates {
			f.fates[k] += n
		}
		f.again = f.again || c.Again()
	}
	return out
}

// state says where a file stands, by its verdict on 收件登记.
func (f *fileTally) state(x merge.Return, verdict string) cellView {
	out := badge("等合并", soon)
	switch {
	case x.Unit == nil:
		out = badge("认不出单位", wrong)
		out.Note = f.whole.Text()
	case x.Flooded:
		out = badge("整份退回", wrong)
		out.Note = f.whole.Text()
	case x.Refused:
		out = badge("读不了", wrong)
		out.Note = f.whole.Text()
	case f.again:
		out = badge(cmp.Or(verdict, "已合并"), done)
		if verdict == master.VerdictSentBack || verdict == master.VerdictPartly {
			out.Badge = wrong
		}
	}
	return out
}

// later puts what was merged before behind what is new.
func later(f *fileTally) int {
	if f != nil && f.again {
		return 1
	}
	return 0
}

func countCell(n int, tone string) cellView {
	if n == 0 {
		return cellView{Text: "0", Class: "num"}
	}
	return cellView{Text: itoa(n), Badge: tone, Class: "num"}
}

// fateWords says what became of a file's rows.
func fateWords(fates map[master.Fate]int) string {
	var parts []string
	for _, f := range master.Fates {
		if n := fates[f]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", f, n))
		}
	}
	return strings.Join(parts, "，")
}
