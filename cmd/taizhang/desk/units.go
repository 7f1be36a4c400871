package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// unitsPage says of every unit whether its workbooks came back.
func (s *Server) unitsPage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query()
	issued, back := st.counts()
	v := view{Title: "下发与报送", Lead: fmt.Sprintf("%d 个单位，已下发 %d 个，报齐 %d 个。", len(st.units), issued, back)}
	t := &table{ID: "units", Path: "/units", Query: q.Get("q"), Head: heads("单位", "情况", "截止日", "第几次", "下发", "收到", "联系人", "填报表", "退回表"), Empty: "没有这样的单位。"}
	statuses := []option{{"", "全部"}}
	for _, x := range []returns.Status{returns.NotReturned, returns.NeverOpened, returns.SentBack, returns.NotIssued, returns.Late, returns.Returned} {
		statuses = append(statuses, option{string(x), string(x)})
	}
	t.Filters = []filter{{"status", "情况", q.Get("status"), statuses}}
	var parts []returns.Part
	for _, u := range st.units {
		for _, p := range u.Parts {
			if matches(t.Query, p.Name(), p.Contact, string(p.Status)) && (q.Get("status") == "" || q.Get("status") == string(p.Status)) {
				parts = append(parts, p)
			}
		}
	}
	from, to := t.paged(q, len(parts))
	for _, p := range parts[from:to] {
		t.Rows = append(t.Rows, row{Cells: st.partCells(p)})
	}
	v.Sections = append(v.Sections, section{Table: t})
	v.Sections = append(v.Sections, section{Title: "下发", Note: "内容没有变化的单位沿用上一次的发放序号；发出去的都有留底。", Forms: []form{{
		Action: "/run/template", Button: "下发填报表", Keep: "template", Tone: toneIf(issued == 0, "primary"),
		Fields: []field{{Name: "unit", Label: "单位", Type: "select", Options: st.unitOptions("全部单位")}, {Name: "due", Label: "这一次的截止日", Type: "date", Help: "不写就用方案的"}},
	}, openForm(campaign.Issued, "打开下发文件夹")}})
	v.Sections = append(v.Sections, section{Title: "催报", Links: []link{{Text: "催报的文字、催报函和邮件草稿", Href: "/papers"}}})
	return v, nil
}

func toneIf(yes bool, tone string) string {
	if yes {
		return tone
	}
	return ""
}

// partCells is one workbook of a unit in a list.
func (st *state) partCells(p returns.Part) []cellView {
	status := badge(string(p.Status), statusTone(p))
	if p.Overdue && p.Missing() {
		status.Note = "已逾期"
	}
	if names := st.nothingNew(p); len(names) > 0 && !p.Missing() {
		status.Note = "无新增：" + strings.Join(names[:min(len(names), 3)], "、")
		if len(names) > 3 {
			status.Note += fmt.Sprintf("等 %d 本", len(names))
		}
	}
	status.Note = strings.Join(slices.DeleteFunc([]string{status.Note, p.Note()}, func(s string) bool { return s == "" }), "；")
	issue := cellView{Text: "—", Class: "num"}
	if p.Issue > 0 {
		issue.Text = itoa(p.Issue)
	}
	return []cellView{linked(p.Name(), path("units", p.Unit)), status, text(p.Due), issue, text(p.Issued), text(p.Received), text(strings.TrimSpace(p.Contact + " " + p.Of.Telephone)),
		st.fileCell(st.dir.IssuedFile(p.Unit, p.Restricted)), st.fileCell(st.dir.MarkedFile(p.Unit, p.Restricted))}
}

// nothingNew are the ledgers of which the unit has said that there is nothing to
// report.
func (st *state) nothingNew(p returns.Part) (names []string) {
	if p.Newest == nil {
		return nil
	}
	for _, l := range st.plan.Ledgers {
		if st.nil[p.Unit][l].Whole && l.Restricted == p.Restricted {
			names = append(names, l.Name)
		}
	}
	return names
}

// fileCell opens a file where there is one.
func (st *state) fileCell(path string) cellView {
	if _, err := os.Stat(path); err != nil {
		return text("")
	}
	return cellView{Forms: []form{openForm(st.dir.Relative(path), "打开")}}
}

// openForm opens a file or folder of the campaign.
func openForm(rel, button string) form {
	return form{Action: "/open", Button: button, Tone: "quiet", Fields: []field{hidden("path", rel)}}
}

func (st *state) unitOptions(all string) []option {
	out := []option{{"", all}}
	for _, u := range st.units {
		out = append(out, option{u.Name, u.Name})
	}
	return out
}

// matches: every word of a query stands in one of the texts.
func matches(query string, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, "\n"))
	for _, w := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}

