package desk

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/html"
	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/cell"
)

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
	st.wallOnce.Do(st.drawWall)
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

// drawWall draws the pictures of the summary that is for everybody.
func (st *state) drawWall() {
	control, err := reports.Shown(st.ctx, reports.Input{Dir: st.dir, Plan: st.plan, AsOf: st.asOf}, st.set)
	if err != nil {
		st.wallErr = err
		return
	}
	list, err := summary.Pages(st.ctx, summary.Input{Plan: st.plan, Set: st.set, AsOf: st.asOf, Findings: st.ledger, Returns: st.units, Control: control})
	if err != nil {
		st.wallErr = err
		return
	}
	for _, p := range list {
		blocks := pictured(p.Blocks)
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
}

// pictured are the blocks of a sheet that are looked at rather than looked up in.
func pictured(all []summary.Block) (out []summary.Block) {
	for _, b := range all {
		rates := b.Kind == "完成率"
		if b.Chart == nil && b.Gantt == nil && len(b.Tiles) == 0 && !rates {
			continue
		}
		if b.Grid != nil && !rates {
			b.Grid = &summary.Grid{Head: b.Grid.Head, Rows: b.Grid.Rows[:min(len(b.Grid.Rows), page)]}
		}
		out = append(out, b)
	}
	return out
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
