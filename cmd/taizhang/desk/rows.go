package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/entry"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// rowsPage lists a ledger.
func (s *Server) rowsPage(r *http.Request, st *state) (view, error) {
	l := st.plan.Ledger(r.PathValue("ledger"))
	if l == nil {
		return view{}, notThere(fmt.Sprintf("方案里没有台账“%s”。", r.PathValue("ledger")), "请从查找页里选。")
	}
	v := view{Title: l.Name, Lead: fmt.Sprintf("总台账里共 %d 行。要改内容，请在 Excel 或 WPS 里改总台账。", len(st.master.Rows[l])), Trail: []link{{Text: "台账", Href: "/find"}, {Text: l.Name}}}
	if !s.restrictedShown(l) {
		v.Sections = []section{{Forms: []form{restrictedForm(l, r.URL.RequestURI())}}}
		return v, nil
	}
	q := r.URL.Query()
	columns := listColumns(l)
	t := &table{ID: "rows", Path: path("rows", l.Name), Query: q.Get("q"), Head: heads("行"), Empty: "没有这样的行。"}
	for _, c := range columns {
		h := head{Text: c.Name}
		if c.Numeric() {
			h.Class = "num"
		}
		t.Head = append(t.Head, h)
	}
	if l.HasDeadlines() {
		t.Head = append(t.Head, head{Text: "期限情况"})
	}
	t.Head = append(t.Head, head{Text: "报送单位"})
	rows := st.master.Rows[l]
	if t.Query != "" {
		rows = st.search(l, t.Query)
	}
	from, to := t.paged(q, len(rows))
	for _, one := range rows[from:to] {
		t.Rows = append(t.Rows, st.listRow(one, columns))
	}
	v.Sections = []section{{Table: t}}
	return v, nil
}

// mostColumns is how many columns of a ledger a list shows; a row's page has all.
const mostColumns = 9

func listColumns(l *templates.Ledger) (out []*templates.Column) {
	for _, c := range l.Columns {
		if len(out) < mostColumns && !c.Sensitive {
			out = append(out, c)
		}
	}
	return out
}

func (st *state) listRow(r *sheets.Row, columns []*templates.Column) row {
	out := row{Cells: []cellView{linked(r.ID, path("rows", r.Ledger.Name, r.ID))}}
	if r.Pending {
		out.Cells[0].Note = "待决，不计数"
	}
	for _, c := range columns {
		x := text(cell.Shorten(c.Show(r.Value(c)), 60))
		if c.Numeric() {
			x.Class = "num"
		}
		out.Cells = append(out.Cells, x)
	}
	if r.Ledger.HasDeadlines() {
		out.Cells = append(out.Cells, st.standing(r))
	}
	out.Cells = append(out.Cells, text(cmpOr(r.Source.Unit, "整改办")))
	return out
}

// standing is where a row stands against its deadline, in a word and its colour.
func (st *state) standing(r *sheets.Row) cellView {
	s := st.day.Of(r)
	switch {
	case r.Withdrawn():
		return badge("已撤销", unasked)
	case s.Closed:
		return badge("已办结", done)
	case s.Done:
		return badge("已完成", done)
	case s.Light == deadline.Red && s.Late():
		return badge(s.Remaining(), wrong)
	case s.Light == deadline.Red || s.Light == deadline.Yellow:
		return badge(s.Remaining(), soon)
	case s.Dated():
		return badge(s.Remaining(), open)
	}
	return badge("未定期限", unasked)
}

// rowPage is one row: what it holds, who wrote what, and all that became of it.
func (s *Server) rowPage(r *http.Request, st *state) (view, error) {
	l := st.plan.Ledger(r.PathValue("ledger"))
	if l == nil || st.byID[l][r.PathValue("id")] == nil {
		return view{}, notThere("总台账里没有这一行。", "它可能被撤回了；请看操作记录，或从台账里查找。")
	}
	one := st.byID[l][r.PathValue("id")]
	v := view{Title: l.Name + "　" + cmpOr(one.Key(), one.ID), Trail: []link{{Text: "台账", Href: "/find"}, {Text: l.Name, Href: path("rows", l.Name)}, {Text: one.ID}}}
	if !s.restrictedShown(l) {
		v.Sections = []section{{Forms: []form{restrictedForm(l, r.URL.RequestURI())}}}
		return v, nil
	}
	if why := one.Withdrawal(); why != "" {
		v.Lead = why + "。"
	}
	st.tracing.Lock()
	defer st.tracing.Unlock()
	t := &table{ID: "cells", Head: heads("栏目", "内容", "谁写的", "从哪里来", "何时")}
	for _, c := range l.Columns {
		value := one.Value(c)
		if value == "" && c.Computed == nil {
			continue
		}
		w := st.tracer.Writer(one, c)
		by := cmpOr(w.By, "方案期初")
		if c.Computed != nil {
			by = "系统算出"
		}
		shown := text(c.Show(value))
		if c == l.Role(templates.RoleDue) || c == l.Role(templates.RoleNewDue) {
			x := st.standing(one)
			shown.Note = x.Text
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{text(c.Name), shown, text(by), text(strings.TrimSpace(w.File + " " + w.Cell)), text(w.Date)}})
	}
	v.Sections = append(v.Sections, section{Title: "内容", Note: fmt.Sprintf("在总台账“%s”第 %d 行。", one.Sheet, one.Number), Table: t, Forms: st.rowFiles(one)})
	v.Sections = append(v.Sections, st.rowHistory(one))
	if f := withdrawForm(one, st.asOf); f != nil {
		v.Sections = append(v.Sections, section{Title: "撤销或并入", Note: "这一行不再要求时，在这里写明；写进总台账这一行，合并后不再计数、下发和催办，行留着不删。", Forms: []form{*f}})
	}
	return v, nil
}

