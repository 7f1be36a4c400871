package desk

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"taizhang/reports/html"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// figuresPage lists every figure and cross-check.
func (s *Server) figuresPage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query().Get("q")
	v := view{Title: "指标与勾稽", Lead: "每个数字点进去，是它的算法、背后的每一行，和报来的那一格。"}
	t := &table{ID: "figures", Path: "/figures", Query: q, Head: []head{{"代号", ""}, {"名称", ""}, {"数值", "num"}, {"计量单位", ""}, {"怎么算", ""}, {"行数", "num"}}, Empty: "没有这样的指标。"}
	for _, f := range st.plan.Figures {
		x := st.set.Get(f)
		how := figure.Definition(f)
		if !matches(q, f.Code, f.Name, how) {
			continue
		}
		value := cellView{Text: s.printed(x), Href: path("figures", f.Code), Class: "num"}
		rows := cellView{Text: "—", Class: "num"}
		if f.Ledger != nil {
			rows = number(len(x.Rows))
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{linked(f.Code, path("figures", f.Code)), text(f.Name), value, text(f.Measure), {Text: how, Class: "wide"}, rows}})
	}
	checks := &table{ID: "checks", Head: []head{{"编号", ""}, {"名称", ""}, {"结论", ""}, {"左边", ""}, {"左值", "num"}, {"关系", ""}, {"右边", ""}, {"右值", "num"}, {"差额", "num"}, {"说明", ""}}}
	for _, c := range st.checks {
		rel := c.Relation
		tone := done
		note := ""
		switch {
		case c.Skipped:
			tone, note = unasked, "有一边没有数，不核。"
		case c.OK:
		case rel.Excuse != "":
			tone, note = soon, "已说明："+rel.Excuse
		default:
			tone, note = wrong, rel.Message
		}
		checks.Rows = append(checks.Rows, row{Cells: []cellView{text(rel.Code), text(rel.Name), badge(c.Verdict(), tone), {Text: figure.ExprWords(rel.Left)}, {Text: c.Left.String(), Class: "num"}, text(string(rel.Op)),
			{Text: figure.ExprWords(rel.Right)}, {Text: c.Right.String(), Class: "num"}, {Text: c.Difference.String(), Class: "num"}, text(note)}})
	}
	v.Sections = []section{{Title: "指标", Table: t}, {ID: "checks", Title: "勾稽", Table: checks}}
	return v, nil
}

// printed is a figure as it is printed; a list out of a restricted ledger, or of
// a sensitive column, is not.
func (s *Server) printed(x *figure.Result) string {
	f := x.Figure
	if f.Column != nil && f.Column.Sensitive && f.Op != templates.OpCount && f.Op != templates.OpDistinct {
		return "（敏感，不显示）"
	}
	if f.Ledger != nil && !s.restrictedShown(f.Ledger) {
		return "（限阅）"
	}
	return x.Printed()
}

// figurePage is one figure: what it means, of what it is made, how it went.
func (s *Server) figurePage(r *http.Request, st *state) (view, error) {
	f := st.plan.Figure(r.PathValue("code"))
	if f == nil {
		return view{}, notThere(fmt.Sprintf("方案的“指标”表里没有“%s”。", r.PathValue("code")), "请从指标一览里选。")
	}
	st.tracing.Lock()
	defer st.tracing.Unlock()
	t := st.tracer.Head(f)
	x := st.set.Get(f)
	v := view{Title: f.Name, Trail: []link{{Text: "指标与勾稽", Href: "/figures"}, {Text: f.Code}}}
	v.Sections = append(v.Sections, section{Cards: []card{{Label: f.Code, Value: s.printed(x), Unit: f.Measure}},
		Pairs: []pair{{"怎么算", t.Definition, ""}, {"说明", f.Help, ""}, {"出处", strings.ReplaceAll(f.Source, "|", "、"), ""}}})
	if len(t.Inputs) > 0 {
		in := &table{Head: []head{{"由这些指标算出", ""}, {"数值", "num"}, {"计量单位", ""}, {"怎么算", ""}}}
		for _, i := range t.Inputs {
			in.Rows = append(in.Rows, row{Cells: []cellView{linked(i.Name, path("figures", i.Code)), {Text: i.Value, Class: "num"}, text(i.Unit), text(i.Definition)}})
		}
		v.Sections = append(v.Sections, section{Table: in})
	}
	if f.Ledger != nil {
		v.Sections = append(v.Sections, s.behind(r, st, f, x))
	}
	if chart := st.historyOf(f); chart != "" {
		v.Sections = append(v.Sections, section{Title: "历次定稿以来", HTML: chart})
	}
	return v, nil
}