// unitPage is one unit: its forms, returns, findings and rows.
func (s *Server) unitPage(r *http.Request, st *state) (view, error) {
	name := r.PathValue("unit")
	u := st.plan.Unit(name)
	if u == nil {
		return view{}, notThere(fmt.Sprintf("方案的“单位”表里没有“%s”。", name), "请从单位一览里选。")
	}
	v := view{Title: u.Name, Trail: []link{{Text: "下发与报送", Href: "/units"}, {Text: u.Name}}}
	if why := u.Closed(st.asOf); why != "" {
		v.Lead = why + "。"
	}
	v.Sections = append(v.Sections, section{Pairs: []pair{{"类型", u.Type, ""}, {"负责人", cmp.Or(u.Head, "—"), ""}, {"联系人", cmp.Or(strings.TrimSpace(u.Contact+" "+u.Telephone), "—"), ""}}})
	if at := st.unit(u.Name); at != nil {
		t := &table{Head: heads("表", "情况", "截止日", "第几次", "下发", "收到", "联系人", "填报表", "退回表")}
		for _, p := range at.Parts {
			t.Rows = append(t.Rows, row{Cells: st.partCells(p)})
		}
		v.Sections = append(v.Sections, section{Title: "报送情况", Table: t, Forms: []form{
			{Action: "/run/template", Button: "再生成一份填报表", Fields: []field{hidden("unit", u.Name)}, Note: "内容没有变化的，发放序号不变。"},
		}})
	}
	v.Sections = append(v.Sections, st.receiptSection(u))
	if fs := s.returnFindings(st, u.Name); len(fs) > 0 {
		v.Sections = append(v.Sections, section{Title: fmt.Sprintf("问题 %d 处", len(fs)), Table: s.findings(st, fs[:min(len(fs), page)], r.URL.Path)})
	}
	v.Sections = append(v.Sections, st.ownRows(u))
	return v, nil
}

// receiptSection lists what the unit has ever sent.
func (st *state) receiptSection(u *templates.Unit) section {
	t := &table{Head: heads("收到", "文件", "第几次", "读入", "采纳", "未变", "退回", "待决", "结论", "填报人", "存档")}
	for _, x := range slices.Backward(st.master.Receipts) {
		if x.Unit != u.Name {
			continue
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{text(x.Received), text(x.File), number(x.Issue), number(x.Rows), number(x.Fates["采纳"]), number(x.Fates["未变"]), number(x.Fates["退回"]), number(x.Fates["待决"]),
			{Text: x.Verdict, Note: cmp.Or(x.Nil, x.Note)}, text(x.Filler), {Forms: st.original(x.Digest)}}})
	}
	if len(t.Rows) == 0 {
		return section{Title: "收到过的表", Empty: "还没有合并过这个单位报来的表。"}
	}
	return section{Title: "收到过的表", Table: t}
}

// original opens the kept copy of a file that came in, if it is there.
func (st *state) original(digest string) []form {
	p, known := st.originals.Load(digest)
	if !known && digest != "" {
		p, _ = st.originals.LoadOrStore(digest, st.dir.ArchivedFile(st.ctx, digest))
	}
	if p == nil || p == "" {
		return nil
	}
	return []form{openForm(st.dir.Relative(p.(string)), "打开原件")}
}

// own is how many rows of a ledger a unit answers for, and how many of them are late.
type own struct{ rows, late int }

// countOwn counts every unit's rows once, for whichever page asks.
func (st *state) countOwn() {
	st.own = map[string]map[*templates.Ledger]own{}
	for _, l := range st.plan.Ledgers {
		for _, r := range st.set.Counted(l) {
			names := slices.Concat(l.Addressees(r.Record, r.Source.Unit, st.asOf), cell.SplitList(r.Value(l.Owner())))
			slices.Sort(names)
			for _, name := range slices.Compact(names) {
				if st.own[name] == nil {
					st.own[name] = map[*templates.Ledger]own{}
				}
				n := st.own[name][l]
				if n.rows++; l.HasDeadlines() && st.day.Of(r).Late() {
					n.late++
				}
				st.own[name][l] = n
			}
		}
	}
}

// ownRows says how many rows the unit answers for, ledger by ledger.
func (st *state) ownRows(u *templates.Unit) section {
	t := &table{Head: heads("台账", "行数", "超期")}
	for _, l := range st.plan.Ledgers {
		n := st.own[u.Name][l]
		if n.rows == 0 {
			continue
		}
		late := number(n.late)
		if n.late > 0 {
			late = badge(fmt.Sprintf("超期 %d", n.late), wrong)
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{linked(l.Name, path("rows", l.Name)+"?q="+url.QueryEscape(u.Name)), number(n.rows), late}})
	}
	if len(t.Rows) == 0 {
		return section{}
	}
	return section{Title: "总台账里它的行", Table: t}
}

// readAlready is the merge in memory, if a page has asked for it.
func (st *state) readAlready() *merge.Result {
	e := st.examOf("")
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.result
}

// returnFindings are those about a unit, of its returns where they have been
// read, and of the ledger.
func (s *Server) returnFindings(st *state, unit string) []finding.Finding {
	var out []finding.Finding
	if res := st.readAlready(); res != nil {
		out = append(out, res.Findings...)
	}
	out = append(out, st.ledger...)
	return slices.DeleteFunc(out, func(f finding.Finding) bool { return f.Unit != unit })
}