func (st *state) rowFiles(r *sheets.Row) []form {
	return append([]form{openForm(st.dir.Relative(st.dir.Master()), "打开总台账")}, st.original(r.Source.Digest)...)
}

// rowHistory lists everything that became of a row.
func (st *state) rowHistory(r *sheets.Row) section {
	t := &table{ID: "history", Head: heads("第几次合并", "日期", "什么", "谁", "栏目", "内容", "依据")}
	for _, c := range slices.Backward(st.master.Changes) {
		if c.Ledger == r.Ledger.Name && c.RowID == r.ID {
			t.Rows = append(t.Rows, row{Cells: st.changeCells(c)})
		}
	}
	if len(t.Rows) == 0 {
		return section{Title: "经过", Empty: "从方案带来以后没有改动过。"}
	}
	return section{Title: "经过", Table: t}
}

func (st *state) changeCells(c master.Change) []cellView {
	show := cell.Mask
	if l := st.plan.Ledger(c.Ledger); l != nil && l.Column(c.Column) != nil {
		show = l.Column(c.Column).Show
	}
	value := cellView{Text: show(c.New), Old: show(c.Old), Class: "wide"}
	if c.Kind == master.Added {
		value = text("新的一行")
	}
	return []cellView{number(c.Merge), text(c.Date), text(string(c.Kind)), text(c.By), text(c.Column), value, text(strings.TrimSpace(c.File + " " + c.Cell))}
}

// findPage leads to every ledger, and finds rows by what they say.
func (s *Server) findPage(r *http.Request, st *state) (view, error) {
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	v := view{Title: "查找", Lead: "写编号、单位或内容里的几个字，在各本台账里找。"}
	t := &table{ID: "find", Path: "/find", Query: q, Head: heads("台账", "行", "内容", "单位"), Empty: "没有找到。"}
	ledgers := &table{Head: []head{{"台账", ""}, {"行数", "num"}, {"填报单位", ""}, {"说明", ""}}}
	for _, l := range st.plan.Ledgers {
		who := strings.Join(l.FiledBy, "、")
		if l.Restricted {
			who += "（限阅）"
		}
		ledgers.Rows = append(ledgers.Rows, row{Cells: []cellView{linked(l.Name, path("rows", l.Name)), number(len(st.master.Rows[l])), text(cmpOr(who, "整改办")), text(l.Help)}})
		if q == "" || !s.restrictedShown(l) {
			continue
		}
		st.hay[l].find(q, func(one *sheets.Row) bool {
			if len(t.Rows) == page {
				t.Caption = fmt.Sprintf("只列前 %d 行，请把要找的写得更细。", page)
				return false
			}
			t.Rows = append(t.Rows, row{Cells: []cellView{text(l.Name), linked(cmpOr(one.Key(), one.ID), path("rows", l.Name, one.ID)), {Text: brief(one), Class: "wide"}, text(cmpOr(one.Source.Unit, "整改办"))}})
			return true
		})
	}
	if q == "" {
		t.Empty = "要找什么，写在上面，按回车。"
	}
	v.Sections = []section{{Table: t}, {Title: "各本台账", Table: ledgers, Forms: []form{openForm(st.dir.Relative(st.dir.Master()), "打开总台账"), openForm(campaign.Ledger, "打开总台账文件夹")}}}
	return v, nil
}