// behind lists the rows behind a figure, each with the cell of the returned file.
func (s *Server) behind(r *http.Request, st *state, f *templates.Figure, x *figure.Result) section {
	sec := section{Title: fmt.Sprintf("背后的 %d 行", len(x.Rows)), ID: "rows"}
	if !s.restrictedShown(f.Ledger) {
		sec.Forms = []form{restrictedForm(f.Ledger, r.URL.RequestURI())}
		return sec
	}
	q := r.URL.Query()
	t := &table{ID: "behind", Path: r.URL.Path, Query: q.Get("q"), Head: heads("行", "内容", "值", "谁的", "从哪里来", "原件", "总台账"), Empty: "一行也没有。"}
	rows := x.Rows
	if t.Query != "" {
		in := map[*sheets.Row]bool{}
		for _, one := range rows {
			in[one] = true
		}
		rows = slices.DeleteFunc(st.search(f.Ledger, t.Query), func(one *sheets.Row) bool { return !in[one] })
	}
	from, to := t.paged(q, len(rows))
	for _, one := range rows[from:to] {
		t.Rows = append(t.Rows, st.behindRow(one, f))
	}
	sec.Table = t
	return sec
}

func (st *state) behindRow(r *sheets.Row, f *templates.Figure) row {
	o := st.tracer.Row(r, f)
	file := cellView{}
	if o.Archive != "" {
		file.Forms = []form{openForm(o.Archive, "打开原件")}
	}
	return row{Cells: []cellView{linked(cmpOr(r.Key(), r.ID), path("rows", r.Ledger.Name, r.ID)), {Text: brief(r), Class: "wide"}, text(o.Value), text(cmpOr(o.Unit, "整改办")),
		{Text: o.Place(), Note: o.Doubt}, file, text(o.Master)}}
}

// rowMatches: every word of a query stands in one of the row's cells.
func rowMatches(r *sheets.Row, query string) bool {
	for _, word := range strings.Fields(query) {
		lower := strings.ToLower(word)
		has := func(s string) bool {
			return strings.Contains(s, word) || lower != strings.ToUpper(word) && strings.Contains(strings.ToLower(s), lower)
		}
		if has(r.ID) || has(r.Source.Unit) || has(r.Source.File) {
			continue
		}
		if !slices.ContainsFunc(r.Ledger.Columns, func(c *templates.Column) bool { return !c.Sensitive && has(r.Values[c.Index]) }) {
			return false
		}
	}
	return true
}

// mostHistory is how many copies of the master are read for a line.
const mostHistory = 8

// historyOf is a figure over the last merges as a line; "" where there is only
// one, or the ledgers are too large to read again for a picture.
func (st *state) historyOf(f *templates.Figure) template.HTML {
	if f.Lists() || st.none != nil || st.rowCount() > 20000 {
		return ""
	}
	st.historyOnce.Do(func() {
		var copies []campaign.Copy
		for _, c := range st.dir.MasterCopies() {
			if !c.Edited && len(copies) < mostHistory {
				copies = append(copies, c)
			}
		}
		if len(copies) < 2 {
			return
		}
		slices.Reverse(copies)
		for _, c := range copies {
			if m, err := master.Read(st.ctx, c.Path, st.plan); err == nil {
				st.past = append(st.past, past{m.Serial, m.AsOf, figure.New(m.Data())})
			}
		}
	})
	var points []html.Point
	for _, p := range st.past {
		if x := p.set.Get(f); x.OK {
			points = append(points, html.Point{Label: fmt.Sprintf("第 %d 次 %s", p.serial, p.asOf), Value: x.Rounded(), Text: x.Printed()})
		}
	}
	if len(points) < 2 {
		return ""
	}
	return template.HTML(html.Line(f.Name, points)) // the renderer escapes
}

// past is an earlier merge.
type past struct {
	serial int
	asOf   string
	set    *figure.Set
}

func (st *state) rowCount() (n int) {
	for _, rows := range st.master.Rows {
		n += len(rows)
	}
	return n
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