// logPage lists what was done at the desk, or what a merge has changed.
func (s *Server) logPage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query()
	if merge := q.Get("merge"); merge != "" && st.master != nil {
		return s.mergeLog(r, st, merge), nil
	}
	v := view{Title: "操作记录", Lead: "在界面上做过什么、谁做的。记在“4-总台账/操作记录.tsv”，可以用 Excel 打开；每一行内容的改动在总台账“变更记录”。"}
	t := &table{ID: "log", Path: "/log", Query: q.Get("q"), Head: heads("时间", "谁", "做了什么", "结果"), Empty: "还没有记录。"}
	var list []campaign.Deed
	for _, d := range s.campaign().Deeds() {
		if matches(t.Query, d.When, d.Who, d.What, d.Came) {
			list = append(list, d)
		}
	}
	from, to := t.paged(q, len(list))
	for _, d := range list[from:to] {
		t.Rows = append(t.Rows, row{Cells: []cellView{{Text: d.When, Class: "short"}, text(d.Who), text(d.What), text(d.Came)}})
	}
	v.Sections = []section{{Table: t}}
	if st.master != nil && st.master.Serial > 0 {
		v.Sections = append(v.Sections, section{Title: "合并", Links: []link{{Text: fmt.Sprintf("第 %d 次合并改了什么", st.master.Serial), Href: "/log?merge=" + itoa(st.master.Serial)}}})
	}
	return v, nil
}

func (s *Server) mergeLog(r *http.Request, st *state, merge string) view {
	q := r.URL.Query()
	v := view{Title: "第 " + merge + " 次合并改了什么", Trail: []link{{Text: "操作记录", Href: "/log"}, {Text: "第 " + merge + " 次合并"}}}
	t := &table{ID: "changes", Path: "/log", Query: q.Get("q"), Head: heads("第几次合并", "日期", "什么", "谁", "栏目", "内容", "依据", "台账", "行"), Empty: "这一次没有改动。"}
	var list []master.Change
	for _, c := range st.master.Changes {
		if itoa(c.Merge) == merge && matches(t.Query, c.By, c.Ledger, c.RowID, c.Column, string(c.Kind)) {
			list = append(list, c)
		}
	}
	t.Filters = []filter{{"merge", "第几次", merge, mergeOptions(st.master.Serial)}}
	from, to := t.paged(q, len(list))
	for _, c := range list[from:to] {
		cells := st.changeCells(c)
		if !s.restrictedShown(st.plan.Ledger(c.Ledger)) {
			cells[5] = text("（限阅）")
		}
		t.Rows = append(t.Rows, row{Cells: append(cells, text(c.Ledger), linked(c.RowID, path("rows", c.Ledger, c.RowID)))})
	}
	v.Sections = []section{{Table: t}}
	return v
}

func mergeOptions(last int) (out []option) {
	for n := last; n > 0 && n > last-60; n-- {
		out = append(out, option{itoa(n), itoa(n)})
	}
	return out
}

// withdrawForm takes a row out of the count, where its ledger has columns for it.
func withdrawForm(r *sheets.Row, day string) *form {
	l := r.Ledger
	on, why, into := l.Role(templates.RoleWithdrawn), l.Role(templates.RoleWithdrawnReason), l.Role(templates.RoleJoined)
	if on == nil || why == nil || r.Withdrawn() {
		return nil
	}
	f := &form{Action: "/withdraw", Button: "撤销这一行", Tone: "danger", Ask: "这一行以后不再计数、下发和催办。写进总台账吗？", Keep: "withdraw " + l.Code + " " + r.ID,
		Fields: []field{hidden("ledger", l.Name), hidden("id", r.ID), {Name: "day", Label: on.Name, Type: "date", Value: day, Required: true}, {Name: "why", Label: why.Name, Type: "text", Required: true}}}
	if into != nil {
		f.Fields = append(f.Fields, field{Name: "into", Label: into.Name, Type: "text", Help: "并入别的一行的，写它的编号"})
	}
	return f
}

// withdraw writes why a row is not asked for any more.
func (s *Server) withdraw(_ http.ResponseWriter, r *http.Request) (string, error) {
	st := s.cache.get(r.Context())
	if st == nil || st.err != nil {
		return "", &campaign.Error{Message: "内容正在重新读取，没有写。", Fix: "请回到上一页再写一次。"}
	}
	l := st.plan.Ledger(r.PostFormValue("ledger"))
	if l == nil || st.byID[l][r.PostFormValue("id")] == nil || withdrawForm(st.byID[l][r.PostFormValue("id")], st.asOf) == nil {
		return "", notThere("没有可以撤销的这一行，没有写。", "请刷新页面再看。")
	}
	one := st.byID[l][r.PostFormValue("id")]
	given := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	entries := []entry.Entry{rowEntry(one, l.Role(templates.RoleWithdrawn), given("day")), rowEntry(one, l.Role(templates.RoleWithdrawnReason), given("why"))}
	if into := l.Role(templates.RoleJoined); into != nil && given("into") != "" {
		entries = append(entries, rowEntry(one, into, given("into")))
	}
	if _, ok := cell.ISODate(given("day")); !ok || given("why") == "" {
		return "", &campaign.Error{Message: "撤销的日期或原因没有写好，没有写。", Fix: "请两样都写上。"}
	}
	if err := write(r.Context(), st.dir, false, entries); err != nil {
		return "", err
	}
	s.did("撤销 "+l.Name+" "+one.ID+"："+given("why"), "已写进总台账，合并后生效")
	return path("rows", l.Name, one.ID), nil
}
